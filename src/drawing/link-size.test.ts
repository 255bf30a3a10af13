import lz from 'lz-string'
import { expect, test } from 'vitest'
import { services } from '../services/catalogue.ts'
import { shelfOf } from './catalogue.ts'
import { withDefaults } from './fields.ts'
import { STARTERS } from './codec/starters-a.ts'
import { CODE_B } from './codec/starters-b.ts'
import { type Drawing, EMPTY_DRAWING, EMPTY_SCENARIO } from './drawing.ts'
import { decodeDrawing, encodeDrawing } from './url.ts'
import { fortyLines } from '../testkit/handlers.ts'

/** A big design: what a course, a team or an argument would draw, with settings changed here and there. */
const shelf = shelfOf(services)
const NAMES = ['checkout', 'orders', 'payments', 'inventory', 'email', 'audit', 'thumbnails', 'search', 'webhook', 'fraud', 'shipping', 'billing', 'users', 'sessions', 'reports', 'exports', 'catalog', 'pricing', 'events', 'returns']
const ROLES = ['handler', 'worker', 'queue', 'topic', 'table', 'bucket', 'bus', 'stream', 'consumer', 'api']

function design(size: number, codes: readonly string[]): Drawing {
  let state = 42 + size
  const below = (n: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 10) % n
  }
  const pick = <T>(of: readonly T[]): T => of[below(of.length)]!
  const kinds = ['lambda', 'lambda', 'lambda', 'lambda', 'sqs', 'sqs', 'sqs', 'httpApi', 'client', 'lambda', 'sqs']
  let coded = 0
  const columns = Math.ceil(Math.sqrt(size * 1.6))
  const nodes = Array.from({ length: size }, (_, at) => {
    const service = at === 0 ? 'httpApi' : pick(kinds)
    const config: { [name: string]: unknown } = {}
    if (service === 'lambda') {
      config.memoryMb = pick([256, 512, 1_024, 1_769])
      config.timeoutSec = pick([10, 15, 30, 60])
      config.ioMs = pick([12, 25, 40, 60, 85, 120, 240])
      if (below(5) === 0) config.reserved = pick([5, 10, 50, 100])
      if (coded < codes.length) config.code = codes[coded++]
    }
    if (service === 'sqs') config.visibilityTimeoutSec = pick([60, 180])
    if (service === 'client') Object.assign(config, { pattern: pick(['poisson', 'ramp']), rps: pick([10, 25, 100]) })
    return { id: `n${at + 1}`, service, name: `${pick(NAMES)}-${pick(ROLES)}`, x: (at % columns) * 240 + below(8) * 4, y: Math.floor(at / columns) * 132 + below(6) * 4, config }
  })
  const wires = Array.from({ length: Math.round(size * 1.35) }, (_, at) => {
    const from = at < size - 1 ? at : below(size)
    const to = at < size - 1 ? at + 1 : (from + 1 + below(size - 1)) % size
    const kind = pick(['sync', 'sync', 'async', 'poll'] as const)
    const config = { ...(kind === 'poll' ? { batchSize: pick([25, 100]), windowSec: pick([1, 5]) } : {}), ...(below(3) === 0 ? { failureRate: pick([1, 2, 5]) } : {}), ...(below(3) === 0 ? { payloadKb: pick([2, 4, 16, 64]) } : {}) }
    return { id: `w${at + 1}`, from: `n${from + 1}`, port: nodes[from]!.service === 'sqs' ? 'poll' : nodes[from]!.service === 'lambda' ? 'calls' : 'out', to: `n${to + 1}`, kind, config }
  })
  return {
    ...EMPTY_DRAWING, name: 'Order processing: checkout to fulfilment', nodes, wires,
    scenario: { ...EMPTY_SCENARIO, seed: 1_337, faults: [{ id: 'f1', on: 'n2', kind: 'latency', atSec: 30, forSec: 15, config: { factor: 5 } }] },
  }
}

/** The same drawing as JSON that leaves nothing out, which is what a link without a schema would have to carry. */
function written(drawing: Drawing): string {
  const serviceOf = (id: string): string => drawing.nodes.find((node) => node.id === id)!.service
  return JSON.stringify({
    ...drawing,
    nodes: drawing.nodes.map((node) => ({ ...node, config: { ...withDefaults(shelf[node.service]!.config, node.config), ...node.config } })),
    wires: drawing.wires.map((wire) => {
      const schema = shelf[serviceOf(wire.from)]?.ports.find((port) => port.id === wire.port)?.config ?? {}
      return { ...wire, config: { ...withDefaults(schema, wire.config), ...wire.config } }
    }),
  })
}

const starters = STARTERS.slice(1, 4).map((starter) => starter.code)
const later = Object.values(CODE_B)

test('a link of 20 nodes with any three of the further starters is short, and reads the same', () => {
  for (let at = 0; at < later.length; at++) {
    const drawing = design(20, [later[at]!, later[(at + 13) % later.length]!, later[(at + 27) % later.length]!])
    const link = encodeDrawing(drawing)
    expect(link.length, Object.keys(CODE_B)[at]).toBeLessThanOrEqual(1_200)
    expect(decodeDrawing(link, shelf).drawing).toEqual(drawing)
  }
})

test.each([
  ['20 nodes without code', 20, [], 800],
  ['20 nodes with three handlers of 40 lines', 20, fortyLines, 2_900],
  ['20 nodes with three shipped starters', 20, starters, 1_200],
  ['100 nodes with three handlers of 40 lines', 100, fortyLines, 4_400],
] as const)('a link of %s is short', (_, size, codes, most) => {
  const drawing = design(size, codes)
  const link = encodeDrawing(drawing)
  expect(link.length).toBeLessThanOrEqual(most)
  expect(link.length / lz.compressToEncodedURIComponent(written(drawing)).length).toBeLessThanOrEqual(0.21)
})
