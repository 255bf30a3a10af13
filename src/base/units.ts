/** Virtual time: whole microseconds, kept in a double so that a year still fits exactly. */
export type Micros = number

export const MICROS_PER_MS = 1_000
export const MICROS_PER_SEC = 1_000_000

/** Every conversion rounds once, so that two ways to one instant meet. */
export const ms = (value: number): Micros => Math.round(value * MICROS_PER_MS)
export const sec = (value: number): Micros => Math.round(value * MICROS_PER_SEC)
export const toMs = (time: Micros): number => time / MICROS_PER_MS
export const toSec = (time: Micros): number => time / MICROS_PER_SEC

export const KIB = 1_024
export const MIB = 1_048_576
