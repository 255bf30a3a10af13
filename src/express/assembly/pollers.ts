/** How many batches of a queue run at once, and when it is looked at: as queue-pollers.ts of Lambda has it. */
import { GROWS, LOOKS, ofPoll, POLLS, setTimer } from './clock.ts'
import { pop } from './heap.ts'
import { Queue } from './shapes.ts'

const NONE: f64 = -1
const MINUTE: f64 = 60_000_000

/** The queue has something. */
export function tell(queue: Queue, at: f64): void {
  if (queue.consumer != 0 && queue.polling == 0 && !isBusy(queue, at)) lookSoon(queue, at)
}

export function lookSoon(queue: Queue, at: f64): void {
  if (queue.polling != 0) return
  queue.polling = 1
  setTimer(changetype<usize>(queue), LOOKS, at, ofPoll)
}

function gained(queue: Queue, at: f64): f64 {
  return queue.rampFrom == NONE ? 0 : Math.floor(((at - queue.rampFrom) * queue.pollersGain) / MINUTE)
}

/** How many batches may run. */
export function limitOf(queue: Queue, at: f64): f64 {
  return min(min(queue.pollersMost, queue.pollersFirst + gained(queue, at)), queue.ceiling)
}

/** How long until there is one more; Infinity when something else holds it back. */
function untilMore(queue: Queue, at: f64): f64 {
  const limit = limitOf(queue, at)
  if (limit >= queue.ceiling || queue.rampFrom == NONE || limit >= queue.pollersMost) return Infinity
  return queue.rampFrom + Math.ceil(((gained(queue, at) + 1) * MINUTE) / queue.pollersGain) - at
}

function isBusy(queue: Queue, at: f64): bool {
  if (queue.rampFrom == NONE || queue.emptySince != NONE || queue.active < limitOf(queue, at)) return false
  return queue.growing != 0 || untilMore(queue, at) == Infinity
}

export function sawBacklog(queue: Queue, at: f64): void {
  if (queue.rampFrom == NONE || (queue.emptySince != NONE && at - queue.emptySince >= MINUTE)) queue.rampFrom = at
  queue.emptySince = NONE
}

export function sawNothing(queue: Queue, at: f64): void {
  if (queue.emptySince == NONE) queue.emptySince = at
}

/** Long polls are over. Not for one that has to be counted since nothing was there, nor after so long that they become fewer. */
export function pollAgain(queue: Queue, at: f64): bool {
  const since = queue.emptySince == NONE ? (queue.rampFrom == NONE ? 0 : at) : queue.emptySince
  if (at - since >= 60 * MINUTE || (queue.count == 0 && queue.active < queue.pollersFirst)) return false
  pop()
  setTimer(changetype<usize>(queue), POLLS, at + queue.longPoll, ofPoll)
  return true
}

/** The next look comes when there is room for one more. */
export function awaitMore(queue: Queue, at: f64): void {
  const delay = untilMore(queue, at)
  if (queue.growing != 0 || delay == Infinity) return
  queue.growing = 1
  setTimer(changetype<usize>(queue), GROWS, at + delay, ofPoll)
}

/** LAM-SQS-06: errors never take it below this. */
const FLOOR: f64 = 2

export function functionFailed(queue: Queue, at: f64): void {
  queue.ceiling = max(FLOOR, Math.floor(limitOf(queue, at) / 2))
}

export function functionSucceeded(queue: Queue): void {
  if (queue.ceiling == Infinity) return
  queue.ceiling += 1
  if (queue.ceiling >= queue.ceilingMost) queue.ceiling = Infinity
}
