/** X-Ray as Lambda speaks it: trace ids and headers, who is sampled, and the segments of a request, made of its rows. */
import { hexId } from '../../base/ids.ts'
import { hashNumber } from '../../base/hash.ts'
import { unixMs } from '../../base/time.ts'
import { type Micros, ms } from '../../base/units.ts'
import { K } from '../../contract/trace.ts'
import type { LogRow } from './log.ts'

/** LAM-XR-03: of the message that began it all, so that every hop of its descendants belongs to one trace. */
export function traceId(seed: number, root: number, born: Micros): string {
  const second = Math.floor(unixMs(born) / 1_000)
  return `1-${second.toString(16).padStart(8, '0')}-${hexId(seed, root, 'trace', 24)}`
}

export const segmentId = (seed: number, serial: number, node: string, attempt = 1): string => hexId(seed, serial, `segment ${node} ${attempt}`, 16)

export function traceHeader(trace: string, parent: string, sampled: boolean, lineage = ''): string {
  return `Root=${trace};Parent=${parent};Sampled=${sampled ? 1 : 0}${lineage === '' ? '' : `;Lineage=${lineage}`}`
}

/** What the handler finds in its environment. */
export const tracingVariables = (header: string): { readonly [name: string]: string } => ({
  _X_AMZN_TRACE_ID: header, AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR', AWS_XRAY_DAEMON_ADDRESS: '169.254.79.129:2000',
})

const SHARE = 0.05

/**
 * LAM-XR-01: whoever came before has decided; else the first request of each second is traced, and one of twenty of the
 * others. A function without active tracing hands the decision on, and makes none.
 */
export function samples(seed: number, root: number, active: boolean, firstOfItsSecond: boolean, upstream?: boolean): boolean {
  if (upstream !== undefined) return upstream
  if (!active) return false
  return firstOfItsSecond || hashNumber(root, seed) / 4_294_967_296 < SHARE
}

export interface Subsegment {
  readonly name: string
  readonly start: Micros
  readonly end: Micros
}
export interface Segment extends Subsegment {
  readonly origin: 'AWS::Lambda' | 'AWS::Lambda::Function'
  readonly id: string
  readonly parent: string | undefined
  /** `fault`: the code; `throttle`: Lambda refused. */
  readonly failed: 'fault' | 'throttle' | undefined
  readonly subsegments: readonly Subsegment[]
  readonly annotations: { readonly [name: string]: number }
}
export interface Tracing {
  readonly seed: number
  readonly node: string
  readonly name: string
  /** The older model tells Initialization, Invocation and Overhead apart; today Init stands beside the code's own subsegments. */
  readonly profile: 'current' | 'course'
  /** Whether this environment came of a snapshot. */
  readonly restored: (environment: number) => boolean
}

interface Attempt {
  readonly start: Micros
  /** When the code began to load, and how long that took. */
  init: Subsegment | undefined
  begun: Micros
  end: Micros
  durationMs: number
  failed: Segment['failed']
  ran: boolean
}

/** LAM-XR-02: the rows of one message at one function, in order, up to where they are known. */
export function segmentsOf(rows: readonly LogRow[], about: Tracing): Segment[] {
  const attempts = attemptsOf(rows, about)
  if (attempts.length === 0) return []
  const { seed, node, name } = about
  const serial = rows[0]!.serial
  const accepted = rows.find((row) => row.kind === K.accepted)?.time
  const id = segmentId(seed, serial, node, 0)
  const last = attempts.at(-1)!
  const waited = accepted === undefined ? [] : [
    { name: 'Dwell Time', start: accepted, end: attempts[0]!.start },
    ...attempts.map((one, at) => ({ name: `Attempt #${at + 1}`, start: one.start, end: one.end })),
  ]
  // An error of the service segment is the service's; the code's own stands on the function's segment.
  const service: Segment = {
    name, origin: 'AWS::Lambda', id, parent: undefined, start: accepted ?? attempts[0]!.start, end: last.end,
    failed: last.failed === 'throttle' ? 'throttle' : undefined, subsegments: waited, annotations: {},
  }
  return [service, ...attempts.flatMap((one, at) => (one.ran ? [functionSegment(one, segmentId(seed, serial, node, at + 1), id, about)] : []))]
}

function functionSegment(one: Attempt, id: string, parent: string, { name, profile }: Tracing): Segment {
  const { init, begun, end, failed, durationMs } = one
  const older = profile === 'course'
  const subsegments = [
    ...(init ? [older && init.name === 'Init' ? { ...init, name: 'Initialization' } : init] : []),
    ...(older ? [{ name: 'Invocation', start: begun, end }, { name: 'Overhead', start: end, end }] : []),
  ]
  const annotations: Segment['annotations'] = older ? {} : {
    'aws.responseLatency': durationMs, 'aws.responseDuration': 0, 'aws.runtimeOverhead': 0, 'aws.extensionOverhead': 0,
  }
  return { name, origin: 'AWS::Lambda::Function', id, parent, start: init?.start ?? begun, end, failed, subsegments, annotations }
}

function attemptsOf(rows: readonly LogRow[], { restored }: Tracing): Attempt[] {
  const attempts: Attempt[] = []
  let open: Attempt | undefined
  const begin = (time: Micros): Attempt => {
    if (open) return open
    open = { start: time, init: undefined, begun: time, end: time, durationMs: 0, failed: undefined, ran: false }
    attempts.push(open)
    return open
  }
  for (const { kind, time, a, b } of rows) {
    if (kind === K.initStarted) begin(time)
    else if (kind === K.initEnded || kind === K.initFailed) begin(time).init = { name: restored(b) ? 'Restore' : 'Init', start: time - ms(a), end: time }
    else if (kind === K.started) Object.assign(begin(time), { begun: time, ran: true })
    else if (kind === K.throttled) {
      Object.assign(begin(time), { end: time, failed: 'throttle' })
      open = undefined
    } else if (kind === K.finished || kind === K.failed || kind === K.timedOut || kind === K.crashed) {
      Object.assign(begin(time), { end: time, durationMs: a, failed: kind === K.finished ? undefined : 'fault' })
      open = undefined
    }
  }
  return attempts.filter((one) => one !== open)
}
