import { longer } from '../../base/arrays.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'

/**
 * Requests that wait for an answer, in the order in which their tries began. Patience is constant, so that is also the
 * order of their deadlines. A list through two columns: whoever is answered steps out from any place.
 */
export class Waiting {
  first = NONE
  private last = NONE
  private next = new Int32Array(256)
  private before = new Int32Array(256)

  append(message: MessageId): void {
    if (message >= this.next.length) this.grow(message)
    const { next, last } = this
    this.before[message] = last
    next[message] = NONE
    if (last === NONE) this.first = message
    else next[last] = message
    this.last = message
  }

  remove(message: MessageId): void {
    const { next, before } = this
    const earlier = before[message]!
    const later = next[message]!
    if (earlier === NONE) this.first = later
    else next[earlier] = later
    if (later === NONE) this.last = earlier
    else before[later] = earlier
  }

  private grow(message: MessageId): void {
    while (message >= this.next.length) {
      this.next = longer(this.next)
      this.before = longer(this.before)
    }
  }
}
