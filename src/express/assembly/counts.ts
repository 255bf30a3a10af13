/** What is measured of queues, second by second. */
import { FAILED, hiddenOf, MOST_QUEUES, MOST_SOURCES, OF_QUEUE, OF_QUEUES, queue, RECEIVED, tally, visibleOf, WENT_WELL, ZEROS } from './memory.ts'
import { endLevel, leaveLevel, own, putMore } from './notes.ts'
import { Queue, Tally } from './shapes.ts'

let queues: i32 = 0

export function beginQueues(many: i32): void {
  queues = many
  for (let i = 0; i < queues; i++) {
    const one = changetype<Queue>(queue(i))
    own(visibleOf(one), 2 * MOST_SOURCES + i)
    own(hiddenOf(one), 2 * MOST_SOURCES + MOST_QUEUES + i)
    one.number = i
    one.deleted = one.buried = one.sentNow = one.deletedNow = one.requestsNow = 0
    for (let which = RECEIVED; which <= WENT_WELL; which++) clear(changetype<Tally>(tally(i, which)))
  }
}

function clear(sums: Tally): void {
  sums.sum = 0
  sums.count = 0
  sums.low = Infinity
  sums.high = -Infinity
}

export function count(queue: Queue, which: i32, amount: f64): void {
  const sums = changetype<Tally>(tally(queue.number, which))
  sums.sum += amount
  sums.count += 1
  sums.low = min(sums.low, amount)
  sums.high = max(sums.high, amount)
}

export function endQueueLevels(lasts: bool): void {
  for (let i = 0; i < queues; i++) {
    const one = changetype<Queue>(queue(i))
    endLevel(visibleOf(one), <f64>one.count, lasts)
    endLevel(hiddenOf(one), one.inFlight, lasts)
  }
}

export function leaveQueueLevels(now: f64): void {
  for (let i = 0; i < queues; i++) {
    const one = changetype<Queue>(queue(i))
    leaveLevel(visibleOf(one), <f64>one.count, now)
    leaveLevel(hiddenOf(one), one.inFlight, now)
  }
}

/** Of a queue's amounts: which. */
const SENT = 0
const DELETED = 1
const REQUESTS = 2
const TAKEN = 3
const POLLED = 4
const INVOKED = 5
const OF_FAILED = 6
const OF_HANDLED = 7

export function closeQueues(second: f64): void {
  for (let i = 0; i < queues; i++) {
    const one = changetype<Queue>(queue(i))
    if (one.sentNow > 0) putMore(ZEROS + i, second, 0, one.sentNow, 0, 0)
    putOnes(i, SENT, second, one.sentNow)
    putOnes(i, DELETED, second, one.deletedNow)
    putOnes(i, REQUESTS, second, one.requestsNow)
    one.sentNow = one.deletedNow = one.requestsNow = 0
    const received = changetype<Tally>(tally(i, RECEIVED))
    // What was received was handed to the function within the same instant.
    putTally(i, TAKEN, second, received)
    putTally(i, POLLED, second, received)
    putTally(i, INVOKED, second, received)
    clear(received)
    const failed = changetype<Tally>(tally(i, FAILED))
    putTally(i, OF_FAILED, second, failed)
    clear(failed)
    const handled = changetype<Tally>(tally(i, WENT_WELL))
    putTally(i, OF_HANDLED, second, handled)
    clear(handled)
  }
}

function putOnes(owner: i32, which: i32, second: f64, times: f64): void {
  if (times > 0) putMore(OF_QUEUES + owner * OF_QUEUE + which, second, times, times, 1, 1)
}

function putTally(owner: i32, which: i32, second: f64, sums: Tally): void {
  if (sums.count > 0) putMore(OF_QUEUES + owner * OF_QUEUE + which, second, sums.sum, sums.count, sums.low, sums.high)
}
