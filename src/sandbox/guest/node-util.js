// @ts-nocheck
/** node:util. */
const { inspect, format, formatWithOptions } = part('inspect')
const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1)
const custom = Symbol.for('nodejs.util.promisify.custom')

function promisify(fn) {
  if (typeof fn !== 'function') throw Object.assign(new TypeError('The "original" argument must be of type function.'), { code: 'ERR_INVALID_ARG_TYPE' })
  if (typeof fn[custom] === 'function') return fn[custom]
  return function (...args) {
    return new Promise((resolve, reject) => fn.call(this, ...args, (error, value) => (error ? reject(error) : resolve(value))))
  }
}
promisify.custom = custom
function callbackify(fn) {
  return function (...args) {
    const back = args.pop()
    fn.apply(this, args).then((value) => core.nextTick(back, null, value), (error) => core.nextTick(back, error))
  }
}
function equal(a, b, seen = []) {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || tagOf(a) !== tagOf(b)) return false
  if (seen.some(([x, y]) => x === a && y === b)) return true
  const inner = [...seen, [a, b]]
  if (a instanceof Date) return a.getTime() === b.getTime()
  if (a instanceof RegExp) return String(a) === String(b)
  if (a instanceof Error && (a.message !== b.message || a.name !== b.name)) return false
  if (a instanceof Map || a instanceof Set) {
    if (a.size !== b.size) return false
    const others = [...b]
    for (const one of a) {
      const at = others.findIndex((other) => equal(one, other, inner))
      if (at < 0) return false
      others.splice(at, 1)
    }
    return true
  }
  if (Array.isArray(a) && a.length !== b.length) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key], inner))
}
const asyncOf = (async () => {}).constructor
const generatorOf = function* () {}.constructor
const types = {
  isDate: (value) => value instanceof Date, isRegExp: (value) => value instanceof RegExp, isPromise: (value) => value instanceof Promise, isMap: (value) => value instanceof Map,
  isSet: (value) => value instanceof Set, isWeakMap: (value) => value instanceof WeakMap, isWeakSet: (value) => value instanceof WeakSet, isNativeError: (value) => value instanceof Error,
  isTypedArray: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView), isUint8Array: (value) => value instanceof Uint8Array, isArrayBuffer: (value) => value instanceof ArrayBuffer,
  isAnyArrayBuffer: (value) => value instanceof ArrayBuffer, isArrayBufferView: ArrayBuffer.isView, isDataView: (value) => value instanceof DataView, isProxy: () => false,
  isAsyncFunction: (value) => value instanceof asyncOf, isGeneratorFunction: (value) => value instanceof generatorOf, isBoxedPrimitive: (value) => value instanceof Number || value instanceof String || value instanceof Boolean,
  isSharedArrayBuffer: () => false, isModuleNamespaceObject: (value) => tagOf(value) === 'Module', isExternal: () => false,
}

Object.assign(exports, {
  inspect, format, formatWithOptions, promisify, callbackify, types, isDeepStrictEqual: (a, b) => equal(a, b),
  inherits: (child, parent) => {
    Object.defineProperty(child, 'super_', { value: parent, writable: true, configurable: true })
    Object.setPrototypeOf(child.prototype, parent.prototype)
  },
  deprecate: (fn) => fn, debuglog: () => Object.assign(() => {}, { enabled: false }), debug: () => Object.assign(() => {}, { enabled: false }),
  isArray: Array.isArray, isError: (value) => value instanceof Error, toUSVString: (text) => String(text).toWellFormed(), stripVTControlCharacters: (text) => String(text).replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g'), ''),
  styleText: (_style, text) => text, getSystemErrorName: (code) => `E${-code}`, aborted: (signal) => new Promise((done) => (signal.aborted ? done() : signal.addEventListener('abort', () => done()))),
  parseEnv: (text) => Object.fromEntries(text.split('\n').filter((row) => row.includes('=')).map((row) => [row.slice(0, row.indexOf('=')).trim(), row.slice(row.indexOf('=') + 1).trim()])),
  TextEncoder: part('encoding').TextEncoder, TextDecoder: part('encoding').TextDecoder,
})
