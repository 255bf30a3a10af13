/** How queues get on board, with the messages in them. */
import { fitting } from '../../base/arrays.ts'
import type { QueueTicket } from '../../contract/express.ts'
import type { MessageId } from '../../contract/messages.ts'
import { GROWS, LEVELS, LOOKS, MESSAGE, MOST_MESSAGES, MOST_QUEUES, MOST_SOURCES, OF_QUEUE, OF_QUEUES, POLLS, QUEUE, SHOWS, ZEROS } from '../../express/layout.ts'
import { targetOf } from '../../kernel/timers.ts'
import { K } from '../../trace/records.ts'
import { workerOf } from './board-work.ts'
import { type Keeper, type Receiver, type Ride, tells } from './ride.ts'
import type { EngineNode } from '../node.ts'

/** Undefined when it has to stay behind. One that serves as a dead-letter queue has none of its own. */
export function keeperOf(ride: Ride, node: EngineNode, isDead = false): Keeper | undefined {
  const known = ride.keepers.find((one) => one.node === node)
  if (known) return isDead && known.dead ? undefined : known
  const ticket = node.watched ? undefined : node.behaviour.express?.(node)
  if (ticket?.rides !== 'queue') return undefined
  const polls = ride.run.links.filter(({ from, here }) => from === node && here.kind === 'poll')
  const receiver = polls.length === 1 ? receiverOf(ride, polls[0]!, ticket) : undefined
  if (polls.length > 0 && !receiver) return undefined
  const dead = receiver && ticket.dead && !isDead ? deadOf(ride, ticket.dead.wire.index) : undefined
  if (receiver && ticket.dead && !dead) return undefined
  if (ride.keepers.length === MOST_QUEUES) return undefined
  const keeper: Keeper = { node, ticket, number: ride.keepers.length, receiver, dead, boarded: [], firstRecord: 0 }
  ride.keepers.push(keeper)
  return keeper
}

function deadOf(ride: Ride, wire: number): Keeper['dead'] {
  const link = ride.run.links[wire]!
  const keeper = link.direct ? keeperOf(ride, link.to, true) : undefined
  return keeper && { keeper, link }
}

/** Half of the records are for those that come in on the ride. */
const MOST_ON_BOARD = MOST_MESSAGES / 2

const onBoard = ({ keepers }: Ride): number => keepers.reduce((sum, { boarded }) => sum + boarded.length, 0)

function receiverOf(ride: Ride, link: Ride['pairs'][number], ticket: QueueTicket): Receiver | undefined {
  if (link.trouble || link.to.watched || expected(ride) + ticket.count + ticket.inFlight > MOST_ON_BOARD) return undefined
  const worker = workerOf(ride, link.to)
  const mapping = worker?.ticket.mapping(link.index)
  return worker && mapping && !anyLarger(ride, ticket, mapping.mostBytes) ? { worker, mapping, link } : undefined
}

const expected = ({ keepers }: Ride): number => keepers.reduce((sum, { ticket, receiver }) => sum + (receiver ? ticket.count + ticket.inFlight : 0), 0)

function anyLarger({ run }: Ride, ticket: QueueTicket, bytes: number): boolean {
  const { sizeBytes } = run.world.messages
  let found = false
  for (let i = 0; i < ticket.count; i++) if (sizeBytes[ticket.visibleAt(i)]! > bytes) return true
  ticket.hidden((message) => { found ||= sizeBytes[message]! > bytes })
  return found
}

export function boardKeeper(ride: Ride, keeper: Keeper): void {
  const { node, ticket, number, receiver, dead } = keeper
  const { doubles, words, program } = ride.machine
  const address = program.queue(number)
  const word = address >> 2
  const at = word >> 1
  words.fill(0, word, word + QUEUE.number)
  const all = {
    visibility: ticket.visibility, retention: ticket.retention, keepsUntil: ticket.keepsUntil, showsAt: ticket.showsAt, deletedAt: ticket.deletedAt,
    inFlight: ticket.inFlight, inFlightMost: ticket.inFlightMost,
  } as const
  for (const name of Object.keys(all) as (keyof typeof all)[]) doubles[at + QUEUE[name]] = all[name]
  const place = node.index << 16
  const marks = {
    sampling: ticket.sampling ? 1 : 0, deletes: ticket.deletes, visible: K.visible | place, leased: K.leased | place, erased: K.deleted | place,
    ended: K.ended | place, worn: K.deadLettered | place, created: K.created | place,
  } as const
  for (const name of Object.keys(marks) as (keyof typeof marks)[]) words[word + QUEUE[name]] = marks[name]
  if (dead) {
    words[word + QUEUE.dead] = program.queue(dead.keeper.number)
    words[word + QUEUE.moved] = K.event | (dead.link.index << 16)
    words[word + QUEUE.receivesMost] = ticket.dead!.receives
    words[word + QUEUE.why] = ticket.dead!.why
  }
  tellSlots(ride, keeper)
  if (!receiver) words[word + QUEUE.count] = ticket.count
  else {
    boardReceiver(ride, keeper, receiver, word)
    boardMessages(ride, keeper, address)
  }
}

function tellSlots(ride: Ride, { node, ticket, number, receiver }: Keeper): void {
  const { sent, size, received, deleted, requests, visible, inFlight } = ticket.metrics
  const levels = LEVELS + 2 * MOST_SOURCES + number
  tells(ride, levels, node.metricSlot(visible.index))
  tells(ride, levels + MOST_QUEUES, node.metricSlot(inFlight.index))
  tells(ride, ZEROS + number, node.metricSlot(size.index))
  const own = [sent, deleted, requests, received].map(({ index }) => node.metricSlot(index))
  const { polled, invoked, failed, deleted: handled } = receiver?.mapping.metrics ?? {}
  const others = receiver ? [polled!, invoked!, failed!, handled!].map(({ index }) => receiver.worker.node.metricSlot(index)) : []
  for (const [i, slot] of [...own, ...others].entries()) tells(ride, OF_QUEUES + number * OF_QUEUE + i, slot)
}

function boardReceiver(ride: Ride, { node, ticket, number }: Keeper, { worker, mapping, link }: Receiver, word: number): void {
  const { doubles, words, program } = ride.machine
  const { timers } = ride.run.world
  const { state } = mapping
  const at = word >> 1
  const all = {
    rampFrom: state.rampFrom, emptySince: state.emptySince, ceiling: state.ceiling, active: state.active, pollersMost: mapping.most, pollersFirst: mapping.first,
    pollersGain: mapping.gain, longPoll: mapping.longPoll, ceilingMost: mapping.ceilingMost,
  } as const
  for (const name of Object.keys(all) as (keyof typeof all)[]) doubles[at + QUEUE[name]] = all[name]
  words[word + QUEUE.consumer] = program.work(worker.number)
  words[word + QUEUE.polling] = state.polling ? 1 : 0
  words[word + QUEUE.growing] = state.growing ? 1 : 0
  words[word + QUEUE.batchSize] = mapping.batchSize
  words[word + QUEUE.batch] = K.batch | (link.index << 16)
  const address = program.queue(number)
  timers.lift(targetOf(node.index, ticket.shows.index), (time, rank) => program.setOff(address | SHOWS, time, rank))
  for (const [timer, kind] of [[mapping.looks, LOOKS], [mapping.grows, GROWS], [mapping.polls, POLLS]] as const) {
    const target = targetOf(worker.node.index, timer.index)
    const others: [number, number, number][] = []
    timers.lift(target, (time, rank, arg) => {
      if (arg === mapping.index) program.setOff(address | kind, time, rank)
      else others.push([time, rank, arg])
    })
    for (const [time, rank, arg] of others) timers.putBack(time, rank, target, arg)
  }
}

function boardMessages(ride: Ride, keeper: Keeper, queue: number): void {
  const { program } = ride.machine
  const { ticket, boarded } = keeper
  keeper.firstRecord = onBoard(ride)
  for (let i = 0; i < ticket.count; i++) {
    const message = ticket.visibleAt(i)
    boardMessage(ride, keeper, message, program.bring(queue, false), 0)
  }
  ticket.hidden((message, until) => {
    ride.recordOf = fitting(ride.recordOf, message)
    ride.recordOf[message] = keeper.firstRecord + boarded.length
    boardMessage(ride, keeper, message, program.bring(queue, true), until)
  })
}

function boardMessage(ride: Ride, keeper: Keeper, message: MessageId, address: number, until: number): void {
  const { doubles, words } = ride.machine
  const { messages } = ride.run.world
  keeper.boarded.push(message)
  const word = address >> 2
  const at = word >> 1
  doubles[at + MESSAGE.serial] = messages.serial[message]!
  doubles[at + MESSAGE.root] = messages.root[message]!
  doubles[at + MESSAGE.known] = messages.z[message]!
  doubles[at + MESSAGE.sentAt] = messages.x[message]!
  doubles[at + MESSAGE.firstAt] = messages.y[message]!
  doubles[at + MESSAGE.until] = until
  words[word + MESSAGE.tries] = messages.tries[message]!
  words[word + MESSAGE.row] = message
}
