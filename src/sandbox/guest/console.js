// @ts-nocheck
/** What is seldom used of the console. */
const { console, line, now, text } = core
const counts = Object.create(null)
const times = Object.create(null)
const log = (...args) => console.log(...args)
const elapsed = (label) => {
  const ms = (now() - (times[label] ?? now())) / 1000
  return ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${+ms.toFixed(3)}ms`
}

/** A console of one's own, over streams: what it says goes past the runtime's. */
class Console {
  constructor(stdout, stderr) {
    const to = stdout?.write ? { stdout, stderr } : (stdout ?? {})
    const write = (stream) => (...args) => stream.write(`${text(args)}\n`)
    const out = write(to.stdout ?? process.stdout)
    const bad = write(to.stderr ?? to.stdout ?? process.stderr)
    Object.assign(this, { log: out, info: out, debug: out, dir: out, error: bad, warn: bad, trace: bad })
    for (const name of Object.keys(console)) if (!(name in this)) this[name] = () => {}
  }
}

Object.assign(exports, {
  Console,
  trace: (...args) => {
    const error = new Error(text(args))
    line('TRACE', error.stack.replace(/^Error/, 'Trace'))
  },
  dir: (value, options) => line('INFO', part('inspect').inspect(value, { customInspect: false, ...options })),
  dirxml: log,
  assert: (ok, ...args) => {
    if (!ok) console.warn(...(typeof args[0] === 'string' ? [`Assertion failed: ${args[0]}`, ...args.slice(1)] : ['Assertion failed', ...args]))
  },
  count: (label = 'default') => log(`${label}: ${(counts[label] = (counts[label] ?? 0) + 1)}`),
  countReset: (label = 'default') => {
    counts[label] = 0
  },
  group: (...args) => {
    if (args.length > 0) log(...args)
    core.indent(1)
  },
  groupCollapsed: (...args) => {
    if (args.length > 0) log(...args)
    core.indent(1)
  },
  groupEnd: () => core.indent(-1),
  table: (rows, columns) => line('INFO', part('inspect').table(rows, columns)),
  time: (label = 'default') => {
    times[label] = now()
  },
  timeLog: (label = 'default', ...args) => log(`${label}: ${elapsed(label)}`, ...args),
  timeEnd: (label = 'default') => {
    log(`${label}: ${elapsed(label)}`)
    delete times[label]
  },
})
