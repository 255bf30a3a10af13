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

export type Fire = (place: number, kind: number, arg: number) => void

/** An entry of the near list: time, rank, what. */
const ENTRY = 3
/** So many stand there at most. */
const NEAR = 64 * ENTRY
/** Its end is reached now and then; it then moves back to the beginning. */
const NEAR_END = 1_024 * ENTRY

/**
 * The virtual clock: pending timers in order of (time, class, sequence). All in typed arrays, so that a checkpoint is a
 * copy. Those that fire next stand in a short sorted list, the others in a 4-ary heap behind it. Taking the next is then
 * one step, and putting one in moves a few neighbours; most drawings never have more pending than the list holds.
 *
 * Arrivals stay outside of both in lanes: a source has one next arrival, and a look at a few numbers is cheaper still.
 */
export class Timers {
  now: Micros = 0
  /** Timers fired so far: the "kernel events" of the benchmark. */
  fired = 0

  /** What fires is a target and its number in one double, or for timers that may be cancelled -1 - slot. */
  private near = new Float64Array(NEAR_END)
  private first = 0
  private end = 0

  private time = new Float64Array(64)
  private rank = new Float64Array(64)
  private what = new Float64Array(64)
  private size = 0
  private sequence = 0

  private place = new Int32Array(1_024)
  private kind = new Int32Array(1_024)
  private arg = new Float64Array(1_024)
  private used = new Int32Array(1_024)
  private free = new Int32Array(1_024)
  private freeCount = 0
  private slots = 0

  private laneTime = new Float64Array(LANES).fill(Number.POSITIVE_INFINITY)
  private laneRank = new Float64Array(LANES)
  private lanePlace = new Int32Array(LANES)
  private laneKind = new Int32Array(LANES)
  private lanes = 0
  private nextLane = 0

  /** Timers that are pending, lanes and cancelled ones included. */
  get pending(): number {
    return (this.end - this.first) / ENTRY + this.size + this.lanes
  }

  /** A timer that may be cancelled; any number goes with it. */
  set(time: Micros, order: number, place: number, kind: number, arg: number): number {
    let slot: number
    if (this.freeCount > 0) slot = this.free[--this.freeCount]!
    else {
      slot = this.slots++
      if (slot === this.place.length) this.growSlots()
    }
    this.place[slot] = place
    this.kind[slot] = kind
    this.arg[slot] = arg
    this.push(time, order, -1 - slot)
    return this.used[slot]! * SLOTS + slot
  }

  /** A timer that nobody cancels, with a number from 0 to 2^31 - 1: it needs no slot. */
  put(time: Micros, order: number, place: number, kind: number, arg: number): void {
    this.push(time, order, (place * KINDS + kind) * WORD + arg)
  }

  private push(time: Micros, order: number, what: number): void {
    const rank = order * CLASS + this.sequence++
    if (this.size > 0 && (time > this.time[0]! || (time === this.time[0]! && rank > this.rank[0]!))) return this.sink(time, rank, what)
    const { near, first } = this
    let at = this.end
    while (at > first) {
      const t = near[at - ENTRY]!
      if (t < time || (t === time && near[at - ENTRY + 1]! < rank)) break
      near[at] = t
      near[at + 1] = near[at - ENTRY + 1]!
      near[at + 2] = near[at - ENTRY + 2]!
      at -= ENTRY
    }
    near[at] = time
    near[at + 1] = rank
    near[at + 2] = what
    this.end += ENTRY
    if (this.end - first > NEAR || this.end === NEAR_END) this.tidy()
  }

  /** A cancelled timer stays where it is, marked, and is thrown away when its time comes. */
  cancel(id: number): boolean {
    const slot = id % SLOTS
    if (this.used[slot] !== (id - slot) / SLOTS || this.place[slot]! < 0) return false
    this.place[slot] = -1
    return true
  }

  /** The lane of a source of arrivals; -1 when all are taken, and the source uses plain timers. */
  lane(place: number, kind: number): number {
    for (let lane = 0; lane < this.lanes; lane++) if (this.lanePlace[lane] === place && this.laneKind[lane] === kind) return lane
    if (this.lanes === LANES) return -1
    const lane = this.lanes++
    this.lanePlace[lane] = place
    this.laneKind[lane] = kind
    return lane
  }

  setLane(lane: number, time: Micros, order: number): void {
    this.laneTime[lane] = time
    this.laneRank[lane] = order * CLASS + this.sequence++
    if (this.lanes > 1) this.findNextLane()
  }

  /** When the next timer is due; Infinity when there is none. */
  next(): Micros {
    const lane = this.laneTime[this.nextLane]!
    if (this.first === this.end) this.refill()
    const time = this.first < this.end ? this.near[this.first]! : Number.POSITIVE_INFINITY
    return time < lane ? time : lane
  }

  /** Fires all that is due up to and including `until`, at most `most` timers; true when nothing is left up to there. */
  run(until: Micros, most: number, fire: Fire): boolean {
    const stop = this.fired + most
    const { near } = this
    while (this.fired < stop) {
      const lane = this.nextLane
      const laneTime = this.laneTime[lane]!
      let { first } = this
      if (first === this.end) {
        this.refill()
        first = this.first
      }
      const { end } = this
      const time = first < end ? near[first]! : Number.POSITIVE_INFINITY
      if (laneTime < time || (laneTime === time && this.laneRank[lane]! < near[first + 1]!)) {
        if (laneTime > until || laneTime === Number.POSITIVE_INFINITY) return this.arrive(until)
        this.laneTime[lane] = Number.POSITIVE_INFINITY
        if (this.lanes > 1) this.findNextLane()
        this.now = laneTime
        this.fired++
        fire(this.lanePlace[lane]!, this.laneKind[lane]!, lane)
        continue
      }
      if (time > until || first === end) return this.arrive(until)
      this.first = first + ENTRY
      const what = near[first + 2]!
      if (what >= 0) {
        const target = Math.floor(what * PER_WORD) | 0
        this.now = time
        this.fired++
        fire(target >> KIND_BITS, target & (KINDS - 1), (what - target * WORD) | 0)
        continue
      }
      const slot = -1 - what
      const place = this.place[slot]!
      this.used[slot] = this.used[slot]! + 1
      if (this.freeCount === this.free.length) this.free = longer(this.free)
      this.free[this.freeCount++] = slot
      if (place < 0) continue
      this.now = time
      this.fired++
      // Whole numbers go as such: an index that arrives as a double slows down every array it reaches into.
      const arg = this.arg[slot]!
      const whole = arg | 0
      if (whole === arg) fire(place, this.kind[slot]!, whole)
      else fire(place, this.kind[slot]!, arg)
    }
    return false
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

  /** The list is at its end, or too long: it moves to the beginning, and its latest half into the heap. */
  private tidy(): void {
    const { near } = this
    if (this.end - this.first > NEAR) {
      const kept = this.end - NEAR / 2
      for (let at = kept; at < this.end; at += ENTRY) this.sink(near[at]!, near[at + 1]!, near[at + 2]!)
      this.end = kept
    }
    near.copyWithin(0, this.first, this.end)
    this.end -= this.first
    this.first = 0
  }

  /** The list is empty: the earliest of the heap come into it. */
  private refill(): void {
    const { near } = this
    let end = 0
    while (this.size > 0 && end < NEAR / 2) {
      near[end] = this.time[0]!
      near[end + 1] = this.rank[0]!
      near[end + 2] = this.what[0]!
      end += ENTRY
      this.dropRoot()
    }
    this.first = 0
    this.end = end
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
    this.place = longer(this.place)
    this.kind = longer(this.kind)
    this.arg = longer(this.arg)
    this.used = longer(this.used)
  }
}
