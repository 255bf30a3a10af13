/** An object that carries this key is not copied: configurations, wires, contents that nobody changes. */
export const BY_REFERENCE: unique symbol = Symbol('by reference')

/**
 * A deep copy of a state: what a checkpoint is made of. Typed arrays, arrays, Maps, Sets, plain objects and instances of
 * classes; functions and objects marked BY_REFERENCE are shared. One object met twice is one object in the copy.
 *
 * A class may name fields whose values are never changed (an array of contents, say): `static shallow = ['content']`.
 * The container is then copied, its elements are not. A class must keep its state in ordinary fields, never in #private
 * ones, and its constructor must work without arguments or do nothing but set fields.
 */
export function deepCopy<T>(value: T): T {
  return copyOf(value, new Map()) as T
}

type Seen = Map<object, unknown>

function copyOf(value: unknown, seen: Seen): unknown {
  if (typeof value !== 'object' || value === null) return value
  const known = seen.get(value)
  if (known !== undefined) return known
  if (ArrayBuffer.isView(value)) return remember(value, (value as Float64Array).slice(), seen)
  if (Array.isArray(value)) return copyArray(value, seen)
  if (BY_REFERENCE in value) return value
  if (value instanceof Map) {
    const copy = remember(value, new Map<unknown, unknown>(), seen)
    for (const [key, one] of value) copy.set(copyOf(key, seen), copyOf(one, seen))
    return copy
  }
  if (value instanceof Set) {
    const copy = remember(value, new Set<unknown>(), seen)
    for (const one of value) copy.add(copyOf(one, seen))
    return copy
  }
  if (value instanceof ArrayBuffer) return remember(value, value.slice(0), seen)
  return copyFields(value as Fields, seen)
}

interface Fields {
  [name: string]: unknown
}

function copyArray(value: readonly unknown[], seen: Seen): unknown[] {
  const copy = remember(value, value.slice(), seen)
  for (let i = 0; i < copy.length; i++) {
    const one = copy[i]
    if (typeof one === 'object' && one !== null) copy[i] = copyOf(one, seen)
  }
  return copy
}

function copyFields(value: Fields, seen: Seen): unknown {
  const prototype = Object.getPrototypeOf(value) as { constructor: MaybeClass } | null
  if (prototype === null || prototype === Object.prototype) {
    const copy = remember(value, prototype === null ? Object.assign(Object.create(null), value) as Fields : { ...value }, seen)
    for (const name in copy) {
      const one = copy[name]
      if (typeof one === 'object' && one !== null) copy[name] = copyOf(one, seen)
    }
    return copy
  }
  const kind = prototype.constructor
  // Made by the constructor where that is possible: the copy then has the same hidden class, and hot code stays fast.
  const copy = remember(value, (kind.length === 0 ? new kind() : Object.create(prototype)) as Fields, seen)
  const shallow = kind.shallow
  for (const name of Object.keys(value)) {
    const one = value[name]
    copy[name] = shallow?.includes(name) ? shallowCopy(one) : copyOf(one, seen)
  }
  return copy
}

interface MaybeClass {
  new (): object
  readonly shallow?: readonly string[]
}

function shallowCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice()
  if (value instanceof Map) return new Map(value)
  if (value instanceof Set) return new Set(value)
  return value
}

function remember<C>(value: object, copy: C, seen: Seen): C {
  seen.set(value, copy)
  return copy
}
