/** TransactWriteItems and TransactGetItems: all or nothing, at twice the units, over several tables. */
import { sec } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import { CONFLICT, hold, isBusy } from './conflict.ts'
import { StandIns } from './expression/words.ts'
import { asInput, get, type Input, oneOf, textOf } from './input.ts'
import { invalid, Refused } from './refused.ts'
import { type Look, lookOf } from './single.ts'
import { CONDITIONS, type TableNode } from './state.ts'
import { tableOf } from './tables.ts'
import { readUnits, take } from './throttle.ts'
import { itemSize, shown } from './value.ts'
import { commit, prepare, type Verb, type Write } from './write.ts'

const MOST_ITEMS = 100
const MOST_BYTES = 4_194_304
const TOKEN_LASTS = sec(600)
const VERBS: { readonly [name: string]: Verb } = { Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem', ConditionCheck: 'ConditionCheck' }

interface Reason {
  readonly Code: string
  readonly Message?: string
  readonly Item?: object
}
const NONE: Reason = { Code: 'None' }

function canceled(reasons: readonly Reason[]): Refused {
  return new Refused('TransactionCanceledException', `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`, { CancellationReasons: reasons })
}

function itemsOf(input: Input): readonly Input[] {
  const items = get(input, 'TransactItems')
  if (!Array.isArray(items) || items.length === 0) throw invalid("1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1")
  if (items.length > MOST_ITEMS) throw invalid(`1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to ${MOST_ITEMS}`)
  return items.map(asInput)
}

export function transactWrite(node: TableNode, input: Input, call: MessageId): object {
  const items = itemsOf(input)
  const token = textOf(input, 'ClientRequestToken')
  if (token !== undefined && repeats(node, token, items)) return {}
  const acts = items.map((item) => {
    const [name] = Object.keys(item)
    const verb = VERBS[name ?? '']
    if (!verb || Object.keys(item).length !== 1) throw invalid('TransactItems can only contain one of Check, Put, Update or Delete')
    const request = asInput(item[name!])
    return { verb, request, table: tableOf(node, get(request, 'TableName')) }
  })
  const seen = new Set<string>()
  const reasons: Reason[] = []
  const writes: { readonly table: TableNode; readonly write: Write }[] = []
  for (const { verb, request, table } of acts) {
    try {
      const write = prepare(table, verb, request)
      if (seen.has(`${table.name}\n${write.id}`)) throw invalid('Transaction request cannot include multiple operations on one item')
      seen.add(`${table.name}\n${write.id}`)
      writes.push({ table, write })
      reasons.push(isBusy(table, write.id) ? { Code: 'TransactionConflict', Message: CONFLICT } : write.conditionFailed ? failed(request, write) : NONE)
    } catch (wrong) {
      // What is wrong with the item as it is stands among the reasons; what is wrong with the request does not.
      if (!(wrong instanceof Refused) || !isAboutItem(wrong)) throw wrong
      reasons.push({ Code: 'ValidationError', Message: wrong.message })
    }
  }
  if (writes.reduce((sum, { write }) => sum + (write.next ? itemSize(write.next) : 0), 0) > MOST_BYTES) throw invalid('Member must have aggregate size less than or equal to 4 MB')
  takeAll(writes, reasons)
  if (reasons.some((reason) => reason !== NONE)) {
    for (const { write, table } of writes) if (write.conditionFailed) table.add(CONDITIONS)
    throw canceled(reasons)
  }
  for (const { table, write } of writes) {
    commit(table, write, call)
    hold(table, write.id)
  }
  if (token !== undefined) node.state.tokens.set(token, { text: JSON.stringify(items), until: node.now + TOKEN_LASTS })
  return {}
}

const ABOUT_ITEM = /does not exist in the item|incorrect data type|invalid for update|maximum allowed size|Type mismatch for Index Key/
const isAboutItem = (wrong: Refused): boolean => wrong.title === 'ValidationException' && ABOUT_ITEM.test(wrong.message)

/** The same token within ten minutes: done already, or a mistake. */
function repeats(node: TableNode, token: string, items: readonly Input[]): boolean {
  const { tokens } = node.state
  for (const [old, { until }] of tokens) if (until <= node.now) tokens.delete(old)
  const known = tokens.get(token)
  if (!known) return false
  if (known.text !== JSON.stringify(items)) throw new Refused('IdempotentParameterMismatchException', 'The request parameters do not match those of the earlier request with this token')
  return true
}

function failed(request: Input, { old }: Write): Reason {
  const wanted = oneOf(request, 'ReturnValuesOnConditionCheckFailure', ['NONE', 'ALL_OLD'], 'NONE')
  return { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', ...(wanted === 'ALL_OLD' && old && { Item: shown(old.item) }) }
}

/** Both rounds of a transaction are paid for: twice the units. What found no room is named among the reasons. */
function takeAll(writes: readonly { readonly table: TableNode; readonly write: Write }[], reasons: Reason[]): void {
  writes.forEach(({ table, write }, at) => {
    try {
      take(table, write.partition, { reads: 0, writes: 2 * write.units, indexes: write.indexUnits.map((units) => 2 * units) })
    } catch (wrong) {
      if (!(wrong instanceof Refused)) throw wrong
      reasons[at] = { Code: wrong.title === 'ThrottlingException' ? 'ThrottlingError' : 'ProvisionedThroughputExceeded', Message: wrong.message }
    }
  })
}

export function transactGet(node: TableNode, input: Input): object {
  const looks: { readonly table: TableNode; readonly look: Look }[] = itemsOf(input).map((item) => {
    const request = asInput(get(item, 'Get'))
    const table = tableOf(node, get(request, 'TableName'))
    const standIns = new StandIns(get(request, 'ExpressionAttributeNames'), undefined)
    const look = lookOf(table, request, standIns, true)
    standIns.checkAllUsed()
    return { table, look }
  })
  const reasons = looks.map(({ table, look }): Reason => (isBusy(table, look.id) ? { Code: 'TransactionConflict', Message: CONFLICT } : NONE))
  if (reasons.some((reason) => reason !== NONE)) throw canceled(reasons)
  return {
    Responses: looks.map(({ table, look }) => {
      const found = look.find()
      take(table, look.partition, { reads: 2 * readUnits(found ? itemSize(found) : 0, true), writes: 0 })
      return found ? { Item: shown(look.project(found)) } : {}
    }),
  }
}
