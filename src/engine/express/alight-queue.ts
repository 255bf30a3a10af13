/** How queues get off, with what came in and what is under way. */
import type { Batch } from '../../contract/service.ts'
import { type MessageId, NONE, WAY_EVENT } from '../../contract/messages.ts'
import { HIDDEN_NEW, MESSAGE, OVER, PLACE, QUEUE } from '../../express/layout.ts'
import { O } from '../../trace/records.ts'
import type { Keeper, Ride, Worker } from './ride.ts'

/** Messages that are over go last: others may be copies of them. */
export function leaveKeeper(ride: Ride, keeper: Keeper, gone: MessageId[]): void {
  const { ticket, receiver, number } = keeper
  const { doubles, words, program } = ride.machine
  const word = program.queue(number) >> 2
  const at = word >> 1
  const begun: MessageId[] = []
  const over = overOf(ride, keeper)
  const visible = listed(ride, words[word + QUEUE.first]!, begun)
  const hidden: MessageId[] = []
  const until: number[] = []
  for (let address = words[word + QUEUE.firstHidden]!; address !== 0; address = words[(address >> 2) + MESSAGE.next]!) {
    const message = messageAt(ride, address, begun)
    if (words[(address >> 2) + MESSAGE.state] !== HIDDEN_NEW) continue
    hidden.push(message)
    until.push(doubles[(address >> 3) + MESSAGE.until]!)
  }
  const { serial } = ride.run.world.messages
  begun.sort((a, b) => serial[a]! - serial[b]!)
  ticket.getOff({
    over, begun, visible, more: !receiver, hidden, until, showsAt: doubles[at + QUEUE.showsAt]!, deletedAt: doubles[at + QUEUE.deletedAt]!,
    deletes: words[word + QUEUE.deletes]!,
  })
  gone.push(...over)
  const { outcomes } = ride.run.world
  outcomes[O.deleted] = outcomes[O.deleted]! + doubles[at + QUEUE.deleted]!
  outcomes[O.deadLettered] = outcomes[O.deadLettered]! + doubles[at + QUEUE.buried]!
  if (!receiver) return
  const { state } = receiver.mapping
  state.active = doubles[at + QUEUE.active]!
  state.rampFrom = doubles[at + QUEUE.rampFrom]!
  state.emptySince = doubles[at + QUEUE.emptySince]!
  state.ceiling = doubles[at + QUEUE.ceiling]!
  state.polling = words[word + QUEUE.polling] !== 0
  state.growing = words[word + QUEUE.growing] !== 0
}

function overOf({ machine: { words, program } }: Ride, { boarded, firstRecord }: Keeper): MessageId[] {
  const first = program.message(firstRecord) >> 2
  const each = (program.message(1) - program.message(0)) >> 2
  return boarded.filter((_, i) => words[first + i * each + MESSAGE.state] === OVER)
}

function listed(ride: Ride, first: number, begun: MessageId[]): MessageId[] {
  const { words } = ride.machine
  const all: MessageId[] = []
  for (let address = first; address !== 0; address = words[(address >> 2) + MESSAGE.next]!) all.push(messageAt(ride, address, begun))
  return all
}

/** The row that a message has in the run's table; it gets one if it came in on the ride. */
function messageAt({ run, machine: { doubles, words } }: Ride, address: number, begun: MessageId[]): MessageId {
  const { messages } = run.world
  const word = address >> 2
  const at = word >> 1
  let message = words[word + MESSAGE.row]!
  if (message === NONE) {
    message = messages.adopt(doubles[at + MESSAGE.serial]!)
    const born = doubles[at + MESSAGE.born]!
    messages.born[message] = born
    messages.wire[message] = words[word + MESSAGE.wire]! >>> 16
    messages.way[message] = WAY_EVENT
    messages.status[message] = 200
    messages.root[message] = doubles[at + MESSAGE.root]!
    messages.x[message] = doubles[at + MESSAGE.sentAt]!
    messages.z[message] = doubles[at + MESSAGE.known]!
    if (messages.z[message] === 0) messages.u[message] = messages.v[message] = born
    inherit(messages, message, words[word + MESSAGE.copied]!)
    words[word + MESSAGE.row] = message
    begun.push(message)
  }
  messages.y[message] = doubles[at + MESSAGE.firstAt]!
  messages.tries[message] = words[word + MESSAGE.tries]!
  return message
}

/** A copy of one that came on board. */
function inherit(messages: Ride['run']['world']['messages'], message: MessageId, from: MessageId): void {
  if (from === NONE) return
  messages.content[message] = messages.content[from]
  messages.beside[message] = messages.beside[from]
  messages.attributes[message] = messages.attributes[from]
  messages.lineage[message] = messages.lineage[from]
  messages.sizeBytes[message] = messages.sizeBytes[from]!
}

/** An environment works on a batch: on the one that came on board, or on one that began on the ride. */
export function leaveBatch(ride: Ride, worker: Worker, env: number, word: number): void {
  const { doubles, words, program } = ride.machine
  const slot = worker.batches.get(env)
  if (slot !== undefined && words[word + PLACE.turns] === 0) {
    worker.batches.delete(env)
    return
  }
  const { ticket, receiver } = ride.keepers.find((one) => program.queue(one.number) === words[word + PLACE.source])!
  const batch: Batch = { messages: [], receipts: [], until: 0 }
  for (let i = 0; i < words[word + PLACE.count]!; i++) {
    const address = words[word + PLACE.batch + i]!
    const message = words[(address >> 2) + MESSAGE.row]!
    batch.messages.push(message)
    batch.receipts.push(ticket.leaseOf(message))
    batch.until = doubles[(address >> 3) + MESSAGE.until]!
  }
  worker.ticket.holdBatch(env, receiver!.link.index, batch, doubles[(word >> 1) + PLACE.sentAt]!, words[word + PLACE.fails] !== 0)
}
