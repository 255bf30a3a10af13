/** Settings of every kind: what is accepted runs, what is not is refused with its place, and nothing throws. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Role, Service } from '../contract/service.ts'
import { waysBetween } from '../contract/wiring.ts'
import type { DrawingNode, Wire } from '../drawing/drawing.ts'
import { EMPTY_DRAWING, EMPTY_SCENARIO } from '../drawing/drawing.ts'
import { checkValue } from '../drawing/field-check.ts'
import { type Config, type Field, type Schema, withDefaults } from '../drawing/fields.ts'
import { makePlan } from '../engine/plan.ts'
import { codeHost } from '../testkit/guest.ts'
import { runDrawing } from '../testkit/simulate.ts'
import { services as all } from './catalogue.ts'

const services = all as readonly Service[]
/** Code is the sandbox's matter; and a figure that only makes a run long shows nothing. */
const LEFT_OUT = new Set(['code', 'files', 'tests', 'arrivals', 'perMinute'])
const TEXTS = [
  '', 'a', 'id', 'live', '$LATEST', '/', '/a/{b}', '$default', '*', 'a,b', 'x'.repeat(300), 'häß 😀', ' ', '{}', '[]', '[1]', '{"a":1}', '{"source":["a"]}', '{"a":[{"numeric":[">",1]}]}', '{"a":[{"prefix":""}]}', '{', 'null',
  'rate(1 minute)', 'rate(1 minutes)', 'cron(0 9 ? * MON-FRI *)', 'at(2026-01-01T00:00:05)', '{{seq}}', '{{pick a,b}}', '$.detail', '<a> is <b>', 'Name: value', 'a=b', 'https://a.example', '100', '-1', 'ERROR', '[w1, w2]', "SELECT * FROM 'a'", '$request.body.action', '#if(1)x#end', '(', '[{"id":"a"}]',
]

function valueOf(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'number': {
      const steps = Math.floor((field.max - field.min) / field.step)
      const number = fc.oneof(fc.constantFrom(field.min, field.max), fc.integer({ min: 0, max: Math.min(steps, 1e9) }).map((at) => field.min + at * field.step), fc.integer({ min: 0, max: Math.min(steps, 5) }).map((at) => field.min + at * field.step))
      return field.optional ? fc.option(number) : number
    }
    case 'choice': return fc.constantFrom(...field.options.map(({ value }) => value))
    case 'flag': return fc.boolean()
    case 'text': return fc.oneof(fc.constant(field.default), fc.constantFrom(...TEXTS))
    case 'list': return fc.array(rowOf(field.row as Schema), { maxLength: Math.min(2, field.maxRows) })
  }
}
const rowOf = (row: Schema): fc.Arbitrary<unknown> => fc.record(Object.fromEntries(Object.entries(row).map(([name, field]) => [name, fc.oneof({ weight: 2, arbitrary: fc.constant(field.default) }, valueOf(field))])))

/** Some settings differ from their defaults; what the schema itself refuses is left as it is. */
const configOf = (schema: Schema): fc.Arbitrary<Config> => {
  const fields = Object.entries(schema).filter(([name]) => !LEFT_OUT.has(name))
  return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: valueOf(field) })])))
    .map((config) => Object.fromEntries(Object.entries(config).filter(([name, value]) => value !== undefined && checkValue(schema[name]!, value) === undefined)))
}

/** A neighbour in each role. */
const NEIGHBOURS: { readonly [R in Role]?: readonly [service: string, name: string, config?: Config] } = {
  function: ['lambda', 'fn', { ioMs: 5 }], queue: ['sqs', 'queue'], fifo: ['sqs', 'queue.fifo', { type: 'fifo' }], topic: ['sns', 'topic'], fifoTopic: ['sns', 'topic.fifo', { type: 'fifo' }], bus: ['eventbridge', 'default'],
  bucket: ['s3', 'bucket'], stream: ['kinesis', 'stream'], table: ['dynamodb', 'table'], http: ['httpApi', 'api'], logs: ['logs', 'lines'], distribution: ['cloudfront', 'cdn'], edgeFunction: ['cloudfrontFunction', 'edge'], keyValues: ['keyValueStore', 'pairs'],
}

interface Case {
  readonly config: Config
  readonly roles: readonly number[]
  readonly wires: readonly Config[]
  /** In mid-run: of the node, and of each wire what may change then. */
  readonly change: Config
  readonly changes: readonly Config[]
  readonly mode: 'strict' | 'realistic'
  readonly peeks: boolean
}
const caseOf = (service: Service): fc.Arbitrary<Case> => fc.record({
  config: configOf(service.config), roles: fc.tuple(...service.ports.map(() => fc.nat(20))) as fc.Arbitrary<number[]>,
  wires: fc.tuple(...service.ports.map(({ config = {} }) => configOf(config))) as fc.Arbitrary<Config[]>,
  change: fc.oneof(fc.constant({}), configOf(service.config)),
  changes: fc.tuple(...service.ports.map(({ config = {}, live = [] }) => configOf(Object.fromEntries(Object.entries(config).filter(([name]) => live.includes(name)))))) as fc.Arbitrary<Config[]>,
  mode: fc.constantFrom('strict' as const, 'realistic' as const), peeks: fc.boolean(),
})

const sketchOf = ({ id, service, name, config }: DrawingNode) => {
  const { role, config: schema } = services.find((one) => one.id === service)!
  const full = withDefaults(schema, config)
  return { id, service, name, role: role(full), config: full }
}

/** A client where one may call, the service, and a neighbour behind each of its ports. */
function drawingOf(service: Service, { config, roles, wires: settings, change, changes, mode }: Case) {
  const nodes: DrawingNode[] = [{ id: 'n1', service: service.id, name: service.naming.stem, x: 0, y: 0, config }]
  const wires: Wire[] = []
  const join = (from: DrawingNode, to: DrawingNode, port?: string, own: Config = {}): void => {
    const way = waysBetween(services.find((one) => one.id === from.service)!, sketchOf(from), sketchOf(to), wires).find((one) => 'port' in one && (port === undefined || one.port.id === port))
    if (way && 'port' in way) wires.push({ id: `w${wires.length + 1}`, from: from.id, port: way.port.id, to: to.id, kind: way.kind, config: own })
  }
  const add = (other: string, name: string, own: Config = {}): DrawingNode => {
    const there = nodes.find((one) => one.service === other && one.name === name)
    if (there) return there
    nodes.push({ id: `n${nodes.length + 1}`, service: other, name, x: 0, y: 0, config: own })
    return nodes.at(-1)!
  }
  if (service.id !== 'client') join(add('client', 'load', { rps: 3, body: '{"id":"{{seq}}","action":"a"}' }), nodes[0]!)
  service.ports.forEach((port, at) => {
    const names = Object.keys(port.to) as Role[]
    const neighbour = NEIGHBOURS[names[roles[at]! % names.length]!]
    // A function at the edge has to be published first.
    if (neighbour && port.to[names[roles[at]! % names.length]!] !== 'edge') join(nodes[0]!, add(...neighbour), port.id, settings[at])
  })
  const dated = (on: string, atSec: number, set: Config) => (Object.keys(set).length > 0 ? [{ id: `set ${on}`, atSec, on, do: 'set', config: set }] : [])
  const changed = wires.flatMap((wire) => (wire.from === 'n1' ? dated(wire.id, 1.2, changes[service.ports.findIndex(({ id }) => id === wire.port)] ?? {}) : []))
  const actions = [...dated('n1', 1.7, change), ...changed, { id: 'a1', atSec: 1, on: 'n1', do: 'send', config: { times: 2 } }, { id: 'a2', atSec: 1.5, on: 'n1', do: 'send', config: { body: { id: 'b', key: 'c' } } }, { id: 'a3', atSec: 2, on: 'n1', do: 'send', config: { body: { id: 'c', key: 'd' } } }]
  return { ...EMPTY_DRAWING, nodes, wires, scenario: { ...EMPTY_SCENARIO, mode, forSec: 3, seed: 11, actions } }
}

test.each(services.map((service) => [service.id, service] as const))('%s: what is accepted runs, what is refused says where', (_, service) => {
  let ran = 0
  fc.assert(
    fc.property(caseOf(service), (one) => {
      const drawing = drawingOf(service, one)
      const { findings, coded } = makePlan(drawing, services)
      const errors = findings.filter(({ level }) => level === 'error')
      for (const { on, text, rule } of errors) {
        expect(text.length, rule).toBeGreaterThan(20)
        expect([...drawing.nodes, ...drawing.wires, ...drawing.scenario.actions].some(({ id }) => id === on), `${rule}: ${text}`).toBe(true)
      }
      if (errors.length > 0) return
      ran++
      runDrawing(drawing, services, coded ? codeHost() : undefined, one.peeks)
    }),
    { numRuns: 30, seed: 20_261_122 },
  )
  expect(ran, 'none of the settings was accepted').toBeGreaterThan(0)
}, 60_000)
