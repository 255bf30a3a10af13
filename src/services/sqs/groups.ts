import { fitting } from '../../base/arrays.ts'
import { Ring } from '../../base/ring.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'

/**
 * The messages of a FIFO queue. Each group is a list in order of sending; a group with messages in flight is locked, and
 * those that have something to give wait in the order of their oldest message (D-14).
 */
export class Groups {
  private readonly byName = new Map<string, number>()
  /** By group. */
  private names: string[] = []
  private head = new Int32Array(16)
  private inFlight = new Int32Array(16)
  private members = new Int32Array(16)
  private readonly spare: number[] = []
  /** By message: its group, its place in the queue's order, and who comes next. */
  private groupOf = new Int32Array(64)
  private sequence = new Float64Array(64)
  private next = new Int32Array(64)
  private sequences = 0
  /** Unlocked groups that hold something. */
  private readonly ready = new Ring()
  visible = 0
  /** Groups with messages in flight. */
  locked = 0

  /** A new message joins its group; it can be received when it is added. */
  enter(message: MessageId, name: string): void {
    let group = this.byName.get(name)
    if (group === undefined) {
      group = this.spare.pop() ?? this.names.length
      this.head = fitting(this.head, group)
      this.inFlight = fitting(this.inFlight, group)
      this.members = fitting(this.members, group)
      this.byName.set(name, group)
      this.names[group] = name
      this.head[group] = NONE
      this.inFlight[group] = 0
      this.members[group] = 0
    }
    this.members[group] = this.members[group]! + 1
    this.groupOf = fitting(this.groupOf, message)
    this.sequence = fitting(this.sequence, message)
    this.next = fitting(this.next, message)
    this.groupOf[message] = group
    this.sequence[message] = ++this.sequences
  }

  /** It can be received: new, or back from a consumer. It stands where it was sent, not where it came back. */
  add(message: MessageId): void {
    const group = this.groupOf[message]!
    const place = this.sequence[message]!
    const first = this.head[group]!
    this.visible++
    if (first === NONE || this.sequence[first]! > place) {
      this.next[message] = first
      this.head[group] = message
      if (this.inFlight[group]! > 0) return
      if (first !== NONE) this.ready.remove(group)
      this.offer(group)
      return
    }
    let before = first
    for (let after = this.next[before]!; after !== NONE && this.sequence[after]! < place; after = this.next[before]!) before = after
    this.next[message] = this.next[before]!
    this.next[before] = message
  }

  /** The group that comes next, or NONE. Whoever takes it receives from it and then calls `close`. */
  open(): number {
    return this.ready.length > 0 ? this.ready.shift() : NONE
  }

  /** The group's oldest message leaves it, or NONE. */
  shift(group: number): MessageId {
    const message = this.head[group]!
    if (message === NONE) return NONE
    this.head[group] = this.next[message]!
    this.visible--
    return message
  }

  /** One more of this group is with a consumer. */
  lock(group: number): void {
    if (this.inFlight[group] === 0) this.locked++
    this.inFlight[group] = this.inFlight[group]! + 1
  }

  close(group: number): void {
    if (this.inFlight[group] === 0 && this.head[group] !== NONE) this.offer(group)
  }

  /** A message in flight was deleted, or is visible again; true when its group is free now and has something to give. */
  unlock(message: MessageId): boolean {
    const group = this.groupOf[message]!
    this.inFlight[group] = this.inFlight[group]! - 1
    if (this.inFlight[group]! > 0) return false
    this.locked--
    if (this.head[group] === NONE) return false
    this.offer(group)
    return true
  }

  /** The message is over. A group without messages is forgotten. */
  leave(message: MessageId): void {
    const group = this.groupOf[message]!
    this.members[group] = this.members[group]! - 1
    if (this.members[group]! > 0) return
    this.byName.delete(this.names[group]!)
    this.spare.push(group)
  }

  /** Takes a visible message out, wherever it stands. */
  remove(message: MessageId): void {
    const group = this.groupOf[message]!
    this.visible--
    if (this.head[group] === message) {
      this.head[group] = this.next[message]!
      if (this.inFlight[group]! > 0) return
      this.ready.remove(group)
      if (this.head[group] !== NONE) this.offer(group)
      return
    }
    let before = this.head[group]!
    while (this.next[before] !== message) before = this.next[before]!
    this.next[before] = this.next[message]!
  }

  /** Messages that a receive could get now. */
  get backlog(): number {
    return this.ready.length > 0 ? this.visible : 0
  }

  nameOf(message: MessageId): string {
    return this.names[this.groupOf[message]!]!
  }

  sequenceOf(message: MessageId): number {
    return this.sequence[message]!
  }

  private offer(group: number): void {
    const { ready } = this
    ready.push(group)
    const place = this.sequence[this.head[group]!]!
    for (let at = ready.length - 1; at > 0; at--) {
      const other = ready.at(at - 1)
      if (this.sequence[this.head[other]!]! < place) break
      ready.set(at, other)
      ready.set(at - 1, group)
    }
  }
}
