import type { Wire, WireKind } from '../drawing/drawing.ts'
import type { NodeSketch, Port, Refusal, Service } from './service.ts'

export type Services = readonly Service[]
export type Verdict = { readonly kind: WireKind; readonly port: Port } | { readonly refusal: Refusal }

/** GEN-04: may a wire run from this port to that node? If not: which rule refuses it, and the way round. */
export function judgeWire(port: Port, from: NodeSketch, to: NodeSketch, wiresThere: number): Verdict {
  const refusal = port.refuses?.(from, to)
  if (refusal) return { refusal }
  const kind = port.to[to.role]
  if (!kind) {
    return { refusal: { rule: 'GEN-04', text: `AWS has no connection from the "${port.label}" of ${from.name} to ${to.name}.` } }
  }
  if (port.max !== undefined && wiresThere >= port.max) {
    const most = port.max === 1 ? 'one wire' : `${port.max} wires`
    return { refusal: { rule: 'GEN-04', text: `"${port.label}" of ${from.name} takes ${most} at most. Remove one first.` } }
  }
  return { kind, port }
}

/** Every legal way from one node to another, in the order of the source's ports. */
export function waysBetween(service: Service, from: NodeSketch, to: NodeSketch, wires: readonly Wire[]): Verdict[] {
  return service.ports.map((port) =>
    judgeWire(port, from, to, wires.filter((wire) => wire.from === from.id && wire.port === port.id).length),
  )
}
