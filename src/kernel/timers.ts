import { longer } from '../base/arrays.ts'
import type { Micros } from '../base/units.ts'
import { Heap } from './heap.ts'

/** Slots are numbered below 2^22; a timer's id is its slot and how often that slot was used before. */
const SLOTS = 4_194_304
/** Ranks are counted on from the multiple of this that is their class. */
export const CLASS = 1_125_899_906_842_624
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

/** In place of a target: the timer may be cancelled, and its number is a slot. */
const SLOTTED = -1
const NONE = -1

/** Spokes of the wheel: one bit each in a word. */
const SPOKES = 32
/** Timers that the wheel holds at most, and how many of one spoke are passed by to find a place. */
const CELLS = 256
const MOST_STEPS = 16
/** A spoke begins as wide as 2^15 µs, and stays between these. */
const WIDTH = 32_768
const NARROWEST = 64
const WIDEST = 2 ** 30

/**
 * The virtual clock: pending timers in order of (time, class, sequence). All in typed arrays, so that a checkpoint is a
 * copy.
 *
 * Those of the near future hang on a wheel: each of its spokes stands for a span of time, one word says which of them
 * bear any, and those of one spoke are a list in order. Both to put one in and to take out the next is a few steps then,
 * however many are pending. What is due beyond one turn of the wheel, or is too much for it, waits in a heap; how wide
 * the spokes are follows from how much that is. Neither decides what comes next: that is the order alone.
 *
 * Arrivals stay outside of both in lanes: a source has one next arrival, and a look at a few numbers is cheaper still.
 */
export class Timers {
  /** Begins as a fraction, here and wherever time is a field: a field that held only small numbers must be made anew, and all code that reads it, when the first large one comes. */
  now: Micros = 0.5
  /** Timers fired so far: the "kernel events" of the benchmark. */
  fired = 0
  private sequence = 0

  /** Spokes per microsecond: a power of two, so that no product is rounded. */
  private perMicro = 1 / WIDTH
  /** By bit: the spokes that bear something, and the first timer of each. */
  private filled = 0
  private spokeFirst = new Int32Array(SPOKES).fill(NONE)
  /** The one behind it on its spoke; for cells that are free the next of those. */
  private cellNext = Int32Array.from({ length: CELLS }, (_, cell) => (cell + 1 < CELLS ? cell + 1 : NONE))
  private cellTime = new Float64Array(CELLS)
  private cellRank = new Float64Array(CELLS)
  private cellTarget = new Int32Array(CELLS)
  private cellArg = new Int32Array(CELLS)
  private freeCell = 0
  /** What led past the wheel, and what was passed by on spokes, since the width was looked at. */
  private beyond = 0
  private passed = 0
  private lookedAt = 0

  /** Target and number go in one double. */
  private far = new Heap()

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
    let near = 0
    for (const first of this.spokeFirst) for (let cell = first; cell !== NONE; cell = this.cellNext[cell]!) near++
    return near + this.far.size + this.lanes
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
    const { now, perMicro } = this
    const time = now + delay
    const rank = order * CLASS + this.sequence++
    const turn = Math.floor(time * perMicro)
    const cell = this.freeCell
    if (cell === NONE || !(turn - Math.floor(now * perMicro) < SPOKES)) return this.putFar(time, rank, target, arg)
    const { cellNext } = this
    const next = cellNext[cell]!
    this.cellTime[cell] = time
    this.cellRank[cell] = rank
    this.cellTarget[cell] = target
    this.cellArg[cell] = arg
    const spoke = turn & (SPOKES - 1)
    if ((this.filled & (1 << spoke)) !== 0) return this.join(spoke, cell, next)
    this.freeCell = next
    cellNext[cell] = NONE
    this.spokeFirst[spoke] = cell
    this.filled |= 1 << spoke
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

  /** Takes out all that is pending for a target and cannot be cancelled: time, rank and number of each, in no order. */
  lift(target: number, taken: (time: Micros, rank: number, arg: number) => void): void {
    const { cellNext } = this
    for (let spoke = 0; spoke < SPOKES; spoke++) {
      let before = NONE
      for (let cell = this.spokeFirst[spoke]!; cell !== NONE; ) {
        const next = cellNext[cell]!
        if (this.cellTarget[cell] !== target) before = cell
        else {
          taken(this.cellTime[cell]!, this.cellRank[cell]!, this.cellArg[cell]!)
          if (before === NONE) this.spokeFirst[spoke] = next
          else cellNext[before] = next
          cellNext[cell] = this.freeCell
          this.freeCell = cell
        }
        cell = next
      }
      if (this.spokeFirst[spoke] === NONE) this.filled &= ~(1 << spoke)
    }
    this.far.takeOut((what) => Math.floor(what * PER_WORD) === target, (time, rank, what) => taken(time, rank, what - target * WORD))
  }

  /** Puts one back that was taken out, or one that stands for it. */
  putBack(time: Micros, rank: number, target: number, arg: number): void {
    this.far.put(time, rank, target * WORD + arg)
  }

  /** The next arrival of a lane, and its rank. */
  ofLane(lane: number): { readonly time: Micros; readonly rank: number } {
    return { time: this.laneTime[lane]!, rank: this.laneRank[lane]! }
  }

  /** Infinity: none comes any more, or none for now. */
  putLane(lane: number, time: Micros, rank: number): void {
    this.laneTime[lane] = time
    this.laneRank[lane] = rank
    this.findNextLane()
  }

  /** How many ranks were given; something else gave further ones, fired so many, and stands at this instant. */
  get given(): number {
    return this.sequence
  }
  goOnAt(now: Micros, fired: number, given: number): void {
    this.now = now
    this.fired = fired
    this.sequence = given
  }

  /** When the next timer is due; Infinity when there is none. */
  next(): Micros {
    const cell = this.soonest()
    const near = cell === NONE ? Number.POSITIVE_INFINITY : this.cellTime[cell]!
    return Math.min(near, this.far.first, this.laneTime[this.nextLane]!)
  }

  /** Fires all that is due up to and including `until`, at most `most` timers; true when nothing is left up to there. */
  run(until: Micros, most: number, fire: Fire): boolean {
    const stop = this.fired + most
    const { far, spokeFirst, cellNext, cellTime, laneTime } = this
    while (this.fired < stop) {
      const cell = this.soonest()
      const time = cell === NONE ? Number.POSITIVE_INFINITY : cellTime[cell]!
      if (far.first <= time && this.farIsNext(cell)) {
        if (far.first > until) return this.arrive(until)
        this.fireFar(fire)
        continue
      }
      const lane = this.nextLane
      const arrival = laneTime[lane]!
      if (arrival < time || (arrival === time && cell !== NONE && this.laneRank[lane]! < this.cellRank[cell]!)) {
        if (arrival > until) return this.arrive(until)
        laneTime[lane] = Number.POSITIVE_INFINITY
        if (this.lanes > 1) this.findNextLane()
        this.now = arrival
        this.fired++
        fire(this.laneTarget[lane]!, lane)
        continue
      }
      if (cell === NONE || time > until) return this.arrive(until)
      const next = cellNext[cell]!
      const spoke = (time * this.perMicro) & (SPOKES - 1)
      spokeFirst[spoke] = next
      if (next === NONE) this.filled &= ~(1 << spoke)
      cellNext[cell] = this.freeCell
      this.freeCell = cell
      const target = this.cellTarget[cell]!
      if (target >= 0) {
        this.now = time
        this.fired++
        fire(target, this.cellArg[cell]!)
      } else this.fireSlot(time, this.cellArg[cell]!, fire)
    }
    return false
  }

  /** The cell of the wheel that is due next: the first on the first spoke that bears any, from the present one on. */
  private soonest(): number {
    const { filled } = this
    if (filled === 0) return NONE
    const from = (this.now * this.perMicro) & (SPOKES - 1)
    // Shifts count modulo 32, so a turn by nothing is one, too.
    const turned = (filled >>> from) | (filled << (SPOKES - from))
    return this.spokeFirst[(from + 31 - Math.clz32(turned & -turned)) & (SPOKES - 1)]!
  }

  /** Into its place on a spoke that bears others; `next` is the cell that is free behind it. */
  private join(spoke: number, cell: number, next: number): void {
    const { cellNext, cellTime, cellRank } = this
    const time = cellTime[cell]!
    const rank = cellRank[cell]!
    let before = NONE
    let at = this.spokeFirst[spoke]!
    let steps = 0
    while (at !== NONE && (cellTime[at]! < time || (cellTime[at] === time && cellRank[at]! < rank))) {
      before = at
      at = cellNext[at]!
      if (++steps === MOST_STEPS) return this.passOn(cell)
    }
    this.freeCell = next
    cellNext[cell] = at
    if (before === NONE) this.spokeFirst[spoke] = cell
    else cellNext[before] = cell
    this.passed += steps
    if (this.passed > 8_192) this.fit()
  }

  /** There are too many on its spoke. */
  private passOn(cell: number): void {
    this.toFar(cell)
    this.passed += MOST_STEPS
    if (this.passed > 8_192) this.fit()
  }

  private toFar(cell: number): void {
    this.far.put(this.cellTime[cell]!, this.cellRank[cell]!, this.cellTarget[cell]! * WORD + this.cellArg[cell]!)
  }

  private putFar(time: Micros, rank: number, target: number, arg: number): void {
    this.far.put(time, rank, target * WORD + arg)
    if (++this.beyond > 1_024) this.fit()
  }

  /** Wider spokes when most timers lead past the wheel, narrower ones when many are passed by. */
  private fit(): void {
    const puts = this.sequence - this.lookedAt
    const { perMicro } = this
    if (this.passed > puts * 3 && perMicro < 1 / NARROWEST) this.turnAnew(perMicro * 2)
    else if (this.beyond * 2 > puts && this.passed < puts && perMicro > 1 / WIDEST) this.turnAnew(perMicro / 2)
    this.beyond = 0
    this.passed = 0
    this.lookedAt = this.sequence
  }

  /** What hangs on the wheel goes to the others: it is soon over. */
  private turnAnew(perMicro: number): void {
    const { cellNext } = this
    for (let spoke = 0; spoke < SPOKES; spoke++) {
      for (let cell = this.spokeFirst[spoke]!; cell !== NONE; ) {
        const next = cellNext[cell]!
        this.toFar(cell)
        cellNext[cell] = this.freeCell
        this.freeCell = cell
        cell = next
      }
    }
    this.spokeFirst.fill(NONE)
    this.filled = 0
    this.perMicro = perMicro
  }

  /** Whether the first of the far ones comes before the lanes, and before this cell of the wheel. */
  private farIsNext(cell: number): boolean {
    const { far, nextLane } = this
    if (far.first === Number.POSITIVE_INFINITY) return false
    if (cell !== NONE && far.first === this.cellTime[cell] && far.firstRank > this.cellRank[cell]!) return false
    const arrival = this.laneTime[nextLane]!
    return far.first < arrival || (far.first === arrival && far.firstRank < this.laneRank[nextLane]!)
  }

  private fireFar(fire: Fire): void {
    const { far } = this
    const time = far.first
    const what = far.take()
    const target = Math.floor(what * PER_WORD)
    const arg = what - target * WORD
    if (target < 0) return this.fireSlot(time, arg, fire)
    this.now = time
    this.fired++
    fire(target, arg)
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

  private growSlots(): void {
    this.target = longer(this.target)
    this.arg = longer(this.arg)
    this.used = longer(this.used)
  }
}
