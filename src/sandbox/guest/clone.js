// @ts-nocheck
/** structuredClone: deep copies of what has no code in it. */
const cannot = (value) => new DOMException(`${typeof value === 'symbol' ? value.toString() : typeof value === 'function' ? value.name || '() => {}' : '#<Object>'} could not be cloned.`, 'DataCloneError')

function copy(value, seen) {
  if (typeof value === 'function' || typeof value === 'symbol') throw cannot(value)
  if (typeof value !== 'object' || value === null) return value
  if (seen.has(value)) return seen.get(value)
  const keep = (made) => {
    seen.set(value, made)
    return made
  }
  if (Array.isArray(value)) {
    const made = keep(new Array(value.length))
    for (const key of Object.keys(value)) made[key] = copy(value[key], seen)
    return made
  }
  if (value instanceof Date) return keep(new Date(value.getTime()))
  if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags))
  if (value instanceof Boolean || value instanceof Number || value instanceof String) return keep(Object(value.valueOf()))
  if (value instanceof ArrayBuffer) return keep(value.slice(0))
  if (ArrayBuffer.isView(value)) {
    const buffer = copy(value.buffer, seen)
    if (value instanceof DataView) return keep(new DataView(buffer, value.byteOffset, value.byteLength))
    const Kind = Object.getPrototypeOf(Uint8Array.prototype.constructor) && globalThis[value[Symbol.toStringTag]]
    return keep(new Kind(buffer, value.byteOffset, value.length))
  }
  if (value instanceof Map) {
    const made = keep(new Map())
    for (const [key, one] of value) made.set(copy(key, seen), copy(one, seen))
    return made
  }
  if (value instanceof Set) {
    const made = keep(new Set())
    for (const one of value) made.add(copy(one, seen))
    return made
  }
  if (value instanceof Error) {
    const Kind = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }[value.name] ?? Error
    const made = keep(new Kind(value.message))
    Object.defineProperty(made, 'stack', { value: value.stack, writable: true, configurable: true, enumerable: false })
    if ('cause' in value) Object.defineProperty(made, 'cause', { value: copy(value.cause, seen), writable: true, configurable: true, enumerable: false })
    return made
  }
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef) throw cannot(value)
  const made = keep({})
  for (const key of Object.keys(value)) Object.defineProperty(made, key, { value: copy(value[key], seen), writable: true, enumerable: true, configurable: true })
  return made
}

exports.structuredClone = (value) => copy(value, new Map())
