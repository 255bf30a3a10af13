/** Drawings as links, and what the engine makes of them in plain Node: the yardstick for what the page shows. */
import { shelfOf } from '../../src/drawing/catalogue.ts'
import type { Drawing, DrawingNode, Scenario, Wire } from '../../src/drawing/drawing.ts'
import { EMPTY_DRAWING, EMPTY_SCENARIO } from '../../src/drawing/drawing.ts'
import { decodeDrawing, encodeDrawing, readFragment } from '../../src/drawing/url.ts'
import { services } from '../../src/services/catalogue.ts'
import { advance, plan, simulation } from '../../src/worker/simulation.ts'

export const linkOf = (drawing: Drawing): string => `./#d=${encodeDrawing(drawing)}`

export function drawingIn(link: string): Drawing {
  const { drawing } = decodeDrawing(readFragment(new URL(link).hash).drawing ?? '', shelfOf(services))
  if (!drawing) throw new Error(`no drawing in ${link}`)
  return drawing
}

/** The digest of the whole trace. */
export function digestOf(drawing: Drawing): string {
  const made = simulation(plan(drawing), () => {}, { digest: true })
  advance(made, made.run.end, () => false)
  made.trace.flush()
  return made.trace.digest()
}

type NodeLine = readonly [service: string, name: string, config?: DrawingNode['config']]

/** Nodes in a row, each wired to the next by its ordinary port. Strict: nothing is left to chance. */
export function row(nodes: readonly NodeLine[], scenario: Partial<Scenario> = {}): Drawing {
  const ports: { readonly [service: string]: Pick<Wire, 'port' | 'kind'> } = { sqs: { port: 'poll', kind: 'poll' } }
  return {
    ...EMPTY_DRAWING, name: 'Under test',
    nodes: nodes.map(([service, name, config = {}], at) => ({ id: `n${at + 1}`, service, name, x: at * 260, y: 80, config })),
    wires: nodes.slice(1).map((_, at) => ({
      id: `w${at + 1}`, from: `n${at + 1}`, to: `n${at + 2}`, config: {}, ...(ports[nodes[at]![0]] ?? { port: 'out', kind: 'sync' }),
    })),
    scenario: { ...EMPTY_SCENARIO, seed: 7, mode: 'strict', forSec: 10, ...scenario },
  }
}

/** Five requests a second for ten seconds: fifty, each answered after 120 ms by the one environment that they need. */
export const CALM = row([
  ['client', 'Storefront', { rps: 5 }],
  ['httpApi', 'checkout-api'],
  ['lambda', 'create-order', { memoryMb: 512, ioMs: 120 }],
])

/** Twenty at once every second, for a function that may run four at a time: most of them are throttled. */
export const CROWDED = row([
  ['client', 'Partners', { pattern: 'burst', burstSize: 20, burstEveryMs: 1_000 }],
  ['lambda', 'price-quote', { memoryMb: 256, reserved: 4, ioMs: 300 }],
])
