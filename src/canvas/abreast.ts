import type { Wire } from '../drawing/drawing.ts'

/** How far apart wires run that lead from one port to one node. */
const APART = 12

/** How much lower this wire runs than the first of those that have its ends, so that each can be seen and taken. */
export function abreast(wires: readonly Wire[], id: string): number {
  const wire = wires.find((one) => one.id === id)
  if (!wire) return 0
  let before = 0
  for (const one of wires) {
    if (one === wire) break
    if (one.from === wire.from && one.port === wire.port && one.to === wire.to) before++
  }
  return before * APART
}
