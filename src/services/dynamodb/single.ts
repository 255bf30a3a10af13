/** Operations on one item. */
import type { MessageId } from '../../contract/messages.ts'
import { projected, readProjection } from './expression/projection.ts'
import { StandIns } from './expression/words.ts'
import { CONFLICT, isBusy } from './conflict.ts'
import { asInput, get, type Input, isTrue, oneOf, refuseLegacy, textOf } from './input.ts'
import { checkKey, keyTextOf } from './keys.ts'
import type { Entry } from './shelf.ts'
import { Refused } from './refused.ts'
import type { TableNode } from './state.ts'
import { readUnits, take } from './throttle.ts'
import { type Item, itemSize, readItem, shown } from './value.ts'
import { commit, conditionRefused, prepare, returned, type Verb } from './write.ts'

/** DDB-05: for so long after a write an eventually consistent read may see what was before. */
const STALE = 300_000
const STALE_CHANCE = 0.1

export function write(node: TableNode, verb: Verb, input: Input, call: MessageId): object {
  const plan = prepare(node, verb, input)
  const attributes = returned(input, plan)
  if (isBusy(node, plan.id)) throw new Refused('TransactionConflictException', CONFLICT)
  take(node, plan.partition, { reads: 0, writes: plan.units, indexes: plan.indexUnits })
  if (plan.conditionFailed) throw conditionRefused(node, input, plan, shown)
  commit(node, plan, call)
  return { ...(attributes && { Attributes: shown(attributes) }), ...consumed(node, input, plan.units + plan.indexUnits.reduce((sum, one) => sum + one, 0)) }
}

export function getItem(node: TableNode, input: Input): object {
  refuseLegacy(input)
  const standIns = new StandIns(get(input, 'ExpressionAttributeNames'), undefined)
  const look = lookOf(node, input, standIns)
  standIns.checkAllUsed()
  const found = look.find()
  const units = readUnits(found ? itemSize(found) : 0, look.consistent)
  take(node, look.partition, { reads: units, writes: 0 })
  return { ...(found && { Item: shown(look.project(found)) }), ...consumed(node, input, units) }
}

export interface Look {
  readonly partition: string
  readonly id: string
  readonly consistent: boolean
  find(): Item | undefined
  project(item: Item): Item
}
export function lookOf(node: TableNode, input: Input, standIns: StandIns, consistent = isTrue(input, 'ConsistentRead')): Look {
  const { state } = node
  const key = checkKey(readItem(asInput(get(input, 'Key'))), state.keys)
  const id = keyTextOf(key, state.keys)
  const text = textOf(input, 'ProjectionExpression')
  const paths = text === undefined ? undefined : readProjection(text, standIns)
  return {
    partition: state.shelf.partition(key), id, consistent,
    find: () => seen(node, state.shelf.find(key, id), consistent),
    project: (item) => (paths ? projected(item, paths) : item),
  }
}

/** What a read sees of an entry: what it is, or for a while after a write what it was. */
export function seen(node: TableNode, entry: Entry | undefined, consistent: boolean): Item | undefined {
  if (!entry || consistent || node.strict || node.now - entry.writtenAt >= STALE) return entry?.item
  return node.state.chance.chance(STALE_CHANCE) ? entry.before : entry.item
}

export function consumed(node: TableNode, input: Input, units: number): object {
  return oneOf(input, 'ReturnConsumedCapacity', ['NONE', 'TOTAL', 'INDEXES'], 'NONE') === 'NONE' ? {} : { ConsumedCapacity: { TableName: node.name, CapacityUnits: units } }
}
