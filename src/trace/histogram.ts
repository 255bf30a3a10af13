import { highWord } from '../base/bits.ts'

/**
 * Distributions as counts in buckets: 32 to each power of two, so that a bucket is at most 3.1 % wide. The exponent and
 * the first five bits of the mantissa of a double are its bucket, so nothing is computed. Values below 2^-10 (a
 * microsecond in ms) share bucket 0, those above 2^34 the last.
 */
const SUB_BITS = 5
const LOWEST = (1_023 - 10) << SUB_BITS
export const BUCKETS = (44 << SUB_BITS) + 1

export function bucketOf(value: number): number {
  const bucket = (highWord(value) >> (20 - SUB_BITS)) - LOWEST + 1
  return bucket <= 0 ? 0 : bucket < BUCKETS ? bucket : BUCKETS - 1
}

/** Where a bucket begins. */
export function bucketStart(bucket: number): number {
  if (bucket === 0) return 0
  const place = bucket - 1
  return 2 ** ((place >> SUB_BITS) - 10) * (1 + (place & 31) / 32)
}

type Counts = Uint32Array | Float64Array

/**
 * The value below which a share p of the samples lies: nearest rank, placed evenly within its bucket, and never outside
 * of the smallest and largest value seen. NaN when there is none.
 */
export function percentile(counts: Counts, p: number, min: number, max: number): number {
  let total = 0
  for (let i = 0; i < BUCKETS; i++) total += counts[i]!
  if (total === 0) return Number.NaN
  const rank = Math.max(1, Math.ceil(p * total - 1e-9))
  let before = 0
  let bucket = 0
  while (before + counts[bucket]! < rank) before += counts[bucket++]!
  const start = bucketStart(bucket)
  // In the first bucket stands what is nothing: shares of 0 %, waits of no time.
  const width = bucket === 0 || bucket === BUCKETS - 1 ? 0 : bucketStart(bucket + 1) - start
  const value = start + (width * (rank - before - 0.5)) / counts[bucket]!
  return Math.min(max, Math.max(min, value))
}

/** Packed: for each bucket in use, the step from the one before and the count, in groups of seven bits. Added to `sums` as well. */
export function encodeCounts(counts: Uint32Array, sums?: Float64Array): Uint8Array {
  let length = 0
  let last = 0
  const put = (value: number) => {
    for (; value > 127; value >>>= 7) scratch[length++] = (value & 127) | 128
    scratch[length++] = value
  }
  for (let i = 0; i < BUCKETS; i++) {
    const count = counts[i]!
    if (count === 0) continue
    put(i - last)
    put(count)
    if (sums) sums[i] = sums[i]! + count
    last = i
  }
  return scratch.slice(0, length)
}
const scratch = new Uint8Array(BUCKETS * 10)

/** Adds packed counts, `times` times (-1 takes them away). */
export function addEncoded(bytes: Uint8Array, into: Counts, times = 1): void {
  let at = 0
  let bucket = 0
  const take = () => {
    let value = 0
    let weight = 1
    for (;;) {
      const byte = bytes[at++]!
      value += (byte & 127) * weight
      if (byte < 128) return value
      weight *= 128
    }
  }
  while (at < bytes.length) {
    bucket += take()
    into[bucket] = into[bucket]! + times * take()
  }
}
