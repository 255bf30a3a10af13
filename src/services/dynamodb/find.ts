/** Query and Scan: the key condition, pages of a megabyte, filters that come after the counting. */
import { type Condition, readCondition } from './expression/condition.ts'
import { holds } from './expression/holds.ts'
import { projected, readProjection } from './expression/projection.ts'
import { StandIns } from './expression/words.ts'
import { asInput, get, type Input, isTrue, oneOf, positive, refuseLegacy, textOf } from './input.ts'
import { held, isKey, keyText, keyTextOf, type KeySchema, partsOf, standsIn } from './keys.ts'
import { invalid } from './refused.ts'
import { type Entry, scanPlace, type Shelf } from './shelf.ts'
import { seen } from './single.ts'
import { type Index, RETURNED, type TableNode } from './state.ts'
import { readUnits, take, takeFromIndex } from './throttle.ts'
import { type Item, readItem, shown, typeOf, type Value } from './value.ts'

const PAGE_BYTES = 1_048_576

interface Page {
  readonly entries: Entry[]
  readonly bytes: number
  /** Where the next page begins; undefined at the end. */
  readonly last: Entry | undefined
}
interface Source {
  readonly index: Index | undefined
  readonly shelf: Shelf
  readonly consistent: boolean
}

export function query(node: TableNode, input: Input): object {
  refuseLegacy(input)
  const source = sourceOf(node, input)
  const standIns = new StandIns(get(input, 'ExpressionAttributeNames'), get(input, 'ExpressionAttributeValues'))
  const text = textOf(input, 'KeyConditionExpression')
  if (text === undefined) throw invalid('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.')
  const { hash, range } = keyCondition(readCondition(text, 'KeyConditionExpression', standIns), source.shelf.keys)
  const rest = restOf(input, standIns, source)
  const all = source.shelf.partitions.get(keyText(hash)) ?? []
  let entries = range ? all.filter((entry) => holds(range, entry.item)) : all
  if (get(input, 'ScanIndexForward') === false) entries = entries.toReversed()
  const start = startOf(node, input, source)
  if (start) {
    const sign = get(input, 'ScanIndexForward') === false ? -1 : 1
    entries = entries.filter((entry) => sign * source.shelf.compare(entry, start) > 0)
  }
  return answer(node, source, page(entries, positive(input, 'Limit')), rest, keyText(hash))
}

export function scan(node: TableNode, input: Input): object {
  refuseLegacy(input)
  const source = sourceOf(node, input)
  const standIns = new StandIns(get(input, 'ExpressionAttributeNames'), get(input, 'ExpressionAttributeValues'))
  const rest = restOf(input, standIns, source)
  const total = positive(input, 'TotalSegments') ?? 1
  const segment = get(input, 'Segment') ?? 0
  if (typeof segment !== 'number' || segment < 0 || segment >= total) throw invalid('The Segment parameter is zero-based and must be less than parameter TotalSegments')
  const start = startOf(node, input, source)
  const begin = start ? source.shelf.partition(start.item) : undefined
  const entries: Entry[] = []
  let reached = begin === undefined
  for (const partition of source.shelf.scanOrder()) {
    const list = source.shelf.partitions.get(partition)!
    if (total > 1 && Math.floor((scanPlace(partition) / 2 ** 32) * total) !== segment) continue
    if (reached) entries.push(...list)
    else if (partition === begin) {
      reached = true
      entries.push(...list.filter((entry) => source.shelf.compare(entry, start!) > 0))
    } else if (scanPlace(partition) > scanPlace(begin!)) {
      // The item that the last page ended with is gone.
      reached = true
      entries.push(...list)
    }
  }
  return answer(node, source, page(entries, positive(input, 'Limit')), rest, undefined)
}

function sourceOf(node: TableNode, input: Input): Source {
  const consistent = isTrue(input, 'ConsistentRead')
  const name = textOf(input, 'IndexName')
  if (name === undefined) return { index: undefined, shelf: node.state.shelf, consistent }
  const index = node.state.indexes.find((one) => one.schema.name === name)
  if (!index) throw invalid(`The table does not have the specified index: ${name}`)
  if (index.schema.global && consistent) throw invalid('Consistent reads are not supported on global secondary indexes')
  return { index, shelf: index.shelf, consistent }
}

/** The value of the partition key, and what the sort key has to fulfil. */
function keyCondition(condition: Condition, keys: KeySchema): { readonly hash: Value; readonly range: Condition | undefined } {
  const list = conjuncts(condition)
  if (list.length > 2) throw invalid('Conditions can be of length 1 or 2 only')
  let hash: Value | undefined
  let range: Condition | undefined
  for (const one of list) {
    const { name, values } = partOf(one)
    const part = partsOf(keys).find((key) => key.name === name)
    if (!part) throw invalid(hash === undefined && list.length === 1 ? `Query condition missed key schema element: ${keys.hash.name}` : `Query condition missed key schema element: ${keys.range?.name ?? keys.hash.name}`)
    if (values.some((value) => typeOf(value) !== part.type)) throw invalid('One or more parameter values were invalid: Condition parameter type does not match schema type')
    if (part === keys.hash) {
      if (one.kind !== 'compare' || one.by !== '=') throw invalid('Query key condition not supported')
      hash = values[0]
    } else range = one
  }
  if (!hash) throw invalid(`Query condition missed key schema element: ${keys.hash.name}`)
  return { hash, range }
}

function conjuncts(condition: Condition): Condition[] {
  if (condition.kind === 'and') return [...conjuncts(condition.left), ...conjuncts(condition.right)]
  return [condition]
}

function partOf(condition: Condition): { readonly name: string; readonly values: readonly Value[] } {
  const unsupported = () => invalid('Query key condition not supported')
  const operands = condition.kind === 'compare' ? [condition.left, condition.right] : condition.kind === 'between' ? [condition.of, condition.low, condition.high] : condition.kind === 'begins' ? [condition.of, condition.what] : undefined
  if (!operands) throw condition.kind === 'or' || condition.kind === 'not' || condition.kind === 'in' ? invalid(`Invalid operator used in KeyConditionExpression: ${condition.kind.toUpperCase()}`) : unsupported()
  const [first, ...others] = operands
  if (condition.kind === 'compare' && condition.by === '<>') throw invalid('Invalid operator used in KeyConditionExpression: <>')
  if (first!.kind !== 'path' || first!.path.length !== 1 || others.some((one) => one.kind !== 'value')) throw unsupported()
  return { name: first!.path[0] as string, values: others.flatMap((one) => (one.kind === 'value' ? [one.value] : [])) }
}

interface Rest {
  readonly filter: Condition | undefined
  readonly project: (item: Item) => Item
  readonly countOnly: boolean
  readonly whole: boolean
  readonly consumed: string
}

function restOf(input: Input, standIns: StandIns, source: Source): Rest {
  const filterText = textOf(input, 'FilterExpression')
  const filter = filterText === undefined ? undefined : readCondition(filterText, 'FilterExpression', standIns)
  const projection = textOf(input, 'ProjectionExpression')
  const paths = projection === undefined ? undefined : readProjection(projection, standIns)
  const select = oneOf(input, 'Select', ['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'COUNT'], 'ALL_PROJECTED_ATTRIBUTES')
  if (get(input, 'KeyConditionExpression') !== undefined && filter) {
    const key = namesIn(filter).find((name) => isKey(source.shelf.keys, name))
    if (key !== undefined) throw invalid(`Filter Expression can only contain non-primary key attributes: Primary key attribute: ${key}`)
  }
  const { index } = source
  if (select === 'ALL_ATTRIBUTES' && index?.schema.global && index.schema.projection !== 'ALL') {
    throw invalid(`One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.schema.name} because its projection type is not ALL`)
  }
  standIns.checkAllUsed()
  return {
    filter, project: paths ? (item) => projected(item, paths) : (item) => item, countOnly: select === 'COUNT',
    whole: select === 'ALL_ATTRIBUTES' && index !== undefined && !index.schema.global, consumed: oneOf(input, 'ReturnConsumedCapacity', ['NONE', 'TOTAL', 'INDEXES'], 'NONE'),
  }
}

function namesIn(condition: Condition): string[] {
  switch (condition.kind) {
    case 'and': case 'or': return [...namesIn(condition.left), ...namesIn(condition.right)]
    case 'not': return namesIn(condition.of)
    case 'exists': case 'type': return [String(condition.path[0])]
    case 'compare': return [condition.left, condition.right].flatMap(first)
    case 'between': return [condition.of, condition.low, condition.high].flatMap(first)
    case 'in': return [condition.of, ...condition.list].flatMap(first)
    case 'begins': case 'contains': return [condition.of, condition.what].flatMap(first)
  }
}
const first = (operand: { readonly kind: string; readonly path?: readonly (string | number)[] }): string[] => (operand.path ? [String(operand.path[0])] : [])

/** Where the last page ended; it need not be there any more. */
function startOf(node: TableNode, input: Input, { shelf }: Source): Entry | undefined {
  const said = get(input, 'ExclusiveStartKey')
  if (said === undefined || said === null) return undefined
  const key = readItem(asInput(said))
  const { keys } = node.state
  for (const { name, type } of [...partsOf(shelf.keys), ...partsOf(keys)]) {
    if (!Object.hasOwn(key, name) || typeOf(key[name]!) !== type) throw invalid('The provided starting key is invalid')
  }
  return { item: key, bytes: 0, id: keyTextOf(key, keys), before: undefined, writtenAt: 0 }
}

/** The limit counts what is looked at, before any filter; so does the megabyte. */
function page(entries: readonly Entry[], limit: number | undefined): Page {
  const taken: Entry[] = []
  let bytes = 0
  for (const entry of entries) {
    taken.push(entry)
    bytes += entry.bytes
    const full = bytes >= PAGE_BYTES && taken.length < entries.length
    if (taken.length === limit || full) return { entries: taken, bytes, last: entry }
  }
  return { entries: taken, bytes, last: undefined }
}

function answer(node: TableNode, source: Source, { entries, bytes, last }: Page, rest: Rest, partition: string | undefined): object {
  const { state } = node
  let units = readUnits(bytes, source.consistent)
  if (rest.whole) units += entries.length * readUnits(4_096, source.consistent)
  if (source.index?.schema.global) takeFromIndex(node, source.index, units)
  else take(node, partition ?? `scan ${node.now}`, { reads: units, writes: 0 })
  const items = entries.flatMap((entry) => {
    const item = visible(node, source, entry)
    if (!item) return []
    const full = rest.whole ? state.shelf.find(item, entry.id)!.item : item
    return !rest.filter || holds(rest.filter, full) ? [full] : []
  })
  node.observe(RETURNED, items.length)
  return {
    ...(!rest.countOnly && { Items: items.map((item) => shown(rest.project(item))) }),
    Count: items.length,
    ScannedCount: entries.length,
    ...(last && { LastEvaluatedKey: shown(Object.fromEntries([...partsOf(state.keys), ...partsOf(source.shelf.keys)].map(({ name }) => [name, last.item[name]!]))) }),
    ...(rest.consumed !== 'NONE' && { ConsumedCapacity: { TableName: node.name, CapacityUnits: units } }),
  }
}

/** DDB-05: what was written just now may not be there yet, and a global index is never asked for more than that. */
function visible(node: TableNode, { index, shelf, consistent }: Source, entry: Entry): Item | undefined {
  const item = seen(node, entry, consistent)
  if (item === entry.item || item === undefined || !index) return item
  if (!standsIn(item, index.schema)) return undefined
  const before = held(item, index.schema, node.state.keys)
  // Under another key of the index it stands elsewhere.
  return shelf.compare({ ...entry, item: before }, entry) === 0 && shelf.partition(before) === shelf.partition(entry.item) ? before : undefined
}
