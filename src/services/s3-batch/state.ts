import type { Dice } from '../../base/dice.ts'
import { hashText } from '../../base/hash.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { Node } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import type { JobConfig } from './config.ts'

export const TASKS = metric('Occasions', 'count')
export const LEFT = metric('TasksLeft', 'level')
export const RUNNING = metric('TasksRunning', 'level')
export const OK = metric('Succeeded', 'count')
export const FAILED = metric('Failed', 'count')
export const RETRIES = metric('Retries', 'count')
export const JOBS_FAILED = metric('JobsFailed', 'count')
export const LATENCY = metric('Latency', 'value', 'ms', 'p99')
export const METRICS = [TASKS, LEFT, RUNNING, OK, FAILED, RETRIES, JOBS_FAILED, LATENCY] as const

export interface JobState {
  readonly chance: Dice
  /** Number of the present job, in its id; how many there were. */
  job: number
  jobs: number
  /** Whether one is under way. */
  active: boolean
  /** The next object of the manifest, and tasks that have to be done again. */
  next: number
  readonly again: number[]
  readonly tries: Map<number, number>
  /** Tasks between two tries. */
  resting: number
  /** The task of each invocation that is waited for, and which job it belongs to. */
  readonly waiting: Map<MessageId, { readonly task: number; readonly job: number; readonly taskId: string }>
  limit: number
  succeeded: number
  failed: number
  /** Set while invocations are started: answers may come within. */
  busy: boolean
}
export type JobNode = Node<JobConfig, JobState>

export const newState = (node: JobNode): JobState => ({
  chance: node.dice('payload'), job: hashText(node.id), jobs: 0, active: false, next: 0, again: [], tries: new Map(), resting: 0,
  waiting: new Map(), limit: 1, succeeded: 0, failed: 0, busy: false,
})
