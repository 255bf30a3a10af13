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
    while (message >= this.next.length) this.grow()
    const { last } = this
    this.before[message] = last
    this.next[message] = NONE
    if (last === NONE) this.first = message
    else this.next[last] = message
    this.last = message
  }

  remove(message: MessageId): void {
    const before = this.before[message]!
    const next = this.next[message]!
    if (before === NONE) this.first = next
    else this.next[before] = next
    if (next === NONE) this.last = before
    else this.before[next] = before
  }

  private grow(): void {
    this.next = longer(this.next)
    this.before = longer(this.before)
  }
}
