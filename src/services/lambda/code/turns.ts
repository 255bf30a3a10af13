/**
 * Handler code on virtual time. The host runs it as far as it goes at once; its CPU time passes here (`turnEnds`), then
 * its lines are written and its calls leave. From then on it waits for an answer, a timer of its own, or the timeout.
 *
 *   openCode → turn … → opened ─→ beginCode → turn ─→ (calls, timers) → turn … → ended
 *
 * Who invoked, the account's room and the environment's life are no matter of this folder: it begins when there is an
 * environment, and ends by telling `opened` and `ended`.
 */
import { type Micros, toMs } from '../../../base/units.ts'
import type { CallAnswer, Context, Turn } from '../../../contract/handler.ts'
import { NONE } from '../../../contract/messages.ts'
import { reason } from '../../../contract/reasons.ts'
import { timer } from '../../../contract/service.ts'
import { type FunctionNode, traitsIn } from '../state.ts'
import { sendCalls } from './calls.ts'
import { FROZEN, type Guest, newGuest, OPENING, PREPARING, type Result, RUNNING } from './guests.ts'
import { say, sayError } from './lines.ts'
import { awaitFirstPiece, piecesLeave } from './pieces.ts'

/** What the rest of the function does when code has got that far; told once, by the behaviour. */
export interface Stages {
  /** The code outside the handler ran; `why` is 0 or a reason. */
  opened(node: FunctionNode, env: number, result: Result): void
  /** The handler is done. */
  ended(node: FunctionNode, env: number): void
  /** The code outside the handler of a provisioned environment ran, or failed. */
  prepared(node: FunctionNode, env: number, result: Result): void
}
let stages: Stages
export function tellStagesTo(to: Stages): void {
  stages = to
}

/** LAM-LC-06: init runs on a full vCPU, whatever the memory; the host counts at the memory's share, so it gets more time. */
export function openCode(node: FunctionNode, env: number, now: Micros, limit: Micros, phase = OPENING): void {
  const { guests, guestDice } = node.state
  const guest = (guests[env] ??= newGuest())
  const { program } = traitsIn(node, env)
  const seed = [guestDice.bits(), guestDice.bits(), guestDice.bits(), guestDice.bits()] as const
  const { guest: id, turn } = node.host!.open(program!, seed, now, limit, ownOf(node, env))
  guest.id = id
  guest.phase = phase
  guest.usedMb = 0
  take(node, env, guest, turn, now)
}

/** LAM-PC-03: how it began is told to the code. Most begin on demand, as the program's own variables say. */
const PROVISIONED = { AWS_LAMBDA_INITIALIZATION_TYPE: 'provisioned-concurrency' }
const RESTORED = { AWS_LAMBDA_INITIALIZATION_TYPE: 'snap-start' }
function ownOf(node: FunctionNode, env: number): typeof PROVISIONED | undefined {
  const { environments } = node.state
  if (environments.provisioned[env] === 1) return PROVISIONED
  return environments.version[env] !== 0 && traitsIn(node, env).config.snapStart ? RESTORED : undefined
}

/** The handler is called; it has until the deadline. */
export function beginCode(node: FunctionNode, env: number, event: string, context: Context, begun: Micros): void {
  const guest = node.state.guests[env]!
  guest.phase = RUNNING
  guest.wroteBytes = NONE
  guest.leavesAt = 0
  guest.isRead = false
  take(node, env, guest, node.host!.invoke(guest.id, event, context, begun, context.deadline - begun), begun)
}

/** An answer: at once when it waits, after its turn when it computes, with its next invocation when it is frozen. */
export function answerCode(node: FunctionNode, env: number, call: number, answer: CallAnswer): void {
  const guest = node.state.guests[env]!
  guest.answers.push({ call, answer })
  answerAll(node, env, guest)
}

/** One after the other, each when the turn before it is over; turns that take no time nest no deeper than this. */
function answerAll(node: FunctionNode, env: number, guest: Guest): void {
  if (guest.answering) return
  guest.answering = true
  while (guest.turn === null && guest.phase !== FROZEN && guest.answers.length > 0) nextAnswer(node, env, guest)
  guest.answering = false
}

function nextAnswer(node: FunctionNode, env: number, guest: Guest): void {
  const { call, answer } = guest.answers.shift()!
  take(node, env, guest, node.host!.answer(guest.id, call, answer, node.now, room(node, env)), node.now)
}

export const codeWakes = timer<FunctionNode>('completion', (node, env) => {
  const guest = node.state.guests[env]
  if (!guest || guest.turn !== null || guest.phase === FROZEN) return
  guest.wakeTimer = NONE
  take(node, env, guest, node.host!.wake(guest.id, node.now, room(node, env)), node.now)
})

/** CPU time until it is cut off. */
const room = (node: FunctionNode, env: number): Micros => Math.max(0, node.state.environments.deadline[env]! - node.now)

/** A fault that makes all slower stretches what code computes; what it adds once it adds before the first turn. */
function stretched(node: FunctionNode, turn: Turn): Turn {
  if (node.trouble === undefined || turn.took === 0) return turn
  const took = node.trouble.slowed(turn.took) - node.trouble.slowed(0)
  if (took === turn.took) return turn
  // A timer that it set in this turn was set later, too.
  const wakeAt = turn.wakeAt === null ? null : turn.wakeAt + took - turn.took
  const later = <T extends { readonly after: Micros }>(one: T): T => ({ ...one, after: Math.round((one.after * took) / turn.took) })
  return { ...turn, took, wakeAt, lines: turn.lines.map(later), ...(turn.wrote && { wrote: turn.wrote.map(later) }) }
}

function take(node: FunctionNode, env: number, guest: Guest, made: Turn, begun: Micros): void {
  const turn = stretched(node, made)
  node.cancel(guest.wakeTimer)
  guest.wakeTimer = NONE
  guest.turn = turn
  guest.usedMb = Math.max(guest.usedMb, turn.usedBytes / 1_048_576)
  const wait = begun + turn.took - node.now
  if (wait > 0 && turn.wrote !== undefined) awaitFirstPiece(node, env, guest, begun + turn.wrote[0]!.after)
  if (wait <= 0) finishTurn(node, env)
  else guest.turnTimer = node.after(wait, turnEnds, env)
}

const finishTurn = (node: FunctionNode, env: number): void => turnEnds.run(node, env)

export const turnEnds = timer<FunctionNode>('completion', (node, env) => {
  const guest = node.state.guests[env]!
  const turn = guest.turn!
  guest.turnTimer = NONE
  const begun = node.now - turn.took
  if (turn.wrote !== undefined) piecesLeave(node, env, guest, begun, turn.wrote)
  for (const line of turn.lines) say(node, env, begun + line.after, line.level, line.text)
  // Some are answered at this very instant: until all have left, it is in its turn.
  sendCalls(node, env, turn.calls)
  if (guest.turn !== turn) return
  guest.turn = null
  const { end } = turn
  if (end === null) {
    if (guest.answers.length > 0) return answerAll(node, env, guest)
    if (turn.wakeAt !== null) guest.wakeTimer = node.after(Math.max(0, turn.wakeAt - node.now), codeWakes, env)
    return
  }
  if (end.kind === 'cut') {
    // The timeout's own timer strikes at this very instant; nobody times an environment that nobody asked for.
    if (guest.phase !== PREPARING) return
    loseCode(node, env)
    return stages.prepared(node, env, { why: reason('Runtime.Unknown'), json: undefined, thrown: undefined })
  }
  const thrown = end.kind === 'returned' ? undefined : end.error
  if (thrown) sayError(node, env, end.kind === 'crashed' ? 'Uncaught Exception' : 'Invoke Error', thrown)
  if (end.kind === 'crashed') loseCode(node, env)
  const result: Result = {
    why: end.kind === 'returned' ? 0 : end.kind === 'threw' ? reason('Unhandled') : reason(end.reason),
    json: end.kind === 'returned' ? end.json : undefined, thrown, streamed: end.kind === 'crashed' ? undefined : end.streamed,
  }
  guest.result = result
  if (guest.phase === OPENING) return stages.opened(node, env, result)
  if (guest.phase === PREPARING) return stages.prepared(node, env, result)
  guest.phase = FROZEN
  stages.ended(node, env)
})

/** What it did at once happened before the run began, and takes no time of it. */
export function finishAtOnce(node: FunctionNode, env: number): void {
  const guest = node.state.guests[env]
  if (!guest?.turn || guest.turn.end === null) return
  node.cancel(guest.turnTimer)
  guest.turn = { ...guest.turn, took: 0, lines: guest.turn.lines.map((line) => ({ ...line, after: 0 })) }
  finishTurn(node, env)
}

/** LAM-LC-16: the runtime is gone with all it held; what comes from outside finds nobody. */
export function loseCode(node: FunctionNode, env: number): void {
  const guest = node.state.guests[env]
  if (!guest) return
  stopTimers(node, guest)
  if (guest.id >= 0) node.host!.close(guest.id)
  guest.id = -1
  guest.answers = []
  guest.aside = []
  guest.calls = []
  guest.result = null
}

/** The environment goes. */
export function endCode(node: FunctionNode, env: number): void {
  loseCode(node, env)
  delete node.state.guests[env]
}

function stopTimers(node: FunctionNode, guest: Guest): void {
  node.cancel(guest.turnTimer)
  node.cancel(guest.wakeTimer)
  node.cancel(guest.writeTimer)
  guest.turnTimer = guest.wakeTimer = guest.writeTimer = NONE
  guest.turn = null
}

export const sinceBegun = (node: FunctionNode, env: number): number => toMs(node.now - node.state.environments.begun[env]!)
