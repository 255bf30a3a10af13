/** What a ride consists of, on this side: who is on board, and where their metrics are. */
import type { SourceTicket, WorkTicket } from '../contract/express.ts'
import type { MessageId } from '../contract/messages.ts'
import { MOST_SOURCES } from '../express/layout.ts'
import type { Machine } from '../express/machine.ts'
import type { Link } from './link.ts'
import type { EngineNode } from './node.ts'
import type { Run } from './run.ts'

/** Records are of a source, or of a function; some are of either's first or second count. */
export const SLOTS = 4 * MOST_SOURCES

export interface Ride {
  readonly run: Run
  readonly machine: Machine
  /** Wires along which requests may ride. */
  readonly pairs: readonly Link[]
  /** Of the metrics: by what a record tells, and whose it is. */
  readonly slots: Int32Array
  readonly riders: Rider[]
  readonly workers: Worker[]
}

export interface Rider {
  readonly node: EngineNode
  readonly ticket: SourceTicket
  readonly link: Link
  readonly lane: number
  readonly work: Worker
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
  /** By environment: the serial that was on board when the ride began, and its message. */
  readonly subjects: Map<number, { readonly serial: number; readonly message: MessageId }>
}

/** The environment that a place in the machine is. */
export function envOf({ machine: { program } }: Ride, address: number, first: number): number {
  return (address - program.place(first)) / (program.place(1) - program.place(0))
}
