/**
 * S3-13: a job goes through its manifest, an invocation for each object, and waits for every result. It begins with one
 * task at a time and doubles that each second, up to a thousand. What failed for the time being is done again.
 */
import { sec, toMs } from '../../base/units.ts'
import { utf8Length } from '../../base/text.ts'
import { type Content, NONE } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { field } from '../../contract/sdk.ts'
import { type Behaviour, timer } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { JobConfig } from './config.ts'
import { taskEvent } from './event.ts'
import { FAILED, JOBS_FAILED, type JobNode, type JobState, LATENCY, LEFT, METRICS, newState, OK, RETRIES, RUNNING, TASKS } from './state.ts'

const MOST_AT_ONCE = 1_000
const MOST_TRIES = 6
/** A job with more failures than successes is given up, once so many tasks have told. */
const TOLD = 1_000
const FORBIDDEN = reason('AccessDeniedException')
const INVALID = reason('InvalidParameterValue')
type Code = 'Succeeded' | 'TemporaryFailure' | 'PermanentFailure'

const begin = timer<JobNode>('arrival', (node) => {
  const { perMinute, startAtSec, forSec } = node.config
  const at = sec(startAtSec) + Math.round(((node.state.jobs + 1) * sec(60)) / Math.max(perMinute, 1e-9))
  open(node)
  if (perMinute > 0 && (forSec === 0 || at < sec(startAtSec) + sec(forSec))) node.arriveAfter(Math.max(0, at - node.now), begin)
})
const grow = timer<JobNode>('refill', (node, job) => {
  const { state } = node
  if (!state.active || job !== state.jobs) return
  state.limit = Math.min(MOST_AT_ONCE, state.limit * 2)
  go(node)
  if (state.limit < MOST_AT_ONCE) node.later(sec(1), grow, job)
})
const goOn = timer<JobNode>('arrival', (node) => go(node))
const tryAgain = timer<JobNode>('retry', (node, task) => {
  if (!node.state.active) return
  node.state.resting--
  node.state.again.push(task)
  go(node)
})

export const behaviour: Behaviour<JobConfig, JobState, JobNode> = {
  timers: [begin, grow, goOn, tryAgain],
  metrics: METRICS,
  state: newState,

  start(node) {
    if (node.outgoing.length > 0) node.arriveAfter(sec(node.config.startAtSec), begin)
  },

  answered(node, message) {
    const { messages, state } = node
    const one = state.waiting.get(message)!
    state.waiting.delete(message)
    node.level(RUNNING, state.waiting.size)
    const status = messages.status[message]!
    const why = messages.reason[message]!
    node.observe(LATENCY, toMs(node.now - messages.born[message]!))
    const code = status >= 300 ? 'TemporaryFailure' : why !== 0 ? 'PermanentFailure' : readCode(messages.answer[message], one.taskId)
    if (status < 300 && why === 0 && code === undefined) node.note(K.refused, message, status, INVALID)
    node.end(message, code === 'Succeeded' ? O.succeeded : status === 429 ? O.throttled : O.failed)
    if (one.job !== state.jobs || !state.active) return
    settle(node, one.task, code ?? 'PermanentFailure', status >= 300)
    go(node)
  },

  act(node, verb) {
    if (verb === 'send' && node.outgoing.length > 0) open(node)
  },
}

/** A job begins, unless one is under way. */
function open(node: JobNode): void {
  const { state } = node
  if (state.active) return
  Object.assign(state, { active: true, jobs: state.jobs + 1, job: (state.job + 1) >>> 0, next: 0, resting: 0, limit: 1, succeeded: 0, failed: 0 })
  state.again.length = 0
  state.tries.clear()
  node.later(sec(1), grow, state.jobs)
  go(node)
}

/** Starts as many tasks as may run; what is answered at once makes room within the same instant, up to a point. */
function go(node: JobNode): void {
  const { state } = node
  if (state.busy) return
  state.busy = true
  let started = 0
  while (state.active && state.waiting.size < state.limit && started < MOST_AT_ONCE && (state.again.length > 0 || state.next < node.config.objects)) {
    started++
    invoke(node, state.again.shift() ?? state.next++)
  }
  state.busy = false
  node.level(LEFT, state.active ? node.config.objects - state.succeeded - state.failed : 0)
  if (!state.active) return
  if (started === MOST_AT_ONCE && state.waiting.size < state.limit) node.later(sec(1), goOn, 0)
  else if (state.waiting.size === 0 && state.resting === 0 && state.again.length === 0 && state.next >= node.config.objects) state.active = false
}

function invoke(node: JobNode, task: number): void {
  const { messages, state } = node
  const wire = node.outgoing[0]!
  const message = node.create(NONE)
  node.add(TASKS)
  const content = taskEvent(node, task)
  messages.content[message] = content as unknown as Content
  messages.sizeBytes[message] = utf8Length(JSON.stringify(content))
  messages.tries[message] = (state.tries.get(task) ?? 0) + 1
  if (!(wire.config as { readonly permission: boolean }).permission) {
    node.note(K.refused, message, 403, FORBIDDEN)
    node.end(message, O.refused)
    return settle(node, task, 'PermanentFailure', false)
  }
  state.waiting.set(message, { task, job: state.jobs, taskId: content.tasks[0]!.taskId })
  node.level(RUNNING, state.waiting.size)
  node.request(wire, message)
}

/** What became of one try. After a refusal by Lambda the next one waits, longer each time. */
function settle(node: JobNode, task: number, code: Code, refused: boolean): void {
  const { state } = node
  const tries = (state.tries.get(task) ?? 0) + 1
  if (code === 'TemporaryFailure' && tries < MOST_TRIES) {
    state.tries.set(task, tries)
    node.add(RETRIES)
    if (!refused) state.again.push(task)
    else {
      state.resting++
      node.later(sec(2 ** (tries - 1)), tryAgain, task)
    }
    return
  }
  state.tries.delete(task)
  if (code === 'Succeeded') state.succeeded++
  else state.failed++
  node.add(code === 'Succeeded' ? OK : FAILED)
  if (state.succeeded + state.failed < TOLD || state.failed <= state.succeeded) return
  state.active = false
  node.add(JOBS_FAILED)
}

/** The result for the task; of one that the answer does not name it is said what to make of it. Undefined: it is no answer. */
function readCode(answer: Content, taskId: string): Code | undefined {
  // A function without code and without a response says nothing that could be wrong.
  if (answer === undefined) return 'Succeeded'
  const results = field(answer, 'results')
  if (!Array.isArray(results)) return undefined
  // A function that was given no code answers the same to every task, and cannot know its id.
  const one: unknown = results.find((result) => field(result, 'taskId') === taskId) ?? results.find((result) => field(result, 'taskId') === undefined)
  const code = one === undefined ? (field(answer, 'treatMissingKeysAs') ?? 'PermanentFailure') : field(one, 'resultCode')
  return code === 'Succeeded' || code === 'TemporaryFailure' || code === 'PermanentFailure' ? code : undefined
}
