import { Ring } from '../../base/ring.ts'
import type { Micros } from '../../base/units.ts'
import { type MessageId, type Messages, NONE } from '../../contract/messages.ts'

/**
 * All messages of a queue in the order of their sending: for retention, and for the age of the oldest. A message that
 * ended stays here until it comes to the front; its serial tells it apart from what uses its row by then.
 */
export class Ages {
  private readonly ids = new Ring()
  private readonly serials = new Ring()
  /** Messages of this queue that are not over, wherever they are. */
  alive = 0
  /** When the timer of retention fires; Infinity when there is none. */
  timerAt: Micros = Number.POSITIVE_INFINITY

  /** `messages.x` is when it was sent: seldom before the last one, after a move from another queue. */
  add(message: MessageId, messages: Messages): void {
    const { ids, serials } = this
    if (ids.length > 2 * this.alive + 1_024) this.sweep(messages)
    this.alive++
    ids.push(message)
    serials.push(messages.serial[message]!)
    const sent = messages.x[message]!
    for (let at = ids.length - 1; at > 0 && this.lives(at - 1, messages) && messages.x[ids.at(at - 1)]! > sent; at--) {
      swap(ids, at)
      swap(serials, at)
    }
  }

  /** The message sent first, or NONE. */
  oldest(messages: Messages): MessageId {
    const { ids, serials } = this
    while (ids.length > 0 && !this.lives(0, messages)) {
      ids.shift()
      serials.shift()
    }
    return ids.length > 0 ? ids.at(0) : NONE
  }

  dropOldest(): void {
    this.ids.shift()
    this.serials.shift()
  }

  get length(): number {
    return this.ids.length
  }

  /** The message at a position, or NONE when it is over. */
  at(position: number, messages: Messages): MessageId {
    return this.lives(position, messages) ? this.ids.at(position) : NONE
  }

  clear(): void {
    this.ids.clear()
    this.serials.clear()
    this.alive = 0
  }

  private lives(position: number, messages: Messages): boolean {
    return messages.serial[this.ids.at(position)] === this.serials.at(position)
  }

  private sweep(messages: Messages): void {
    const { ids, serials } = this
    for (let left = ids.length; left > 0; left--) {
      const id = ids.shift()
      const serial = serials.shift()
      if (messages.serial[id] !== serial) continue
      ids.push(id)
      serials.push(serial)
    }
  }
}

function swap(ring: Ring, at: number): void {
  const value = ring.at(at)
  ring.set(at, ring.at(at - 1))
  ring.set(at - 1, value)
}
