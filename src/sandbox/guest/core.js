// @ts-nocheck
/**
 * The first code in every environment: the Lambda runtime itself, the event loop's queues, and the doors to the host.
 *
 * It is small, because every environment carries it; whatever else Node has lies in files of its own beside this one, and
 * is run when it is first used. It keeps its own references to all that it needs: what user code does to globals and
 * prototypes changes nothing here. Nothing but numbers and text goes through `host`.
 */
;(function (host, settings, a, b, c, d) {
  'use strict'
  const LINE = 1, CALL = 2, WAKE = 3, END = 4, PART = 5, RESOLVE = 6, FILE = 7, FLAG = 8, EXIT = 9, NOW = 10, READ = 11, NAME = 12, CHARGE = 13, USED = 14
  const DRAIN = 1, SOON = 2
  const { parse, stringify } = JSON
  const { isArray } = Array
  const { defineProperty, getPrototypeOf, create, keys, freeze } = Object
  const { apply } = Reflect
  const { floor, max } = Math
  const ObjectOf = Object
  const PromiseOf = Promise
  const then = Promise.prototype.then
  const ErrorOf = Error
  const TypeErrorOf = TypeError
  const SyntaxErrorOf = SyntaxError
  const InternalErrorOf = globalThis.InternalError
  const StringOf = String
  const slice = Array.prototype.slice
  const { startsWith, split, replace, slice: cut } = String.prototype
  const on = (text, method, ...args) => apply(method, text, args)
  const config = parse(settings)

  /** Parts of the surface, each run once when it is first asked for. */
  const parts = create(null)
  const part = (name) => {
    const known = parts[name]
    if (known) return known.exports
    const module = (parts[name] = { exports: {} })
    apply(host(PART, name), undefined, [module.exports, part, core, module])
    return module.exports
  }

  // ── chance: sfc32, all of it from the environment's own dice ──
  let s0 = a | 0, s1 = b | 0, s2 = c | 0, s3 = d | 0
  const bits = () => {
    const sum = (s0 + s1 + s3) | 0
    s3 = (s3 + 1) | 0
    s0 = s1 ^ (s1 >>> 9)
    s1 = (s2 + (s2 << 3)) | 0
    s2 = (((s2 << 21) | (s2 >>> 11)) + sum) | 0
    return sum
  }
  for (let i = 0; i < 12; i++) bits()
  const define = (target, name, value) => defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
  define(Math, 'random', function random() {
    return ((bits() >>> 0) * 2097152 + (bits() >>> 11)) / 9007199254740992
  })

  // ── errors, as V8 writes them ──
  const SAID = [
    [/^cannot read property '(.*)' of (undefined|null)$/, (m) => `Cannot read properties of ${m[2]} (reading '${m[1]}')`],
    [/^cannot set property '(.*)' of (undefined|null)$/, (m) => `Cannot set properties of ${m[2]} (setting '${m[1]}')`],
    [/^'(.*)' is read-only$/, () => 'Assignment to constant variable.'],
    [/^BigInt are forbidden in JSON.stringify$/, () => 'Do not know how to serialize a BigInt'],
    [/^circular reference$/, () => 'Converting circular structure to JSON'],
    [/^empty array$/, () => 'Reduce of empty array with no initial value'],
    [/^'(.*)' is not initialized$/, (m) => `Cannot access '${m[1]}' before initialization`],
    [/^(.*) is not initialized$/, (m) => `Cannot access '${m[1]}' before initialization`],
  ]
  const exec = RegExp.prototype.exec
  const inV8 = (error, site) => {
    const { message } = error
    if (typeof message !== 'string') return
    let said
    if (message === 'not a function' || message === 'not a constructor' || message === 'value is not iterable') {
      const file = site && site.getFileName()
      const what = file ? host(NAME, file, site.getLineNumber(), site.getColumnNumber()) : ''
      if (what) said = message === 'value is not iterable' ? `${what} is not iterable` : `${what} is ${message}`
    } else {
      for (let i = 0; i < SAID.length && said === undefined; i++) {
        const match = apply(exec, SAID[i][0], [message])
        if (match) said = SAID[i][1](match)
      }
    }
    if (said !== undefined) define(error, 'message', said)
  }
  const nativeErrors = [TypeError.prototype, ReferenceError.prototype, SyntaxError.prototype, RangeError.prototype]
  const headOf = (error) => {
    const name = error.name === undefined ? 'Error' : StringOf(error.name)
    const message = error.message === undefined ? '' : StringOf(error.message)
    return name === '' ? message : message === '' ? name : `${name}: ${message}`
  }
  ErrorOf.prepareStackTrace = (error, sites) => {
    try {
      const proto = getPrototypeOf(error)
      if (proto === nativeErrors[0] || proto === nativeErrors[1] || proto === nativeErrors[2]) inV8(error, sites[0])
      let text = headOf(error)
      for (let i = 0; i < sites.length; i++) {
        const site = sites[i]
        const file = site.getFileName()
        const name = site.getFunctionName()
        if (file && on(file, startsWith, 'coldstart:')) {
          // Below this frame there is only the runtime.
          if (name === 'handleOnceNonStreaming') text += '\n    at Runtime.handleOnceNonStreaming (file:///var/runtime/index.mjs:1173:29)'
          continue
        }
        if (!file) {
          if (name && name !== '<anonymous>') text += `\n    at ${name} (<anonymous>)`
          continue
        }
        if (file[0] === '<') continue
        const place = `${file}:${site.getLineNumber()}:${site.getColumnNumber()}`
        text += name && name !== '<anonymous>' && name !== '<eval>' ? `\n    at ${name === config.export ? `Runtime.${name}` : name} (${place})` : `\n    at ${place}`
      }
      return text
    } catch {
      return 'Error'
    }
  }
  const isError = (value) => typeof value === 'object' && value !== null && value instanceof ErrorOf
  /** What the runtime reports of whatever was thrown; it must not throw itself, however the thing was made. */
  const reportOf = (error) => {
    try {
      if (!isError(error)) return { errorType: error === null ? 'object' : typeof error, errorMessage: StringOf(error), trace: [] }
      const { name, message, stack } = error
      return { errorType: StringOf(name), errorMessage: StringOf(message), trace: typeof stack === 'string' ? on(stack, split, '\n') : [] }
    } catch {
      return { errorType: 'handled', errorMessage: 'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack', trace: [] }
    }
  }
  const named = (name, message) => {
    const error = new ErrorOf(message)
    define(error, 'name', name)
    define(error, 'stack', `${name}: ${message}`)
    return error
  }

  // ── queues: what runs when a piece of code has come to its end ──
  let ticks = []
  let flags = 0
  const flag = (bit) => {
    if (flags & bit) return
    flags |= bit
    host(FLAG, flags)
  }
  const drop = (bit) => {
    flags &= ~bit
    host(FLAG, flags)
  }
  const nextTick = (fn, ...args) => {
    if (typeof fn !== 'function') throw new TypeErrorOf('The "callback" argument must be of type function.')
    ticks[ticks.length] = [fn, args]
    flag(DRAIN)
  }
  const drain = () => {
    drop(DRAIN)
    const now = ticks
    ticks = []
    for (let i = 0; i < now.length; i++) guarded(now[i][0], now[i][1])
  }
  let immediates = []
  const soon = () => {
    drop(SOON)
    const now = immediates
    immediates = []
    for (let i = 0; i < now.length; i++) if (now[i].fn) guarded(now[i].fn, now[i].args)
  }
  /** An exception that nobody catches ends the process. */
  const guarded = (fn, args) => {
    try {
      apply(fn, undefined, args)
    } catch (error) {
      crash('Unhandled', error)
    }
  }

  // ── timers, by the virtual clock, in the order of their instants ──
  /** Sorted by when they are due, then by when they were set. */
  const timers = []
  let told = -1
  let serial = 0
  const tellWake = () => {
    const first = timers.length === 0 ? -1 : timers[0].due
    let kept = 0
    for (let i = 0; i < timers.length && kept === 0; i++) if (timers[i].kept) kept = 1
    const tell = first < 0 ? -1 : first * 2 + kept
    if (tell !== told) host(WAKE, first, kept)
    told = tell
  }
  const put = (timer) => {
    let at = timers.length
    while (at > 0 && timers[at - 1].due > timer.due) at--
    // Moved by hand: splice could have been replaced.
    for (let i = timers.length; i > at; i--) timers[i] = timers[i - 1]
    timers[at] = timer
    tellWake()
  }
  const take = (timer) => {
    let at = 0
    while (at < timers.length && timers[at] !== timer) at++
    if (at === timers.length) return
    for (let i = at; i < timers.length - 1; i++) timers[i] = timers[i + 1]
    timers.length--
    tellWake()
  }
  const delayOf = (delay) => {
    const ms = +delay
    return ms >= 1 && ms <= 2147483647 ? floor(ms) * 1000 : 1000
  }
  class Timeout {
    constructor(fn, delay, args, repeats) {
      this.id = ++serial
      this.fn = fn
      this.args = args
      this.every = repeats ? delayOf(delay) : 0
      this.kept = true
      this.due = host(NOW) + delayOf(delay)
    }
    ref() {
      this.kept = true
      tellWake()
      return this
    }
    unref() {
      this.kept = false
      tellWake()
      return this
    }
    hasRef() {
      return this.kept
    }
    refresh() {
      take(this)
      this.due = host(NOW) + (this.every || 1000)
      put(this)
      return this
    }
    close() {
      take(this)
      return this
    }
    [Symbol.toPrimitive]() {
      return this.id
    }
    [Symbol.dispose]() {
      take(this)
    }
  }
  const start = (fn, delay, args, repeats) => {
    if (typeof fn !== 'function') {
      const error = new TypeErrorOf(`The "callback" argument must be of type function. Received ${fn === null ? 'null' : typeof fn === 'undefined' ? 'undefined' : `type ${typeof fn}`}`)
      error.code = 'ERR_INVALID_ARG_TYPE'
      throw error
    }
    const timer = new Timeout(fn, delay, args, repeats)
    put(timer)
    return timer
  }
  const stop = (timer) => {
    if (typeof timer === 'number' || typeof timer === 'string') {
      for (let i = 0; i < timers.length; i++) if (timers[i].id === +timer) return take(timers[i])
    } else if (timer) take(timer)
  }
  /** Runs the first timer that is due; the host asks again until none is, so that promises run in between. */
  const fire = () => {
    const timer = timers[0]
    if (timer === undefined || timer.due > host(NOW)) return 0
    take(timer)
    if (timer.every > 0) {
      timer.due += timer.every
      put(timer)
    }
    guarded(timer.fn, timer.args)
    return 1
  }

  // ── the console ──
  const text = (args) => {
    const first = args[0]
    if (args.length === 1 && typeof first === 'string') return first
    return part('inspect').format(...args)
  }
  const write = (level) => (...args) => {
    host(LINE, level, indent === '' ? text(args) : indent + on(text(args), replace, /\n/g, `\n${indent}`))
  }
  let indent = ''
  const info = write('INFO')
  const counts = create(null)
  const times = create(null)
  const console = {
    log: info, info: write('INFO'), debug: write('DEBUG'), warn: write('WARN'), error: write('ERROR'),
    trace: (...args) => {
      const error = new ErrorOf(text(args))
      define(error, 'name', 'Trace')
      host(LINE, 'TRACE', on(error.stack, replace, /^Error/, 'Trace'))
    },
    dir: (value, options) => host(LINE, 'INFO', part('inspect').inspect(value, { customInspect: false, ...options })),
    dirxml: (...args) => info(...args),
    assert: (ok, ...args) => {
      if (!ok) console.warn(...(typeof args[0] === 'string' ? [`Assertion failed: ${args[0]}`, ...apply(slice, args, [1])] : ['Assertion failed', ...args]))
    },
    count: (label = 'default') => info(`${label}: ${(counts[label] = (counts[label] ?? 0) + 1)}`),
    countReset: (label = 'default') => {
      counts[label] = 0
    },
    group: (...args) => {
      if (args.length > 0) info(...args)
      indent += '  '
    },
    groupCollapsed: (...args) => console.group(...args),
    groupEnd: () => {
      indent = on(indent, cut, 2)
    },
    table: (rows, columns) => host(LINE, 'INFO', part('inspect').table(rows, columns)),
    time: (label = 'default') => {
      times[label] = host(NOW)
    },
    timeLog: (label = 'default', ...args) => info(`${label}: ${elapsed(times[label])}`, ...args),
    timeEnd: (label = 'default') => {
      info(`${label}: ${elapsed(times[label])}`)
      delete times[label]
    },
    fatal: write('FATAL'),
  }
  const elapsed = (from) => {
    const ms = (host(NOW) - (from ?? host(NOW))) / 1000
    return ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${+ms.toFixed(3)}ms`
  }

  // ── calls of services: a promise and a number ──
  const waiting = new Map()
  const { get, set, delete: remove } = Map.prototype
  let lastCall = 0
  const call = (client, operation, input) => new PromiseOf((resolve, reject) => {
    const id = ++lastCall
    apply(set, waiting, [id, { resolve, reject }])
    host(CALL, id, client, operation, input)
  })
  const answer = (id, ok, json) => {
    const call = apply(get, waiting, [id])
    if (!call) return
    apply(remove, waiting, [id])
    if (ok) call.resolve(json)
    else call.reject(json)
  }

  // ── the end of an invocation ──
  let current = null
  const finish = (kind, json) => {
    current = null
    host(END, kind, json)
  }
  const crash = (reason, error) => {
    current = null
    host(END, 'crashed', stringify({ reason, error: error === undefined ? undefined : reportOf(error) }))
  }
  const stringified = (value) => {
    try {
      return stringify(value === undefined ? null : value) ?? 'null'
    } catch (error) {
      if (InternalErrorOf && error instanceof InternalErrorOf) throw error
      const said = new ErrorOf('Unable to stringify response body')
      if (config.major >= 24) define(said, 'name', 'Runtime.JSONStringifyError')
      throw said
    }
  }
  const succeed = (invocation, value) => {
    if (invocation.done) return
    let json
    try {
      json = stringified(value)
    } catch (error) {
      return fail(invocation, error)
    }
    invocation.done = true
    finish('returned', json)
  }
  const fail = (invocation, error) => {
    if (invocation.done) return
    invocation.done = true
    finish('threw', stringify(reportOf(error)))
  }

  let handler
  const contextOf = (json, invocation) => {
    const { deadline, traceHeader, ...facts } = parse(json)
    if (traceHeader === undefined) delete process.env._X_AMZN_TRACE_ID
    else process.env._X_AMZN_TRACE_ID = traceHeader
    process.env.AWS_LAMBDA_LOG_STREAM_NAME = facts.logStreamName
    const context = {}
    defineProperty(context, 'callbackWaitsForEmptyEventLoop', { get: () => invocation.waits, set: (value) => (invocation.waits = value), enumerable: true, configurable: true })
    if (config.major < 24) {
      context.succeed = (value) => succeed(invocation, value)
      context.fail = (error) => fail(invocation, error ?? 'handled')
      context.done = (error, value) => (error === undefined || error === null ? succeed(invocation, value) : fail(invocation, error))
    }
    for (const name of keys(facts)) context[name] = facts[name]
    context.identity = undefined
    context.clientContext = undefined
    context.getRemainingTimeInMillis = () => max(0, floor((deadline - host(NOW)) / 1000))
    return context
  }
  const invoke = (event, context) => {
    const invocation = (current = { done: false, waits: true, called: false, value: undefined, promised: false })
    handleOnceNonStreaming(event, context, invocation)
  }
  /** Named as in the real runtime: the name stands in stack traces. */
  function handleOnceNonStreaming(event, context, invocation) {
    const callback = (error, value) => {
      if (invocation.done || invocation.called) return
      if (error !== undefined && error !== null) return fail(invocation, error)
      invocation.called = true
      invocation.value = value
      if (!invocation.waits) succeed(invocation, value)
    }
    let result
    try {
      const facts = contextOf(context, invocation)
      if (handler.stream) return part('stream-response').run(handler, parse(event), facts, invocation)
      result = config.major >= 24 ? handler(parse(event), facts) : handler(parse(event), facts, callback)
    } catch (error) {
      return fail(invocation, error)
    }
    try {
      if (typeof result === 'object' && result !== null && typeof result.then === 'function') {
        invocation.promised = true
        const good = (value) => succeed(invocation, value)
        const bad = (error) => fail(invocation, error)
        if (result instanceof PromiseOf) apply(then, result, [good, bad])
        else result.then(good, bad)
      } else if (config.major >= 24) succeed(invocation, result)
    } catch (error) {
      fail(invocation, error)
    }
  }
  /** Nothing is left that could go on: no timer, no call. */
  const idle = () => {
    const invocation = current
    if (!invocation || invocation.done) return
    if (invocation.called) return succeed(invocation, invocation.value)
    if (!invocation.promised) return succeed(invocation, null)
    crash('Runtime.NodejsExit', named('Runtime.NodejsExit', 'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes'))
  }

  // ── loading the code ──
  const entered = (namespace) => {
    const path = config.export
    let found = namespace
    for (const name of on(path, split, '.')) found = found === undefined || found === null ? undefined : found[name]
    if (found === undefined && namespace.default !== undefined && namespace.default !== null) found = namespace.default[path]
    const missing = !found ? `${config.handler} is undefined or not exported` : typeof found !== 'function' ? `${config.handler} is not a function` : ''
    if (missing) return crash('Runtime.HandlerNotFound', named('Runtime.HandlerNotFound', missing))
    handler = found
    if (config.major >= 24 && found.length >= 3 && !found.stream) {
      return crash('Runtime.Unknown', named('Runtime.CallbackHandlerDeprecated', 'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.'))
    }
    finish('returned', 'null')
  }
  /** Why the code could not be loaded, as the runtime names it. */
  const notEntered = (error, early) => {
    if (isError(error) && (error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_MODULE_NOT_FOUND')) return crash('Runtime.ImportModuleError', wrapped('Runtime.ImportModuleError', error))
    if (isError(error) && error instanceof SyntaxErrorOf && early) return crash('Runtime.UserCodeSyntaxError', wrapped('Runtime.UserCodeSyntaxError', error))
    crash('Runtime.Unknown', error)
  }
  const wrapped = (name, error) => {
    const message = `${error.name}: ${linked(error.message)}`
    const out = new ErrorOf(message)
    define(out, 'name', name)
    const stack = typeof error.stack === 'string' ? error.stack : ''
    define(out, 'stack', `${name}: ${message}${on(stack, replace, /^[^]*?(?=\n {4}at )|^[^]*$/, '')}`)
    return out
  }
  /** An import of a name that is not there, as V8 says it. */
  const linked = (message) => on(on(message, replace, /^Could not find export '(.*)' in module '(.*)'$/, "The requested module '$2' does not provide an export named '$1'"), replace, /'coldstart:part\//, "'")
  const enterScript = (path) => {
    let exports
    try {
      exports = requireFrom('/var/runtime/index.mjs')(path)
    } catch (error) {
      return notEntered(error, false)
    }
    entered(exports)
  }
  const loaded = create(null)
  const requireFrom = (base) => {
    const require = (name) => {
      if (typeof name !== 'string') throw new TypeErrorOf('The "id" argument must be of type string.')
      const found = host(RESOLVE, base, name)
      if (on(found, startsWith, 'part:')) return part(on(found, cut, 5))
      if (found[0] === '!') throw notFound(on(found, cut, 1))
      const known = loaded[found]
      if (known) return known.exports
      const module = (loaded[found] = { exports: {}, id: found, filename: found, loaded: false, children: [], paths: [] })
      try {
        if (/\.json$/.test(found)) module.exports = parse(host(READ, found))
        else {
          module.require = requireFrom(found)
          const run = host(FILE, found)
          apply(run, module.exports, [module.exports, module.require, module, found, on(found, replace, /\/[^/]*$/, '')])
        }
      } catch (error) {
        delete loaded[found]
        throw error
      }
      module.loaded = true
      return module.exports
    }
    require.resolve = (name) => {
      const found = host(RESOLVE, base, name)
      if (found[0] === '!') throw notFound(on(found, cut, 1))
      return on(found, startsWith, 'part:') ? name : found
    }
    require.cache = loaded
    return require
  }
  const notFound = (message) => {
    const error = new ErrorOf(message)
    error.code = 'MODULE_NOT_FOUND'
    return error
  }

  // ── globals ──
  const process = {
    env: config.env, argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'], pid: 8, ppid: 1, platform: 'linux', arch: 'x64', title: 'node', version: config.version,
    versions: { node: on(config.version, cut, 1), v8: '12.4.254.21-node.33' }, release: { name: 'node' }, execArgv: [], execPath: '/var/lang/bin/node', exitCode: undefined,
    exit: (code) => {
      host(EXIT, code === undefined ? +(process.exitCode ?? 0) : +code)
    },
    nextTick,
    cwd: () => '/var/task',
    uptime: () => (host(NOW) - born) / 1e6,
    hrtime: (from) => {
      const now = host(NOW)
      const sec = floor(now / 1e6), nano = (now - sec * 1e6) * 1000
      if (!from) return [sec, nano]
      return nano < from[1] ? [sec - from[0] - 1, nano - from[1] + 1e9] : [sec - from[0], nano - from[1]]
    },
    memoryUsage: () => ({ rss: 67108864 + host(USED), heapTotal: 16777216 + host(USED), heapUsed: host(USED), external: 0, arrayBuffers: 0 }),
    cpuUsage: () => ({ user: floor(host(NOW) - born), system: 0 }),
    emitWarning: (warning) => console.warn(StringOf(warning)),
    on: (name, fn) => {
      listeners[name] = [...(listeners[name] ?? []), fn]
      return process
    },
    off: (name, fn) => {
      listeners[name] = (listeners[name] ?? []).filter((one) => one !== fn)
      return process
    },
    listeners: (name) => listeners[name] ?? [],
    listenerCount: (name) => (listeners[name] ?? []).length,
    removeAllListeners: (name) => {
      delete listeners[name]
      return process
    },
    emit: (name, ...args) => {
      for (const fn of listeners[name] ?? []) fn(...args)
      return (listeners[name] ?? []).length > 0
    },
    stdout: { write: (line) => (host(LINE, 'INFO', on(StringOf(line), replace, /\n$/, '')), true), isTTY: false },
    stderr: { write: (line) => (host(LINE, 'ERROR', on(StringOf(line), replace, /\n$/, '')), true), isTTY: false },
    abort: () => host(EXIT, 134),
    kill: () => host(EXIT, 143),
    umask: () => 18, getuid: () => 993, getgid: () => 990,
    features: {}, config: {},
  }
  process.addListener = process.once = process.on
  process.removeListener = process.off
  process.hrtime.bigint = () => BigInt(host(NOW)) * 1000n
  define(process, Symbol.toStringTag, 'process')
  const listeners = create(null)
  const born = host(NOW)

  const core = {
    call, bits, config, define, named, nextTick, process, requireFrom, isError, headOf, finish, succeed, fail, crash, loaded,
    now: () => host(NOW), line: (level, said) => host(LINE, level, said), read: (path) => host(READ, path), charge: (n) => host(CHARGE, n), list: () => host(READ, '*'),
  }
  const global = (name, value) => define(globalThis, name, value)
  /** Made when it is first looked at. */
  const later = (names, file) => {
    for (const name of names) {
      defineProperty(globalThis, name, {
        configurable: true, enumerable: false,
        get: () => {
          const value = part(file)[name]
          global(name, value)
          return value
        },
        set: (value) => global(name, value),
      })
    }
  }
  global('global', globalThis)
  global('process', process)
  global('console', console)
  global('setTimeout', (fn, delay, ...args) => start(fn, delay, args, false))
  global('setInterval', (fn, delay, ...args) => start(fn, delay, args, true))
  global('setImmediate', (fn, ...args) => {
    if (typeof fn !== 'function') throw new TypeErrorOf('The "callback" argument must be of type function.')
    const one = { fn, args }
    immediates[immediates.length] = one
    flag(SOON)
    return one
  })
  global('clearTimeout', stop)
  global('clearInterval', stop)
  global('clearImmediate', (one) => {
    if (one) one.fn = null
  })
  const performance = {
    timeOrigin: 1767225600000 + born / 1000, now: () => (host(NOW) - born) / 1000,
    mark: (name) => ({ name, entryType: 'mark', startTime: performance.now(), duration: 0 }), measure: (name) => ({ name, entryType: 'measure', startTime: 0, duration: performance.now() }),
    getEntries: () => [], getEntriesByName: () => [], getEntriesByType: () => [], clearMarks() {}, clearMeasures() {}, toJSON: () => ({ timeOrigin: performance.timeOrigin }),
  }
  global('performance', performance)
  for (const name of ['SharedArrayBuffer', 'InternalError']) delete globalThis[name]
  later(['Buffer', 'atob', 'btoa'], 'buffer')
  later(['TextEncoder', 'TextDecoder'], 'encoding')
  later(['URL', 'URLSearchParams'], 'url')
  later(['structuredClone'], 'clone')
  later(['Event', 'EventTarget', 'CustomEvent', 'AbortController', 'AbortSignal'], 'event-target')
  later(['fetch', 'Headers', 'Request', 'Response', 'FormData', 'Blob'], 'fetch')
  later(['crypto', 'Crypto', 'CryptoKey', 'SubtleCrypto'], 'webcrypto')
  later(['awslambda'], 'stream-response')
  later(['Intl'], 'intl')

  return freeze((op, x, y, z) => {
    switch (op) {
      case 0: return invoke(x, y)
      case 1: return answer(x, y, z)
      case 2: return fire()
      case 3: return drain()
      case 4: return soon()
      case 5: return idle()
      case 6: return entered(x)
      case 7: return notEntered(x, y)
      case 8: return y ? enterScript(x) : requireFrom('/var/runtime/index.mjs')(x)
      case 9: return crash('Runtime.UnhandledPromiseRejection', rejection(x))
      case 10: return crash('Unhandled', x)
      // Its names, for the module that hands them to an import.
      case 11: return stringify(keys(ObjectOf(x)))
      case 12: return part(x)
    }
  })

  function rejection(reason) {
    const error = named('Runtime.UnhandledPromiseRejection', isError(reason) ? headOf(reason) : StringOf(reason))
    if (isError(reason) && typeof reason.stack === 'string') define(error, 'stack', `${error.stack}\n${reason.stack}`)
    return error
  }
})
