import { longer } from '../base/arrays.ts'
import type { Micros } from '../base/units.ts'

/** Slots are numbered below 2^22; a timer's id is its slot and how often that slot was used before. */
const SLOTS = 4_194_304
const CLASS = 1_125_899_906_842_624
const LANES = 8
/** Target and number of an uncancellable timer share a double. */
const WORD = 4_294_967_296
const PER_WORD = 1 / WORD
const KIND_BITS = 6
const KINDS = 1 << KIND_BITS

/** Called for each timer: its target (see `targetOf`) and its number. */
export type Fire = (target: number, arg: number) => void

/** A kind of timer at a place, in one number. */
export const targetOf = (place: number, kind: number): number => place * KINDS + kind
export const placeOf = (target: number): number => target >> KIND_BITS
export const kindOf = (target: number): number => target & (KINDS - 1)

/** The near list holds one less: at its first place stands the end of time, behind all that is pending. */
const NEAR = 64
/** In place of a target: the timer may be cancelled, and its number is a slot. */
const SLOTTED = -1

/**
 * The virtual clock: pending timers in order of (time, class, sequence). All in typed arrays, so that a checkpoint is a
 * copy. Those that fire next stand in a short sorted list, the next of all at its end, the others in a 4-ary heap behind
 * it. Taking the next is then one step, and putting one in moves up those that come before it; most drawings never have
 * more pending than the list holds.
 *
 * Arrivals stay outside of both in lanes: a source has one next arrival, and a look at a few numbers is cheaper still.
 */
export class Timers {
  /** Begins as a fraction, here and wherever time is a field: a field that held only small numbers must be made anew, and all code that reads it, when the first large one comes. */
  now: Micros = 0.5
  /** Timers fired so far: the "kernel events" of the benchmark. */
  fired = 0

  /** Pending timers of the near list, at places 1 to `near`. */
  private near = 0
  private nearTime = new Float64Array(NEAR).fill(Number.POSITIVE_INFINITY)
  /** Where the rest of each is written; beyond `near` stand the cells that are free. */
  private nearCell = Int32Array.from({ length: NEAR }, (_, place) => place)
  private cellRank = new Float64Array(NEAR)
  private cellTarget = new Int32Array(NEAR)
  private cellArg = new Int32Array(NEAR)

  private time = new Float64Array(64)
  private rank = new Float64Array(64)
  /** Target and number in one double. */
  private what = new Float64Array(64)
  private size = 0
  private sequence = 0

  private target = new Int32Array(1_024)
  private arg = new Float64Array(1_024)
  private used = new Int32Array(1_024)
  private free = new Int32Array(1_024)
  private freeCount = 0
  private slots = 0

  private laneTime = new Float64Array(LANES).fill(Number.POSITIVE_INFINITY)
  private laneRank = new Float64Array(LANES)
  private laneTarget = new Int32Array(LANES)
  private lanes = 0
  private nextLane = 0

  constructor() {
    this.now = 0
  }

  /** Timers that are pending, lanes and cancelled ones included. */
  get pending(): number {
    return this.near + this.size + this.lanes
  }

  /** A timer that may be cancelled; any number goes with it. */
  set(delay: Micros, order: number, target: number, arg: number): number {
    let slot: number
    if (this.freeCount > 0) slot = this.free[--this.freeCount]!
    else {
      slot = this.slots++
      if (slot === this.target.length) this.growSlots()
    }
    this.target[slot] = target
    this.arg[slot] = arg
    this.put(delay, order, SLOTTED, slot)
    return this.used[slot]! * SLOTS + slot
  }

  /** A timer that nobody cancels, with a number from 0 to 2^31 - 1: it needs no slot. */
  put(delay: Micros, order: number, target: number, arg: number): void {
    const time = this.now + delay
    const rank = order * CLASS + this.sequence++
    if (this.size > 0 && (time > this.time[0]! || (time === this.time[0]! && rank > this.rank[0]!))) return this.sink(time, rank, target * WORD + arg)
    const { nearTime, nearCell, cellRank } = this
    let place = ++this.near
    const cell = nearCell[place]!
    for (; ; place--) {
      const sooner = nearTime[place - 1]!
      const other = nearCell[place - 1]!
      if (sooner > time || (sooner === time && cellRank[other]! > rank)) break
      nearTime[place] = sooner
      nearCell[place] = other
    }
    nearTime[place] = time
    nearCell[place] = cell
    cellRank[cell] = rank
    this.cellTarget[cell] = target
    this.cellArg[cell] = arg
    if (this.near === NEAR - 1) this.spill()
  }

  /** A cancelled timer stays where it is, marked, and is thrown away when its time comes. */
  cancel(id: number): boolean {
    const slot = id % SLOTS
    if (this.used[slot] !== (id - slot) / SLOTS || this.target[slot]! < 0) return false
    this.target[slot] = -1
    return true
  }

  /** The lane of a source of arrivals; -1 when all are taken, and the source uses plain timers. */
  lane(target: number): number {
    for (let lane = 0; lane < this.lanes; lane++) if (this.laneTarget[lane] === target) return lane
    if (this.lanes === LANES) return -1
    const lane = this.lanes++
    this.laneTarget[lane] = target
    return lane
  }

  setLane(lane: number, delay: Micros, order: number): void {
    this.laneTime[lane] = this.now + delay
    this.laneRank[lane] = order * CLASS + this.sequence++
    if (this.lanes > 1) this.findNextLane()
  }

  /** When the next timer is due; Infinity when there is none. */
  next(): Micros {
    if (this.near === 0) this.refill()
    const time = this.nearTime[this.near]!
    const lane = this.laneTime[this.nextLane]!
    return time < lane ? time : lane
  }

  /** Fires all that is due up to and including `until`, at most `most` timers; true when nothing is left up to there. */
  run(until: Micros, most: number, fire: Fire): boolean {
    const stop = this.fired + most
    const { nearTime, nearCell, laneTime } = this
    while (this.fired < stop) {
      if (this.near === 0) this.refill()
      const time = nearTime[this.near]!
      const cell = nearCell[this.near]!
      const lane = this.nextLane
      const arrival = laneTime[lane]!
      if (arrival < time || (arrival === time && this.laneRank[lane]! < this.cellRank[cell]!)) {
        if (arrival > until || arrival === Number.POSITIVE_INFINITY) return this.arrive(until)
        laneTime[lane] = Number.POSITIVE_INFINITY
        if (this.lanes > 1) this.findNextLane()
        this.now = arrival
        this.fired++
        fire(this.laneTarget[lane]!, lane)
        continue
      }
      if (time > until || this.near === 0) return this.arrive(until)
      this.near--
      const target = this.cellTarget[cell]!
      if (target >= 0) {
        this.now = time
        this.fired++
        fire(target, this.cellArg[cell]!)
      } else this.fireSlot(time, this.cellArg[cell]!, fire)
    }
    return false
  }

  private fireSlot(time: Micros, slot: number, fire: Fire): void {
    const target = this.target[slot]!
    this.used[slot]!++
    if (this.freeCount === this.free.length) this.free = longer(this.free)
    this.free[this.freeCount++] = slot
    if (target < 0) return
    this.now = time
    this.fired++
    // Whole numbers go as such: an index that arrives as a double slows down every array it reaches into.
    const arg = this.arg[slot]!
    const whole = arg | 0
    if (whole === arg) fire(target, whole)
    else fire(target, arg)
  }

  private arrive(until: Micros): boolean {
    if (until > this.now && until !== Number.POSITIVE_INFINITY) this.now = until
    return true
  }

  private findNextLane(): void {
    let best = 0
    for (let lane = 1; lane < this.lanes; lane++) {
      const time = this.laneTime[lane]!
      const bestTime = this.laneTime[best]!
      if (time < bestTime || (time === bestTime && this.laneRank[lane]! < this.laneRank[best]!)) best = lane
    }
    this.nextLane = best
  }

  /** The list is full: its later half goes into the heap, and the sooner half takes its place. */
  private spill(): void {
    const { nearTime, nearCell, near } = this
    const gone = near - NEAR / 2
    for (let place = 1; place <= gone; place++) {
      const cell = nearCell[place]!
      this.sink(nearTime[place]!, this.cellRank[cell]!, this.cellTarget[cell]! * WORD + this.cellArg[cell]!)
    }
    for (let place = 1; place + gone <= near; place++) {
      nearTime[place] = nearTime[place + gone]!
      const cell = nearCell[place]!
      nearCell[place] = nearCell[place + gone]!
      nearCell[place + gone] = cell
    }
    this.near = near - gone
  }

  /** The list is empty: the earliest of the heap come into it. */
  private refill(): void {
    const { nearTime, nearCell } = this
    this.near = Math.min(this.size, NEAR / 2)
    for (let place = this.near; place > 0; place--) {
      const cell = nearCell[place]!
      const what = this.what[0]!
      const target = Math.floor(what * PER_WORD)
      nearTime[place] = this.time[0]!
      this.cellRank[cell] = this.rank[0]!
      this.cellTarget[cell] = target
      this.cellArg[cell] = what - target * WORD
      this.dropRoot()
    }
  }

  /** Into the heap. */
  private sink(time: Micros, rank: number, what: number): void {
    let i = this.size++
    if (i === this.time.length) this.growHeap()
    const times = this.time
    const ranks = this.rank
    const whats = this.what
    while (i > 0) {
      const above = (i - 1) >> 2
      const t = times[above]!
      if (t < time || (t === time && ranks[above]! < rank)) break
      times[i] = t
      ranks[i] = ranks[above]!
      whats[i] = whats[above]!
      i = above
    }
    times[i] = time
    ranks[i] = rank
    whats[i] = what
  }

  /** The last entry of the heap comes to the root and finds its place. */
  private dropRoot(): void {
    const times = this.time
    const ranks = this.rank
    const whats = this.what
    const size = --this.size
    const time = times[size]!
    const rank = ranks[size]!
    const what = whats[size]!
    let i = 0
    for (;;) {
      let child = (i << 2) + 1
      if (child >= size) break
      const end = child + 4 < size ? child + 4 : size
      let best = child
      let bestTime = times[child]!
      for (child++; child < end; child++) {
        const t = times[child]!
        if (t < bestTime || (t === bestTime && ranks[child]! < ranks[best]!)) {
          best = child
          bestTime = t
        }
      }
      if (time < bestTime || (time === bestTime && rank < ranks[best]!)) break
      times[i] = bestTime
      ranks[i] = ranks[best]!
      whats[i] = whats[best]!
      i = best
    }
    times[i] = time
    ranks[i] = rank
    whats[i] = what
  }

  private growHeap(): void {
    this.time = longer(this.time)
    this.rank = longer(this.rank)
    this.what = longer(this.what)
  }

  private growSlots(): void {
    this.target = longer(this.target)
    this.arg = longer(this.arg)
    this.used = longer(this.used)
  }
}
