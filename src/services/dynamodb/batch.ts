/** BatchGetItem and BatchWriteItem: each request for itself, what found no room comes back, and several tables at once. */
import type { MessageId } from '../../contract/messages.ts'
import { StandIns } from './expression/words.ts'
import { asInput, get, type Input, isTrue } from './input.ts'
import { invalid, Refused } from './refused.ts'
import { lookOf } from './single.ts'
import type { TableNode } from './state.ts'
import { tableOf } from './tables.ts'
import { readUnits, take } from './throttle.ts'
import { itemSize, shown } from './value.ts'
import { commit, prepare } from './write.ts'

const MOST_GETS = 100
const MOST_PUTS = 25
const MOST_BYTES = 16_777_216

const isThrottle = (wrong: unknown): wrong is Refused => wrong instanceof Refused && (wrong.title === 'ProvisionedThroughputExceededException' || wrong.title === 'ThrottlingException')

function requestsOf(input: Input): [string, unknown][] {
  const requests = Object.entries(asInput(get(input, 'RequestItems')))
  if (requests.length === 0) throw invalid("1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1")
  return requests
}
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export function batchGet(node: TableNode, input: Input): object {
  const requests = requestsOf(input).map(([name, one]) => ({ name, table: tableOf(node, name), request: asInput(one), keys: list(get(asInput(one), 'Keys')) }))
  if (requests.reduce((sum, { keys }) => sum + keys.length, 0) > MOST_GETS) throw invalid('Too many items requested for the BatchGetItem call')
  const Responses: Record<string, object[]> = {}
  const UnprocessedKeys: Record<string, object> = {}
  let bytes = 0
  let throttle: Refused | undefined
  for (const { name, table, request, keys } of requests) {
    const standIns = new StandIns(get(request, 'ExpressionAttributeNames'), undefined)
    const looks = keys.map((key) => lookOf(table, { ...request, Key: key }, standIns, isTrue(request, 'ConsistentRead')))
    standIns.checkAllUsed()
    if (new Set(looks.map(({ id }) => id)).size < looks.length) throw invalid('Provided list of item keys contains duplicates')
    const left: unknown[] = []
    Responses[name] = []
    looks.forEach((look, at) => {
      const found = look.find()
      const size = found ? itemSize(found) : 0
      try {
        if (bytes + size > MOST_BYTES) left.push(keys[at])
        else {
          take(table, look.partition, { reads: readUnits(size, look.consistent), writes: 0 })
          bytes += size
          if (found) Responses[name]!.push(shown(look.project(found)))
        }
      } catch (wrong) {
        if (!isThrottle(wrong)) throw wrong
        throttle = wrong
        left.push(keys[at])
      }
    })
    if (left.length > 0) UnprocessedKeys[name] = { ...request, Keys: left }
  }
  // Only when nothing at all went through is it an error.
  if (throttle && requests.every(({ name, keys }) => list(get(asInput(UnprocessedKeys[name]), 'Keys')).length === keys.length)) throw throttle
  return { Responses, UnprocessedKeys }
}

export function batchWrite(node: TableNode, input: Input, call: MessageId): object {
  const requests = requestsOf(input).map(([name, writes]) => ({ name, table: tableOf(node, name), writes: list(writes).map(asInput) }))
  if (requests.reduce((sum, { writes }) => sum + writes.length, 0) > MOST_PUTS) throw invalid('Too many items requested for the BatchWriteItem call')
  const plans = requests.map(({ name, table, writes }) => {
    const ids = new Set<string>()
    return {
      name, table, list: writes.map((write) => {
        const put = get(write, 'PutRequest')
        const remove = get(write, 'DeleteRequest')
        if ((put === undefined) === (remove === undefined)) throw invalid('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes')
        const act = put === undefined ? { verb: 'DeleteItem' as const, with: { Key: get(asInput(remove), 'Key') } } : { verb: 'PutItem' as const, with: { Item: get(asInput(put), 'Item') } }
        const { id } = prepare(table, act.verb, act.with)
        if (ids.has(id)) throw invalid('Provided list of item keys contains duplicates')
        ids.add(id)
        return { act, write }
      }),
    }
  })
  const UnprocessedItems: Record<string, unknown[]> = {}
  let done = 0
  let throttle: Refused | undefined
  for (const { name, table, list: writes } of plans) {
    for (const { act, write } of writes) {
      const plan = prepare(table, act.verb, act.with)
      try {
        take(table, plan.partition, { reads: 0, writes: plan.units, indexes: plan.indexUnits })
        commit(table, plan, call)
        done++
      } catch (wrong) {
        if (!isThrottle(wrong)) throw wrong
        throttle = wrong
        ;(UnprocessedItems[name] ??= []).push(write)
      }
    }
  }
  if (throttle && done === 0) throw throttle
  return { UnprocessedItems }
}
