/** Whoever receives from a queue: what `pump` and `batchEnded` of a mapping do. */
import { leaveUndone } from './clock.ts'
import { count } from './counts.ts'
import { pop } from './heap.ts'
import { FAILED, WENT_WELL } from './memory.ts'
import { measuring, note } from './notes.ts'
import { awaitMore, functionFailed, functionSucceeded, limitOf, lookSoon, sawBacklog, sawNothing } from './pollers.ts'
import { erase, inBatch, letGo, mayReceive, receive } from './queue.ts'
import { BATCH_MOST, Place, Queue, Work } from './shapes.ts'
import { admits, asked, begin, drawFate, idleTop } from './work.ts'

/** What comes of a look at a queue. */
const NOTHING = 0
const FULL = 1
const RECEIVES = 2
const OTHERWISE = 3

/** It is time to look at the queue, or there may be more pollers. */
export function look(queue: Queue, grows: bool, at: f64): bool {
  const fn = changetype<Work>(queue.consumer)
  let next = judge(queue, fn, at)
  if (next == OTHERWISE) return false
  pop()
  if (grows) queue.growing = 0
  else queue.polling = 0
  while (next == RECEIVES) {
    if (!handOver(queue, fn, at)) return true
    next = judge(queue, fn, at)
  }
  if (next == NOTHING) sawNothing(queue, at)
  else if (next == FULL) awaitMore(queue, at)
  else leaveUndone(changetype<usize>(queue))
  return true
}

function judge(queue: Queue, fn: Work, at: f64): i32 {
  if (queue.count == 0) return NOTHING
  sawBacklog(queue, at)
  if (queue.active >= limitOf(queue, at)) return FULL
  return admits(fn, at) && mayReceive(queue, mostOf(queue), at) ? RECEIVES : OTHERWISE
}

/** A batch goes to the environment used last. False when there was nothing but what goes elsewhere. */
function handOver(queue: Queue, fn: Work, at: f64): bool {
  const env = changetype<Place>(load<u32>(idleTop(fn)))
  const taken = receive(queue, mostOf(queue), env, at)
  if (taken == 0) return false
  const first = inBatch(env, 0).serial
  note(at, first, queue.batch, at, taken)
  queue.active += 1
  env.count = taken
  env.source = <i32>changetype<usize>(queue)
  drawFate(fn, env)
  asked(fn, at)
  begin(fn, env, first, at, 0)
  return true
}

@inline function mostOf(queue: Queue): i32 { return queue.batchSize < BATCH_MOST ? queue.batchSize : BATCH_MOST }

export function batchEnded(env: Place, at: f64): void {
  const queue = changetype<Queue>(env.source)
  const fn = changetype<Work>(env.work)
  note(at, env.serial, env.fails != 0 ? fn.failed : fn.finished, env.durationMs, env.label)
  if (env.fails != 0) {
    if (measuring) count(queue, FAILED, <f64>env.count)
    letGo(env)
    functionFailed(queue, at)
  } else {
    erase(queue, env, at)
    if (measuring) count(queue, WENT_WELL, <f64>env.count)
    functionSucceeded(queue)
  }
  env.count = 0
  queue.active -= 1
  if (queue.count > 0) lookSoon(queue, at)
}
