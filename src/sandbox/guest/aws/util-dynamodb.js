// @ts-nocheck
/** util-dynamodb: JavaScript's values and DynamoDB's. */
class NumberValue {
  constructor(value) {
    this.value = String(typeof value === 'object' && value !== null ? value.N ?? value.value : value)
  }
  static from(value) {
    return new NumberValue(value)
  }
  toString() {
    return this.value
  }
  toAttributeValue() {
    return { N: this.value }
  }
}
const isBinary = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) || value instanceof Blob

function convertToAttr(value, options = {}) {
  if (value === undefined) throw new Error('Pass options.removeUndefinedValues=true to remove undefined values from map/array/set.')
  if (value === null) return { NULL: true }
  if (Array.isArray(value)) return { L: value.filter((one) => typeof one !== 'function' && (!options.removeUndefinedValues || one !== undefined)).map((one) => convertToAttr(one, options)) }
  if (value instanceof Set) return setOf(value, options)
  if (value instanceof Map) return { M: mapOf([...value], options) }
  if (value instanceof NumberValue) return value.toAttributeValue()
  switch (typeof value) {
    case 'boolean': return { BOOL: value }
    case 'number': return numberOf(value, options)
    case 'bigint': return { N: value.toString() }
    case 'string': return value === '' && options.convertEmptyValues ? { NULL: true } : { S: value }
    case 'object':
      if (isBinary(value)) return (value.byteLength ?? value.size) === 0 && options.convertEmptyValues ? { NULL: true } : { B: value }
      if (value instanceof Boolean) return { BOOL: value.valueOf() }
      if (value instanceof Number) return numberOf(value.valueOf(), options)
      if (value instanceof String) return { S: value.valueOf() }
      if (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null || options.convertClassInstanceToMap) return { M: mapOf(Object.entries(value), options) }
  }
  throw new Error(`Unsupported type passed: ${value?.toString?.() ?? String(value)}. Pass options.convertClassInstanceToMap=true to marshall typeof object as map attribute.`)
}
function numberOf(value, options) {
  if (Number.isNaN(value) || value === Infinity || value === -Infinity) throw new Error(`Special numeric value ${value} is not allowed`)
  if (!options.allowImpreciseNumbers && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER)) throw new Error(`Number ${value} is ${value > 0 ? 'greater than Number.MAX_SAFE_INTEGER' : 'lesser than Number.MIN_SAFE_INTEGER'}. Use NumberValue from @aws-sdk/lib-dynamodb.`)
  return { N: value.toString() }
}
function setOf(set, options) {
  const all = [...set].filter((one) => !options.removeUndefinedValues || one !== undefined)
  if (all.length === 0) {
    if (options.convertEmptyValues) return { NULL: true }
    throw new Error('Pass a non-empty set, or options.convertEmptyValues=true.')
  }
  const [first] = all
  if (first instanceof NumberValue || typeof first === 'number' || typeof first === 'bigint') return { NS: all.map((one) => (typeof one === 'number' ? numberOf(one, options).N : String(one))) }
  if (typeof first === 'string') return { SS: all }
  if (isBinary(first)) return { BS: all }
  throw new Error(`Only Number Set (NS), Binary Set (BS), String Set (SS) are allowed.`)
}
function mapOf(entries, options) {
  const out = {}
  for (const [key, value] of entries) {
    if (typeof value === 'function' || (value === undefined && options.removeUndefinedValues)) continue
    Object.defineProperty(out, key, { value: convertToAttr(value, options), writable: true, enumerable: true, configurable: true })
  }
  return out
}
function marshall(data, options = {}) {
  const attribute = convertToAttr(data, options)
  const [kind] = Object.keys(attribute)
  return (kind === 'M' || kind === 'L') && !options.convertTopLevelContainer ? attribute[kind] : attribute
}

function convertToNative(attribute, options = {}) {
  for (const [kind, value] of Object.entries(attribute)) {
    if (value === undefined) continue
    switch (kind) {
      case 'NULL': return null
      case 'BOOL': return Boolean(value)
      case 'N': return nativeNumber(value, options)
      case 'B': return value
      case 'S': return value
      case 'L': return value.map((one) => convertToNative(one, options))
      case 'M': return nativeMap(value, options)
      case 'NS': return new Set(value.map((one) => nativeNumber(one, options)))
      case 'BS': return new Set(value)
      case 'SS': return new Set(value)
      default: throw new Error(`Unsupported type passed: ${kind}`)
    }
  }
  throw new Error(`No value defined: ${JSON.stringify(attribute)}`)
}
function nativeNumber(text, options) {
  if (typeof options.wrapNumbers === 'function') return options.wrapNumbers(text)
  if (options.wrapNumbers) return NumberValue.from(text)
  const value = Number(text)
  if ((value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) && value !== Infinity && value !== -Infinity) {
    try {
      return BigInt(text)
    } catch {
      throw new Error(`${text} can't be converted to BigInt. Set options.wrapNumbers to get string value.`)
    }
  }
  return value
}
function nativeMap(map, options) {
  const out = {}
  for (const key of Object.keys(map)) Object.defineProperty(out, key, { value: convertToNative(map[key], options), writable: true, enumerable: true, configurable: true })
  return out
}
const unmarshall = (data, options = {}) => (options.convertWithoutMapWrapper ? convertToNative(data, options) : nativeMap(data, options))

Object.assign(exports, { marshall, unmarshall, convertToAttr, convertToNative, NumberValueImpl: NumberValue, NumberValue })
