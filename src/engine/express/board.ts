/** How a run gets on board: what the machine needs to know is written into its memory, what is pending taken out of the clock. */
import { ORDER } from '../../contract/service.ts'
import { AMOUNTS, LEVELS, MOST_SOURCES, SOURCE } from '../../express/layout.ts'
import { CLASS } from '../../kernel/timers.ts'
import { K, O } from '../../trace/records.ts'
import { boardBusy } from './board-busy.ts'
import { boardKeeper, keeperOf } from './board-queue.ts'
import { boardValues, boardWorker, workerOf } from './board-work.ts'
import { type Ride, type Rider, tells } from './ride.ts'
import type { Link } from '../link.ts'

/** False when nobody rides at present. */
export function board(ride: Ride): boolean {
  for (const link of ride.pairs) boardPair(ride, link)
  if (ride.riders.length === 0) return false
  const { run } = ride
  const { program } = ride.machine
  const { timers } = run.world
  program.prepare(timers.now, ride.riders.length, ride.workers.length, ride.keepers.length, !run.trace.muted, !run.metrics.muted)
  program.sequence.value = timers.given
  program.fired.value = timers.fired
  program.nextSerial.value = run.world.messages.created + 1
  program.ofCompletion.value = ORDER.completion * CLASS
  program.ofRefill.value = ORDER.refill * CLASS
  program.ofArrival.value = ORDER.arrival * CLASS
  program.ofPoll.value = ORDER.poll * CLASS
  program.throttledOutcome.value = O.throttled
  program.succeededOutcome.value = O.succeeded
  program.deletedOutcome.value = O.deleted
  program.buriedOutcome.value = O.deadLettered
  boardAccount(ride)
  for (const worker of ride.workers) boardWorker(ride, worker)
  for (const rider of ride.riders) boardRider(ride, rider)
  for (const keeper of ride.keepers) boardKeeper(ride, keeper)
  for (const worker of ride.workers) boardBusy(ride, worker)
  return true
}

/** What all functions share. */
function boardAccount({ workers, machine: { program } }: Ride): void {
  const [worker] = workers
  if (!worker) return
  const { account } = worker.ticket
  program.inFlight.value = account.pool.inFlight
  program.room.value = account.room
  program.windowMost.value = account.windowMost
  program.windowEnds.value = account.pool.window.ends
  program.windowCount.value = account.pool.window.count
}

function boardPair(ride: Ride, link: Link): void {
  const { from, to } = link
  if (!link.direct || from.watched || to.watched || ride.riders.length === MOST_SOURCES) return
  const ticket = from.behaviour.express!(from)
  if (ticket?.rides !== 'source') return
  const lane = from.takesLane(ticket.arrive)
  if (lane < 0) return
  const keeper = ticket.sends === 'messages' ? keeperOf(ride, to) : undefined
  const asked = ticket.sends === 'requests' ? workerOf(ride, to) : undefined
  const work = asked?.ticket.tame ? asked : undefined
  if (work || keeper) ride.riders.push({ node: from, ticket, link, lane, work, keeper, number: ride.riders.length, given: 0, over: [], begun: [] })
}

function boardRider(ride: Ride, { node, ticket, link, lane, work, keeper, number }: Rider): void {
  const { doubles, words, program } = ride.machine
  const { timers } = ride.run.world
  const word = program.source(number) >> 2
  const at = word >> 1
  const next = timers.ofLane(lane)
  timers.putLane(lane, Number.POSITIVE_INFINITY, next.rank)
  doubles[at + SOURCE.next] = next.time
  doubles[at + SOURCE.rank] = next.rank
  doubles[at + SOURCE.from] = ticket.from
  doubles[at + SOURCE.until] = ticket.until
  doubles[at + SOURCE.waiting] = ticket.waiting
  const wire = link.index << 16
  words[word + SOURCE.request] = (work ? K.request : K.event) | wire
  words[word + SOURCE.response] = K.response | wire
  words[word + SOURCE.refusal] = K.refusal | wire
  words[word + SOURCE.ended] = K.ended | (node.index << 16)
  words[word + SOURCE.work] = work ? program.work(work.number) : 0
  words[word + SOURCE.queue] = keeper ? program.queue(keeper.number) : 0
  words[word + SOURCE.gaps] = ticket.gaps ? 1 : 0
  words[word + SOURCE.tries] = ticket.tries ? 1 : 0
  const { sent, refused, inFlight, latency } = ticket.metrics
  tells(ride, number, node.metricSlot(latency.index))
  tells(ride, LEVELS + number, node.metricSlot(inFlight.index))
  tells(ride, AMOUNTS + 2 * number, node.metricSlot(sent.index))
  tells(ride, AMOUNTS + 2 * number + 1, node.metricSlot(refused.index))
  if (!ride.run.metrics.muted) boardValues(ride, program.latency(number), node.metricSlot(latency.index), Math.floor(timers.now / 1e6))
}
