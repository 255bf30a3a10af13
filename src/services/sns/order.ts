import { type MessageId, NONE } from '../../contract/messages.ts'

/**
 * The order of a FIFO topic: of each group a subscriber gets one notification at a time, and what comes after it waits,
 * also while it is tried again. Groups with nothing under way are not kept.
 */
export class Order {
  private readonly lines = new Map<string, MessageId[]>()

  /** Whether it may go at once; if not, it stands in line. */
  enter(wire: number, group: string, message: MessageId): boolean {
    const key = `${wire} ${group}`
    const line = this.lines.get(key)
    if (line) line.push(message)
    else this.lines.set(key, [])
    return line === undefined
  }

  /** The one before it is over: who goes next, or NONE. */
  leave(wire: number, group: string): MessageId {
    const key = `${wire} ${group}`
    const next = this.lines.get(key)?.shift()
    if (next !== undefined) return next
    this.lines.delete(key)
    return NONE
  }
}
