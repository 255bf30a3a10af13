// @ts-nocheck
/**
 * The first code in every realm of a CloudFront function: what the runtimes of that dialect have, and nothing else. It
 * runs once; a copy of the realm as it is then is where each run of a function begins. It keeps its own references to all
 * that it needs. Nothing but numbers and text goes through `host`.
 */
;((host) => {
  const LINE = 1, END = 2, CALL = 3, PAUSE = 4, PART = 5, RESUME = 6
  const { parse, stringify } = JSON
  const { defineProperty, create, getOwnPropertyNames, keys, freeze } = Object
  /** Calls a function, whatever was done to its methods since. */
  const run = Function.prototype.call.bind(Function.prototype.apply)
  const { isArray } = Array
  const PromiseOf = Promise
  const Uint8ArrayOf = Uint8Array
  const { then } = Promise.prototype
  const ErrorOf = Error
  const TypeErrorOf = TypeError
  const StringOf = String
  const { split } = String.prototype
  const { exec } = RegExp.prototype
  const on = (text, method, ...args) => run(method, text, args)

  // ── parts of the other realm that this one has, too ──
  const parts = create(null)
  const part = (name) => {
    const known = parts[name]
    if (known) return known.exports
    const module = (parts[name] = { exports: {} })
    run(host(PART, name), undefined, [module.exports, part, core, module])
    return module.exports
  }
  const define = (target, name, value) => defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
  /** What the modules ask of the present run. */
  const core = {
    define, run, on, said: (value) => said(value), native: (steps, work) => native(steps, work), major: () => settings.major, stage: () => settings.stage, keyValues: () => settings.keyValues,
    answer: () => answers[asked++], call: (operation, key) => host(CALL, operation, key), change: (wanted) => {
      origin = wanted
    },
  }
  /** What AWS has in code of its own: its steps do not count, its size does. */
  let within = false
  const native = (steps, work) => {
    if (within) return work()
    host(PAUSE, steps)
    within = true
    try {
      return work()
    } finally {
      within = false
      host(RESUME)
    }
  }
  const encodings = part('encoding')
  for (const name of ['utf8Bytes', 'utf8Text', 'latin1Text']) {
    const plain = encodings[name]
    encodings[name] = (from, fatal) => native(from.length / 16, () => plain(from, fatal))
  }
  const { utf8Bytes, latin1Text, TextEncoder, TextDecoder } = encodings
  const { Buffer } = part('buffer')
  const { digest } = part('hash')
  // Their tables are made before any function counts its steps.
  for (const name of ['md5', 'sha1', 'sha256']) digest(name, utf8Bytes(''))

  // ── the present run ──
  let settings
  let answers
  let asked = 0
  let origin
  let ended = false
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0
  const bits = () => {
    const sum = (s0 + s1 + s3) | 0
    s3 = (s3 + 1) | 0
    s0 = s1 ^ (s1 >>> 9)
    s1 = (s2 + (s2 << 3)) | 0
    s2 = (((s2 << 21) | (s2 >>> 11)) + sum) | 0
    return sum
  }
  define(Math, 'random', function random() {
    return ((bits() >>> 0) * 2097152 + (bits() >>> 11)) / 9007199254740992
  })

  const said = (value) => {
    if (typeof value === 'string') return value
    try {
      return StringOf(value)
    } catch {
      return '[object]'
    }
  }
  const console = {
    log: function log(value) {
      host(LINE, said(value))
    },
  }

  const { crypto, querystring, cloudfront, byteMethods, bytesFrom, narrow, codes } = part('edge-modules')

  // ── what is there: the lists of AWS, and all of ECMAScript 5.1 ──
  const list = (names) => on(names, split, ' ')
  const keep = (target, names, more) => {
    const wanted = list(names)
    for (const name of getOwnPropertyNames(target)) {
      let found = false
      for (let i = 0; i < wanted.length; i++) if (wanted[i] === name) found = true
      if (!found && more !== name) delete target[name]
    }
  }
  const FIXED = 'length name prototype '
  // hasOwn, isWellFormed and toWellFormed are what our own parts stand on.
  keep(Object, `${FIXED}assign create defineProperties defineProperty entries freeze getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getPrototypeOf hasOwn is isExtensible isFrozen isSealed keys preventExtensions seal setPrototypeOf values`)
  keep(Array, `${FIXED}isArray of from`)
  keep(Array.prototype, 'length constructor concat copyWithin entries every fill filter find findIndex forEach includes indexOf join keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toString toLocaleString unshift values')
  keep(String, `${FIXED}fromCharCode fromCodePoint`)
  keep(String.prototype, 'length constructor charAt charCodeAt codePointAt concat endsWith includes indexOf isWellFormed lastIndexOf localeCompare match padEnd padStart repeat replace replaceAll search slice split startsWith substr substring toLocaleLowerCase toLocaleUpperCase toLowerCase toString toUpperCase toWellFormed trim trimEnd trimStart valueOf')
  const wanted = list('NaN Infinity undefined globalThis eval Function Object Array String Number Boolean Symbol Math Date RegExp JSON Promise Error EvalError InternalError RangeError ReferenceError SyntaxError TypeError URIError decodeURI decodeURIComponent encodeURI encodeURIComponent isFinite isNaN parseFloat parseInt ArrayBuffer DataView Float32Array Float64Array Int8Array Int16Array Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint32Array')
  for (const name of getOwnPropertyNames(globalThis)) {
    let found = false
    for (let i = 0; i < wanted.length; i++) if (wanted[i] === name) found = true
    if (!found) delete globalThis[name]
  }
  define(globalThis, 'console', console)

  /** What tells the two runtimes apart, laid on when a run begins. */
  const dress = () => {
    if (settings.major === 1) {
      for (const name of ['all', 'allSettled', 'any', 'race', 'withResolvers', 'try']) delete PromiseOf[name]
      delete String.prototype.replaceAll
      for (const name of keys(byteMethods)) define(String.prototype, name, byteMethods[name])
      define(String, 'bytesFrom', bytesFrom)
      class MemoryError extends ErrorOf {}
      define(globalThis, 'MemoryError', MemoryError)
      return
    }
    for (const name of ['withResolvers', 'try']) delete PromiseOf[name]
    define(globalThis, 'Buffer', Buffer)
    define(globalThis, 'TextEncoder', TextEncoder)
    define(globalThis, 'TextDecoder', TextDecoder)
    define(globalThis, 'atob', function atob(text) {
      return latin1Text(Buffer.from(said(text), 'base64'))
    })
    define(globalThis, 'btoa', function btoa(text) {
      if (!narrow(said(text))) throw new TypeErrorOf('invalid character (>= U+00FF)')
      return Buffer.from(Uint8ArrayOf.from(codes(said(text)))).toString('base64')
    })
  }
  const require = function require(name) {
    if (name === 'crypto') return crypto
    if (name === 'querystring') return querystring
    if (settings.major > 1 && name === 'buffer') return { Buffer }
    throw new ErrorOf(`Cannot load module "${said(name)}"`)
  }
  /** Two helpers of 2.0: where it runs, and the query as it came. Tried without a distribution, the query is put together again. */
  const help = (event) => {
    if (settings.major === 1) return event
    define(cloudfront, 'edgeLocation', settings.place)
    const request = event?.request
    if (typeof request === 'object' && request !== null) {
      let together = ''
      const { querystring: parts } = request
      for (const name of typeof parts === 'object' && parts !== null ? keys(parts) : []) {
        const values = isArray(parts[name]?.multiValue) ? parts[name].multiValue : [parts[name]]
        for (let i = 0; i < values.length; i++) together += `${together === '' ? '' : '&'}${name}=${said(values[i]?.value)}`
      }
      define(request, 'rawQueryString', function rawQueryString() {
        const query = settings.query ?? together
        return query === '' ? undefined : query
      })
    }
    return event
  }
  const imported = (name) => (name === 'cloudfront' && settings.major > 1 ? cloudfront : require(name))

  // ── the end ──
  const finish = (value) => {
    if (ended) return
    let json
    let change = ''
    try {
      json = stringify(value)
      if (origin !== undefined) change = stringify(origin) ?? ''
    } catch (error) {
      return fail(error)
    }
    ended = true
    host(END, 'returned', typeof json === 'string' ? json : '', change)
  }
  const fail = (error) => {
    if (ended) return
    ended = true
    let told
    let line = ''
    try {
      if (typeof error === 'object' && error !== null && error instanceof ErrorOf) {
        told = `${said(error.name)}: ${said(error.message)}`
        const found = run(exec, /function\.js:(\d+)/, [said(error.stack)])
        if (found) line = found[1]
      } else told = said(error)
    } catch {
      told = 'Error'
    }
    host(END, 'threw', told, line)
  }

  return freeze((what, factory, event, facts, a, b, c, d) => {
    if (what === 1) return fail(factory)
    settings = parse(facts)
    answers = settings.answers
    s0 = a | 0
    s1 = b | 0
    s2 = c | 0
    s3 = d | 0
    for (let i = 0; i < 12; i++) bits()
    dress()
    let result
    try {
      const handler = factory(require, imported)
      if (typeof handler !== 'function') throw new ReferenceError('there is no function called handler')
      result = handler(help(parse(event)))
      if (settings.major > 1 && typeof result === 'object' && result !== null && result instanceof PromiseOf) {
        run(then, result, [finish, fail])
        return
      }
    } catch (error) {
      return fail(error)
    }
    finish(result)
  })
})
