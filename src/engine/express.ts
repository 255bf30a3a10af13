/**
 * Rides: where sources and functions do nothing but the commonest thing, the machine (src/express) carries many requests
 * at a time from their arrival to their end, and everything stands afterwards as if each had gone its way through the
 * services. Between two rides the run goes on as always.
 */
import type { Micros } from '../base/units.ts'
import type { SourceTicket, WorkTicket } from '../contract/express.ts'
import { type MessageId, WAY_REQUEST } from '../contract/messages.ts'
import { ORDER } from '../contract/service.ts'
import { DRAWS, MOST_PLACES, MOST_SOURCES, PAGES, PLACE, RECORD, RECORD_OWNER, RECORD_TELLS, SECONDS, SOURCE, TELLS, VALUES, WORK } from '../express/layout.ts'
import { type Host, type Machine, theMachine } from '../express/machine.ts'
import { CLASS, targetOf } from '../kernel/timers.ts'
import { K, O } from '../trace/records.ts'
import type { Link } from './link.ts'
import type { EngineNode } from './node.ts'
import type { Run } from './run.ts'

/** So many timers are fired in the general way before it is tried again, and more where rides are short. */
const FEWEST = 32
const MOST = 65_536
/** A ride that pays. */
const LONG = 512

interface Rider {
  readonly node: EngineNode
  readonly ticket: SourceTicket
  readonly link: Link
  readonly lane: number
  readonly work: Worker
  readonly number: number
  /** Where what comes next was written, and by how much it was used up when it was asked for last. */
  given: number
  readonly over: MessageId[]
  readonly begun: MessageId[]
}
interface Worker {
  readonly node: EngineNode
  readonly ticket: WorkTicket
  readonly number: number
  /** The number of its first place in the machine. */
  readonly first: number
  given: number
  /** By environment: the serial that was on board when the ride began, and its message. */
  readonly subjects: Map<number, { readonly serial: number; readonly message: MessageId }>
}

export class Express implements Host {
  private readonly run: Run
  private readonly machine: Machine
  private readonly pairs: readonly Link[]
  private readonly most: number
  private readonly riders: Rider[] = []
  private readonly workers: Worker[] = []
  /** Timers to fire in the general way before the next try. */
  wait = FEWEST
  /** Timers fired on rides so far. */
  carried = 0

  constructor(run: Run, machine: Machine, pairs: readonly Link[], most: number) {
    this.most = most
    this.run = run
    this.machine = machine
    this.pairs = pairs
  }

  /** Undefined where nothing in the drawing could ever ride. */
  static of(run: Run, always: boolean): Express | undefined {
    const pairs = run.links.filter(({ from, to, instant }) => instant && from.behaviour.express && to.behaviour.express && from.outgoing.length === 1)
    const machine = pairs.length === 0 ? undefined : theMachine()
    return machine && new Express(run, machine, pairs, always ? FEWEST / 16 : MOST)
  }

  /** Everything up to `until` that can be done here, at most so many timers. */
  ride(until: Micros, most: number): void {
    const { timers } = this.run.world
    const before = timers.fired
    if (this.board()) {
      this.go(until, before + most)
      this.getOff()
    }
    this.carried += timers.fired - before
    this.riders.length = 0
    this.workers.length = 0
    this.wait = timers.fired - before >= LONG ? FEWEST : Math.min(this.most, this.wait * 2)
  }

  private board(): boolean {
    for (const link of this.pairs) this.boardPair(link)
    if (this.riders.length === 0) return false
    const { run } = this
    const { program } = this.machine
    const { timers } = run.world
    program.prepare(timers.now, this.riders.length, this.workers.length, !run.trace.muted, !run.metrics.muted)
    this.machine.host = this
    program.sequence.value = timers.given
    program.fired.value = timers.fired
    program.nextSerial.value = run.world.messages.created + 1
    program.ofCompletion.value = ORDER.completion * CLASS
    program.ofArrival.value = ORDER.arrival * CLASS
    program.throttledOutcome.value = O.throttled
    program.succeededOutcome.value = O.succeeded
    const { account } = this.workers[0]!.ticket
    program.inFlight.value = account.pool.inFlight
    program.room.value = account.room
    program.windowMost.value = account.windowMost
    program.windowEnds.value = account.pool.window.ends
    program.windowCount.value = account.pool.window.count
    for (const worker of this.workers) this.boardWorker(worker)
    for (const rider of this.riders) this.boardRider(rider)
    for (const worker of this.workers) this.boardBusy(worker)
    return true
  }

  private boardPair(link: Link): void {
    const { from, to } = link
    if (!link.direct || from.watched || to.watched || this.riders.length === MOST_SOURCES) return
    const ticket = from.behaviour.express!(from)
    if (ticket?.rides !== 'source') return
    const lane = from.takesLane(ticket.arrive)
    const work = lane < 0 ? undefined : this.worker(to)
    if (work) this.riders.push({ node: from, ticket, link, lane, work, number: this.riders.length, given: 0, over: [], begun: [] })
  }

  private worker(node: EngineNode): Worker | undefined {
    const known = this.workers.find((one) => one.node === node)
    if (known) return known
    const ticket = node.behaviour.express!(node)
    const last = this.workers.at(-1)
    const first = last ? last.first + last.ticket.places.count : 0
    if (ticket?.rides !== 'work' || ticket.places.count === 0 || first + ticket.places.count > MOST_PLACES) return undefined
    const made: Worker = { node, ticket, number: this.workers.length, first, given: 0, subjects: new Map() }
    this.workers.push(made)
    return made
  }

  private boardWorker({ node, ticket, number, first }: Worker): void {
    const { doubles, words, program } = this.machine
    const { places } = ticket
    const word = program.work(number) >> 2
    const at = word >> 1
    const all = {
      inFlight: ticket.inFlight, onDemand: ticket.onDemand, room: ticket.room, windowEnds: ticket.window.ends, windowCount: ticket.window.count, windowMost: ticket.windowMost,
      cpuMs: ticket.cpuMs, ioMs: ticket.ioMs, limitMs: ticket.limitMs, thaw: ticket.thaw, idleFor: ticket.idleFor, idleTimerAt: ticket.idleTimerAt, limit: ticket.limit,
    } as const
    for (const name of Object.keys(all) as (keyof typeof all)[]) doubles[at + WORK[name]] = all[name]
    const place = node.index << 16
    const idle = program.idleOf(first)
    const marks = {
      shared: ticket.shared ? 1 : 0, idle, idleCount: places.idle.count, constant: ticket.constant ? 1 : 0, billsInit: ticket.billsInit ? 1 : 0,
      started: K.started | place, finished: K.finished | place, refused: K.throttled | place, why: ticket.why, status: ticket.status,
    } as const
    for (const name of Object.keys(marks) as (keyof typeof marks)[]) words[word + WORK[name]] = marks[name]
    for (let i = 0; i < places.idle.count; i++) {
      const env = places.idle.envs[i]!
      words[(idle >> 2) + i] = program.place(first + env)
      this.boardPlace(first, env, number, ticket)
    }
  }

  private boardPlace(first: number, env: number, work: number, { places }: WorkTicket): number {
    const { doubles, words, program } = this.machine
    const address = program.place(first + env)
    const word = address >> 2
    const at = word >> 1
    doubles[at + PLACE.serial] = 0
    doubles[at + PLACE.lifeEnd] = places.lifeEnd[env]!
    doubles[at + PLACE.idleEnd] = places.idleEnd[env]!
    doubles[at + PLACE.begun] = places.begun[env]!
    doubles[at + PLACE.durationMs] = places.durationMs[env]!
    doubles[at + PLACE.initMs] = places.initMs[env]!
    words[word + PLACE.label] = places.serial[env]!
    words[word + PLACE.dirty] = places.dirty[env]!
    words[word + PLACE.turns] = 0
    words[word + PLACE.work] = program.work(work)
    words[word + PLACE.busy] = 0
    return word
  }

  private boardRider({ node, ticket, link, lane, work, number }: Rider): void {
    const { doubles, words, program } = this.machine
    const { timers } = this.run.world
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
    words[word + SOURCE.request] = K.request | wire
    words[word + SOURCE.response] = K.response | wire
    words[word + SOURCE.refusal] = K.refusal | wire
    words[word + SOURCE.ended] = K.ended | (node.index << 16)
    words[word + SOURCE.work] = program.work(work.number)
    words[word + SOURCE.gaps] = ticket.gaps ? 1 : 0
    words[word + SOURCE.patient] = ticket.tries ? 1 : 0
    if (this.run.metrics.muted) return
    const second = Math.floor(timers.now / 1e6)
    this.boardValues(program.latency(number), node.metricSlot(ticket.metrics.latency.index), second)
  }

  private boardValues(address: number, slot: number, second: number): void {
    const { doubles, program } = this.machine
    const at = address >> 3
    const [sum, count, low, high] = this.run.metrics.ofSecond(slot, second)
    program.openAt(address, second)
    doubles[at + VALUES.sum] = sum
    doubles[at + VALUES.count] = count
    doubles[at + VALUES.low] = low
    doubles[at + VALUES.high] = high
  }

  /** Those whose handlers end plainly come on board, with what they are busy with. */
  private boardBusy(worker: Worker): void {
    const { node, ticket, number, first, subjects } = worker
    const { doubles, words, program } = this.machine
    const { timers, messages } = this.run.world
    const target = targetOf(node.index, ticket.ends.index)
    const left: [Micros, number, number][] = []
    const present = Math.floor(timers.now / 1e6)
    let earliest = present
    timers.lift(target, (time, rank, env) => {
      const message = ticket.places.subject[env]!
      const began = Math.floor(ticket.places.begun[env]! / 1e6)
      const rider = ticket.plain(env) && began > present - SECONDS + 16 ? this.riderOf(message) : undefined
      if (!rider) return left.push([time, rank, env])
      const word = this.boardPlace(first, env, number, ticket)
      words[word + PLACE.values] = program.durations(number, began)
      doubles[(word >> 1) + PLACE.serial] = messages.serial[message]!
      doubles[(word >> 1) + PLACE.sentAt] = messages.u[message]!
      words[word + PLACE.source] = program.source(rider.number)
      words[word + PLACE.busy] = 1
      subjects.set(env, { serial: messages.serial[message]!, message })
      program.setOff(word << 2, time, rank)
      earliest = Math.min(earliest, began)
    })
    for (const [time, rank, env] of left) timers.putBack(time, rank, target, env)
    if (!this.run.metrics.muted) this.boardSeconds(worker, earliest, present + 1)
  }

  private riderOf(message: MessageId): Rider | undefined {
    const { messages } = this.run.world
    if (messages.way[message] !== WAY_REQUEST) return undefined
    const rider = this.riders.find(({ link }) => link.index === messages.wire[message])
    return rider?.ticket.waitsFor(message) ? rider : undefined
  }

  private boardSeconds({ node, ticket, number }: Worker, from: number, to: number): void {
    const { doubles, program } = this.machine
    const { duration, billed } = ticket.metrics
    for (let second = from; second <= to; second++) {
      const address = program.durations(number, second)
      this.boardValues(address, node.metricSlot(duration.index), second)
      const [sum, count, low, high] = this.run.metrics.ofSecond(node.metricSlot(billed.index), second)
      const at = address >> 3
      doubles[at + VALUES.billed] = sum
      doubles[at + VALUES.billedCount] = count
      doubles[at + VALUES.billedLow] = low
      doubles[at + VALUES.billedHigh] = high
    }
  }

  private go(until: Micros, stop: number): void {
    const { program } = this.machine
    const limit = this.run.world.timers.next()
    program.ride(until, limit, stop)
  }

  private getOff(): void {
    const { run, riders, workers } = this
    const { program } = this.machine
    const { world } = run
    program.alight()
    this.drain()
    world.messages.count(program.nextSerial.value - 1 - world.messages.created)
    const account = workers[0]!.ticket.account.pool
    account.inFlight = program.inFlight.value
    account.window.ends = program.windowEnds.value
    account.window.count = program.windowCount.value
    for (const worker of workers) this.leaveWorker(worker)
    while (program.pending() > 0) this.leaveBusy()
    for (const rider of riders) this.leaveRider(rider)
    for (const worker of workers) this.leaveOver(worker)
    for (const rider of riders) this.settle(rider)
    world.timers.goOnAt(program.now.value, program.fired.value, program.sequence.value)
    this.machine.host = undefined
  }

  private leaveWorker(worker: Worker): void {
    const { ticket, number, first } = worker
    const { doubles, words, program } = this.machine
    const { places } = ticket
    const word = program.work(number) >> 2
    const at = word >> 1
    ticket.window.ends = doubles[at + WORK.windowEnds]!
    ticket.window.count = doubles[at + WORK.windowCount]!
    const taken = ticket.constant ? 0 : this.used(program.waitsOf(number), words[word + WORK.waits]!, worker.given)
    ticket.getOff(doubles[at + WORK.inFlight]!, doubles[at + WORK.onDemand]!, doubles[at + WORK.invocations]!, taken)
    const idle = program.idleOf(first) >> 2
    const count = words[word + WORK.idleCount]!
    const envs = new Int32Array(count)
    for (let i = 0; i < count; i++) {
      const env = this.envOf(words[idle + i]!, first)
      envs[i] = env
      this.leavePlace(worker, env)
    }
    places.rest(envs)
  }

  private envOf = (address: number, first: number): number => (address - this.machine.program.place(first)) / (this.machine.program.place(1) - this.machine.program.place(0))

  private leavePlace({ ticket, first }: Worker, env: number): void {
    const { doubles, words, program } = this.machine
    const word = program.place(first + env) >> 2
    const at = word >> 1
    const { places } = ticket
    places.idleEnd[env] = doubles[at + PLACE.idleEnd]!
    places.begun[env] = doubles[at + PLACE.begun]!
    places.durationMs[env] = doubles[at + PLACE.durationMs]!
    places.initMs[env] = doubles[at + PLACE.initMs]!
    places.turn[env] = places.turn[env]! + words[word + PLACE.turns]!
  }

  /** What is under way goes on in the general way. */
  private leaveBusy(): void {
    const { doubles, words, program } = this.machine
    const { timers, messages } = this.run.world
    const [time, rank, address] = [program.pendingTime(), program.pendingRank(), program.pendingPlace()]
    program.takePending()
    const word = address >> 2
    const serial = doubles[(word >> 1) + PLACE.serial]!
    const worker = this.workers.find((one) => program.work(one.number) === words[word + PLACE.work])!
    const rider = this.riders.find((one) => program.source(one.number) === words[word + PLACE.source])!
    const env = this.envOf(address, worker.first)
    this.leavePlace(worker, env)
    const was = worker.subjects.get(env)
    let message = was?.message
    if (was?.serial === serial) worker.subjects.delete(env)
    else {
      message = messages.adopt(serial)
      messages.born[message] = doubles[(word >> 1) + PLACE.sentAt]!
      messages.wire[message] = rider.link.index
      messages.way[message] = WAY_REQUEST
      rider.begun.push(message)
    }
    worker.ticket.places.busy(env, message!)
    timers.putBack(time, rank, targetOf(worker.node.index, worker.ticket.ends.index), env)
  }

  /** Those that came on board and were answered. */
  private leaveOver({ subjects }: Worker): void {
    const { messages } = this.run.world
    for (const { message } of subjects.values()) this.riders.find(({ link }) => link.index === messages.wire[message])!.over.push(message)
  }

  private leaveRider({ lane, number }: Rider): void {
    const { doubles, program } = this.machine
    const at = program.source(number) >> 3
    this.run.world.timers.putLane(lane, doubles[at + SOURCE.next]!, doubles[at + SOURCE.rank]!)
    const { outcomes } = this.run.world
    outcomes[O.succeeded] = outcomes[O.succeeded]! + doubles[at + SOURCE.succeeded]!
    outcomes[O.throttled] = outcomes[O.throttled]! + doubles[at + SOURCE.throttled]!
  }

  private settle(rider: Rider): void {
    const { doubles, words, program } = this.machine
    const { messages } = this.run.world
    const word = program.source(rider.number) >> 2
    const at = word >> 1
    rider.begun.sort((a, b) => messages.serial[a]! - messages.serial[b]!)
    const taken = this.used(program.aheadOf(rider.number), words[word + SOURCE.ahead]!, rider.given)
    rider.ticket.getOff(doubles[at + SOURCE.sent]!, doubles[at + SOURCE.waiting]!, taken, rider.over, rider.begun)
    for (const message of rider.over) messages.release(message)
  }

  /** How many of those given last are used up; 0 when none were ever given. */
  private used(begin: number, at: number, given: number): number {
    return given === 0 ? 0 : (at - begin) >> 3
  }

  arrivals(source: number): number {
    const rider = this.riders[source]!
    return (rider.given = rider.ticket.ahead(this.room(this.machine.program.aheadOf(source)), rider.given))
  }

  waits(work: number): number {
    const worker = this.workers[work]!
    return (worker.given = worker.ticket.waits(this.room(this.machine.program.waitsOf(work)), worker.given))
  }

  private room(address: number): Float64Array {
    return this.machine.doubles.subarray(address >> 3, (address >> 3) + DRAWS)
  }

  drain(): void {
    const { program, doubles } = this.machine
    const { trace } = this.run
    if (!trace.muted) trace.copy(doubles.subarray(program.rowsBegin() >> 3, program.rows() >> 3))
    const end = program.records()
    for (let address = program.recordsBegin(); address < end; address += RECORD) this.tell(address)
    program.empty()
  }

  /** What is known of one metric and one second. */
  private tell(address: number): void {
    const { doubles, words } = this.machine
    const { metrics } = this.run
    const owner = words[(address >> 2) + RECORD_OWNER]!
    const tells = words[(address >> 2) + RECORD_TELLS]!
    const at = address >> 3
    const [a, b, c, d, e] = [doubles[at]!, doubles[at + 1]!, doubles[at + 2]!, doubles[at + 3]!, doubles[at + 4]!]
    if (tells === TELLS.values) metrics.putValues(this.valuesSlot(owner), a, b, c, d, e, doubles[at + 6]!, doubles[at + 5]!)
    else if (tells === TELLS.level) metrics.putLevel(this.levelSlot(owner), a, b, c, d, e, doubles[at + 5]!)
    else if (tells === TELLS.amounts) metrics.putAmounts(this.slot(owner, 'billed'), a, b, c, d, e)
    else metrics.putOnes(this.onesSlot(owner), a, b)
  }

  private slot(owner: number, name: 'billed' | 'duration' | 'concurrent' | 'throttled'): number {
    const { node, ticket } = this.workers[owner - MOST_SOURCES]!
    return node.metricSlot(ticket.metrics[name].index)
  }
  private ofSource(owner: number, name: 'sent' | 'refused' | 'inFlight' | 'latency'): number {
    const { node, ticket } = this.riders[owner]!
    return node.metricSlot(ticket.metrics[name].index)
  }
  private valuesSlot = (owner: number): number => (owner < MOST_SOURCES ? this.ofSource(owner, 'latency') : this.slot(owner, 'duration'))
  private levelSlot = (owner: number): number => (owner < MOST_SOURCES ? this.ofSource(owner, 'inFlight') : this.slot(owner, 'concurrent'))
  /** Two kinds each. */
  private onesSlot = (which: number): number => {
    const owner = which >> 1
    return owner < MOST_SOURCES ? this.ofSource(owner, (which & 1) === 0 ? 'sent' : 'refused') : this.slot(owner, 'throttled')
  }

  minute(minute: number): void {
    const { metrics } = this.run
    if (metrics.muted) return
    // Rows first: what is dated back goes to a minute that is open.
    this.drain()
    for (const { number } of this.riders) this.takePages(number, minute, this.valuesSlot(number))
    for (const { number } of this.workers) this.takePages(MOST_SOURCES + number, minute, this.valuesSlot(MOST_SOURCES + number))
  }

  /** A page stands for one minute of four: the present one, the next, or one of the two before. */
  private takePages(owner: number, minute: number, slot: number): void {
    const { program, words } = this.machine
    for (let one = minute + 2 - PAGES; one <= minute + 1; one++) {
      if (one < 0) continue
      const pairs = program.takePage(owner, one)
      const at = program.recordsBegin() >> 2
      if (pairs > 0) this.run.metrics.addCounts(slot, one * 60, words.subarray(at, at + 2 * pairs))
    }
  }
}
