/** Keys of the table and of its indexes: what an item must hold, and how items are told apart and ordered. */
import type { TableConfig } from './config.ts'
import { invalid } from './refused.ts'
import { type Item, itemSize, type TypeName, typeOf, type Value } from './value.ts'

export interface KeyPart {
  readonly name: string
  readonly type: TypeName
}
export interface KeySchema {
  readonly hash: KeyPart
  readonly range: KeyPart | undefined
}
export interface IndexSchema {
  readonly name: string
  readonly global: boolean
  readonly keys: KeySchema
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'
  readonly include: readonly string[]
  readonly readUnits: number
  readonly writeUnits: number
}

const part = (name: string, type: TypeName): KeyPart | undefined => (name === '' ? undefined : { name, type })

export const keysOf = (config: TableConfig): KeySchema => ({
  hash: { name: config.partitionKey, type: config.partitionType }, range: part(config.sortKey, config.sortType),
})

export function indexesOf(config: TableConfig): readonly IndexSchema[] {
  const include = (names: string): readonly string[] => names.split(',').map((name) => name.trim()).filter((name) => name !== '')
  return [
    ...config.globalIndexes.map((index): IndexSchema => ({
      name: index.name, global: true, keys: { hash: { name: index.partitionKey, type: index.partitionType }, range: part(index.sortKey, index.sortType) },
      projection: index.projection, include: include(index.include), readUnits: index.readUnits, writeUnits: index.writeUnits,
    })),
    ...config.localIndexes.map((index): IndexSchema => ({
      name: index.name, global: false, keys: { hash: { name: config.partitionKey, type: config.partitionType }, range: { name: index.sortKey, type: index.sortType } },
      projection: index.projection, include: include(index.include), readUnits: 0, writeUnits: 0,
    })),
  ]
}

export const partsOf = ({ hash, range }: KeySchema): readonly KeyPart[] => (range ? [hash, range] : [hash])
export const isKey = (keys: KeySchema, name: string): boolean => name === keys.hash.name || name === keys.range?.name

const MOST_HASH = 2_048
const MOST_RANGE = 1_024

/** The key of an item that is to be stored. */
export function keyIn(item: Item, keys: KeySchema): Item {
  const key: Record<string, Value> = Object.create(null)
  for (const { name, type } of partsOf(keys)) {
    const value = Object.hasOwn(item, name) ? item[name] : undefined
    if (value === undefined) throw invalid(`One or more parameter values were invalid: Missing the key ${name} in the item`)
    if (typeOf(value) !== type) throw invalid(`One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`)
    key[name] = checkPart(name, value, name === keys.hash.name)
  }
  return key
}

/** A key that a request names: these parts, and no others. */
export function checkKey(key: Item, keys: KeySchema): Item {
  const parts = partsOf(keys)
  if (Object.keys(key).length !== parts.length) throw invalid('The number of conditions on the keys is invalid')
  for (const { name, type } of parts) {
    const value = Object.hasOwn(key, name) ? key[name] : undefined
    if (value === undefined || typeOf(value) !== type) throw invalid('The provided key element does not match the schema')
    checkPart(name, value, name === keys.hash.name)
  }
  return key
}

function checkPart(name: string, value: Value, hash: boolean): Value {
  const empty = ('S' in value && value.S === '') || ('B' in value && value.B === '')
  if (empty) throw invalid(`One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${'S' in value ? 'string' : 'binary'} value. Key: ${name}`)
  if (itemSize({ '': value }) > (hash ? MOST_HASH : MOST_RANGE)) {
    throw invalid(hash ? 'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes' : 'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes')
  }
  return value
}

/** Whether an item stands in an index: it must hold its keys. A key of the wrong type is refused. */
export function standsIn(item: Item, index: IndexSchema): boolean {
  let all = true
  for (const { name, type } of partsOf(index.keys)) {
    const value = Object.hasOwn(item, name) ? item[name] : undefined
    if (value === undefined) all = false
    else if (typeOf(value) !== type) throw invalid(`One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`)
    else checkIndexPart(name, value, index.name)
  }
  return all
}
function checkIndexPart(name: string, value: Value, index: string): void {
  const empty = ('S' in value && value.S === '') || ('B' in value && value.B === '')
  if (empty) throw invalid(`One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${'S' in value ? 'string' : 'binary'} value. IndexName: ${index}, IndexKey: ${name}`)
}

/** What an index holds of an item. */
export function held(item: Item, index: IndexSchema, table: KeySchema): Item {
  if (index.projection === 'ALL') return item
  const all: Record<string, Value> = Object.create(null)
  for (const name of Object.keys(item)) {
    if (isKey(table, name) || isKey(index.keys, name) || (index.projection === 'INCLUDE' && index.include.includes(name))) all[name] = item[name]!
  }
  return all
}

/** One text for each key value: equal values have equal texts. */
export function keyText(value: Value): string {
  if ('N' in value) return `N${value.N}`
  return 'S' in value ? `S${value.S}` : `B${(value as { readonly B: string }).B}`
}
export const keyTextOf = (key: Item, keys: KeySchema): string => partsOf(keys).map(({ name }) => keyText(key[name]!)).join('\n')
