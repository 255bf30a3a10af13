// @ts-nocheck
/**
 * The first code in every environment: the Lambda runtime itself, the event loop's queues, and the doors to the host.
 *
 * It is small, because every environment carries it; whatever else Node has lies in files of its own beside this one, and
 * is run when it is first used. It keeps its own references to all that it needs: what user code does to globals and
 * prototypes changes nothing here, and in the other parts only what that same code sees. Nothing but numbers and text
 * goes through `host`.
 */
;((host, settings, a, b, c, d) => {
  const LINE = 1, CALL = 2, WAKE = 3, END = 4, PART = 5, RESOLVE = 6, FILE = 7, FLAG = 8, EXIT = 9, NOW = 10, READ = 11, NAME = 12, CHARGE = 13, USED = 14, FORM = 15, SCRYPT = 16, STRETCH = 17, DIGEST = 18, WROTE = 19
  const DRAIN = 1, SOON = 2
  const { parse, stringify } = JSON
  const { defineProperty, create, keys, freeze } = Object
  const { apply } = Reflect
  const { floor, max } = Math
  const ObjectOf = Object
  const PromiseOf = Promise
  const then = Promise.prototype.then
  const ErrorOf = Error
  const TypeErrorOf = TypeError
  const InternalErrorOf = globalThis.InternalError
  const StringOf = String
  const { split, replace, slice: cut } = String.prototype
  const on = (text, method, ...args) => apply(method, text, args)
  const config = parse(settings)
  const { env } = config

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
  let telling = false
  ErrorOf.prepareStackTrace = (error, sites) => {
    // An error while an error is told: the stack is full, most likely.
    if (telling) return 'Error'
    telling = true
    host(CHARGE, 200)
    try {
      return part('errors').stackOf(error, sites)
    } catch {
      return 'Error'
    } finally {
      telling = false
    }
  }
  // A frame would hand out functions, ours among them; V8 does not do that either for strict code.
  const ownWay = ErrorOf.prepareStackTrace
  ErrorOf.prepareStackTrace = (_error, sites) => sites
  const [site] = new ErrorOf().stack
  delete ObjectOf.getPrototypeOf(site).getFunction
  ErrorOf.prepareStackTrace = ownWay
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

  // ── queues: what runs when a piece of code has come to its end ──
  let ticks = []
  let immediates = []
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
    callable(fn)
    ticks[ticks.length] = { fn, args }
    flag(DRAIN)
  }
  const soon = (fn, ...args) => {
    callable(fn)
    const one = { fn, args }
    immediates[immediates.length] = one
    flag(SOON)
    return one
  }
  const callable = (fn) => {
    if (typeof fn === 'function') return
    const error = new TypeErrorOf(`The "callback" argument must be of type function. Received ${fn === null || fn === undefined ? fn : `type ${typeof fn}`}`)
    error.code = 'ERR_INVALID_ARG_TYPE'
    throw error
  }
  const drain = (bit) => {
    drop(bit)
    const now = bit === DRAIN ? ticks : immediates
    if (bit === DRAIN) ticks = []
    else immediates = []
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
  const console = { log: write('INFO'), info: write('INFO'), debug: write('DEBUG'), warn: write('WARN'), error: write('ERROR') }

  // ── calls of services: a promise and a number ──
  /** In the order of their numbers; what was answered is null, and when none is left the list begins anew. */
  const waiting = []
  let base = 1
  let open = 0
  /** What can be called (Client.Operation) has a number; so has each list of names for inputs that are nothing but texts. */
  const form = (what, names, tries = 0) => host(FORM, what, names, tries)
  /**
   * Who asks is a list: first what has a method `good` and one `bad`, then whatever these want to know; one of them is
   * called with the list and the JSON that comes back. The input is JSON, or up to four texts if the form has names.
   */
  const ask = (how, who, one, two, three, four) => {
    const id = base + waiting.length
    waiting[waiting.length] = who
    open++
    host(CALL, id, how, one, two, three, four)
  }
  /** `how`: 0 refused, 1 answered, 2 answered with values in it that JSON has no form for. */
  const answer = (id, how, json, request, attempts) => {
    const one = waiting[id - base]
    if (!one) return
    waiting[id - base] = null
    if (--open === 0) {
      base += waiting.length
      waiting.length = 0
    }
    if (how > 0) one[0].good(one, json, how > 1, request, attempts)
    else one[0].bad(one, json)
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
    if (invocation.done || current !== invocation) return
    let json
    try {
      json = stringified(value)
    } catch (error) {
      return fail(invocation, error)
    }
    invocation.done = true
    finish('returned', json)
  }
  const fail = (invocation, error, beside) => {
    if (invocation.done || current !== invocation) return
    invocation.done = true
    finish('threw', stringify(beside === undefined ? reportOf(error) : { ...reportOf(error), ...beside }))
  }

  let handler
  const contextOf = (json, invocation, deadline, traceHeader) => {
    const context = parse(json)
    if (traceHeader !== '') env._X_AMZN_TRACE_ID = traceHeader
    else if (env._X_AMZN_TRACE_ID !== undefined) delete env._X_AMZN_TRACE_ID
    env.AWS_LAMBDA_LOG_STREAM_NAME = context.logStreamName
    context.identity = context.clientContext = undefined
    context.getRemainingTimeInMillis = () => max(0, floor((deadline - host(NOW)) / 1000))
    // Looked up rather than made anew for every invocation.
    if (config.major < 24) part('context')(context, invocation)
    else context.callbackWaitsForEmptyEventLoop = false
    return context
  }
  const invoke = (event, context, deadline, traceHeader) => {
    const invocation = (current = { done: false, waits: true, called: false, value: undefined, promised: false })
    handleOnceNonStreaming(event, context, invocation, deadline, traceHeader)
  }
  /** Named as in the real runtime: the name stands in stack traces. */
  function handleOnceNonStreaming(event, context, invocation, deadline, traceHeader) {
    const callback = (error, value) => {
      if (invocation.done || invocation.called) return
      if (error !== undefined && error !== null) return fail(invocation, error)
      invocation.called = true
      invocation.value = value
      if (!invocation.waits) succeed(invocation, value)
    }
    let result
    try {
      const facts = contextOf(context, invocation, deadline, traceHeader)
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
    part('load').neverSettled()
  }

  // ── loading the code ──
  const entered = (namespace) => {
    const path = config.export
    let found = namespace
    for (const name of on(path, split, '.')) found = found === undefined || found === null ? undefined : found[name]
    if (found === undefined && namespace.default !== undefined && namespace.default !== null) found = namespace.default[path]
    if (typeof found !== 'function') return part('load').noHandler(found)
    handler = found
    if (config.major >= 24 && found.length >= 3 && !found.stream) return part('load').callbacksAreGone()
    finish('returned', 'null')
  }

  // ── globals ──
  const core = {
    InternalError: InternalErrorOf, ask, form, parse, stringify, bits, config, env, define, nextTick, isError, reportOf, finish, succeed, fail, crash, entered, console, text, guarded, callable,
    indent: (by) => {
      indent = by > 0 ? `${indent}  ` : on(indent, cut, 2)
    },
    now: () => host(NOW), wake: (at, kept) => host(WAKE, at, kept), line: (level, said) => host(LINE, level, said), read: (path) => host(READ, path), charge: (n) => host(CHARGE, n),
    wrote: (bytes) => host(WROTE, bytes), resolve: (base, name) => host(RESOLVE, base, name), file: (path) => host(FILE, path), exit: (code) => host(EXIT, code), used: () => host(USED), scrypt: (block, cost, size) => host(SCRYPT, block, cost, size), stretch: (name, key, first, rounds) => host(STRETCH, name, key, first, rounds), digest: (name, data) => host(DIGEST, name, data), nameAt: (file, line, column) => host(NAME, file, line, column),
  }
  /** Made when it is first looked at. */
  const later = (target, file, names, shown) => {
    for (const name of on(names, split, ' ')) {
      defineProperty(target, name, {
        configurable: true, enumerable: shown,
        get: () => {
          const value = part(file)[name]
          defineProperty(target, name, { value, writable: true, configurable: true, enumerable: shown })
          return value
        },
        set: (value) => defineProperty(target, name, { value, writable: true, configurable: true, enumerable: shown }),
      })
    }
  }
  const ownJson = JSON
  define(ownJson, 'parse', function parseJson(said, reviver) {
    try {
      return reviver === undefined ? parse(said) : parse(said, reviver)
    } catch (error) {
      throw part('json-errors').explain(error, said)
    }
  })
  define(ownJson.parse, 'name', 'parse')
  const worded = (target, name, kind) => define(target, name, function (locale, options) {
    return part('intl').toldOf(kind, kind === 'number' ? +this : this, locale, options)
  })
  define(String.prototype, 'localeCompare', function (that, locales, options) {
    return part('intl').compare(StringOf(this), StringOf(that), locales, options)
  })
  worded(Number.prototype, 'toLocaleString', 'number')
  worded(Date.prototype, 'toLocaleString', 'both')
  worded(Date.prototype, 'toLocaleDateString', 'date')
  worded(Date.prototype, 'toLocaleTimeString', 'time')
  define(globalThis, 'global', globalThis)
  define(globalThis, 'console', console)
  define(globalThis, 'setImmediate', soon)
  for (const name of ['SharedArrayBuffer', 'InternalError']) delete globalThis[name]
  later(globalThis, 'process', 'process', false)
  later(globalThis, 'performance', 'performance PerformanceObserver', false)
  later(globalThis, 'timers', 'setTimeout setInterval clearTimeout clearInterval clearImmediate', false)
  later(globalThis, 'buffer', 'Buffer atob btoa', false)
  later(globalThis, 'encoding', 'TextEncoder TextDecoder', false)
  later(globalThis, 'url', 'URL URLSearchParams', false)
  later(globalThis, 'clone', 'structuredClone', false)
  later(globalThis, 'event-target', 'Event EventTarget CustomEvent AbortController AbortSignal', false)
  later(globalThis, 'fetch', 'fetch Headers Request Response FormData Blob File', false)
  later(globalThis, 'web-streams', 'ReadableStream WritableStream TransformStream', false)
  later(globalThis, 'webcrypto', 'crypto CryptoKey', false)
  later(globalThis, 'stream-response', 'awslambda', false)
  later(globalThis, 'intl', 'Intl', false)
  later(console, 'console', 'trace dir dirxml assert count countReset group groupCollapsed groupEnd table time timeLog timeEnd Console', true)

  return freeze((op, x, y, z, more, last) => {
    switch (op) {
      case 0: return invoke(x, y, z, more)
      case 1: return answer(x, y, z, more, last)
      case 2: return part('timers').fire()
      case 3: return drain(DRAIN)
      case 4: return drain(SOON)
      case 5: return idle()
      case 6: return entered(x)
      case 7: return part('load').notEntered(x, y)
      case 8: return y ? part('load').enterScript(x) : part('load').requireFrom('/var/runtime/index.mjs')(x)
      case 9: return part('load').rejected(x)
      case 10: return crash('Unhandled', x)
      // Its names, for the module that hands them to an import.
      case 11: return stringify(keys(ObjectOf(x)))
      case 12: return part(x)
    }
  })
})
