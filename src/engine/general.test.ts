/** Rules that hold for all services. */
import { expect, test } from 'vitest'
import { quotasOf } from '../contract/quotas.ts'
import { waysBetween } from '../contract/wiring.ts'
import { EMPTY_SCENARIO } from '../drawing/drawing.ts'
import { withDefaults } from '../drawing/fields.ts'
import { services } from '../services/catalogue.ts'
import { simulate, type Settings, type Sketchbook } from '../testkit/simulate.ts'

const shop = (more: (drawing: Sketchbook) => void = () => {}) => (drawing: Sketchbook) => {
  drawing.add('client', 'people', { pattern: 'poisson', rps: 50, forMs: 0 })
  drawing.add('lambda', 'shop', { duration: 'exponential', ioMs: 100, errorRate: 10 })
  drawing.wire('people', 'shop')
  more(drawing)
}
const rowsOf = (settings: Settings, more?: (drawing: Sketchbook) => void) => simulate({ forSec: 30, mode: 'realistic', seed: 7, ...settings }, shop(more)).rows

test('GEN-01 the same seed gives the same rows, another seed others', () => {
  const rows = rowsOf({})
  expect(rows.length).toBeGreaterThan(5_000)
  expect(rowsOf({})).toEqual(rows)
  expect(rowsOf({ seed: 8 })).not.toEqual(rows)
})

test('GEN-01 a node that nothing leads to changes nothing elsewhere, busy as it may be', () => {
  const apart = rowsOf({}, (drawing) => {
    drawing.add('client', 'robots', { pattern: 'poisson', rps: 20, forMs: 0 })
    drawing.add('sqs', 'jobs')
    drawing.wire('robots', 'jobs')
  })
  // Messages are numbered as they come, so their numbers differ.
  const plain = (rows: typeof apart) => rows.filter((row) => row.place.includes('shop')).map(({ at, kind, b }) => ({ at, kind, b }))
  expect(apart.length).toBeGreaterThan(rowsOf({}).length + 1_000)
  expect(plain(apart)).toEqual(plain(rowsOf({})))
})

test('GEN-07 a hop takes a log-normal time with the median and 99th percentile of its wire', () => {
  const hops = rowsOf({ forSec: 400 }).filter((row) => row.kind === 'request').map((row) => (row.a - row.at) / 1_000).sort((a, b) => a - b)
  const at = (share: number) => hops[Math.floor(share * hops.length)]!
  expect(hops.length).toBeGreaterThan(19_000)
  // 20 ms and 60 ms; log-normal means that the first percentile lies as far below the median as the 99th above it.
  expect(Math.abs(at(0.5) / 20 - 1)).toBeLessThan(0.02)
  expect(Math.abs(at(0.99) / 60 - 1)).toBeLessThan(0.06)
  expect(Math.abs(at(0.01) / (20 / 3) - 1)).toBeLessThan(0.06)
})

test('GEN-14 in strict mode no hop takes time, and what is not set is nothing', () => {
  const rows = rowsOf({ mode: 'strict' })
  const hops = rows.filter((row) => row.kind === 'request' || row.kind === 'response')
  expect(hops.length).toBeGreaterThan(2_000)
  for (const hop of hops) expect(hop.a).toBe(hop.at)
  for (const row of rows) if (row.kind === 'initEnded') expect(row.a).toBe(0)
})

test('GEN-09 the course profile has the limits that the exam notes teach, and a drawing may have its own', () => {
  const [current, course] = (['current', 'course'] as const).map((profile) => quotasOf({ ...EMPTY_SCENARIO, profile }))
  const pairs = (['lambdaAsyncPayloadBytes', 'sqsMessageBytes', 'sqsFifoInFlight', 'lambdaScaleTokens', 'sqsPollersPerMinute', 'sqsBatchMax'] as const).map((name) => [current![name], course![name]])
  expect(pairs).toEqual([[1_048_576, 262_144], [1_048_576, 262_144], [120_000, 20_000], [1_000, 3_000], [300, 60], [10_000, 10]])
  expect(quotasOf({ ...EMPTY_SCENARIO, quotas: { lambdaConcurrency: 10 } }).lambdaConcurrency).toBe(10)
})

function wires(from: string, to: string) {
  const sketchOf = (id: string) => {
    const service = services.find((one) => one.id === id)!
    const config = withDefaults(service.config, {})
    return { service, sketch: { id, service: id, name: id, role: service.role(config as never), config } }
  }
  const [a, b] = [sketchOf(from), sketchOf(to)]
  return waysBetween(a.service, a.sketch, { ...b.sketch, id: 'there' }, []).flatMap((way) => ('port' in way ? [{ kind: way.kind, port: way.port.id, settings: Object.keys(way.port.config ?? {}) }] : []))
}

test('WIR-01 a client asks a function or an API with method, path and its share; an API asks a function', () => {
  for (const to of ['lambda', 'httpApi']) expect(wires('client', to)).toEqual([{ kind: 'sync', port: 'out', settings: ['qualifier', 'method', 'path', 'weight'] }])
  expect(wires('httpApi', 'lambda').map((way) => `${way.port} ${way.kind}`)).toEqual(['out sync', 'authorizer sync'])
})

test('WIR-12 WIR-13 a queue is polled by a function as its mapping says, and gives up to another queue after so many receives', () => {
  const [poll, ...others] = wires('sqs', 'lambda')
  expect([poll!.kind, others]).toEqual(['poll', []])
  expect(poll!.settings).toEqual(expect.arrayContaining(['qualifier', 'enabled', 'batchSize', 'windowSec', 'maximumConcurrency', 'partialBatch', 'filters']))
  expect(wires('sqs', 'sqs')).toEqual([{ kind: 'failure', port: 'deadLetter', settings: ['maxReceiveCount'] }])
})

test('WIR-16 WIR-17 WIR-18 a function calls a queue or a function, tells it of success or failure, and has a dead-letter queue', () => {
  expect(wires('lambda', 'sqs').map(({ port, kind }) => `${port} ${kind}`)).toEqual(['calls publish', 'onSuccess success', 'onFailure failure', 'onDiscard failure', 'deadLetter failure'])
  expect(wires('lambda', 'lambda').map(({ port, kind }) => `${port} ${kind}`)).toEqual(['calls sync', 'onSuccess success', 'onFailure failure'])
  expect(wires('lambda', 'sqs')[0]!.settings).toEqual(['qualifier', 'permission', 'actions', 'exactly', 'keys', 'does', 'invocation', 'onError', 'payload'])
})
