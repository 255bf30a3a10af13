/** What is under way when a ride begins. */
import type { Micros } from '../../base/units.ts'
import { type MessageId, NONE, WAY_REQUEST } from '../../contract/messages.ts'
import { BATCH_MOST, MESSAGE, PLACE, SECONDS } from '../../express/layout.ts'
import { targetOf } from '../../kernel/timers.ts'
import { boardPlace, boardSeconds } from './board-work.ts'
import type { Keeper, Ride, Rider, Worker } from './ride.ts'

/** Those whose handlers end plainly come on board, with what they are busy with. */
export function boardBusy(ride: Ride, worker: Worker): void {
  const { node, ticket, number } = worker
  const { words, program } = ride.machine
  const { timers } = ride.run.world
  const target = targetOf(node.index, ticket.ends.index)
  const left: [Micros, number, number][] = []
  const present = Math.floor(timers.now / 1e6)
  let earliest = present
  timers.lift(target, (time, rank, env) => {
    const began = Math.floor(ticket.places.begun[env]! / 1e6)
    const word = began > present - SECONDS + 16 ? boardSubject(ride, worker, env) : NONE
    if (word === NONE) return left.push([time, rank, env])
    words[word + PLACE.values] = program.durations(number, began)
    program.setOff(word << 2, time, rank)
    earliest = Math.min(earliest, began)
  })
  for (const [time, rank, env] of left) timers.putBack(time, rank, target, env)
  if (!ride.run.metrics.muted) boardSeconds(ride, worker, earliest, present + 1)
}

/** Where it stands, or NONE if it stays behind. */
function boardSubject(ride: Ride, worker: Worker, env: number): number {
  return worker.ticket.plain(env) ? boardRequest(ride, worker, env) : boardBatch(ride, worker, env)
}

function boardRequest(ride: Ride, { ticket, first, number, subjects }: Worker, env: number): number {
  const { doubles, words, program } = ride.machine
  const { messages } = ride.run.world
  const message = ticket.places.subject[env]!
  const rider = riderOf(ride, message)
  if (!rider) return NONE
  const word = boardPlace(ride, first, env, number, ticket)
  doubles[(word >> 1) + PLACE.serial] = messages.serial[message]!
  doubles[(word >> 1) + PLACE.sentAt] = messages.u[message]!
  words[word + PLACE.source] = program.source(rider.number)
  subjects.set(env, { serial: messages.serial[message]!, message })
  return word
}

function riderOf(ride: Ride, message: MessageId): Rider | undefined {
  const { messages } = ride.run.world
  if (messages.way[message] !== WAY_REQUEST) return undefined
  const rider = ride.riders.find(({ link }) => link.index === messages.wire[message])
  return rider?.ticket.waitsFor(message) ? rider : undefined
}

/** A batch of a queue on board, of messages that nobody else has. */
function boardBatch(ride: Ride, worker: Worker, env: number): number {
  const { words, program } = ride.machine
  const running = worker.ticket.batchOf(env)
  const keeper = running && ride.keepers.find(({ receiver }) => receiver?.link.index === running.wire)
  if (!keeper) return NONE
  const { batch: { messages, receipts }, fails, slot } = running
  if (messages.length > BATCH_MOST || messages.some((message, i) => !isOnBoard(ride, keeper, message) || !keeper.ticket.hides(receipts[i]!, message))) return NONE
  const word = boardPlace(ride, worker.first, env, worker.number, worker.ticket)
  ride.machine.doubles[(word >> 1) + PLACE.serial] = ride.run.world.messages.serial[messages[0]!]!
  words[word + PLACE.source] = program.queue(keeper.number)
  words[word + PLACE.count] = messages.length
  words[word + PLACE.fails] = fails ? 1 : 0
  messages.forEach((message, i) => {
    const address = program.message(ride.recordOf[message]!)
    words[word + PLACE.batch + i] = address
    words[(address >> 2) + MESSAGE.place] = word << 2
  })
  worker.batches.set(env, slot)
  return word
}

const isOnBoard = ({ recordOf }: Ride, { boarded, firstRecord }: Keeper, message: MessageId): boolean => boarded[(recordOf[message] ?? -1) - firstRecord] === message
