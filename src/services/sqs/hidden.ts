import { fitting } from '../../base/arrays.ts'
import { Chain } from '../../base/chain.ts'
import { Slots, slotOf } from '../../base/slots.ts'
import type { Micros } from '../../base/units.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'

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

  /** The receipt that a message was handed out with last. */
  newestOf(message: MessageId): number {
    return this.receiptOf[message] ?? 0
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
    const kind = this.kind[slot]!
    if (kind === DELAYED) {
      this.delayed--
      this.delays.leave(slot)
    } else if (kind === LEASED) {
      this.inFlight--
      this.leases.leave(slot)
    }
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
 * What is hidden in the order in which it is due, so that one timer serves all: delays and visibility timeouts are
 * constants, and what is hidden last shows last.
 */
export class Lane {
  /** Slots, and when each is due. */
  private readonly chain = new Chain()
  private dues = new Float64Array(64)
  /** When the timer of this lane fires; Infinity when there is none. */
  timerAt: Micros = Number.POSITIVE_INFINITY

  /** False when it is due before the last one: it needs a timer of its own. */
  enter(slot: number, due: Micros): boolean {
    const { chain } = this
    if (chain.last !== NONE && this.dues[chain.last]! > due) return false
    // It stands there already when its time was made longer, and then less long: it is looked at on the way.
    if (chain.has(slot)) return true
    this.dues = fitting(this.dues, slot)
    this.dues[slot] = due
    chain.append(slot)
    return true
  }

  /** It shows, or is over. */
  leave(slot: number): void {
    this.chain.remove(slot)
  }

  /** Takes the first that is due; -1 when none is. */
  due(now: Micros): number {
    const { first } = this.chain
    if (first === NONE || this.dues[first]! > now) return NONE
    this.chain.remove(first)
    return first
  }

  /** Their slots, the one that is due first first. */
  *inOrder(): Iterable<number> {
    const { chain } = this
    for (let slot = chain.first; slot !== NONE; slot = chain.after(slot)) yield slot
  }

  /** When the first is due; Infinity when nothing waits. */
  get next(): Micros {
    const { first } = this.chain
    return first === NONE ? Number.POSITIVE_INFINITY : this.dues[first]!
  }
}
