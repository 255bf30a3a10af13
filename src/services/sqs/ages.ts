import { Chain } from '../../base/chain.ts'
import type { Micros } from '../../base/units.ts'
import { type MessageId, type Messages, NONE } from '../../contract/messages.ts'

/** All messages of a queue in the order of their sending: for retention, and for the age of the oldest. */
export class Ages {
  private readonly chain = new Chain()
  /** Messages of this queue that are not over, wherever they are: also those that outlived their time in flight. */
  alive = 0
  /** When the timer of retention fires; Infinity when there is none. */
  timerAt: Micros = Number.POSITIVE_INFINITY

  /** `messages.x` is when it was sent: seldom before the last one, after a move from another queue. */
  add(message: MessageId, messages: Messages): void {
    const { chain } = this
    const sent = messages.x[message]!
    this.alive++
    if (chain.last === NONE || messages.x[chain.last]! <= sent) return chain.append(message)
    let behind = chain.last
    for (let ahead = chain.ahead(behind); ahead !== NONE && messages.x[ahead]! > sent; ahead = chain.ahead(ahead)) behind = ahead
    chain.insert(message, behind)
  }

  /** The message is over. */
  remove(message: MessageId): void {
    this.alive--
    this.chain.remove(message)
  }

  /** The message sent first, or NONE. */
  get oldest(): MessageId {
    return this.chain.first
  }

  /** The one sent after it, or NONE. */
  after(message: MessageId): MessageId {
    return this.chain.after(message)
  }

  /** It is too old, but in flight: nothing is to be done when its time comes. */
  dropOldest(): void {
    this.chain.remove(this.chain.first)
  }
}
