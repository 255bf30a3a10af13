import { Chain } from '../../base/chain.ts'
import { type Dice, Exponentials } from '../../base/dice.ts'
import { utf8Length } from '../../base/text.ts'
import { type Micros, ms, toMs } from '../../base/units.ts'
import { type MessageId, NONE, WAY_DRY_RUN, WAY_EVENT, WAY_REQUEST } from '../../contract/messages.ts'
import { type Behaviour, type Node, timer, type WireEnd } from '../../contract/service.ts'
import { K, metric, O } from '../../contract/trace.ts'
import type { Config } from '../../contract/config.ts'
import { askedBy, ROW_BITS } from './asked.ts'
import { arrivalFrom, lastArrival, nextArrival } from './arrivals.ts'
import { type ClientConfig, type ClientWire, OF_PATTERN } from './config.ts'
import { isThrottle, reason } from '../../contract/reasons.ts'
import { sdkDelay } from '../../contract/sdk.ts'
import { asksFirst, hides, mayGo, PREFLIGHT, sendQuestion } from './browser.ts'
import { ticket } from './express.ts'
import { speaksHttp, writeRequest } from './http.ts'
import { fillTemplate } from './template.ts'

interface ClientState {
  gaps: Exponentials
  chance: Dice
  /** For paths and headers, which are written only when somebody looks. */
  texts: Dice
  /** Requests begun so far, by pattern or by hand. */
  sent: number
  /** Which of the arrivals of the pattern comes next. */
  planned: number
  /** How often the pattern was changed in mid-run: arrivals planned before come no more. */
  plans: number
  /** Closed users who wait or think at present. */
  users: number
  waiting: number
  /** Answers to preflights, and until when they hold. */
  preflights: Map<string, Micros>
  /**
   * Requests that may lose patience, in the order in which their tries began: it is constant, so that is the order of
   * their deadlines. Only the first has a timer, and that may find that it was answered.
   */
  patient: Chain
  deadlineSet: boolean
  /** What it does with every request, as long as its settings stay so. */
  habits: Habits
}
export type ClientNode = Node<ClientConfig, ClientState>

const SENT = metric('Sent', 'count')
const OK = metric('2xx', 'count')
const REDIRECTED = metric('3xx', 'count')
const CLIENT_ERRORS = metric('4xx', 'count')
const SERVER_ERRORS = metric('5xx', 'count')
const FUNCTION_ERRORS = metric('FunctionErrors', 'count')
const TIMEOUTS = metric('Timeouts', 'count')
const RETRIES = metric('Retries', 'count')
const BLOCKED = metric('BlockedByCors', 'count')
const RECEIVED = metric('Received', 'count')
const FIRST_BYTE = metric('FirstByte', 'value', 'ms', 'avg')
const LATENCY = metric('Latency', 'value', 'ms', 'p99', { succeeds: OK })
const IN_FLIGHT = metric('InFlight', 'level')

const RIDING = { sent: SENT, refused: CLIENT_ERRORS, inFlight: IN_FLIGHT, latency: LATENCY } as const

/** Columns of a request: u when its first try left, v when this one did, w whether the client has given it up and whose it is. */
const GIVEN_UP = 1
const OF_USER = 2
const ownerOf = ({ config, state }: ClientNode): number => (config.pattern === 'table' ? (state.planned + 1) << ROW_BITS : 0)

const arrive = timer<ClientNode>('arrival', (node) => {
  const { config, state } = node
  if (state.plans !== 0) return
  send(node, ownerOf(node))
  const next = nextArrival(config, ++state.planned, node.now, state.gaps)
  if (next < lastArrival(config)) node.arriveAfter(next - node.now, arrive)
})

/** The same under a pattern that was changed in mid-run. */
const arriveAnew = timer<ClientNode>('arrival', (node, plan) => {
  const { config, state } = node
  if (state.plans !== plan) return
  send(node, ownerOf(node))
  const next = nextArrival(config, ++state.planned, node.now, state.gaps)
  if (next < lastArrival(config)) node.after(next - node.now, arriveAnew, plan)
})

const think = timer<ClientNode>('arrival', (node) => {
  const { config, state } = node
  // The user has left: there are fewer by now, or none.
  if (config.pattern !== 'closed' || state.users > config.users || node.now >= lastArrival(config)) state.users--
  else send(node, OF_USER)
})

const retry = timer<ClientNode>('retry', (node, message) => go(node, message))

/** SRC-07: the client stops listening. What it set in motion goes on, and is billed. */
const giveUp = timer<ClientNode>('refill', (node) => {
  const { state, messages } = node
  const { patient } = state
  const patience = ms(node.config.timeoutMs)
  state.deadlineSet = false
  while (patient.first !== NONE && messages.v[patient.first]! + patience <= node.now) {
    const message = patient.first
    patient.remove(message)
    messages.w[message] = messages.w[message]! | GIVEN_UP
    node.add(TIMEOUTS)
    node.note(K.timedOut, message, node.config.timeoutMs, 0)
    // One whose preflight is still under way has not been sent.
    if (messages.way[message] !== 0) node.abandon(message)
    over(node, message, NONE)
  }
  if (patient.first !== NONE && !state.deadlineSet) armDeadline(node, messages.v[patient.first]! + patience - node.now)
})

export const behaviour: Behaviour<ClientConfig, ClientState> = {
  timers: [arrive, arriveAnew, think, retry, giveUp],
  metrics: [SENT, OK, REDIRECTED, CLIENT_ERRORS, SERVER_ERRORS, FUNCTION_ERRORS, TIMEOUTS, RETRIES, BLOCKED, RECEIVED, FIRST_BYTE, LATENCY, IN_FLIGHT],
  state: (node) => ({
    gaps: new Exponentials(node.dice('arrivals')), chance: node.dice('chance'), texts: node.dice('texts'), sent: 0, planned: 0, plans: 0, users: 0, waiting: 0,
    preflights: new Map(), patient: new Chain(), deadlineSet: false, habits: habitsOf(node),
  }),

  start(node) {
    const { config, state } = node
    if (node.outgoing.length === 0) return
    if (config.pattern === 'closed') return usersCome(node)
    const first = nextArrival(config, 0, 0, state.gaps)
    if (first < lastArrival(config)) node.arriveAfter(first, arrive)
  },

  /** The sender of plain invocations reads nothing before the end. */
  began(node, message, wire, at, _, more) {
    const { messages } = node
    const reads = speaksHttp(wire) || node.config.invocation === 'ResponseStream'
    if (reads && !more && messages.w[message]! >= 0 && (messages.w[message]! & GIVEN_UP) === 0) node.observe(FIRST_BYTE, toMs(at - messages.u[message]!), at)
    return reads
  },

  answered(node, message, wire) {
    const { messages } = node
    if (node.state.habits === PLAIN && messages.w[message] === 0 && messages.status[message]! < 300) return plainAnswered(node, message)
    if (messages.w[message]! < 0) return messages.w[message] === PREFLIGHT ? preflightAnswered(node, message, wire) : received(node, message)
    if ((messages.w[message]! & GIVEN_UP) !== 0) {
      // The answer of a request nobody waits for any more: the message was kept for it.
      node.end(message, O.timedOut)
      return
    }
    if (messages.way[message] !== WAY_EVENT) node.state.patient.remove(message)
    if (node.config.browser && hides(node, message, wire)) return over(node, message, HIDDEN)
    // Some services throttle with 400 and a name of their own.
    over(node, message, isThrottle(messages.status[message]!, messages.reason[message]!) ? 429 : messages.status[message]!)
  },

  express(node) {
    const { config, state } = node
    const asks = state.habits === PLAIN && state.deadlineSet
    if (!asks && state.habits !== FILLS) return undefined
    const rides = state.plans === 0 && config.pattern !== 'closed' && (config.pattern !== 'poisson' || config.rps > 0)
    return rides ? ticket(node, arrive, RIDING, asks ? 'requests' : 'messages') : undefined
  },

  /** SRC-10: from here on it sends as if it had always been set so. */
  configured(node, before) {
    const { config, state } = node
    state.habits = habitsOf(node)
    if (config.timeoutMs !== before.timeoutMs && state.patient.first !== NONE) {
      armDeadline(node, node.messages.v[state.patient.first]! + ms(config.timeoutMs) - node.now)
    }
    if (node.outgoing.length === 0 || !OF_PATTERN.some((name) => config[name] !== before[name])) return
    state.plans++
    if (config.pattern === 'closed') return usersCome(node)
    if (config.pattern !== 'poisson') state.planned = arrivalFrom(config, node.now)
    const next = nextArrival(config, state.planned, node.now, state.gaps)
    if (next < lastArrival(config)) node.after(next - node.now, arriveAnew, state.plans)
  },

  /** SRC-11: so many at this instant, beside what the pattern sends. */
  act(node, verb: string, config: Config) {
    if (verb !== 'send') return
    const times = typeof config.times === 'number' ? Math.min(config.times, MOST_BY_HAND) : 1
    for (let i = 0; i < times; i++) send(node, 0)
  },
}

const MOST_BY_HAND = 100_000

/** Those who are missing: all of them at the beginning. */
function usersCome(node: ClientNode): void {
  const { config, state } = node
  const delay = Math.max(0, ms(config.startAtMs) - node.now)
  for (; state.users < config.users; state.users++) node.after(delay, think)
}

/** `owner`: OF_USER, a row of a table, or 0 for nobody in particular. */
function send(node: ClientNode, owner: number): void {
  const { state, messages } = node
  if (node.outgoing.length === 0) return
  state.sent++
  const message = node.create(NONE)
  messages.u[message] = node.now
  messages.w[message] = owner
  node.add(SENT)
  node.level(IN_FLIGHT, ++state.waiting)
  if (state.habits === PLAIN) return ask(node, node.outgoing[0]!, message)
  furnish(node, message)
  go(node, message)
}

function furnish(node: ClientNode, message: MessageId): void {
  const body = askedBy(node, message)?.body ?? node.config.body
  if (body !== '') fill(node, message, body)
  if (node.config.sizeBytes > 0) node.messages.sizeBytes[message] = node.config.sizeBytes
}

function fill(node: ClientNode, message: MessageId, body: string): void {
  const { state, messages } = node
  const content = fillTemplate(body, state.sent - 1, node.now, state.chance)
  messages.content[message] = content
  messages.sizeBytes[message] = utf8Length(typeof content === 'string' ? content : JSON.stringify(content))
}

/** One try. */
function go(node: ClientNode, message: MessageId): void {
  const { config, state } = node
  const wire = node.outgoing.length === 1 ? node.outgoing[0]! : (wireOf(node, message) ?? chooseWire(node, state))
  if (node.contents && speaksHttp(wire)) writeRequest(node, message, wire)
  if (config.browser && asksFirst(node, wire, message)) return askFirst(node, wire, message)
  const way = wayOf(wire, config)
  if (way === WAY_EVENT) tell(node, wire, message)
  else ask(node, wire, message, way)
}

function tell(node: ClientNode, wire: WireEnd, message: MessageId): void {
  const { messages } = node
  messages.tries[message]!++
  messages.v[message] = node.now
  node.event(wire, message)
}

function ask(node: ClientNode, wire: WireEnd, message: MessageId, way = WAY_REQUEST): void {
  const { messages, state } = node
  messages.tries[message]!++
  messages.v[message] = node.now
  state.patient.append(message)
  if (!state.deadlineSet) armDeadline(node, ms(node.config.timeoutMs))
  node.request(wire, message, way)
}

/** A request whose preflight is under way: patience has begun already. */
function askFirst(node: ClientNode, wire: WireEnd, message: MessageId): void {
  const { messages, state } = node
  messages.v[message] = node.now
  state.patient.append(message)
  if (!state.deadlineSet) armDeadline(node, ms(node.config.timeoutMs))
  sendQuestion(node, wire, message)
}

function preflightAnswered(node: ClientNode, question: MessageId, wire: WireEnd): void {
  const message = node.messages.u[question]!
  const passes = mayGo(node, question, wire)
  if ((node.messages.w[message]! & GIVEN_UP) !== 0) return node.end(message, O.timedOut)
  node.state.patient.remove(message)
  if (passes) ask(node, wire, message)
  else over(node, message, HIDDEN)
}

/** API-52: what came over an open connection, unasked. */
function received(node: ClientNode, message: MessageId): void {
  node.add(RECEIVED)
  node.end(message, O.succeeded)
}

const CORS = reason('BlockedByCors')
/** In place of a status: the browser does not say what came. */
const HIDDEN = -2

type Habits = 'plain' | 'fills' | 'any'
const PLAIN: Habits = 'plain'
const FILLS: Habits = 'fills'

/** Most send requests without a body along one wire, or fill a queue: for those nothing has to be looked at again. */
function habitsOf({ config, outgoing, contents }: ClientNode): Habits {
  const [wire] = outgoing
  if (outgoing.length !== 1 || wire === undefined || contents || config.browser || config.pattern === 'table' || config.body !== '' || config.sizeBytes !== 0) return 'any'
  return wayOf(wire, config) === WAY_REQUEST ? PLAIN : wire.peer.role === 'queue' ? FILLS : 'any'
}

/** A good answer to one of those, while somebody waits for it. The same as `over`, but shorter. */
function plainAnswered(node: ClientNode, message: MessageId): void {
  const { messages, state } = node
  const failed = messages.reason[message] !== 0
  state.patient.remove(message)
  node.level(IN_FLIGHT, --state.waiting)
  node.observe(LATENCY, toMs(node.now - messages.u[message]!), node.now, failed)
  if (failed) node.add(FUNCTION_ERRORS)
  node.end(message, failed ? O.failed : O.succeeded)
}

/** The try is over, by an answer or by losing patience: again, or done. */
function over(node: ClientNode, message: MessageId, status: number): void {
  const { config, messages, state } = node
  const tries = messages.tries[message]!
  const gaveUp = (messages.w[message]! & GIVEN_UP) !== 0
  const owner = messages.w[message]! & OF_USER
  if (config.retry !== 'none' && tries < config.attempts && worthRetrying(config, status)) {
    tryAgain(node, message, status)
    return
  }
  state.waiting--
  node.level(IN_FLIGHT, state.waiting)
  const took = node.now - messages.u[message]!
  const fine = !gaveUp && status !== HIDDEN && status < 300 && messages.reason[message] === 0
  node.observe(LATENCY, toMs(took), node.now, !fine)
  if (!gaveUp) conclude(node, message, status)
  // A user who neither waits nor thinks would ask for ever at one instant.
  if (owner !== 0) node.after(took === 0 ? Math.max(ms(1), ms(config.thinkMs)) : ms(config.thinkMs), think)
}

function tryAgain(node: ClientNode, message: MessageId, status: number): void {
  const { config, messages, state } = node
  const tries = messages.tries[message]!
  const again = (messages.w[message]! & GIVEN_UP) !== 0 ? follow(node, message) : message
  node.add(RETRIES)
  const delay = backoff(config, tries, status, state.chance, node.strict)
  node.note(K.waits, again, node.now + delay, tries + 1)
  node.after(delay, retry, again)
}

function conclude(node: ClientNode, message: MessageId, status: number): void {
  const { messages } = node
  if (status === HIDDEN) {
    node.add(BLOCKED)
    node.note(K.refused, message, messages.status[message]!, CORS)
    return node.end(message, O.refused)
  }
  if (status < 300) {
    const failed = messages.reason[message] !== 0
    // A good one counts with its latency.
    if (failed) node.add(FUNCTION_ERRORS)
    // An event that was taken in (202) belongs to its taker now.
    if (messages.way[message] === WAY_EVENT) return
    node.end(message, failed ? O.failed : O.succeeded)
    return
  }
  node.add(status < 400 ? REDIRECTED : status < 500 ? CLIENT_ERRORS : SERVER_ERRORS)
  node.end(message, status === 429 ? O.throttled : status < 400 ? O.succeeded : status < 500 ? O.refused : O.failed)
}

/** A request that was given up may still be answered: the next try is a message of its own, with its history. */
function follow(node: ClientNode, message: MessageId): MessageId {
  const { messages } = node
  const next = node.create(message)
  messages.parent[next] = NONE
  messages.wire[next] = messages.wire[message]!
  messages.content[next] = messages.content[message]
  messages.u[next] = messages.u[message]!
  messages.tries[next] = messages.tries[message]!
  messages.w[next] = messages.w[message]! & ~GIVEN_UP
  return next
}

function worthRetrying(config: ClientConfig, status: number): boolean {
  if (status === NONE || status >= 500) return config.retryErrors
  return status === 429 && config.retryThrottles
}

function backoff(config: ClientConfig, tries: number, status: number, dice: Dice, strict: boolean): Micros {
  if (config.retry === 'fixed') return ms(config.baseMs)
  if (config.retry === 'sdk') return sdkDelay(tries, status, dice, strict)
  const longest = Math.min(config.capMs, config.baseMs * 2 ** (tries - 1))
  return config.jitter && !strict ? ms(dice.next() * longest) : ms(longest)
}

function wayOf(wire: WireEnd, config: ClientConfig): number {
  if (wire.kind === 'publish') return WAY_EVENT
  if (wire.peer.role !== 'function') return WAY_REQUEST
  return config.invocation === 'Event' ? WAY_EVENT : config.invocation === 'DryRun' ? WAY_DRY_RUN : WAY_REQUEST
}

/** What is sent again goes where it went before. */
const wireOf = (node: ClientNode, message: MessageId): WireEnd | undefined =>
  node.messages.tries[message] === 0 ? undefined : node.outgoing.find((wire) => wire.index === node.messages.wire[message])

function chooseWire(node: ClientNode, state: ClientState): WireEnd {
  const { outgoing } = node
  let total = 0
  for (const wire of outgoing) total += (wire.config as ClientWire).weight
  if (total === 0) return outgoing[0]!
  let left = state.chance.next() * total
  for (const wire of outgoing) {
    left -= (wire.config as ClientWire).weight
    if (left < 0) return wire
  }
  return outgoing.at(-1)!
}

function armDeadline(node: ClientNode, delay: Micros): void {
  node.state.deadlineSet = true
  node.later(Math.max(0, delay), giveUp, 0)
}
