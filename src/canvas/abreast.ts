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

/** Where its label stands among theirs: 0 in the middle. */
export function turn(wires: readonly Wire[], id: string): number {
  const wire = wires.find((one) => one.id === id)
  if (!wire) return 0
  const twins = twinsOf(wires, wire)
  return twins.indexOf(wire) - (twins.length - 1) / 2
}

/** Labels are higher than wires lie apart: they stand in a pile around the middle, in the order of their wires. */
const LABEL = 20
export const piled = (turn: number, upright: boolean): { readonly x: number; readonly y: number } =>
  upright ? { x: -turn * APART, y: turn * LABEL } : { x: 0, y: turn * (LABEL - APART) }
