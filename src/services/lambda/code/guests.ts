/** What a function keeps of the code that runs in its environments: plain values, so that a checkpoint can copy them. */
import type { Micros } from '../../../base/units.ts'
import type { CallAnswer, GuestId, Streamed, Thrown, Turn } from '../../../contract/handler.ts'
import { type MessageId, NONE } from '../../../contract/messages.ts'
import type { CallTarget, TimerId } from '../../../contract/service.ts'
import { messageOf } from '../askers.ts'
import type { FunctionNode } from '../state.ts'

/** Before the handler, in it, or at rest; or before the handler with nobody who asks: its environment is provisioned. */
export const OPENING = 0
export const RUNNING = 1
export const FROZEN = 2
export const PREPARING = 3

export interface Guest {
  /** Its number with the host; -1 when the runtime is gone, and the next invocation begins with a new one. */
  id: GuestId
  phase: number
  /** The code ran this far; its effects come when its CPU time is over. */
  turn: Turn | null
  /** Timers of the kernel: the end of the present turn, and the first timer of the code. */
  turnTimer: TimerId
  wakeTimer: TimerId
  /** Calls it waits for. */
  calls: Waiting[]
  /** Answers that came while it computed or was frozen. */
  answers: Answered[]
  /** They are being handed to it. */
  answering: boolean
  /** Calls that went to no node: each is answered when its time has come. */
  aside: Aside[]
  usedMb: number
  /** What it wrote of a response that it streams; NONE: nothing. */
  wroteBytes: number
  /** When all of that has left, at the speed that Lambda allows. */
  leavesAt: Micros
  /** Somebody reads it as it comes. */
  isRead: boolean
  /** The kernel's timer of the first piece, and of the last byte. */
  writeTimer: TimerId
  /** How the invocation ended, until it is told. */
  result: Result | null
  /** The init that the invocation itself began with (LAM-LC-08, LAM-LC-16), ms. */
  again: boolean
}
export interface Waiting {
  readonly call: number
  readonly message: MessageId
  /** Where it goes once more when the SDK tries again. */
  readonly target: CallTarget
  tries: number
  /** The code may have said itself how often it is tried at most. */
  readonly most: number
}
export interface Answered {
  readonly call: number
  readonly answer: CallAnswer
}
export interface Aside extends Answered {
  readonly at: Micros
}
export interface Result {
  /** 0, or a reason. */
  readonly why: number
  /** What it returned, as JSON; undefined when it failed. */
  readonly json: string | undefined
  readonly thrown: Thrown | undefined
  /** What it wrote of a response that it streams, and when. */
  readonly streamed?: Streamed | undefined
}

export const newGuest = (): Guest => ({
  id: -1, phase: OPENING, turn: null, turnTimer: -1, wakeTimer: -1, calls: [], answers: [], answering: false, aside: [], usedMb: 0, wroteBytes: NONE, leavesAt: 0, isRead: false, writeTimer: NONE, result: null, again: false,
})

/** The message that the code works on; none while its environment is only being prepared. */
export const messageFor = (node: FunctionNode, env: number): MessageId => (node.state.guests[env]?.phase === PREPARING ? NONE : messageOf(node, env))
