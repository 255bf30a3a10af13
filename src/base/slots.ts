import { assert } from './assert.ts'
import { longer } from './arrays.ts'

const SPAN = 4_194_304 // slots are numbered below 2^22
const PER_SLOT = 1 / SPAN

/**
 * Numbers for things that come and go. `take` gives a receipt: the slot, and how often that slot was used, in one
 * double. A receipt that outlived its thing is recognised, because the slot has a later count by then. What a service
 * knows about the thing stands in arrays of its own, at `slotOf(receipt)`.
 */
export class Slots {
  /** Odd while the slot is taken. */
  private count = new Int32Array(16)
  private spare = new Int32Array(16)
  private spares = 0
  /** Slots ever used: arrays beside this need that length. */
  used = 0
  /** Taken at present. */
  taken = 0

  take(): number {
    let slot: number
    if (this.spares > 0) slot = this.spare[--this.spares]!
    else {
      slot = this.used++
      assert(slot < SPAN, 'at most four million things at once')
      if (slot === this.count.length) this.count = longer(this.count)
    }
    this.taken++
    return ++this.count[slot]! * SPAN + slot
  }

  holds(receipt: number): boolean {
    const count = Math.floor(receipt * PER_SLOT)
    return count > 0 && this.count[receipt - count * SPAN] === count
  }

  /** Gives the slot back; false, and nothing happens, when the receipt is outlived. */
  free(receipt: number): boolean {
    if (!this.holds(receipt)) return false
    const slot = slotOf(receipt)
    this.count[slot]!++
    if (this.spares === this.spare.length) this.spare = longer(this.spare)
    this.spare[this.spares++] = slot
    this.taken--
    return true
  }

  /** The receipt of what is in a slot at present, or -1. */
  receiptAt(slot: number): number {
    const count = this.count[slot] ?? 0
    return (count & 1) === 1 ? count * SPAN + slot : -1
  }
}

export function slotOf(receipt: number): number {
  return receipt - Math.floor(receipt * PER_SLOT) * SPAN
}

export const slots = (): Slots => new Slots()
