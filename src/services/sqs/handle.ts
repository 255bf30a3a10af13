/** Receipt handles: long and opaque to code, a lease to us. */
import { hexId } from '../../base/ids.ts'

export const handleOf = (seed: number, lease: number): string => `AQEB${hexId(seed, lease, 'receipt', 64)}z${lease.toString(36)}==`

/** The lease that a handle stands for; undefined for one that was never given out. */
export function leaseOf(handle: unknown): number | undefined {
  const digits = typeof handle === 'string' ? /^AQEB[0-9a-f]{64}z([0-9a-z]{1,11})==$/.exec(handle)?.[1] : undefined
  const lease = digits === undefined ? Number.NaN : Number.parseInt(digits, 36)
  return Number.isSafeInteger(lease) ? lease : undefined
}
