/** DDB-06: items whose time is over are deleted some time later, and are read until then. */
import { EPOCH_MS } from '../../base/time.ts'
import { sec, toSec } from '../../base/units.ts'
import { NONE } from '../../contract/messages.ts'
import { timer } from '../../contract/service.ts'
import type { Entry } from './shelf.ts'
import { EXPIRED, type TableNode } from './state.ts'
import type { Item } from './value.ts'
import { commit } from './write.ts'

const MINUTE = sec(60)
/** An end that lies further back is taken for a mistake. */
const FIVE_YEARS_SEC = 5 * 365 * 86_400

export function expires(node: TableNode, item: Item): void {
  if (node.state.sweeping || endOf(node, item) === undefined) return
  node.state.sweeping = true
  node.later(MINUTE - (node.now % MINUTE), sweep, 0)
}

/** Seconds since 1970, if the item says when it ends. */
function endOf({ config }: TableNode, item: Item): number | undefined {
  const value = config.ttl !== '' && Object.hasOwn(item, config.ttl) ? item[config.ttl]! : undefined
  return value && 'N' in value ? Number(value.N) : undefined
}

/** One look a minute. */
export const sweep = timer<TableNode>('refill', (node) => {
  const { state, config } = node
  const present = EPOCH_MS / 1_000 + toSec(node.now)
  let waiting = 0
  const gone: Entry[] = []
  for (const list of state.shelf.partitions.values()) {
    for (const entry of list) {
      const end = endOf(node, entry.item)
      if (end === undefined || end < present - FIVE_YEARS_SEC) continue
      if (end + config.ttlDelaySec <= present) gone.push(entry)
      else waiting++
    }
  }
  gone.sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const old of gone) {
    const key: Record<string, Item[string]> = Object.create(null)
    for (const { name } of [state.keys.hash, ...(state.keys.range ? [state.keys.range] : [])]) key[name] = old.item[name]!
    commit(node, { verb: 'DeleteItem', key, id: old.id, partition: '', old, next: undefined, steps: [], conditionFailed: false, units: 0, indexUnits: [] }, NONE, true)
  }
  if (gone.length > 0) node.add(EXPIRED, gone.length)
  state.sweeping = waiting > 0
  if (state.sweeping) node.later(MINUTE, sweep, 0)
})
