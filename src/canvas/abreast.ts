import type { Wire } from '../drawing/drawing.ts'

/** How far apart wires run that lead from one port to one node. */
const APART = 12

/** All wires with the ends of this one, itself among them, as they run. */
export const twinsOf = (wires: readonly Wire[], { from, port, to }: Wire): readonly Wire[] => wires.filter((one) => one.from === from && one.port === port && one.to === to)

/** How much lower this wire runs than the first of those that have its ends, so that each can be seen and taken. */
export function abreast(wires: readonly Wire[], id: string): number {
  const wire = wires.find((one) => one.id === id)
  return wire ? twinsOf(wires, wire).indexOf(wire) * APART : 0
}

/** Labels are higher than wires lie apart: they stand in a pile, the first on its wire, and numbers above them all. */
const LABEL = 20
export function piled(wires: readonly Wire[], id: string): number {
  return (abreast(wires, id) / APART) * (LABEL - APART)
}
