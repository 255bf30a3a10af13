import type { NodeSketch, Port, Refusal, Service } from '../contract/service.ts'
import { judgeWire } from '../contract/wiring.ts'
import type { Drawing, DrawingNode, WireKind } from '../drawing/drawing.ts'
import { blankOf, serviceOf, shelf, sketchOf } from './shelf.ts'

/** A wire that AWS allows, and the port it leaves from. */
export interface Way {
  readonly port: Port
  readonly kind: WireKind
}
export type Judgement = { readonly ways: readonly Way[] } | { readonly refusal: Refusal }

const count = (drawing: Drawing, from: string, port: string): number =>
  drawing.wires.filter((wire) => wire.from === from && wire.port === port).length

/** GEN-04: the ways from one node to another, from this port only or from any; or the rule that refuses them all. */
export function judge(drawing: Drawing, from: DrawingNode, to: DrawingNode, port?: string): Judgement {
  const service = serviceOf(from.service)
  if (!service || !serviceOf(to.service)) {
    return { refusal: { rule: 'GEN-04', text: 'One of the two is a service that this version does not know, so it cannot be wired.' } }
  }
  const ports = port ? service.ports.filter((one) => one.id === port) : service.ports
  if (ports.length === 0) return { refusal: { rule: 'GEN-04', text: `Nothing leaves a ${service.title}: it only receives.` } }
  const source = sketchOf(from)
  const target = sketchOf(to)
  const ways: Way[] = []
  const refusals: Refusal[] = []
  for (const one of ports) {
    const twin = one.several !== true && drawing.wires.some((wire) => wire.from === from.id && wire.port === one.id && wire.to === to.id)
    const verdict = judgeWire(one, source, target, count(drawing, from.id, one.id))
    if ('refusal' in verdict) refusals.push(verdict.refusal)
    else if (twin) refusals.push({ rule: 'GEN-04', text: `"${one.label}" of ${from.name} already leads to ${to.name}.` })
    else ways.push(verdict)
  }
  if (ways.length > 0) return { ways }
  // The most telling refusal is one with a rule of its own.
  const refusal = refusals.find((one) => one.rule !== 'GEN-04') ?? refusals.find((one) => one.text.includes('already')) ?? refusals[0]!
  const detour = refusal.detour ?? detourBetween(service, source, target)
  return { refusal: detour ? { ...refusal, detour } : refusal }
}

/** Services that may stand at the end of a wire from here, as they are right after they were added. */
export function mayFollow(drawing: Drawing, from: DrawingNode, port?: string): { service: Service; way: Way }[] {
  const service = serviceOf(from.service)
  if (!service) return []
  const source = sketchOf(from)
  const found: { service: Service; way: Way }[] = []
  for (const next of shelf) {
    for (const one of service.ports) {
      if (port && one.id !== port) continue
      const verdict = judgeWire(one, source, blankOf(next), count(drawing, from.id, one.id))
      if ('refusal' in verdict) continue
      found.push({ service: next, way: verdict })
      break
    }
  }
  // One more of the same kind is the least likely wish.
  return [...found.filter((one) => one.service !== service), ...found.filter((one) => one.service === service)]
}

/** What stands in between is best a queue or topic, else a function; others only as a last resort. */
const RANK: { readonly [category: string]: number } = { messaging: 0, compute: 1 }

/** One service in between that makes the connection legal, if there is any: the shortest way round. */
function detourBetween(service: Service, from: NodeSketch, to: NodeSketch): readonly string[] | undefined {
  const legal = shelf.filter((between) => {
    const middle = blankOf(between)
    return between !== service
      && service.ports.some((port) => !('refusal' in judgeWire(port, from, middle, 0)))
      && between.ports.some((port) => !('refusal' in judgeWire(port, middle, to, 0)))
  })
  const best = legal.sort((a, b) => (RANK[a.category] ?? 2) - (RANK[b.category] ?? 2))[0]
  return best && [best.id]
}
