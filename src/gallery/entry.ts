import type { Drawing, DrawingNode, Scenario, Wire, WireKind } from '../drawing/drawing.ts'
import { EMPTY_DRAWING, EMPTY_SCENARIO } from '../drawing/drawing.ts'

/** A drawing to begin with: what it is, and what to watch for. */
export interface Entry {
  readonly id: string
  readonly title: string
  readonly says: string
  /** What happens in a run of it, in the order in which it is worth looking. */
  readonly watch: readonly string[]
  /** Parts of the architecture that are not here yet. */
  readonly without?: string
  readonly drawing: Drawing
}

export type NodeLine = readonly [id: string, service: string, name: string, x: number, y: number, config?: DrawingNode['config']]
export type WireLine = readonly [from: string, port: string, to: string, kind: WireKind, config?: Wire['config']]

export const draw = (name: string, scenario: Partial<Scenario>, nodes: readonly NodeLine[], wires: readonly WireLine[]): Drawing => ({
  ...EMPTY_DRAWING, name, scenario: { ...EMPTY_SCENARIO, ...scenario },
  nodes: nodes.map(([id, service, title, x, y, config = {}]) => ({ id, service, name: title, x, y, config })),
  wires: wires.map(([from, port, to, kind, config = {}], index) => ({ id: `w${index + 1}`, from, port, to, kind, config })),
})
