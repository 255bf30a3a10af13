import type { MessageId } from '../../contract/messages.ts'
import type { BusEvent } from './event.ts'
import type { Input } from './input.ts'

/** What the bus keeps of a delivery until it is over: what the target gets, and the event for the dead-letter queue. */
export interface Kept {
  readonly input: Input
  readonly event: BusEvent
}

/** Deliveries that are not over yet. */
export class Underway {
  /** For checkpoints: what is kept is never changed. */
  static readonly shallow = ['kept']
  readonly kept = new Map<MessageId, Kept>()
}
