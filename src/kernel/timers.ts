import { longer } from '../base/arrays.ts'
import type { Micros } from '../base/units.ts'

/** Slots are numbered below 2^22; a timer's id is its slot and how often that slot was used before. */
const SLOTS = 4_194_304
const CLASS = 2 ** 50
const LANES = 8
/** Target and number of an uncancellable timer share a double. */
const WORD = 4_294_967_296
const PER_WORD = 1 / WORD
const KIND_BITS = 6
const KINDS = 1 << KIND_BITS

export type Fire = (place: number, kind: number, arg: number) => void

/**
 * The virtual clock: pending timers in order of (time, class, sequence). All in typed arrays, so that a checkpoint is a
 * copy. A 4-ary heap whose root, once fired, stays open: the first timer set by the handler drops into it, which saves
 * one sift of the two that a pop and a push cost.
 *
 * Arrivals stay outside the heap in lanes: a source has one next arrival, and a look at a few numbers is cheaper than a
 * sift.
 */
export class Timers {
  now: Micros = 0
  /** Timers fired so far: the "kernel events" of the benchmark. */
  fired = 0

  private time = new Float64Array(1_024)
  private rank = new Float64Array(1_024)
  /** What fires: a target and its number in one double, or for timers that may be cancelled -1 - slot. */
  private what = new Float64Array(1_024)
  private size = 0
  private open = false
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
    return this.size - (this.open ? 1 : 0) + this.lanes
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
    // Written where it is and moved from there: numbers that are handed on would be boxed.
    const fills = this.open
    const at = fills ? 0 : this.size++
    if (at === this.time.length) this.growHeap()
    this.time[at] = time
    this.rank[at] = order * CLASS + this.sequence++
    this.what[at] = what
    if (fills) {
      this.open = false
      this.down()
    } else if (at > 0) this.up(at)
  }

  /** A cancelled timer stays in the heap, marked, and is thrown away when its time comes. */
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
    this.findNextLane()
  }

  /** When the next timer is due; Infinity when there is none. */
  next(): Micros {
    this.close()
    const lane = this.laneTime[this.nextLane]!
    return this.size > 0 && this.time[0]! < lane ? this.time[0]! : lane
  }

  /** Fires all that is due up to and including `until`, at most `most` timers; true when nothing is left up to there. */
  run(until: Micros, most: number, fire: Fire): boolean {
    const stop = this.fired + most
    while (this.fired < stop) {
      if (this.open) this.close()
      const lane = this.nextLane
      const laneTime = this.laneTime[lane]!
      const heapTime = this.size > 0 ? this.time[0]! : Number.POSITIVE_INFINITY
      if (laneTime < heapTime || (laneTime === heapTime && this.laneRank[lane]! < this.rank[0]!)) {
        if (laneTime > until) return this.arrive(until)
        if (laneTime === Number.POSITIVE_INFINITY) return this.arrive(until)
        this.laneTime[lane] = Number.POSITIVE_INFINITY
        if (this.lanes > 1) this.findNextLane()
        this.now = laneTime
        this.fired++
        fire(this.lanePlace[lane]!, this.laneKind[lane]!, lane)
        continue
      }
      if (heapTime > until || this.size === 0) return this.arrive(until)
      const what = this.what[0]!
      this.open = true
      if (what >= 0) {
        const target = Math.floor(what * PER_WORD) | 0
        this.now = heapTime
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
      this.now = heapTime
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

  /** The handler set no timer: the last entry fills the open root. */
  private close(): void {
    if (!this.open) return
    this.open = false
    const last = --this.size
    if (last === 0) return
    this.time[0] = this.time[last]!
    this.rank[0] = this.rank[last]!
    this.what[0] = this.what[last]!
    this.down()
  }

  private up(from: number): void {
    const times = this.time
    const ranks = this.rank
    const whats = this.what
    const time = times[from]!
    const rank = ranks[from]!
    const what = whats[from]!
    let i = from
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

  /** The root finds its place. */
  private down(): void {
    const times = this.time
    const ranks = this.rank
    const whats = this.what
    const size = this.size
    const time = times[0]!
    const rank = ranks[0]!
    const what = whats[0]!
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
