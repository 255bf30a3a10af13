/** Who asks for invocations, and what differs between them. */
import type { Content, MessageId } from '../../contract/messages.ts'
import type { FunctionNode } from './state.ts'

/** Who asked for it: a caller who waits, the internal queue, or a mapping with a batch of a queue or of a shard. */
export const SYNC = 0
export const ASYNC = 1
export const BATCH = 2
export const SHARD = 3

/** What differs by who asked; filled by the behaviour, which knows all three. */
export interface Endings {
  message(node: FunctionNode, way: number, subject: number): MessageId
  tries(node: FunctionNode, way: number, subject: number): number
  /** What a poisoned handler looks at: the payload, or those of all messages of a batch. */
  content(node: FunctionNode, way: number, subject: number): Content
  /** The JSON that code is handed. */
  event(node: FunctionNode, way: number, subject: number): Content
  /** The wire that the request or batch came along. */
  wire(node: FunctionNode, way: number, subject: number): number
  /** `why` is 0 or a function error; `messages.answer` of the subject holds what was returned; for batches `answer` does. */
  conclude(node: FunctionNode, way: number, subject: number, why: number, answer?: Content): void
}
export let endings: Endings
export function tellEndingsTo(to: Endings): void {
  endings = to
}

/** The message that an environment works on; for a batch, the one that stands for it. */
export function messageOf(node: FunctionNode, env: number): MessageId {
  const { environments } = node.state
  return endings.message(node, environments.way[env]!, environments.subject[env]!)
}

/** What an environment, by its number, was handed. */
export function handedTo(node: FunctionNode, environment: number): Content {
  const { serial, way, subject } = node.state.environments
  const env = serial.indexOf(environment)
  return env < 0 ? undefined : endings.event(node, way[env]!, subject[env]!)
}
