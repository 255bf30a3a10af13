/** Drawings of any services, wired as AWS allows, with settings, faults and dated lines by chance: what nobody would draw. */
import { forkDice } from '../base/dice.ts'
import { FAULT_KINDS } from '../contract/fault.ts'
import type { Service } from '../contract/service.ts'
import { waysBetween } from '../contract/wiring.ts'
import type { Action, Drawing, DrawingNode, Fault, Wire } from '../drawing/drawing.ts'
import { EMPTY_DRAWING, EMPTY_SCENARIO } from '../drawing/drawing.ts'
import { checkValue } from '../drawing/field-check.ts'
import { type Config, type Field, type Schema, withDefaults } from '../drawing/fields.ts'
import { makePlan } from '../engine/plan.ts'
import { services as all } from '../services/catalogue.ts'

type Chance = ReturnType<typeof forkDice>
const services = all as readonly Service[]
const TEXTS = ['', 'a', '/', '/a/{b}', '*', '{"a":1}', '{"source":["a"]}', 'rate(1 minute)', '{{seq}}', '$.detail']
/** Long tables show nothing here, and code is chosen below. */
const LEFT_OUT = new Set(['code', 'files', 'tests', 'arrivals'])
const CODE = [
  'export const handler = async () => { await new Promise((done) => setTimeout(done, 50)); return { statusCode: 200, body: "x" } }',
  'let n = 0\nexport const handler = async () => { if (++n % 3 === 0) throw new Error("third"); console.log("n", n); return n }',
  'export const handler = async () => { if (Math.random() < 0.2) process.exit(1); return null }',
  'throw new Error("init")',
  'import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs"\nconst sqs = new SQSClient({})\nexport const handler = async ({ Records = [] }) => { await sqs.send(new SendMessageCommand({ QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/sqs1", MessageBody: "x" })).catch(() => {}); return { batchItemFailures: Records.slice(0, 1).map(({ messageId }) => ({ itemIdentifier: messageId ?? "" })) } }',
]
const OFTEN: { readonly [id: string]: number } = { lambda: 9, client: 6, sqs: 7, sns: 3, kinesis: 3, eventbridge: 3, dynamodb: 3, s3: 3, httpApi: 3, restApi: 3 }
const HAT = services.flatMap((service) => Array.from({ length: OFTEN[service.id] ?? 1 }, () => service))

const pick = <T>(chance: Chance, from: readonly T[]): T => from[chance.below(from.length)]!

function valueOf(chance: Chance, field: Field): unknown {
  switch (field.kind) {
    case 'number': {
      if (field.optional && chance.chance(0.3)) return null
      const steps = Math.min(Math.floor((field.max - field.min) / field.step), pick(chance, [0, 5, 5, 200, 1e9]))
      return field.min + chance.below(steps + 1) * field.step
    }
    case 'choice': return pick(chance, field.options).value
    case 'flag': return chance.chance(0.5)
    case 'text': return chance.chance(0.5) ? field.default : pick(chance, TEXTS)
    case 'list': return Array.from({ length: chance.below(Math.min(3, field.maxRows + 1)) }, () => Object.fromEntries(Object.entries(field.row as Schema).map(([name, cell]) => [name, chance.chance(0.6) ? cell.default : valueOf(chance, cell)])))
  }
}
const configOf = (chance: Chance, schema: Schema, share: number): Config => Object.fromEntries(Object.entries(schema).flatMap(([name, field]) => {
  if (LEFT_OUT.has(name) || !chance.chance(share)) return []
  const value = valueOf(chance, field)
  return checkValue(field, value) === undefined ? [[name, value]] : []
}))

/** Few enough requests, and enough that may go wrong. */
function ownOf(chance: Chance, id: string): Config {
  if (id === 'client') return { pattern: pick(chance, ['constant', 'poisson', 'burst', 'closed']), rps: 1 + chance.below(20), burstSize: 1 + chance.below(40), burstEveryMs: pick(chance, [700, 5_000]), users: 1 + chance.below(9), timeoutMs: pick(chance, [90, 500, 30_000]), retry: pick(chance, ['none', 'fixed', 'sdk']), invocation: pick(chance, ['RequestResponse', 'Event']) }
  if (id === 'lambda') return { ioMs: chance.below(900), errorRate: pick(chance, [0, 0, 20]), timeoutSec: 1 + chance.below(3), reserved: pick(chance, [null, null, 0, 1, 5]), ...(chance.chance(0.15) && { code: pick(chance, CODE) }) }
  return id === 'sqs' ? { visibilityTimeoutSec: pick(chance, [3, 12, 30]) } : {}
}

const serviceOf = ({ service }: DrawingNode): Service => services.find(({ id }) => id === service)!
const sketchOf = (node: DrawingNode) => {
  const config = withDefaults(serviceOf(node).config, node.config)
  return { id: node.id, service: node.service, name: node.name, role: serviceOf(node).role(config), config }
}

export function anything(seed: number): Drawing {
  const chance = forkDice(seed, 'anything', 'drawing')
  const share = pick(chance, [0, 0.03, 0.1])
  const counts = new Map<string, number>()
  const nodes = Array.from({ length: 3 + chance.below(7) }, (_, at): DrawingNode => {
    const service = at === 0 ? services.find(({ id }) => id === 'client')! : at === 1 ? services.find(({ id }) => id === 'lambda')! : pick(chance, HAT)
    const number = (counts.get(service.id) ?? 0) + 1
    counts.set(service.id, number)
    return { id: `n${at + 1}`, service: service.id, name: `${service.id.toLowerCase()}${number}`, x: 0, y: 0, config: { ...configOf(chance, service.config, share), ...ownOf(chance, service.id) } }
  })
  const wires: Wire[] = []
  for (let tries = nodes.length * 5; tries > 0 && wires.length < nodes.length * 1.6; tries--) {
    const [from, to] = [pick(chance, nodes), pick(chance, nodes)]
    const ways = waysBetween(serviceOf(from), sketchOf(from), sketchOf(to), wires).filter((way) => 'port' in way)
    if (from === to || ways.length === 0) continue
    const { port, kind } = pick(chance, ways)
    if (!wires.some((wire) => wire.from === from.id && wire.to === to.id && wire.port === port.id)) wires.push({ id: `w${wires.length + 1}`, from: from.id, port: port.id, to: to.id, kind, config: configOf(chance, port.config ?? {}, share) })
  }
  const forSec = pick(chance, [5, 20])
  const instant = (): number => chance.below(forSec * 1_000) / 1_000
  const actions = Array.from({ length: chance.below(4) }, (_, at): Action => {
    const node = pick(chance, nodes)
    const verb = pick(chance, ['set', 'set', 'send', 'purge', 'redrive'])
    return { id: `a${at + 1}`, atSec: instant(), on: node.id, do: verb, config: verb === 'set' ? configOf(chance, serviceOf(node).config, 0.1) : {} }
  })
  const faults = Array.from({ length: chance.below(3) }, (_, at): Fault => {
    const kind = pick(chance, Object.keys(FAULT_KINDS))
    return { id: `f${at + 1}`, on: pick(chance, nodes).id, kind, atSec: instant(), forSec: instant(), config: configOf(chance, FAULT_KINDS[kind]!.config, 0.5) }
  })
  return mended({ ...EMPTY_DRAWING, nodes, wires, scenario: { ...EMPTY_SCENARIO, seed, forSec, mode: pick(chance, ['strict', 'realistic']), profile: pick(chance, ['current', 'course']), quotas: { lambdaConcurrency: 110 }, actions, faults } })
}

/** What AWS would refuse is taken away: settings first, then the thing itself. */
function mended(drawing: Drawing): Drawing {
  let made = drawing
  for (let round = 0; round < 12; round++) {
    const bad = new Set(makePlan(made, services).findings.filter(({ level }) => level === 'error').map(({ on }) => on))
    if (bad.size === 0) return made
    const { nodes, wires, scenario } = made
    const left = nodes.filter(({ id }) => !bad.has(id) || round < 3).map((node) => (bad.has(node.id) ? { ...node, config: {} } : node))
    const ids = new Set(left.map(({ id }) => id))
    const leftWires = wires.filter(({ id, from, to }) => ids.has(from) && ids.has(to) && (!bad.has(id) || round < 2)).map((wire) => (bad.has(wire.id) ? { ...wire, config: {} } : wire))
    const about = ({ id, on }: Action | Fault): boolean => !bad.has(id) && ids.has(on)
    made = { ...made, nodes: left, wires: leftWires, scenario: { ...scenario, actions: scenario.actions.filter(about), faults: scenario.faults.filter(about) } }
  }
  return { ...made, nodes: [], wires: [], scenario: EMPTY_SCENARIO }
}
