/**
 * Rides: where sources and functions do nothing but the commonest thing, the machine (src/express) carries many requests
 * at a time from their arrival to their end, and everything stands afterwards as if each had gone its way through the
 * services. Between two rides the run goes on as always.
 */
import type { Micros } from '../../base/units.ts'
import { AMOUNTS, DRAWS, LEVELS, MOST_SOURCES, PAGES, RECORD, RECORDS, TELLERS, ZEROS } from '../../express/layout.ts'
import { type Host, type Machine, theMachine } from '../../express/machine.ts'
import { getOff } from './alight.ts'
import { board } from './board.ts'
import type { Keeper, Ride, Rider, Worker } from './ride.ts'
import type { Link } from '../link.ts'
import type { Run } from '../run.ts'

/** So many timers are fired in the general way before it is tried again, and more where rides are short. */
const FEWEST = 32
const MOST = 65_536
/** A ride that pays. */
const LONG = 512

export class Express implements Host, Ride {
  readonly run: Run
  readonly machine: Machine
  readonly pairs: readonly Link[]
  private readonly most: number
  readonly told: number[] = []
  readonly slots = new Int32Array(TELLERS)
  /** Of the rows that stand first, by how many numbers they are. */
  private readonly views: Float64Array[] = []
  private readonly rooms = new Map<number, Float64Array>()
  readonly riders: Rider[] = []
  readonly workers: Worker[] = []
  readonly keepers: Keeper[] = []
  recordOf = new Int32Array(256)
  /** Timers to fire in the general way before the next try. */
  wait = FEWEST
  /** Timers fired on rides so far. */
  carried = 0

  constructor(run: Run, machine: Machine, pairs: readonly Link[], most: number) {
    this.most = most
    this.run = run
    this.machine = machine
    this.pairs = pairs
  }

  /** Undefined where nothing in the drawing could ever ride. */
  static of(run: Run, always: boolean): Express | undefined {
    const pairs = run.links.filter(({ from, to, there, instant }) => instant && there.peer.role === 'client' && from.behaviour.express && to.behaviour.express && from.outgoing.length === 1)
    const machine = pairs.length === 0 ? undefined : theMachine()
    return machine && new Express(run, machine, pairs, always ? FEWEST / 2 : MOST)
  }

  /** Everything up to `until` that can be done here, at most so many timers. */
  ride(until: Micros, most: number): void {
    const { timers } = this.run.world
    const before = timers.fired
    if (board(this)) {
      this.go(until, before + most)
      getOff(this)
    }
    this.carried += timers.fired - before
    this.riders.length = 0
    this.workers.length = 0
    this.keepers.length = 0
    this.told.length = 0
    this.wait = timers.fired - before >= LONG ? FEWEST : Math.min(this.most, this.wait * 2)
  }

  private go(until: Micros, stop: number): void {
    const { machine } = this
    machine.host = this
    // What is left in the clock is for others: they come first where both are due.
    machine.program.ride(until, this.run.world.timers.next(), stop)
    machine.program.alight()
    machine.host = undefined
  }

  arrivals(source: number): number {
    const rider = this.riders[source]!
    return (rider.given = rider.ticket.ahead(this.room(this.machine.program.aheadOf(source)), rider.given))
  }

  waits(work: number): number {
    const worker = this.workers[work]!
    return (worker.given = worker.ticket.waits(this.room(this.machine.program.waitsOf(work)), worker.given))
  }

  fates(work: number): number {
    const worker = this.workers[work]!
    return (worker.drawn = worker.ticket.fates(this.room(this.machine.program.fatesOf(work)), worker.drawn))
  }

  /** Where what comes next is written: the same places at every ride. */
  private room(address: number): Float64Array {
    let room = this.rooms.get(address)
    if (!room) this.rooms.set(address, (room = this.machine.doubles.subarray(address >> 3, (address >> 3) + DRAWS)))
    return room
  }

  rows(end: number): void {
    const { program, doubles } = this.machine
    const from = program.rowsBegin() >> 3
    const to = end >> 3
    if (!this.run.trace.muted) this.run.trace.copy((this.views[to - from] ??= doubles.subarray(from, to)))
  }

  /** Each metric's together: what its series needs to know is looked up once for many seconds. */
  records(): void {
    const { program, doubles, words } = this.machine
    const counts = program.toldBegin() >> 2
    const first = program.recordsBegin() >> 3
    for (const metric of this.told) {
      const many = words[counts + metric]!
      if (many === 0) continue
      words[counts + metric] = 0
      this.tell(metric, doubles, first + metric * RECORDS * RECORD, many)
    }
  }

  private tell(metric: number, from: Float64Array, at: number, many: number): void {
    const { metrics } = this.run
    const slot = this.slots[metric]!
    if (metric < LEVELS) metrics.putValues(slot, from, at, RECORD, many)
    else if (metric < AMOUNTS) metrics.putLevels(slot, from, at, RECORD, many)
    else if (metric < ZEROS) metrics.putMore(slot, from, at, RECORD, many)
    else metrics.putZeros(slot, from, at, RECORD, many)
  }

  minute(minute: number): void {
    for (const { number } of this.riders) this.takePage(number, minute)
    // A function's values are dated back to when it began; its next minute may have begun as well.
    for (const { number } of this.workers) {
      for (let one = Math.max(0, minute + 2 - PAGES); one <= minute + 1; one++) this.takePage(MOST_SOURCES + number, one)
    }
  }

  /** A page stands for one minute of four: the present one, the next, or one of the two before. */
  private takePage(owner: number, minute: number): void {
    const { program, words } = this.machine
    const pairs = program.takePage(owner, minute)
    const at = program.recordsBegin() >> 2
    if (pairs > 0) this.run.metrics.addCounts(this.slots[owner]!, minute * 60, words.subarray(at, at + 2 * pairs))
  }
}
