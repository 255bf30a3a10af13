/** Virtual time: whole microseconds, kept in a double so that a year still fits exactly. */
export type Micros = number

export const MICROS_PER_MS = 1_000
export const MICROS_PER_SEC = 1_000_000

/** To the nearest microsecond. `Math.round` would ask whether to go down again, and a processor guesses wrong every other time. */
export const micros = (value: number): Micros => Math.floor(value + 0.5)
/** Every conversion rounds once, so that two ways to one instant meet. */
export const ms = (value: number): Micros => micros(value * MICROS_PER_MS)
export const sec = (value: number): Micros => micros(value * MICROS_PER_SEC)
/**
 * When a whole second begins. By way of a fraction: a product of whole numbers is taken for a small one until, 36 minutes
 * into a run, it is none, and all code that was made for small ones is thrown away.
 */
export const secondBegins = (second: number): Micros => (second + 0.5) * MICROS_PER_SEC - 0.5 * MICROS_PER_SEC
export const toMs = (time: Micros): number => time / MICROS_PER_MS
export const toSec = (time: Micros): number => time / MICROS_PER_SEC

export const KIB = 1_024
export const MIB = 1_048_576
