// @ts-nocheck
/** The process, as a handler finds it on Lambda. */
const { config, env, now, exit, used, nextTick, line } = core
const born = now()
const emitter = () => part('node-events')

const process = {
  env, argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'], argv0: 'node', pid: 8, ppid: 1, platform: 'linux', arch: 'x64', title: 'node', version: config.version,
  versions: { node: config.version.slice(1), v8: '12.4.254.21-node.33', uv: '1.51.0', modules: '127' }, release: { name: 'node', lts: 'Jod' },
  execArgv: [], execPath: '/var/lang/bin/node', exitCode: undefined, features: {}, config: { target_defaults: {}, variables: {} },
  exit: (code) => exit(code === undefined ? +(process.exitCode ?? 0) : +code),
  reallyExit: (code) => exit(+code),
  abort: () => exit(134),
  kill: () => exit(143),
  nextTick,
  cwd: () => '/var/task',
  chdir: () => {},
  umask: () => 18, getuid: () => 993, getgid: () => 990, geteuid: () => 993, getegid: () => 990,
  uptime: () => (now() - born) / 1e6,
  hrtime: (from) => {
    const at = now()
    const sec = Math.floor(at / 1e6)
    const nano = (at - sec * 1e6) * 1000
    if (!from) return [sec, nano]
    return nano < from[1] ? [sec - from[0] - 1, nano - from[1] + 1e9] : [sec - from[0], nano - from[1]]
  },
  memoryUsage: () => ({ rss: 67108864 + used(), heapTotal: 16777216 + used(), heapUsed: used(), external: 2097152, arrayBuffers: 16384 }),
  resourceUsage: () => ({ userCPUTime: now() - born, systemCPUTime: 0, maxRSS: 65536 }),
  cpuUsage: () => ({ user: now() - born, system: 0 }),
  constrainedMemory: () => Number(env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 128) * 1048576,
  availableMemory: () => Number(env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 128) * 1048576 - used(),
  emitWarning: (warning, kind = 'Warning') => line('ERROR', `(node:8) ${typeof warning === 'object' && warning !== null ? `${warning.name}: ${warning.message}` : `${kind}: ${warning}`}`),
  stdout: stream('PLAIN', 1),
  stderr: stream('PLAIN', 2),
  stdin: { isTTY: false, fd: 0 },
  binding: () => {
    throw new Error('No such module: undefined')
  },
}
process.hrtime.bigint = () => BigInt(now()) * 1000n
process.memoryUsage.rss = () => 67108864 + used()
process.report = { getReport: () => ({ header: { glibcVersionRuntime: '2.34' } }) }

/** Text is a line when it ends; what has no end yet waits for it. */
function stream(level, fd) {
  let open = ''
  return {
    isTTY: false, fd, writable: true, columns: 80,
    write: (chunk, encoding, done) => {
      open += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
      const end = open.lastIndexOf('\n')
      if (end >= 0) {
        line(level, open.slice(0, end))
        open = open.slice(end + 1)
      }
      const back = typeof encoding === 'function' ? encoding : done
      if (typeof back === 'function') nextTick(back)
      return true
    },
    on: () => process.stdout, once: () => process.stdout, end() {},
  }
}

// An emitter, whose methods come with the part that has them.
let held
const emits = () => (held ??= new (emitter().EventEmitter)())
for (const name of ['on', 'addListener', 'once', 'off', 'removeListener', 'removeAllListeners', 'prependListener', 'setMaxListeners']) {
  process[name] = (...args) => {
    emits()[name](...args)
    return process
  }
}
for (const name of ['emit', 'listeners', 'listenerCount', 'eventNames', 'getMaxListeners']) process[name] = (...args) => emits()[name](...args)
Object.defineProperty(process, Symbol.toStringTag, { value: 'process', configurable: true })
/** Environment variables are texts, whatever they are set to. */
process.env = new Proxy(env, {
  set: (target, key, value) => {
    target[key] = String(value)
    return true
  },
})
exports.process = process
