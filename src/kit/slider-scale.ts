/**
 * Where a value stands on a slider, 0 to 1, and back. Wide ranges are bent (a fourth
 * root), so that 3 s and 30 s differ by more than a pixel on a slider that goes to 900 s.
 */
const bent = (min: number, max: number): boolean => max - min > 200

export function toShare(value: number, min: number, max: number): number {
  if (max <= min) return 0
  const share = Math.min(1, Math.max(0, (value - min) / (max - min)))
  return bent(min, max) ? Math.sqrt(Math.sqrt(share)) : share
}

export function fromShare(share: number, min: number, max: number, step: number): number {
  if (share <= 0) return min
  if (share >= 1) return max
  const straight = bent(min, max) ? share * share * share * share : share
  const raw = min + straight * (max - min)
  const size = niceStep(raw, step)
  const value = Math.round(raw / size) * size
  return Number(Math.min(max, Math.max(min, value)).toFixed(6))
}

/** Large values are rounded to two figures: nobody wants 1,237 by dragging. */
function niceStep(raw: number, step: number): number {
  let size = Math.max(step, 0.01)
  while (raw / (size * 10) >= 10) size *= 10
  return size
}
