type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array

/** The same numbers with room for at least so many, twice as many by default. The rest is zero. */
export function longer<T extends Numbers>(old: T, length = old.length * 2): T {
  const next = new (old.constructor as new (length: number) => T)(Math.max(length, old.length * 2, 16))
  next.set(old as never)
  return next
}

/** The array itself while it has that position, a longer one otherwise: `due = fitting(due, slot)`. */
export function fitting<T extends Numbers>(array: T, position: number): T {
  return position < array.length ? array : longer(array, position + 1)
}
