/**
 * What our figures are held against: the same workloads on js-simulator, as its documentation suggests (an event object
 * with an `update`, scheduled again), and a bare heap in typed arrays that does nothing but keep time.
 */
import { createRequire } from 'node:module'

interface SimEvent {
  update(delta: number): void
}
interface Scheduler {
  current_time: number
  scheduleOnceIn(event: SimEvent, delay: number): void
  hasEvents(): boolean
  update(): void
}
const jssim = createRequire(import.meta.url)('js-simulator') as {
  Scheduler: new () => Scheduler
  SimEvent: new (rank: number) => SimEvent
}

/** A cheap generator for the peers: their chance should cost them no more than ours costs us. */
function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 4_294_967_296
  }
}

/** W1 and W2, as the peer is told them. */
export const W1_PEER = { coldSec: 1, idleSec: 600 }
export const W2_PEER = { servers: 20, coldSec: 0, idleSec: 600 }

/** W1 and W2: Poisson arrivals, exponential service; a cold start when nobody is idle, or a refusal when all are busy. */
export function peerFunction(seconds: number, options: { servers?: number; coldSec: number; idleSec: number }): { requests: number } {
  const random = uniform(7)
  const exponential = (mean: number): number => -mean * Math.log(random())
  const scheduler = new jssim.Scheduler()
  const idle: number[] = []
  let busy = 0
  let requests = 0
  let throttled = 0
  let totalTime = 0
  const serve = (delay: number): void => {
    busy++
    const end = new jssim.SimEvent(2)
    end.update = () => {
      busy--
      idle.push(scheduler.current_time)
      totalTime += delay
    }
    scheduler.scheduleOnceIn(end, delay)
  }
  const arrival = new jssim.SimEvent(1)
  arrival.update = () => {
    requests++
    while (idle.length > 0 && idle[0]! + options.idleSec <= scheduler.current_time) idle.shift()
    if (options.servers !== undefined && busy >= options.servers) throttled++
    else if (idle.pop() !== undefined || options.coldSec === 0) serve(exponential(0.2))
    else serve(exponential(options.coldSec) + exponential(0.2))
    scheduler.scheduleOnceIn(arrival, exponential(0.01))
  }
  scheduler.scheduleOnceIn(arrival, exponential(0.01))
  while (scheduler.current_time < seconds) scheduler.update()
  return { requests: requests + throttled * 0 + totalTime * 0 }
}

/**
 * W3: messages through a queue in batches of ten; one batch in ten fails; after three receives a message is dead. A
 * message is an agent of its own, as js-simulator's page has it ("an event can be thought of as an agent"): it arrives at
 * the queue by itself, and by itself it shows again when its visibility timeout is over, as each of ours does.
 */
export function peerQueue(messages: number): { requests: number } {
  const scheduler = new jssim.Scheduler()
  const queue = new Queue(scheduler)
  let sent = 0
  const burst = new jssim.SimEvent(3)
  burst.update = () => {
    for (let i = 0; i < 10 && sent < messages; i++, sent++) scheduler.scheduleOnceIn(new Message(queue), 0.01)
    if (sent < messages) scheduler.scheduleOnceIn(burst, 0.01)
  }
  scheduler.scheduleOnceIn(burst, 0)
  while (scheduler.hasEvents() && queue.done < messages) scheduler.update()
  return { requests: queue.done }
}

class Message extends jssim.SimEvent {
  receives = 0
  private readonly queue: Queue

  constructor(queue: Queue) {
    super(3)
    this.queue = queue
  }

  override update(): void {
    this.queue.visible.push(this)
    this.queue.look()
  }
}

/** It is looked at once for all that came at one instant. */
class Queue extends jssim.SimEvent {
  visible: Message[] = []
  private taken = 0
  private active = 0
  private due = false
  done = 0
  private readonly random = uniform(11)
  private readonly clock: Scheduler

  constructor(clock: Scheduler) {
    super(1)
    this.clock = clock
  }

  look(): void {
    if (this.due) return
    this.due = true
    this.clock.scheduleOnceIn(this, 0)
  }

  override update(): void {
    this.due = false
    while (this.active < 100 && this.visible.length > this.taken) {
      const batch: Message[] = []
      while (batch.length < 10 && this.visible.length > this.taken) {
        const message = this.visible[this.taken++]!
        if (message.receives++ >= 3) this.done++
        else batch.push(message)
      }
      // Cheaper than shifting an array that may be long.
      if (this.taken > 1_000 && this.taken * 2 > this.visible.length) {
        this.visible = this.visible.slice(this.taken)
        this.taken = 0
      }
      if (batch.length === 0) return
      this.active++
      const end = new jssim.SimEvent(2)
      end.update = () => this.ends(batch)
      this.clock.scheduleOnceIn(end, 0.1)
    }
  }

  private ends(batch: readonly Message[]): void {
    this.active--
    if (this.random() < 0.1) for (const message of batch) this.clock.scheduleOnceIn(message, 30)
    else this.done += batch.length
    this.look()
  }
}

/** Pop the earliest, push one later: what any kernel must at least do for an event. */
export function bareHeap(pending: number, events: number): number {
  const time = new Float64Array(pending * 4 + 64)
  const what = new Int32Array(pending * 4 + 64)
  const random = uniform(3)
  let size = 0
  for (let i = 0; i < pending; i++) {
    let at = size++
    const due = random()
    while (at > 0) {
      const above = (at - 1) >> 2
      if (time[above]! <= due) break
      time[at] = time[above]!
      what[at] = what[above]!
      at = above
    }
    time[at] = due
    what[at] = i
  }
  let sum = 0
  for (let n = 0; n < events; n++) {
    const due = time[0]! + random()
    sum += what[0]!
    let at = 0
    for (;;) {
      let child = (at << 2) + 1
      if (child >= size) break
      const end = Math.min(child + 4, size)
      let best = child
      for (child++; child < end; child++) if (time[child]! < time[best]!) best = child
      if (due <= time[best]!) break
      time[at] = time[best]!
      what[at] = what[best]!
      at = best
    }
    time[at] = due
    what[at] = n & 1_023
  }
  return sum
}
