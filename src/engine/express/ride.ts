/** What a ride consists of, on this side: who is on board, and where their metrics are. */
import type { MappingTicket, QueueTicket, SourceTicket, WorkTicket } from '../../contract/express.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { Machine } from '../../express/machine.ts'
import type { Link } from '../link.ts'
import type { EngineNode } from '../node.ts'
import type { Run } from '../run.ts'

export interface Ride {
  readonly run: Run
  readonly machine: Machine
  /** Wires along which requests may ride. */
  readonly pairs: readonly Link[]
  /** Metrics that may be told of, and their slots. */
  readonly told: number[]
  readonly slots: Int32Array
  readonly riders: Rider[]
  readonly workers: Worker[]
  readonly keepers: Keeper[]
  /** By message: the number of its record, if it is in a queue on board. */
  recordOf: Int32Array
}

export interface Rider {
  readonly node: EngineNode
  readonly ticket: SourceTicket
  readonly link: Link
  readonly lane: number
  /** Where its wire leads. */
  readonly work: Worker | undefined
  readonly keeper: Keeper | undefined
  readonly number: number
  /** How many of what comes next were given last. */
  given: number
  /** Those on board that were answered, and those that are on their way at the end. */
  readonly over: MessageId[]
  readonly begun: MessageId[]
}
export interface Worker {
  readonly node: EngineNode
  readonly ticket: WorkTicket
  readonly number: number
  /** The number of its first place in the machine. */
  readonly first: number
  given: number
  /** The same of its draws. */
  drawn: number
  /** By environment: the slot of the batch that was on board when the ride began. */
  readonly batches: Map<number, number>
  /** By environment: the serial that was on board when the ride began, and its message. */
  readonly subjects: Map<number, { readonly serial: number; readonly message: MessageId }>
}

/** A queue. */
export interface Keeper {
  readonly node: EngineNode
  readonly ticket: QueueTicket
  readonly number: number
  /** Who receives from it. */
  readonly receiver: Receiver | undefined
  /** Where those go that were received too often. */
  readonly dead: { readonly keeper: Keeper; readonly link: Link } | undefined
  /** Those that came on board, by their records, which stand in a row. */
  readonly boarded: MessageId[]
  firstRecord: number
}
export interface Receiver {
  readonly worker: Worker
  readonly mapping: MappingTicket
  readonly link: Link
}

/** Records of this metric are for this slot. */
export function tells({ told, slots }: Ride, metric: number, slot: number): void {
  told.push(metric)
  slots[metric] = slot
}

/** The environment that a place in the machine is. */
export function envOf({ machine: { program } }: Ride, address: number, first: number): number {
  return (address - program.place(first)) / (program.place(1) - program.place(0))
}
