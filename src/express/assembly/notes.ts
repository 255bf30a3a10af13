/** Rows and metrics of a ride. What belongs to a second that is over goes out as a record; the other side adds it up. */
import { BUCKETS, LAST_BUCKET, LEVELS, OUT, PAGE, PAGES, RECORD, RECORDS, ROW, ROWS, TELLERS, TOLD } from './memory.ts'
import { Level, SET, UNKNOWN, Values } from './shapes.ts'

/** Rows are taken out, up to this address; or all records there are. */
@external('host', 'rows')
declare function takeRows(end: usize): void
@external('host', 'records')
export declare function takeRecords(): void

export let tracing: bool = true
export let measuring: bool = true
/** Where the next row goes. */
let rowAt: usize = ROW
/** The present second. */
export let secondEnds: f64 = 0
let secondBegins: f64 = 0

/** Nothing is there of a ride that came to no end. */
export function setSinks(traces: bool, measures: bool): void {
  tracing = traces
  measuring = measures
  rowAt = ROW
  memory.fill(TOLD, 0, TELLERS * 4)
}
export function setSecond(ends: f64): void {
  secondEnds = ends
  secondBegins = ends - 1e6
}

/** Room for all that one event may write. */
@inline export function makeRoom(): void {
  if (rowAt > ROW + (ROWS - 8) * 32) emptyRows()
}
/** The same for those that write many. */
export function makeRoomFor(rows: i32): void {
  if (rowAt > ROW + <usize>(ROWS - rows) * 32) emptyRows()
}
export function emptyRows(): void {
  takeRows(rowAt)
  rowAt = ROW
}

/** So many were written by `rowOf`. */
@inline export function wrote(rows: i32): void { rowAt += <usize>rows * 32 }

/** One row. */
@inline export function note(time: f64, serial: f64, word: i32, a: f64, b: i32): void {
  if (!tracing) return
  rowOf(0, time, serial, word, a, b)
  wrote(1)
}

/** A row, so many behind the next. */
@inline export function rowOf(place: i32, time: f64, serial: f64, word: i32, a: f64, b: i32): void {
  const at = rowAt + <usize>place * 32
  store<f64>(at, time)
  store<f64>(at, serial, 8)
  store<f64>(at, a, 16)
  store<i32>(at, b, 24)
  store<i32>(at, word, 28)
}

/** Whose it is; nothing is known of it yet. */
export function own(level: Level, owner: i32): void {
  level.owner = owner
  level.noted = UNKNOWN
}

/** A level goes up by one. What lies under it follows from the steps alone. */
@inline export function raise(level: Level, value: f64, now: f64): void {
  if (level.noted != SET) return begin(level, now, value, value * (now - secondBegins))
  level.steps += now - secondBegins
  keepHigh(level, value)
}

@inline export function lower(level: Level, value: f64, now: f64): void {
  if (level.noted != SET) return begin(level, now, value, value * (now - secondBegins))
  level.steps -= now - secondBegins
  keepLow(level, value)
}

/**
 * A level that is another's, less so much; if that one went higher for an instant, by one, this one did not.
 * Their areas differ by as much since `first`.
 */
export function followLevel(level: Level, other: Level, less: f64, higher: bool): void {
  level.first = other.first
  level.steps = other.steps - less * (other.first - secondBegins)
  level.low = other.low - less
  level.high = other.high - less - (higher ? 1 : 0)
  level.noted = other.noted
}

/** A level becomes something else, or stays as it is. */
export function change(level: Level, before: f64, value: f64, now: f64): void {
  if (level.noted != SET) return begin(level, now, value, value * (now - secondBegins))
  level.steps += (value - before) * (now - secondBegins)
  keepLow(level, value)
  keepHigh(level, value)
}

function begin(level: Level, first: f64, value: f64, steps: f64): void {
  level.first = first
  level.steps = steps
  level.low = value
  level.high = value
  level.noted = SET
}

// The lower of two without a branch, which would be guessed wrong at every new extreme, and each second has many: of two
// vectors. Of two numbers WebAssembly sees to signs of nought and to what is no number as well, in branches.
@inline function keepLow(level: Level, value: f64): void {
  const at = changetype<usize>(level)
  const low = offsetof<Level>('low')
  v128.store_lane<f64>(at, f64x2.pmin(v128.load_zero<f64>(at, low), f64x2.splat(value)), 0, low)
}
@inline function keepHigh(level: Level, value: f64): void {
  const at = changetype<usize>(level)
  const high = offsetof<Level>('high')
  v128.store_lane<f64>(at, f64x2.pmax(v128.load_zero<f64>(at, high), f64x2.splat(value)), 0, high)
}

@inline export function addValue(values: Values, value: f64): void {
  const at = changetype<usize>(values)
  const sum = offsetof<Values>('sum')
  const low = offsetof<Values>('low')
  v128.store(at, f64x2.add(v128.load(at, sum), f64x2.replace_lane(ONES, 0, value)), sum)
  v128.store(at, f64x2.pmin(v128.load(at, low), v128.xor(f64x2.splat(value), SECOND_SIGN)), low)
  const bucket = <i32>(reinterpret<i64>(value) >> 47) - LOWEST
  const count = <usize>values.page + (<usize>(<u32>bucket <= <u32>LAST_BUCKET ? bucket : outside(bucket)) << 2)
  store<u32>(count, load<u32>(count) + 1)
}
const ONES = f64x2(1, 1)
const SECOND_SIGN = f64x2(0, -0.0)

const LOWEST = ((1_023 - 10) << 5) - 1
function outside(bucket: i32): i32 { return bucket < 0 ? 0 : LAST_BUCKET }

/** The page of distributions of a minute: `owner` counts those who have pages, `minute` is the present one or one of those before. */
@inline export function pageOf(owner: i32, minute: i32): usize {
  return PAGE + <usize>((owner * PAGES + (minute & (PAGES - 1))) * BUCKETS) * 4
}

/** A record more of a metric: of which second, and what its row then is, or has more: sum, count, least and most. */
function record(metric: i32, second: f64, sum: f64, count: f64, low: f64, high: f64): usize {
  const told = TOLD + (<usize>metric << 2)
  if (load<i32>(told) == RECORDS) takeRecords()
  const place = load<i32>(told)
  store<i32>(told, place + 1)
  const at = OUT + <usize>(metric * RECORDS + place) * RECORD
  store<f64>(at, second)
  store<f64>(at, sum, 8)
  store<f64>(at, count, 16)
  store<f64>(at, low, 24)
  store<f64>(at, high, 32)
  return at
}

/** How many failed, and how many are new, besides. */
export function putValues(values: Values): void {
  const at = record(values.owner, values.second, values.sum, values.count + values.times, values.low, -values.less)
  store<f64>(at, values.failures, 40)
  store<f64>(at, values.times, 48)
}

/** Amounts, or values that are nothing, beside those known before. */
export function putMore(metric: i32, second: f64, sum: f64, count: f64, low: f64, high: f64): void {
  record(metric, second, sum, count, low, high)
}

/** The second is over; the value lasts into the next one, or the other side sees to the time until the next step. */
export function endLevel(level: Level, value: f64, lasts: bool): void {
  if (level.noted == UNKNOWN) return
  putLevel(level, value, secondEnds)
  if (lasts) begin(level, secondEnds, value, 0)
  else level.noted = UNKNOWN
}

/** As far as it is known, if the present second has come to anything. */
export function leaveLevel(level: Level, value: f64, now: f64): void {
  if (level.noted == SET && now >= level.first) putLevel(level, value, now)
  level.noted = UNKNOWN
}

/** Since when, and what it is, besides. */
function putLevel(level: Level, value: f64, until: f64): void {
  const area = value * (until - secondBegins) - level.steps
  const at = record(LEVELS + level.owner, Math.floor(secondBegins / 1e6), area, until - level.first, level.low, level.high)
  store<f64>(at, level.first, 40)
  store<f64>(at, value, 48)
}
