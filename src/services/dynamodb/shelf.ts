/**
 * Items by partition key, and within a partition in the order of the sort key: the table itself, and each of its indexes.
 * Entries and the lists they stand in are replaced, never changed, so that a checkpoint copies the map alone.
 */
import { hashText } from '../../base/hash.ts'
import type { Micros } from '../../base/units.ts'
import { type KeySchema, keyText } from './keys.ts'
import { compareValues, type Item } from './value.ts'

export interface Entry {
  readonly item: Item
  readonly bytes: number
  /** Tells entries of one index key apart: the key in the table. */
  readonly id: string
  /** What it was until then, for reads that come too early (DDB-05). */
  readonly before: Item | undefined
  readonly writtenAt: Micros
}

export class Shelf {
  static readonly shallow = ['partitions', 'order']
  readonly keys: KeySchema
  partitions = new Map<string, readonly Entry[]>()
  /** Partition keys in the order of a scan; empty when it has to be made. */
  private order: readonly string[] = []
  count = 0
  bytes = 0

  constructor(keys: KeySchema) {
    this.keys = keys
  }

  partition(item: Item): string {
    return keyText(item[this.keys.hash.name]!)
  }

  find(key: Item, id: string): Entry | undefined {
    return this.partitions.get(this.partition(key))?.find((entry) => entry.id === id)
  }

  put(entry: Entry): void {
    const name = this.partition(entry.item)
    const list = this.partitions.get(name)
    this.count++
    this.bytes += entry.bytes
    if (!list) {
      this.partitions.set(name, [entry])
      this.order = []
      return
    }
    const place = this.placeOf(list, entry)
    if (list[place]?.id === entry.id) {
      this.count--
      this.bytes -= list[place].bytes
      this.partitions.set(name, list.with(place, entry))
    } else this.partitions.set(name, list.toSpliced(place, 0, entry))
  }

  remove(entry: Entry): void {
    const name = this.partition(entry.item)
    const list = this.partitions.get(name)?.filter((one) => one.id !== entry.id) ?? []
    this.count--
    this.bytes -= entry.bytes
    if (list.length > 0) {
      this.partitions.set(name, list)
      return
    }
    this.partitions.delete(name)
    this.order = []
  }

  /** The first that does not come before it. */
  private placeOf(list: readonly Entry[], entry: Entry): number {
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.compare(list[middle]!, entry) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  compare(a: Entry, b: Entry): number {
    const { range } = this.keys
    const order = range ? compareValues(a.item[range.name]!, b.item[range.name]!) : 0
    return order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  }

  /** A scan goes by the hash of the partition key: no order that anybody could rely on. */
  scanOrder(): readonly string[] {
    if (this.order.length === 0) this.order = [...this.partitions.keys()].sort((a, b) => scanPlace(a) - scanPlace(b) || (a < b ? -1 : 1))
    return this.order
  }
}
export const scanPlace = (partition: string): number => hashText(partition, 0x5ca9)
