import { longer } from './arrays.ts'

const NONE = -1
/** In place of a follower: it is in no place of the chain. */
const OUT = -2

/**
 * Small numbers in a row, each at most once. Any of them steps out at once, from wherever it stands: two columns say who
 * stands before and behind it. Numbers are places in some table, so the columns are as long as that.
 */
export class Chain {
  first = NONE
  last = NONE
  /** How many there are. */
  length = 0
  private next = new Int32Array(64).fill(OUT)
  private before = new Int32Array(64)

  append(id: number): void {
    if (id >= this.next.length) this.grow(id)
    const { next, last } = this
    this.before[id] = last
    next[id] = NONE
    if (last === NONE) this.first = id
    else next[last] = id
    this.last = id
    this.length++
  }

  /** Puts it in front of one that is there. */
  insert(id: number, behind: number): void {
    if (id >= this.next.length) this.grow(id)
    const { next, before } = this
    const ahead = before[behind]!
    before[id] = ahead
    next[id] = behind
    before[behind] = id
    if (ahead === NONE) this.first = id
    else next[ahead] = id
    this.length++
  }

  has(id: number): boolean {
    return id < this.next.length && this.next[id] !== OUT
  }

  /** False when it was not there. */
  remove(id: number): boolean {
    const { next, before } = this
    if (id >= next.length) return false
    const behind = next[id]!
    if (behind === OUT) return false
    const ahead = before[id]!
    if (ahead === NONE) this.first = behind
    else next[ahead] = behind
    if (behind === NONE) this.last = ahead
    else before[behind] = ahead
    next[id] = OUT
    this.length--
    return true
  }

  /** The one behind it, or -1. */
  after(id: number): number {
    return this.next[id]!
  }

  /** The one ahead of it, or -1. */
  ahead(id: number): number {
    return this.before[id]!
  }

  clear(): void {
    while (this.first !== NONE) this.remove(this.first)
  }

  private grow(id: number): void {
    const { length } = this.next
    this.next = longer(this.next, id + 1)
    this.next.fill(OUT, length)
    this.before = longer(this.before, id + 1)
  }
}
