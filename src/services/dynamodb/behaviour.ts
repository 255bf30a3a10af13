/**
 * A table: items by key, indexes beside them, units for every request, and a stream of what changed. Operations run at
 * once and whole (operations of code in `called`, requests without code in `accept`); a refusal is thrown deep inside as
 * `Refused` and caught here.
 */
import { requestId } from '../../base/ids.ts'
import { log } from '../../base/math.ts'
import { ms, toMs } from '../../base/units.ts'
import type { Config } from '../../contract/config.ts'
import { type Content, type MessageId, NONE, WAY_EVENT } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { type Does, reads, writes } from '../../contract/role.ts'
import type { CallContent } from '../../contract/sdk.ts'
import { type Behaviour, timer, type WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { batchGet, batchWrite } from './batch.ts'
import { newCapacity } from './capacity.ts'
import type { TableConfig } from './config.ts'
import { query, scan } from './find.ts'
import { asInput, type Input } from './input.ts'
import { indexesOf, keyIn, keysOf, keyTextOf } from './keys.ts'
import { invalid, Refused } from './refused.ts'
import { minutePasses, startMinutes } from './scaling.ts'
import { Shelf } from './shelf.ts'
import { getItem, write } from './single.ts'
import { startItems } from './start-items.ts'
import { ITEMS, LATENCY, METRICS, type TableNode, type TableState, USER_ERRORS } from './state.ts'
import { newShards, read, tableEvent, trim } from './stream.ts'
import { transactGet, transactWrite } from './transact.ts'
import { expires, sweep } from './ttl.ts'
import { fromJson, type Item, itemFromJson } from './value.ts'
import { keep } from './write.ts'

/** GEN-07: milliseconds at the median, and the deviation of their logarithm. */
const SPREADS: { readonly [operation: string]: readonly [number, number] } = {
  GetItem: [4, log(15 / 4) / 2.326], PutItem: [5, log(20 / 5) / 2.326], Query: [8, log(30 / 8) / 2.326],
}
const answerNow = timer<TableNode>('completion', (node, message) => {
  const { pending } = node.state
  const held = pending.get(message)!
  pending.delete(message)
  node.answer(message, held.status, held.reason, held.content)
})

export const behaviour: Behaviour<TableConfig, TableState, TableNode> = {
  timers: [answerNow, trim, sweep, minutePasses],
  metrics: METRICS,

  state(node) {
    const { config } = node
    const keys = keysOf(config)
    const writes = config.billing === 'onDemand' ? 4_000 : config.writeUnits
    return {
      keys, shelf: new Shelf(keys), capacity: newCapacity(config, config.readUnits, config.writeUnits),
      indexes: indexesOf(config).map((schema) => ({ schema, shelf: new Shelf(schema.keys), capacity: schema.global ? newCapacity(config, schema.readUnits, schema.writeUnits) : undefined })),
      partitions: [], shards: newShards(Math.max(1, Math.ceil(writes / 1_000))), pending: new Map(), tokens: new Map(), busy: new Map(), chance: node.dice('reads'), changes: 0, sweeping: false, asker: NONE,
    }
  },

  start(node) {
    startMinutes(node)
    fill(node)
    node.level(ITEMS, node.state.shelf.count)
  },

  accept(node, message, wire) {
    const event = node.messages.way[message] === WAY_EVENT
    const { operation, status, why, content } = run(node, message, undefined, wire)
    if (!event || status >= 300) return reply(node, message, operation, status, why, content)
    node.answer(message, status)
    node.end(message, O.succeeded)
  },

  called(node, message, call) {
    const { operation, status, why, content } = run(node, message, call)
    reply(node, message, operation, status, why, content)
  },

  shards: (node) => node.state.shards.length,
  read: (node, shard, position, max, into) => read(node, shard, position, max, into),
  eventOf: tableEvent,

  configured(node, before) {
    const { config, state } = node
    if (state.capacity.onDemand) return
    if (config.readUnits !== before.readUnits) state.capacity.readUnits = config.readUnits
    if (config.writeUnits !== before.writeUnits) state.capacity.writeUnits = config.writeUnits
  },

  act(node, verb, config) {
    if (verb === 'send') byHand(node, config)
  },
}

interface Result {
  readonly operation: string
  readonly status: number
  readonly why: number
  readonly content: Content
}
const REASONS: { readonly [title: string]: number } = {
  ProvisionedThroughputExceededException: reason('ProvisionedThroughputExceededException'),
  ThrottlingException: reason('ThrottlingException'),
  ConditionalCheckFailedException: reason('ConditionalCheckFailedException'),
  TransactionCanceledException: reason('TransactionCanceledException'),
  TransactionConflictException: reason('TransactionCanceledException'),
  ResourceNotFoundException: reason('ResourceNotFoundException'),
}
const INVALID = reason('ValidationException')
/** Bad luck or a lost race is no mistake of its sender. */
const INNOCENT = new Set(['ConditionalCheckFailedException', 'TransactionCanceledException', 'TransactionConflictException'])

/** What code asked for, or what a request without code means. */
function run(node: TableNode, message: MessageId, call: CallContent | undefined, wire?: WireEnd): Result {
  let operation = call?.operation ?? requestAlong(node, wire)
  node.state.asker = message
  try {
    const meant = call ?? plainCall(node, message, operation)
    operation = meant.operation
    return { operation, status: 200, why: 0, content: perform(node, operation, asInput(meant.input), message) }
  } catch (wrong) {
    if (!(wrong instanceof Refused)) throw wrong
    const { title } = wrong
    const throttled = title === 'ProvisionedThroughputExceededException' || title === 'ThrottlingException'
    const why = REASONS[title] ?? INVALID
    if (!throttled && !INNOCENT.has(title)) node.add(USER_ERRORS)
    node.note(throttled ? K.throttled : K.refused, message, 400, why)
    return { operation, status: 400, why, content: { name: title, message: wrong.message, ...wrong.beside } }
  }
}

function perform(node: TableNode, operation: string, input: Input, message: MessageId): object {
  switch (operation) {
    case 'GetItem': return getItem(node, input)
    case 'PutItem': case 'UpdateItem': case 'DeleteItem': return write(node, operation, input, message)
    case 'Query': return query(node, input)
    case 'Scan': return scan(node, input)
    case 'BatchGetItem': return batchGet(node, input)
    case 'BatchWriteItem': return batchWrite(node, input, message)
    case 'TransactGetItems': return transactGet(node, input)
    case 'TransactWriteItems': return transactWrite(node, input, message)
    default: throw invalid(`The playground's DynamoDB has no ${operation}.`, 'NotImplementedInPlayground')
  }
}

function reply(node: TableNode, message: MessageId, operation: string, status: number, why: number, content: Content): void {
  if (node.strict) {
    if (status < 300) node.observe(LATENCY, 0)
    return node.answer(message, status, why, content)
  }
  const [median, sigma] = SPREADS[operation.includes('Get') ? 'GetItem' : operation === 'Query' || operation === 'Scan' ? 'Query' : 'PutItem']!
  const delay = ms(node.state.chance.logNormal(median, sigma))
  if (status < 300) node.observe(LATENCY, toMs(delay))
  node.state.pending.set(message, { status, reason: why, content })
  node.later(delay, answerNow, message)
}

/** WIR-18: a function without code may read or write, whatever others do here. */
function requestAlong({ config }: TableNode, wire: WireEnd | undefined): string {
  const does = wire?.config as Does | undefined
  if (!does) return config.request
  if (reads(does)) return config.request === 'Query' ? 'Query' : 'GetItem'
  return writes(does) && (config.request === 'GetItem' || config.request === 'Query') ? 'PutItem' : config.request
}

/** A request that no code made: in full if its body says so, else what the table is set to, about an item of the body. */
function plainCall(node: TableNode, message: MessageId, request: string): CallContent {
  const { messages, state } = node
  const content = asInput(messages.content[message])
  if (typeof content.operation === 'string' && typeof content.input === 'object') return { operation: content.operation, input: asInput(content.input) }
  const item = plainItem(node, messages.content[message], requestId(node.scenario.seed, messages.serial[message]!))
  if (request === 'PutItem') return { operation: 'PutItem', input: { Item: item } }
  const { hash, range } = state.keys
  if (request === 'Query') {
    return { operation: 'Query', input: { KeyConditionExpression: '#k = :k', ExpressionAttributeNames: { '#k': hash.name }, ExpressionAttributeValues: { ':k': item[hash.name] } } }
  }
  return { operation: request, input: { Key: Object.fromEntries([hash, ...(range ? [range] : [])].map(({ name }) => [name, item[name]])) } }
}

/** The JSON as an item; a key that it lacks is made up. */
function plainItem({ state }: TableNode, content: Content, id: string): Item {
  const isObject = typeof content === 'object' && content !== null && !Array.isArray(content)
  const item: Record<string, Item[string]> = { ...(isObject ? itemFromJson(content) : content === undefined ? {} : { value: fromJson(content) }) }
  for (const part of [state.keys.hash, state.keys.range]) {
    if (!part || Object.hasOwn(item, part.name)) continue
    const number = String(Number.parseInt(id.slice(0, 8), 16))
    item[part.name] = part.type === 'S' ? { S: id } : part.type === 'N' ? { N: number } : { B: `${id.slice(0, 8)}` }
  }
  return item
}

/** DDB-01: what the table holds when the run begins costs nothing, and is no change. */
function fill(node: TableNode): void {
  const { state } = node
  for (const one of startItems(node.config)) {
    const item = itemFromJson(one)
    const id = keyTextOf(keyIn(item, state.keys), state.keys)
    keep(node, item, id, item)
    expires(node, item)
  }
}

/** A person puts an item in, or asks for an operation: { body } or { operation, input }, and how often. */
function byHand(node: TableNode, config: Config): void {
  const times = typeof config.times === 'number' ? config.times : 1
  for (let i = 0; i < times; i++) {
    const message = node.create(NONE)
    node.messages.content[message] = typeof config.operation === 'string' ? config : config.body
    const { status, why } = run(node, message, undefined)
    const throttled = why === REASONS.ProvisionedThroughputExceededException || why === REASONS.ThrottlingException
    node.end(message, status < 300 ? O.succeeded : throttled ? O.throttled : O.refused)
  }
}
