/**
 * Queues: what `takeIn`, `receive`, `reappear` and `settle` of SQS do, in their order, for a standard queue that nobody
 * but one mapping receives from.
 */
import { ofRefill, serial, setTimer, SHOWS } from './clock.ts'
import { count } from './counts.ts'
import { pop } from './heap.ts'
import { hiddenOf, message, MOST_MESSAGES, RECEIVED, visibleOf } from './memory.ts'
import { change, makeRoomFor, measuring, note } from './notes.ts'
import { tell } from './pollers.ts'
import { AS_BEFORE, BATCH, BATCH_MOST, HIDDEN_NEW, Message, OVER, Place, Queue, Source } from './shapes.ts'

/** How a message ends. */
export let deletedOutcome: i32 = 0
export let buriedOutcome: i32 = 0

/** Records of messages that are free, by `next`. Those that came on board keep theirs to the end. */
let free: usize = 0
let spare: i32 = 0
let used: i32 = 0

export function beginMessages(): void {
  free = 0
  used = 0
  spare = MOST_MESSAGES
}

/** For one that comes on board; those of a queue stand in its list in the order in which they come. */
export function bring(queue: Queue, hidden: bool): usize {
  const one = changetype<Message>(takeRecord())
  one.place = 0
  one.state = AS_BEFORE
  if (hidden) hideLast(queue, one)
  else showLast(queue, one)
  return changetype<usize>(one)
}

function takeRecord(): usize {
  spare -= 1
  if (free == 0) return message(used++)
  const one = free
  free = <usize>changetype<Message>(one).next
  return one
}

function freeRecord(one: Message): void {
  one.state = OVER
  if (one.row >= 0) return
  spare += 1
  one.next = <i32>free
  free = changetype<usize>(one)
}

/** It may take one that was sent at that time, without anything else to be done. */
@inline export function takes(queue: Queue, sentAt: f64): bool {
  return queue.sampling != 0 && spare > 0 && sentAt + queue.retention >= queue.keepsUntil
}

/** A source sent a message, and was told that it is taken. */
export function takeIn(queue: Queue, from: Source, number: f64, at: f64): void {
  const one = changetype<Message>(takeRecord())
  one.serial = number
  one.root = number
  one.known = 0
  one.born = at
  one.sentAt = at
  one.row = -1
  one.copied = -1
  one.wire = from.request
  if (measuring) queue.sentNow += 1
  enter(queue, one, at)
}

function enter(queue: Queue, one: Message, at: f64): void {
  one.firstAt = 0
  one.tries = 0
  one.place = 0
  one.state = AS_BEFORE
  put(queue, one, at)
  if (measuring) change(visibleOf(queue), <f64>(queue.count - 1), <f64>queue.count, at)
  tell(queue, at)
}

function put(queue: Queue, one: Message, at: f64): void {
  showLast(queue, one)
  note(at, one.serial, queue.visible, <f64>queue.count, one.tries)
}

function showLast(queue: Queue, one: Message): void {
  one.next = 0
  if (queue.first == 0) queue.first = <i32>changetype<usize>(one)
  else changetype<Message>(queue.last).next = <i32>changetype<usize>(one)
  queue.last = <i32>changetype<usize>(one)
  queue.count += 1
}

function hideLast(queue: Queue, one: Message): void {
  one.next = 0
  one.before = queue.lastHidden
  if (queue.lastHidden == 0) queue.firstHidden = <i32>changetype<usize>(one)
  else changetype<Message>(queue.lastHidden).next = <i32>changetype<usize>(one)
  queue.lastHidden = <i32>changetype<usize>(one)
}

function unhide(queue: Queue, one: Message): void {
  if (one.before == 0) queue.firstHidden = one.next
  else changetype<Message>(one.before).next = one.next
  if (one.next == 0) queue.lastHidden = one.before
  else changetype<Message>(one.next).before = one.before
  queue.inFlight -= 1
}

@inline export function isCrowded(queue: Queue): bool { return queue.inFlight >= queue.inFlightMost }

/** Whether a receive of at most so many can be had without anything else to be done. */
export function mayReceive(queue: Queue, most: i32, at: f64): bool {
  if (queue.inFlight + <f64>most > queue.inFlightMost) return false
  if (queue.lastHidden != 0 && changetype<Message>(queue.lastHidden).until > at + queue.visibility) return false
  if (queue.dead == 0) return true
  const dead = changetype<Queue>(queue.dead)
  let left = most
  let worn = 0
  for (let one = queue.first; one != 0 && left > 0; one = changetype<Message>(one).next) {
    const each = changetype<Message>(one)
    if (each.tries < queue.receivesMost) left--
    else if (++worn > MOST_WORN || spare < MOST_WORN || !takes(dead, each.sentAt)) return false
  }
  return true
}
const MOST_WORN = 40

/** Fills the batch of an environment; how many. Those that were received too often go elsewhere. */
export function receive(queue: Queue, most: i32, env: Place, at: f64): i32 {
  makeRoomFor(4 * MOST_WORN + 32)
  const until = at + queue.visibility
  const before = <f64>queue.count
  let taken = 0
  while (taken < most && queue.count > 0) {
    const one = changetype<Message>(queue.first)
    queue.first = one.next
    queue.count -= 1
    if (queue.dead != 0 && one.tries >= queue.receivesMost) {
      bury(queue, one, at)
      continue
    }
    one.tries += 1
    if (one.tries == 1) one.firstAt = at
    one.until = until
    one.state = HIDDEN_NEW
    one.place = <i32>changetype<usize>(env)
    hideLast(queue, one)
    queue.inFlight += 1
    if (queue.showsAt == Infinity) arm(queue)
    store<i32>(changetype<usize>(env) + BATCH + (<usize>taken << 2), <i32>changetype<usize>(one))
    taken += 1
    note(at, one.serial, queue.leased, until, one.tries)
  }
  if (!measuring) return taken
  queue.requestsNow += 1
  if (taken > 0) count(queue, RECEIVED, <f64>taken)
  change(visibleOf(queue), before, <f64>queue.count, at)
  change(hiddenOf(queue), queue.inFlight - <f64>taken, queue.inFlight, at)
  return taken
}

function bury(queue: Queue, one: Message, at: f64): void {
  note(at, one.serial, queue.worn, <f64>one.tries, queue.why)
  const copy = changetype<Message>(takeRecord())
  copy.serial = serial()
  copy.root = one.root
  copy.known = one.known == 0 ? one.serial : one.known
  copy.born = at
  copy.sentAt = one.sentAt
  copy.row = -1
  copy.copied = one.row
  copy.wire = queue.moved
  note(at, copy.serial, queue.created, one.serial, 0)
  note(at, one.serial, queue.ended, 0, buriedOutcome)
  queue.buried += 1
  freeRecord(one)
  note(at, copy.serial, queue.moved, at, 0)
  enter(changetype<Queue>(queue.dead), copy, at)
}

function arm(queue: Queue): void {
  queue.showsAt = queue.firstHidden == 0 ? Infinity : changetype<Message>(queue.firstHidden).until
  if (queue.showsAt != Infinity) setTimer(changetype<usize>(queue), SHOWS, queue.showsAt, ofRefill)
}

/** Visibility timeouts that are over. Not for one that somebody still works on, nor for one that is too old. */
export function show(queue: Queue, at: f64): bool {
  for (let one = queue.firstHidden; one != 0; one = changetype<Message>(one).next) {
    const each = changetype<Message>(one)
    if (each.until > at) break
    if (each.place != 0 || each.sentAt + queue.retention <= at) return false
  }
  pop()
  while (queue.firstHidden != 0) {
    const one = changetype<Message>(queue.firstHidden)
    if (one.until > at) break
    makeRoomFor(1)
    unhide(queue, one)
    one.state = AS_BEFORE
    put(queue, one, at)
    if (measuring) {
      change(visibleOf(queue), <f64>(queue.count - 1), <f64>queue.count, at)
      change(hiddenOf(queue), queue.inFlight + 1, queue.inFlight, at)
    }
    tell(queue, at)
  }
  arm(queue)
  return true
}

/** Deletes of one instant travel together, so many at most. */
const DELETES_MOST = 10

/** The batch of an environment was handled. */
export function erase(queue: Queue, env: Place, at: f64): void {
  makeRoomFor(2 * BATCH_MOST)
  for (let i = 0; i < env.count; i++) {
    const one = inBatch(env, i)
    const another = queue.deletedAt != at || queue.deletes == DELETES_MOST
    queue.deletes = another ? 1 : queue.deletes + 1
    queue.deletedAt = at
    if (measuring) {
      if (another) queue.requestsNow += 1
      queue.deletedNow += 1
    }
    unhide(queue, one)
    note(at, one.serial, queue.erased, 0, 0)
    note(at, one.serial, queue.ended, 0, deletedOutcome)
    queue.deleted += 1
    freeRecord(one)
    if (measuring) change(hiddenOf(queue), queue.inFlight + 1, queue.inFlight, at)
  }
}

/** It was not: it shows again when its time is over. */
export function letGo(env: Place): void {
  for (let i = 0; i < env.count; i++) inBatch(env, i).place = 0
}

@inline export function inBatch(env: Place, which: i32): Message {
  return changetype<Message>(load<u32>(changetype<usize>(env) + BATCH + (<usize>which << 2)))
}
