/** What AWS refuses or regrets about a table. */
import type { Finding } from '../../contract/finding.ts'
import { checkPolling } from '../../contract/polling.ts'
import type { NodeView } from '../../contract/service.ts'
import type { TableConfig } from './config.ts'
import { keyIn, keysOf, keyTextOf } from './keys.ts'
import { Refused } from './refused.ts'
import { startItems } from './start-items.ts'
import { itemFromJson, itemSize } from './value.ts'
import { MOST_ITEM_BYTES } from './write.ts'

type View = NodeView<TableConfig>

export function* check(view: View): Iterable<Finding> {
  yield* checkKeys(view)
  yield* checkIndexes(view)
  yield* checkCapacity(view)
  yield* checkStream(view)
  yield* checkItems(view)
  yield* checkPolling(view, 'dynamodb')
}

function* checkKeys({ id, name, config }: View): Iterable<Finding> {
  const error = (field: string, text: string): Finding => ({ rule: 'DDB-01', level: 'error', on: id, field, text })
  if (config.partitionKey === '') yield error('partitionKey', `${name} has no partition key. Name an attribute that every item has; AWS refuses the table otherwise.`)
  else if (config.partitionKey === config.sortKey) yield error('sortKey', `Partition key and sort key of ${name} are both "${config.sortKey}". Take two attributes; AWS refuses the table otherwise.`)
  if (config.ttl !== '' && (config.ttl === config.partitionKey || config.ttl === config.sortKey)) {
    yield error('ttl', `"${config.ttl}" is a key of ${name}, and cannot say when an item ends. Take another attribute.`)
  }
}

function* checkIndexes({ id, config }: View): Iterable<Finding> {
  const names = new Set<string>()
  const types = new Map<string, string>([[config.partitionKey, config.partitionType], ...(config.sortKey === '' ? [] : [[config.sortKey, config.sortType] as const])])
  const error = (field: string, text: string): Finding => ({ rule: 'DDB-02', level: 'error', on: id, field, text })
  for (const [field, list] of [['globalIndexes', config.globalIndexes], ['localIndexes', config.localIndexes]] as const) {
    for (const index of list) {
      if (!/^[a-zA-Z0-9_.-]{3,255}$/.test(index.name)) yield error(field, `An index name has 3 to 255 letters, digits, _, - or dots; "${index.name}" is none.`)
      if (names.has(index.name)) yield error(field, `Two indexes are called ${index.name}. Rename one; AWS refuses the table otherwise.`)
      names.add(index.name)
      const parts: [string, string][] = [...('partitionKey' in index ? [[index.partitionKey, index.partitionType] as [string, string]] : []), ...(index.sortKey === '' ? [] : [[index.sortKey, index.sortType] as [string, string]])]
      if (parts.length === 0 || parts[0]![0] === '') yield error(field, `The index ${index.name} has no key. Name an attribute; AWS refuses the table otherwise.`)
      for (const [attribute, type] of parts) {
        const known = types.get(attribute)
        if (known !== undefined && known !== type) yield error(field, `"${attribute}" is of type ${known} in one place and ${type} in the index ${index.name}. Give it one type.`)
        types.set(attribute, type)
      }
    }
  }
  if (config.localIndexes.length > 0 && config.sortKey === '') yield error('localIndexes', 'A local index needs a table with a sort key. Name one, or make the index global; AWS refuses the table otherwise.')
}

function* checkCapacity({ id, name, config }: View): Iterable<Finding> {
  if (config.billing === 'provisioned' && config.autoScaling && config.minUnits > config.maxUnits) {
    yield { rule: 'VAL-25', level: 'error', on: id, field: 'maxUnits', text: `Auto scaling of ${name} is to have at least ${config.minUnits} units and at most ${config.maxUnits}. Raise the latter; AWS refuses the setting otherwise.`, fix: { on: id, set: { maxUnits: config.minUnits } } }
  }
  if (config.billing !== 'provisioned') return
  for (const index of config.globalIndexes) {
    if (index.writeUnits >= config.writeUnits) continue
    yield { rule: 'DDB-02', level: 'warning', on: id, field: 'globalIndexes', text: `The index ${index.name} has ${index.writeUnits} write units, the table ${config.writeUnits}. Give it as many; otherwise writes to the table are refused when the index cannot follow.` }
  }
}

function* checkStream({ id, name, config, outgoing }: View): Iterable<Finding> {
  const readers = outgoing.filter((wire) => wire.kind === 'poll')
  if (readers.length > 0 && config.stream === 'off') {
    yield { rule: 'VAL-28', level: 'error', on: id, field: 'stream', text: `${readers[0]!.peer.name} reads the stream of ${name}, which is off. Switch it on, or take the wire away; AWS refuses the mapping otherwise.`, fix: { on: id, set: { stream: 'NEW_AND_OLD_IMAGES' } } }
  }
  if (readers.length > 2) {
    yield { rule: 'DDB-06', level: 'warning', on: id, text: `${readers.length} functions read the stream of ${name}, which is made for two. Let one of them pass the records on; otherwise reads are throttled.` }
  }
}

function* checkItems({ id, name, config }: View): Iterable<Finding> {
  if (config.items.trim() === '') return
  const error = (text: string): Finding => ({ rule: 'DDB-01', level: 'error', on: id, field: 'items', text })
  let list: unknown
  try {
    list = JSON.parse(config.items)
  } catch (wrong) {
    yield error(`The items of ${name} are no JSON: ${(wrong as Error).message}. Write a list of objects.`)
    return
  }
  const items = startItems(config)
  if (!Array.isArray(list) || items.length < list.length) {
    yield error(`The items of ${name} are not a list of objects. Write [{"${config.partitionKey}": …}].`)
    return
  }
  const seen = new Set<string>()
  for (const [at, one] of items.entries()) {
    const wrong = wrongWith(one, config, seen)
    if (wrong !== undefined) {
      yield error(`Item ${at + 1} of ${name}: ${wrong} Mend it; the run does not start otherwise.`)
      return
    }
  }
}

function wrongWith(one: object, config: TableConfig, seen: Set<string>): string | undefined {
  try {
    const item = itemFromJson(one)
    const keys = keysOf(config)
    const id = keyTextOf(keyIn(item, keys), keys)
    if (itemSize(item) > MOST_ITEM_BYTES) return 'it has more than 400 KB.'
    if (seen.has(id)) return 'its key is that of an item before it.'
    seen.add(id)
    return undefined
  } catch (wrong) {
    if (wrong instanceof Refused) return `${wrong.message}.`
    throw wrong
  }
}
