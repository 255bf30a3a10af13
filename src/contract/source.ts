/**
 * The behaviour of a light source: a service that is here only because it invokes functions. Something happens in it from
 * time to time; it then invokes its functions with the payload of its own, in its own way: as an event, or waiting for an
 * answer with the patience and the retries that it has. Some wait for a report that comes by another way (`job`).
 */
import type { Dice } from '../base/dice.ts'
import { requestId } from '../base/ids.ts'
import { utf8Length } from '../base/text.ts'
import { type Micros, ms, sec, toMs } from '../base/units.ts'
import { K, type Metric, metric, O } from './trace.ts'
import { type Content, type MessageId, NONE, WAY_EVENT } from './messages.ts'
import { reason } from './reasons.ts'
import type { CallContent } from './sdk.ts'
import { type Behaviour, type Node, timer, type WireEnd } from './service.ts'
import type { Occasions } from './source-config.ts'

export type SourceNode<C = any> = Node<C & Occasions, SourceState>
/** One thing that happened, for the payload. */
export interface Occasion {
  /** Counted from 0. */
  readonly number: number
  readonly serial: number
  /** An id of its own, in AWS's usual shape. */
  readonly id: string
  readonly chance: Dice
}
export interface Source<C> {
  /** The payload; undefined when this wire is not concerned. */
  event(node: SourceNode<C>, occasion: Occasion, wire: WireEnd): Content
  /** It waits for the answer; else it invokes asynchronously. */
  readonly waits?: (node: SourceNode<C>, wire: WireEnd) => boolean
  /** LAM-SYNC-13: how long it waits, and how often it tries. */
  readonly patienceMs?: number
  readonly tries?: number
  /** What is wrong with an answer that came in time, in the service's words; undefined when nothing is. */
  readonly judge?: (node: SourceNode<C>, answer: Content, wire: WireEnd) => string | undefined
  /** It waits for a report under the id of the occasion. */
  readonly job?: {
    limit(node: SourceNode<C>): Micros
    /** A function without code cannot report: after so long it is taken to have. */
    reportAfter(node: SourceNode<C>): Micros | null
    /** After a report that it goes on: so long until the function is asked again, with what, and how long a job may take in all. */
    readonly again?: { readonly after: Micros; readonly most: Micros; content(before: Content, token: string): Content }
  }
  /** Metrics of its own, behind those that all have. */
  readonly metrics?: readonly Metric[]
  /** What code may ask of it: a report, for one. */
  readonly called?: (node: SourceNode<C>, call: CallContent) => Report
}
export interface Report {
  /** The job that it ends, if it does. */
  readonly id?: string
  readonly ok?: boolean
  /** It goes on: the token that the next invocation gets. */
  readonly goesOn?: string
  readonly status: number
  /** A code of reasons.ts, when it is refused for another reason than its input. */
  readonly why?: number
  readonly answer: Content
}
interface Job {
  readonly message: MessageId
  readonly until: Micros
  readonly wire: number
  readonly content: Content
}
export interface SourceState {
  /** All that happened, and what of it came by the clock. */
  sent: number
  fired: number
  readonly chance: Dice
  /** Requests that are waited for. */
  readonly waiting: Map<MessageId, { readonly timer: number; readonly begun: Micros; readonly content: Content; readonly tries: number }>
  readonly jobs: Map<string, Job>
  /** For counting of its own. */
  readonly counts: Map<string, number>
}

const HAPPENED = metric('Occasions', 'count')
const OK = metric('Succeeded', 'count')
const FAILED = metric('Failed', 'count')
const TIMEOUTS = metric('Timeouts', 'count')
const RETRIES = metric('Retries', 'count')
const LATENCY = metric('Latency', 'value', 'ms', 'p99')
const WAITING = metric('Waiting', 'level')
const METRICS = [HAPPENED, OK, FAILED, TIMEOUTS, RETRIES, LATENCY, WAITING] as const

const FORBIDDEN = reason('AccessDeniedException')
const LATE = reason('ClientTimeout')
const ORPHAN = 1

export function sourceBehaviour<C>(source: Source<C>): Behaviour<C & Occasions, SourceState, SourceNode<C>> {
  const happen = timer<SourceNode<C>>('arrival', (node) => {
    node.state.fired++
    occur(node)
    next(node)
  })
  const loseJob = timer<SourceNode<C>>('refill', (node, message) => {
    for (const [id, job] of node.state.jobs) if (job.message === message && job.until <= node.now) endJob(node, id, false, true)
  })
  const report = timer<SourceNode<C>>('completion', (node, message) => {
    for (const [id, job] of node.state.jobs) if (job.message === message) endJob(node, id, true, false)
  })
  const askAgain = timer<SourceNode<C>>('retry', (node, message) => {
    for (const job of node.state.jobs.values()) {
      const wire = node.outgoing.find((end) => end.index === job.wire)
      if (job.message === message && wire) invoke(node, wire, node.create(message), job.content, 1, node.now)
    }
  })
  const losePatience = timer<SourceNode<C>>('refill', (node, message) => {
    const one = node.state.waiting.get(message)
    if (!one) return
    node.state.waiting.delete(message)
    node.messages.w[message] = ORPHAN
    node.add(TIMEOUTS)
    node.note(K.timedOut, message, source.patienceMs)
    over(node, message, one, LATE)
  })

  function next(node: SourceNode<C>): void {
    const { perMinute, startAtSec, forSec } = node.config
    if (perMinute === 0 || node.outgoing.length === 0) return
    const at = sec(startAtSec) + Math.round((node.state.fired * sec(60)) / perMinute)
    if (forSec > 0 && at >= sec(startAtSec) + sec(forSec)) return
    node.arriveAfter(Math.max(0, at - node.now), happen)
  }

  function occur(node: SourceNode<C>): void {
    const { state } = node
    node.add(HAPPENED)
    const number = state.sent++
    for (const wire of node.outgoing) {
      const message = node.create(NONE)
      const serial = node.messages.serial[message]!
      const occasion: Occasion = { number, serial, id: requestId(node.scenario.seed + 7, serial), chance: state.chance }
      const content = source.event(node, occasion, wire)
      if (content === undefined) {
        node.note(K.filtered, message)
        node.end(message, O.filtered)
        continue
      }
      invoke(node, wire, message, content, 1, node.now)
      if (source.job) openJob(node, occasion.id, wire, content)
    }
  }

  function invoke(node: SourceNode<C>, wire: WireEnd, message: MessageId, content: Content, tries: number, begun: Micros): void {
    const { messages, state } = node
    messages.content[message] = content
    messages.sizeBytes[message] = utf8Length(JSON.stringify(content))
    messages.tries[message] = tries
    // GEN-05: the policy of the function does not let it in.
    if ((wire.config as { readonly permission?: boolean }).permission === false) {
      node.note(K.refused, message, 403, FORBIDDEN)
      node.add(FAILED)
      return node.end(message, O.refused)
    }
    if (source.waits?.(node, wire) !== true) return node.event(wire, message)
    const patience = source.patienceMs === undefined ? NONE : node.after(ms(source.patienceMs), losePatience, message)
    state.waiting.set(message, { timer: patience, begun, content, tries })
    node.request(wire, message)
  }

  /** A try failed: again, or given up. */
  function over(node: SourceNode<C>, message: MessageId, one: { readonly begun: Micros; readonly content: Content; readonly tries: number }, why: number): void {
    const wire = node.outgoing.find((end) => end.index === node.messages.wire[message])!
    if (one.tries < (source.tries ?? 1)) {
      node.add(RETRIES)
      const again = node.create(message)
      node.messages.parent[again] = NONE
      return invoke(node, wire, again, one.content, one.tries + 1, one.begun)
    }
    node.add(FAILED)
    node.observe(LATENCY, toMs(node.now - one.begun))
    if (why !== LATE) node.note(K.refused, message, node.messages.status[message]!, why)
  }

  function openJob(node: SourceNode<C>, id: string, wire: WireEnd, content: Content): void {
    const { job } = source
    const message = node.create(NONE)
    const until = node.now + job!.limit(node)
    node.state.jobs.set(id, { message, until, wire: wire.index, content })
    node.level(WAITING, node.state.jobs.size)
    node.note(K.waits, message, until, 1)
    node.after(until - node.now, loseJob, message)
    const soon = job!.reportAfter(node)
    if (soon !== null) node.after(soon, report, message)
  }

  /** The clock of the job begins again; some time later the function is asked again. */
  function prolong(node: SourceNode<C>, id: string, token: string): void {
    const { jobs } = node.state
    const { again, limit } = source.job!
    const job = jobs.get(id)!
    const until = Math.min(node.now + limit(node), node.messages.born[job.message]! + again!.most)
    jobs.set(id, { ...job, until, content: again!.content(job.content, token) })
    node.after(until - node.now, loseJob, job.message)
    node.after(again!.after, askAgain, job.message)
  }

  function endJob(node: SourceNode<C>, id: string, ok: boolean, late: boolean): void {
    const { jobs } = node.state
    const { message } = jobs.get(id)!
    jobs.delete(id)
    node.level(WAITING, jobs.size)
    node.add(ok ? OK : FAILED)
    node.observe(LATENCY, toMs(node.now - node.messages.born[message]!))
    if (late) {
      node.add(TIMEOUTS)
      node.note(K.timedOut, message, toMs(node.now - node.messages.born[message]!))
    }
    node.end(message, ok ? O.succeeded : late ? O.timedOut : O.failed)
  }

  return {
    timers: [happen, losePatience, loseJob, report, askAgain],
    metrics: source.metrics ? [...METRICS, ...source.metrics] : METRICS,
    state: (node) => ({ sent: 0, fired: 0, chance: node.dice('payload'), waiting: new Map(), jobs: new Map(), counts: new Map() }),
    start: next,

    answered(node, message, wire) {
      const { messages, state } = node
      const status = messages.status[message]!
      if (messages.way[message] === WAY_EVENT) {
        if (status < 300) {
          if (!source.job) node.add(OK)
          return
        }
        node.add(FAILED)
        return node.end(message, O.refused)
      }
      const one = state.waiting.get(message)
      if (one) {
        state.waiting.delete(message)
        if (one.timer !== NONE) node.cancel(one.timer)
        const why = messages.reason[message]!
        const answer = messages.answer[message]
        // A function without code and without a response says nothing that could be wrong.
        const wrong = status >= 300 || why !== 0 ? '' : answer === undefined ? undefined : source.judge?.(node, answer, wire)
        if (wrong === undefined) {
          node.add(OK)
          node.observe(LATENCY, toMs(node.now - one.begun))
          return node.end(message, O.succeeded)
        }
        if (wrong !== '') node.note(K.refused, message, status, INVALID)
        // A function error is an answer: whoever tries again does so for throttles and failures of the service only.
        if (status >= 300) over(node, message, one, why)
        else {
          node.add(FAILED)
          node.observe(LATENCY, toMs(node.now - one.begun))
        }
      }
      node.end(message, messages.w[message] === ORPHAN ? O.timedOut : status === 429 ? O.throttled : O.failed)
    },

    ...(source.called && {
      called(node: SourceNode<C>, message: MessageId, call: CallContent) {
        const { id, ok, goesOn, status, why, answer } = source.called!(node, call)
        const known = id !== undefined && node.state.jobs.has(id)
        if (known && goesOn !== undefined) prolong(node, id, goesOn)
        else if (known) endJob(node, id, ok === true, false)
        node.answer(message, status, status < 300 ? 0 : (why ?? INVALID), answer)
      },
    }),

    act(node, verb, config) {
      if (verb !== 'send') return
      const times = typeof config.times === 'number' ? config.times : 1
      for (let i = 0; i < times; i++) occur(node)
    },
  }
}
const INVALID = reason('InvalidParameterValue')
