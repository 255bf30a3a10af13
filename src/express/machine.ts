/**
 * The machine: one small program in WebAssembly, with a memory that is its own. There is one for all runs, since a ride
 * leaves nothing behind in it.
 */
import { base64Decode } from '../base/text.ts'
import { program } from './program.ts'

/** What it asks for on the way. */
export interface Host {
  /** Rows are taken out, up to this address; or all records there are. */
  rows(end: number): void
  records(): void
  /** The next arrivals of a source, the next waits of a function: how many. */
  arrivals(source: number): number
  waits(work: number): number
  /** Draws that say whether its next batches fail. */
  fates(work: number): number
  /** A minute is over: its distributions are taken out. */
  minute(minute: number): void
}

interface Cell {
  value: number
}

interface Program {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly now: Cell
  readonly sequence: Cell
  readonly fired: Cell
  readonly nextSerial: Cell
  readonly inFlight: Cell
  readonly room: Cell
  readonly windowEnds: Cell
  readonly windowCount: Cell
  readonly windowMost: Cell
  readonly ofCompletion: Cell
  readonly ofRefill: Cell
  readonly ofArrival: Cell
  readonly ofPoll: Cell
  readonly throttledOutcome: Cell
  readonly succeededOutcome: Cell
  readonly deletedOutcome: Cell
  readonly buriedOutcome: Cell
  /** The queue at which an event was left half done. */
  readonly unfinished: Cell
  /** Addresses in bytes. */
  source(number: number): number
  work(number: number): number
  place(number: number): number
  queue(number: number): number
  message(number: number): number
  /** A record for a message that comes on board, and its place in the queue. */
  bring(queue: number, hidden: boolean): number
  idleOf(first: number): number
  latency(source: number): number
  durations(work: number, second: number): number
  openAt(address: number, second: number): void
  aheadOf(source: number): number
  waitsOf(work: number): number
  fatesOf(work: number): number
  /** How many pairs of bucket and count stand where records do otherwise. */
  takePage(owner: number, minute: number): number
  rowsBegin(): number
  recordsBegin(): number
  /** How many records there are, by metric. */
  toldBegin(): number
  pending(): number
  pendingTime(): number
  pendingRank(): number
  pendingPlace(): number
  takePending(): void
  setOff(what: number, time: number, rank: number): void
  prepare(at: number, sources: number, works: number, queues: number, traces: boolean, measures: boolean): void
  ride(until: number, limit: number, stop: number): void
  alight(): void
}

/** WebAssembly is in no library of the pure folders, yet in every engine. */
interface Wasm {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

export class Machine {
  readonly program: Program
  readonly doubles: Float64Array
  readonly words: Int32Array
  host: Host | undefined

  constructor(wasm: Wasm) {
    const host = {
      rows: (end: number) => this.host!.rows(end), records: () => this.host!.records(),
      arrivals: (source: number) => this.host!.arrivals(source),
      waits: (work: number) => this.host!.waits(work),
      fates: (work: number) => this.host!.fates(work), minute: (minute: number) => this.host!.minute(minute),
    }
    const { exports } = new wasm.Instance(new wasm.Module(base64Decode(program)!), { host })
    this.program = exports as Program
    this.doubles = new Float64Array(this.program.memory.buffer)
    this.words = new Int32Array(this.program.memory.buffer)
  }
}

let machine: Machine | undefined | 'none'

/** Undefined where programs of this kind may not run: all goes the general way then. */
export function theMachine(): Machine | undefined {
  if (machine === undefined) machine = make() ?? 'none'
  return machine === 'none' ? undefined : machine
}

function make(): Machine | undefined {
  const wasm = (globalThis as { WebAssembly?: Wasm }).WebAssembly
  try {
    return wasm && new Machine(wasm)
  } catch {
    return undefined
  }
}
