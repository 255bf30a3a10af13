/**
 * PutItem, UpdateItem, DeleteItem and the checks of a transaction, in two steps: what a write would do (`prepare`), and
 * doing it (`commit`). So a transaction can ask all before it does any.
 */
import type { MessageId } from '../../contract/messages.ts'
import { K } from '../../contract/trace.ts'
import { readCondition } from './expression/condition.ts'
import { at, holds } from './expression/holds.ts'
import { applied, readUpdate, type Step } from './expression/update.ts'
import { type Path, pathText, StandIns } from './expression/words.ts'
import { asInput, get, type Input, oneOf, refuseLegacy, textOf } from './input.ts'
import { checkKey, held, isKey, keyIn, keyTextOf, standsIn } from './keys.ts'
import { invalid, Refused } from './refused.ts'
import type { Entry } from './shelf.ts'
import { CONDITIONS, ITEMS, type TableNode } from './state.ts'
import { changed } from './stream.ts'
import { writeUnits } from './throttle.ts'
import { expires } from './ttl.ts'
import { equalItems, type Item, itemSize, readItem } from './value.ts'

export type Verb = 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheck'
export interface Write {
  readonly verb: Verb
  readonly key: Item
  readonly id: string
  readonly partition: string
  readonly old: Entry | undefined
  /** The item afterwards; undefined when there is none, or nothing changes. */
  readonly next: Item | undefined
  readonly steps: readonly Step[]
  readonly conditionFailed: boolean
  /** Units of the table, and of its global indexes by their place. */
  readonly units: number
  readonly indexUnits: readonly number[]
}

/** 400 KB. */
export const MOST_ITEM_BYTES = 409_600
const RETURNS = ['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW'] as const

export function prepare(node: TableNode, verb: Verb, input: Input): Write {
  refuseLegacy(input)
  const { state } = node
  const standIns = new StandIns(get(input, 'ExpressionAttributeNames'), get(input, 'ExpressionAttributeValues'))
  const given = verb === 'PutItem' ? readItem(get(input, 'Item')) : undefined
  const key = given ? keyIn(given, state.keys) : checkKey(readItem(asInput(get(input, 'Key'))), state.keys)
  const steps = verb === 'UpdateItem' ? stepsOf(node, input, standIns) : []
  const conditionText = textOf(input, 'ConditionExpression')
  if (verb === 'ConditionCheck' && conditionText === undefined) throw invalid("1 validation error detected: Value null at 'conditionExpression' failed to satisfy constraint: Member must not be null")
  const condition = conditionText === undefined ? undefined : readCondition(conditionText, 'ConditionExpression', standIns)
  standIns.checkAllUsed()
  const id = keyTextOf(key, state.keys)
  const old = state.shelf.find(key, id)
  const conditionFailed = condition !== undefined && !holds(condition, old?.item ?? {})
  const next = conditionFailed || verb === 'DeleteItem' ? undefined : verb === 'ConditionCheck' ? old?.item : (given ?? applied(steps, old?.item ?? key))
  const bytes = next === undefined ? 0 : itemSize(next)
  if (bytes > MOST_ITEM_BYTES) throw invalid(verb === 'UpdateItem' ? 'Item size to update has exceeded the maximum allowed size' : 'Item size has exceeded the maximum allowed size')
  const indexUnits = conditionFailed || verb === 'ConditionCheck' ? [] : state.indexes.map(({ schema }) => (schema.global ? indexCost(node, schema, old?.item, next) : (checkOnly(next, schema), 0)))
  return { verb, key, id, partition: state.shelf.partition(key), old, next, steps, conditionFailed, units: writeUnits(Math.max(bytes, old?.bytes ?? 0)), indexUnits }
}

function stepsOf(node: TableNode, input: Input, standIns: StandIns): readonly Step[] {
  const text = textOf(input, 'UpdateExpression')
  if (text === undefined) return []
  const steps = readUpdate(text, standIns)
  for (const { path } of steps) {
    const [name] = path
    if (typeof name === 'string' && isKey(node.state.keys, name)) throw invalid(`One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`)
  }
  return steps
}

type Schema = TableNode['state']['indexes'][number]['schema']
const checkOnly = (next: Item | undefined, schema: Schema): void => {
  if (next) standsIn(next, schema)
}

/** A write costs an index what it changes there; moving an entry is two writes. */
function indexCost(node: TableNode, schema: Schema, old: Item | undefined, next: Item | undefined): number {
  const { keys } = node.state
  const before = old && standsIn(old, schema) ? held(old, schema, keys) : undefined
  const after = next && standsIn(next, schema) ? held(next, schema, keys) : undefined
  if (!before && !after) return 0
  if (!before || !after) return writeUnits(itemSize((before ?? after)!))
  if (equalItems(before, after)) return 0
  const moved = keyTextOf(before, schema.keys) !== keyTextOf(after, schema.keys)
  return moved ? writeUnits(itemSize(before)) + writeUnits(itemSize(after)) : writeUnits(Math.max(itemSize(before), itemSize(after)))
}

export function commit(node: TableNode, write: Write, cause: MessageId, byTtl = false): void {
  const { state } = node
  const { verb, old, next, id } = write
  if (verb === 'ConditionCheck') return
  if (next === undefined) {
    if (!old) return
    state.shelf.remove(old)
  }
  for (const { schema, shelf } of state.indexes) {
    if (!old || !standsIn(old.item, schema)) continue
    const item = held(old.item, schema, state.keys)
    shelf.remove({ ...old, item, bytes: itemSize(item) })
  }
  if (next) keep(node, next, id, old?.item)
  node.note(next === undefined ? K.deleted : K.accepted, cause, state.shelf.count)
  node.level(ITEMS, state.shelf.count)
  if (next) expires(node, next)
  // DDB-06: a write that changes nothing leaves no record.
  if (!old || !next || !equalItems(old.item, next)) changed(node, cause, write.key, old?.item, next, byTtl)
}

/** Puts an item on its shelf, and into the indexes that it has keys for. */
export function keep(node: TableNode, item: Item, id: string, before: Item | undefined): void {
  const { state, now } = node
  const entry = (held: Item): Entry => ({ item: held, bytes: itemSize(held), id, before, writtenAt: now })
  state.shelf.put(entry(item))
  for (const { schema, shelf } of state.indexes) if (standsIn(item, schema)) shelf.put(entry(held(item, schema, state.keys)))
}

export function conditionRefused(node: TableNode, input: Input, write: Write, show: (item: Item) => unknown): Refused {
  node.add(CONDITIONS)
  const wanted = oneOf(input, 'ReturnValuesOnConditionCheckFailure', ['NONE', 'ALL_OLD'], 'NONE')
  return new Refused('ConditionalCheckFailedException', 'The conditional request failed', wanted === 'ALL_OLD' && write.old ? { Item: show(write.old.item) } : {})
}

/** The attributes that a write gives back. */
export function returned(input: Input, { verb, old, next, steps }: Write): Item | undefined {
  const wanted = oneOf(input, 'ReturnValues', RETURNS, 'NONE')
  if (verb !== 'UpdateItem' && wanted !== 'NONE' && wanted !== 'ALL_OLD') throw invalid('Return values set to invalid value')
  switch (wanted) {
    case 'NONE': return undefined
    case 'ALL_OLD': return old?.item
    case 'ALL_NEW': return next
    case 'UPDATED_OLD': return touched(old?.item, steps)
    case 'UPDATED_NEW': return touched(next, steps)
  }
}

function touched(item: Item | undefined, steps: readonly Step[]): Item | undefined {
  if (!item) return undefined
  const names = [...new Set(steps.filter(({ path }) => at(item, top(path)) !== undefined).map(({ path }) => pathText(top(path))))]
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, item[name]!]))
}
const top = (path: Path): Path => path.slice(0, 1)
