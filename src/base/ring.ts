/** A queue of numbers that grows: first in, first out, and a look at any position. */
export class Ring {
  private items = new Float64Array(16)
  private head = 0
  length = 0

  push(value: number): void {
    if (this.length === this.items.length) this.grow()
    this.items[(this.head + this.length++) & (this.items.length - 1)] = value
  }

  /** Puts it in front: it will be the next to leave. */
  unshift(value: number): void {
    if (this.length === this.items.length) this.grow()
    this.head = (this.head - 1) & (this.items.length - 1)
    this.items[this.head] = value
    this.length++
  }

  /** Takes the oldest; NaN when there is none. */
  shift(): number {
    if (this.length === 0) return Number.NaN
    const value = this.items[this.head]!
    this.head = (this.head + 1) & (this.items.length - 1)
    this.length--
    return value
  }

  /** Takes the newest; NaN when there is none. */
  pop(): number {
    if (this.length === 0) return Number.NaN
    return this.items[(this.head + --this.length) & (this.items.length - 1)]!
  }

  /** Position 0 is the oldest; NaN outside. */
  at(position: number): number {
    if (position < 0 || position >= this.length) return Number.NaN
    return this.items[(this.head + position) & (this.items.length - 1)]!
  }

  set(position: number, value: number): void {
    this.items[(this.head + position) & (this.items.length - 1)] = value
  }

  indexOf(value: number): number {
    for (let i = 0; i < this.length; i++) if (this.at(i) === value) return i
    return -1
  }

  /** Takes it from any position; those on the shorter side of it move up. */
  removeAt(position: number): number {
    const value = this.at(position)
    if (value !== value) return value
    if (position < this.length >> 1) {
      for (let i = position; i > 0; i--) this.set(i, this.at(i - 1))
      this.head = (this.head + 1) & (this.items.length - 1)
    } else {
      for (let i = position; i < this.length - 1; i++) this.set(i, this.at(i + 1))
    }
    this.length--
    return value
  }

  /** Takes the first that equals the value; true when there was one. */
  remove(value: number): boolean {
    const position = this.indexOf(value)
    if (position >= 0) this.removeAt(position)
    return position >= 0
  }

  clear(): void {
    this.head = 0
    this.length = 0
  }

  private grow(): void {
    const next = new Float64Array(this.items.length * 2)
    const first = this.items.subarray(this.head)
    next.set(first)
    next.set(this.items.subarray(0, this.head), first.length)
    this.items = next
    this.head = 0
  }
}

export const ring = (): Ring => new Ring()
