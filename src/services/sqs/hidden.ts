import { fitting } from '../../base/arrays.ts'
import { Ring } from '../../base/ring.ts'
import { Slots, slotOf } from '../../base/slots.ts'
import type { Micros } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'

const LEASED = 0
const DELAYED = 1
const SHOWN = 2

/**
 * Messages that nobody can receive now: delayed after sending, or in flight with a consumer. The receipt is what a
 * consumer holds. D-15: it still deletes when the message shows again, up to the next receive; from then on it is
 * recognised as outlived.
 */
export class Hidden {
  readonly receipts = new Slots()
  /** By slot: the message, since when it is hidden, and when it is to show again. */
  message = new Int32Array(64)
  since = new Float64Array(64)
  until = new Float64Array(64)
  private kind = new Uint8Array(64)
  /** By message: its newest receipt. */
  private receiptOf = new Float64Array(64)
  delayed = 0
  inFlight = 0
  readonly delays = new Lane()
  readonly leases = new Lane()

  add(message: MessageId, now: Micros, until: Micros, delayed: boolean): number {
    const receipt = this.receipts.take()
    const slot = slotOf(receipt)
    if (slot >= this.message.length) this.grow(slot)
    this.message[slot] = message
    this.since[slot] = now
    this.until[slot] = until
    this.kind[slot] = delayed ? DELAYED : LEASED
    if (delayed) this.delayed++
    else this.inFlight++
    if (message >= this.receiptOf.length) this.receiptOf = fitting(this.receiptOf, message)
    this.receiptOf[message] = receipt
    return receipt
  }

  /** Its consumer may still delete it with this receipt. */
  holds(receipt: number): boolean {
    return this.receipts.holds(receipt)
  }

  /** It is hidden, by this receipt. */
  hides(receipt: number): boolean {
    return this.receipts.holds(receipt) && this.kind[slotOf(receipt)] !== SHOWN
  }

  isDelayed(receipt: number): boolean {
    return this.kind[slotOf(receipt)] === DELAYED
  }

  isHidden(message: MessageId): boolean {
    const receipt = this.receiptOf[message] ?? 0
    return receipt > 0 && this.hides(receipt) && this.message[slotOf(receipt)] === message
  }

  /** The message behind a receipt that holds; the receipt is outlived from now on. */
  take(receipt: number): MessageId {
    const message = this.show(receipt)
    this.receipts.free(receipt)
    return message
  }

  /** The message behind a receipt that holds shows again; the receipt may still delete it. */
  show(receipt: number): MessageId {
    const slot = slotOf(receipt)
    if (this.kind[slot] === DELAYED) this.delayed--
    else if (this.kind[slot] === LEASED) this.inFlight--
    this.kind[slot] = SHOWN
    return this.message[slot]!
  }

  /** The message is received again, or over without its consumer: an older receipt is outlived. */
  forget(message: MessageId): void {
    const receipt = this.receiptOf[message] ?? 0
    if (receipt > 0 && this.receipts.holds(receipt) && this.message[slotOf(receipt)] === message) this.take(receipt)
  }

  private grow(slot: number): void {
    this.message = fitting(this.message, slot)
    this.since = fitting(this.since, slot)
    this.until = fitting(this.until, slot)
    this.kind = fitting(this.kind, slot)
  }
}

/**
 * Receipts in the order in which they are due, so that one timer serves them all: delays and visibility timeouts are
 * constants, and what is hidden last shows last. Receipts that were settled stay until they come to the front.
 */
export class Lane {
  private readonly receipts = new Ring()
  private readonly dues = new Ring()
  /** When the timer of this lane fires; Infinity when there is none. */
  timerAt: Micros = Number.POSITIVE_INFINITY

  /** False when it is due before the last one: it needs a timer of its own. */
  push(receipt: number, due: Micros, hidden: Hidden): boolean {
    const { length } = this.dues
    if (length > 0 && this.dues.at(length - 1) > due) return false
    if (length > 2 * hidden.receipts.taken + 1_024) this.sweep(hidden)
    this.receipts.push(receipt)
    this.dues.push(due)
    return true
  }

  /** The next receipt that is due and still holds, or -1; what was settled meanwhile is dropped on the way. */
  due(now: Micros, hidden: Hidden): number {
    while (this.dues.length > 0) {
      const receipt = this.receipts.at(0)
      const live = hidden.hides(receipt)
      if (live && this.dues.at(0) > now) return -1
      this.receipts.shift()
      this.dues.shift()
      if (live) return receipt
    }
    return -1
  }

  /** When the first is due; Infinity when nothing waits. */
  get next(): Micros {
    return this.dues.length > 0 ? this.dues.at(0) : Number.POSITIVE_INFINITY
  }

  private sweep(hidden: Hidden): void {
    const { receipts, dues } = this
    for (let left = dues.length; left > 0; left--) {
      const receipt = receipts.shift()
      const due = dues.shift()
      if (!hidden.hides(receipt)) continue
      receipts.push(receipt)
      dues.push(due)
    }
  }
}
