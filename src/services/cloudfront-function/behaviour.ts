/**
 * A CloudFront function: one run for each request of a distribution, in no time to speak of. There are no environments,
 * no cold starts and no concurrency; what it may take is counted instead (contract/edge.ts, sandbox/edge).
 *
 *   accept → run → (asks its store → run again) … → runEnds → answered
 */
import { BY_REFERENCE } from '../../base/copy.ts'
import type { Dice } from '../../base/dice.ts'
import { type Micros, toMs } from '../../base/units.ts'
import type { EdgeAnswer, EdgeProgram, EdgeRun } from '../../contract/edge.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason, type ReasonCode, REASONS } from '../../contract/reasons.ts'
import { field, textIn } from '../../contract/sdk.ts'
import { type Behaviour, type Node, timer } from '../../contract/service.ts'
import { K, metric, O } from '../../contract/trace.ts'
import type { FunctionConfig } from './config.ts'
import { isResult } from './result.ts'

interface Under {
  readonly begun: Micros
  readonly seed: readonly [number, number, number, number]
  answers: (EdgeAnswer | undefined)[]
  /** How much of its time has passed. */
  took: Micros
  run: EdgeRun | undefined
}
interface FunctionState {
  program: EdgeProgram & { readonly [BY_REFERENCE]: true }
  dice: Dice
  /** Runs that are not over, by their request. */
  under: Map<MessageId, Under>
}
type FunctionNode = Node<FunctionConfig, FunctionState>

const INVOCATIONS = metric('FunctionInvocations', 'count')
const UTILISATION = metric('FunctionComputeUtilization', 'value', '%')
const EXECUTION_ERRORS = metric('FunctionExecutionErrors', 'count')
const VALIDATION_ERRORS = metric('FunctionValidationErrors', 'count')
const THROTTLES = metric('FunctionThrottles', 'count')

const programOf = (node: FunctionNode): FunctionState['program'] =>
  ({ [BY_REFERENCE]: true, runtime: node.config.runtime, code: node.config.code, keyValues: node.outgoing.length > 0 })

const runEnds = timer<FunctionNode>('completion', (node, message) => {
  const under = node.state.under.get(message)
  if (!under?.run) return
  const { run } = under
  if (run.end.kind === 'asks') return ask(node, message, under)
  node.state.under.delete(message)
  conclude(node, message, under, run)
})

export const behaviour: Behaviour<FunctionConfig, FunctionState, FunctionNode> = {
  timers: [runEnds],
  metrics: [INVOCATIONS, UTILISATION, EXECUTION_ERRORS, VALIDATION_ERRORS, THROTTLES],
  state: (node) => ({ program: programOf(node), dice: node.dice('code'), under: new Map() }),

  accept(node, message) {
    const { dice, under } = node.state
    const begun: Under = { begun: node.now, seed: [dice.bits(), dice.bits(), dice.bits(), dice.bits()], answers: [], took: 0, run: undefined }
    under.set(message, begun)
    node.add(INVOCATIONS)
    perform(node, message, begun)
    node.note(K.started, message, begun.run!.end.kind === 'asks' ? 0 : node.now + begun.run!.took)
  },

  /** What its store says. Columns of the question: u its place among those of this run. */
  answered(node, child) {
    const { messages, state } = node
    const message = messages.parent[child]!
    const under = state.under.get(message)
    const said = messages.answer[child]
    const text = textIn(said, 'text')
    if (under) under.answers[messages.u[child]!] = field(said, 'ok') === true && text !== undefined ? { ok: true, text } : { ok: false, message: textIn(said, 'message') ?? 'The key value store could not be read' }
    node.end(child, O.succeeded)
    if (under && !under.answers.includes(undefined)) perform(node, message, under)
  },

  configured(node) {
    node.state.program = programOf(node)
  },
}

/** Runs it from the beginning with what is known; the time that it took before has passed. */
function perform(node: FunctionNode, message: MessageId, under: Under): void {
  const { beside, content } = node.messages
  const around = { query: beside[message]?.edgeQuery ?? '', region: beside[message]?.edgeRegion ?? node.region }
  const run = node.host!.edge!.run(node.state.program, JSON.stringify(content[message] ?? {}), under.seed, under.begun, under.answers as EdgeAnswer[], around)
  const more = Math.max(0, run.took - under.took)
  under.run = run
  under.took = run.took
  node.after(more, runEnds, message)
}

function ask(node: FunctionNode, message: MessageId, under: Under): void {
  const { end } = under.run!
  const store = node.outgoing[0]
  if (end.kind !== 'asks' || !store) return
  const first = under.answers.length
  end.calls.forEach(() => under.answers.push(undefined))
  end.calls.forEach((call, at) => {
    const child = node.create(message)
    node.messages.u[child] = first + at
    node.messages.content[child] = call
    node.messages.sizeBytes[child] = call.key.length
    node.request(store, child)
  })
}

function conclude(node: FunctionNode, message: MessageId, { begun, took }: Under, { end, utilisation, lines }: EdgeRun): void {
  const { messages } = node
  node.observe(UTILISATION, Math.min(100, utilisation), begun)
  if (end.kind === 'returned') {
    const value = end.json === '' ? undefined : (JSON.parse(end.json) as unknown)
    if (!isResult(value)) {
      log(node, message, lines, 'ERROR', 'The function returned neither a request nor a response.')
      return fail(node, message, VALIDATION_ERRORS, 'FunctionValidationError', 0)
    }
    log(node, message, lines)
    if (end.origin) messages.beside[message] = { ...messages.beside[message], edgeOrigin: end.origin }
    node.note(K.finished, message, toMs(took))
    return node.answer(message, 200, 0, value)
  }
  if (end.kind === 'threw') {
    log(node, message, lines, 'ERROR', end.message)
    return fail(node, message, EXECUTION_ERRORS, 'FunctionExecutionError', 0)
  }
  const broken = end.kind === 'broken'
  log(node, message, lines, 'ERROR', broken ? `The function cannot be compiled: ${end.message}` : 'The function took more than it may, and was stopped.')
  fail(node, message, THROTTLES, 'FunctionThrottled', broken ? 0 : utilisation)
}

function fail(node: FunctionNode, message: MessageId, counts: typeof THROTTLES, why: ReasonCode, detail: number): void {
  node.add(counts)
  node.note(K.refused, message, detail, reason(why))
  node.answer(message, REASONS[reason(why)]!.status, reason(why))
}

/** Like CloudFront, which writes nothing for functions that write nothing. */
function log(node: FunctionNode, message: MessageId, lines: readonly string[], level = 'INFO', last = ''): void {
  if (lines.length === 0 && last === '') return
  const context = field(node.messages.content[message], 'context')
  const id = textIn(context, 'requestId') ?? ''
  const write = (text: string, said = 'INFO') => node.note(K.logged, message, node.text(`${node.now} ${said} ${id} ${text}`), 0)
  write(`START DistributionID: ${textIn(context, 'distributionId') ?? ''}`)
  for (const line of lines) write(line)
  if (last !== '') write(last, level)
  write('END')
}
