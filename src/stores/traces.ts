/**
 * The life of a message: what became of it and of all that was made for it, as spans of time on one axis. Every span
 * lasts from one row of the trace to the next of the same message, so the spans of a message add up to its whole life.
 */
import { K, OUTCOMES, type Outcome, RECORD_NAMES, RECORDS } from '../trace/records.ts'
import { Cursor, rowAt, type TraceRow } from '../trace/reader.ts'
import { type Segment, segmentsOf } from '../services/lambda/xray.ts'
import { logGroups, tracedBefore } from './logs.ts'
import type { Recording } from './recording.ts'
import { sketchOf } from './shelf.ts'

export type SpanTone = 'travel' | 'wait' | 'cold' | 'work' | 'bad'
export interface Span {
  readonly start: number
  readonly end: number
  readonly label: string
  /** The node, or the wire, where the message was. */
  readonly place: string
  readonly tone: SpanTone
}
/** An instant that matters: one that was waited for, or a copy that nobody asked for. */
export interface Mark {
  readonly time: number
  readonly label: string
  readonly kind: 'deadline' | 'duplicate'
}
/** A batch that a message was handled in with others, when the rows of the invocation are another's. */
export interface InBatch {
  readonly time: number
  readonly first: number
  readonly size: number
}
export interface Life {
  readonly serial: number
  /** What it was made for; 0 for none. */
  readonly parent: number
  readonly marks: readonly Mark[]
  readonly batches: readonly InBatch[]
  /** How many messages lie between this one and the first. */
  readonly depth: number
  readonly start: number
  readonly end: number
  readonly spans: readonly Span[]
  /** It went wrong at least once. */
  readonly failed: boolean
  readonly attempts: number
  readonly rows: readonly TraceRow[]
}

/** The lives of a message and its descendants up to a time, in order of birth. */
export const livesOf = (recording: Recording, root: number, time: number): Life[] =>
  wholeFamily(recording, root, time).filter((life) => life.spans.length > 0 || life.end > life.start || life.depth === 0)

/** Those, too, that were over in no time: there is nothing of them to draw, but they are paid for. */
export function wholeFamily(recording: Recording, root: number, time: number): Life[] {
  return [...familyOf(recording, root, time)].map(([serial, { depth, rows }]) => lifeOf(recording, serial, depth, rows))
}

interface Member {
  readonly depth: number
  readonly rows: TraceRow[]
}

/** One pass through the rows held: a message is told of before anything is made for it. */
function familyOf({ keep }: Recording, root: number, time: number): Map<number, Member> {
  const family = new Map<number, Member>([[root, { depth: 0, rows: [] }]])
  keep.scan(0, time + 1, (columns, row, number) => {
    const serial = columns.serial[row]!
    if (serial < root) return
    let member = family.get(serial)
    if (!member) {
      const cause = columns.kind[row] === K.created ? family.get(columns.a[row]!) : undefined
      if (!cause) return
      member = { depth: cause.depth + 1, rows: [] }
      family.set(serial, member)
    }
    member.rows.push(rowAt(columns, row, number))
  })
  return family
}

function lifeOf(recording: Recording, serial: number, depth: number, rows: readonly TraceRow[]): Life {
  const spans: Span[] = []
  let attempts = 0
  const steps = rows.filter(({ kind }) => kind !== K.charged)
  steps.forEach((row, at) => {
    if (row.kind === K.started) attempts++
    const next = steps[at + 1]
    if (next && next.time > row.time) for (const span of spansBetween(recording, row, next, attempts)) join(spans, span)
  })
  const first = rows[0]?.time ?? 0
  const parent = rows.find((row) => row.kind === K.created)?.a ?? 0
  return { serial, depth, parent, marks: marksOf(recording, rows), batches: batchesOf(recording, rows), start: first, end: rows.at(-1)?.time ?? first, spans, attempts, rows, failed: rows.some((row) => isBad(row.kind)) }
}

function batchesOf({ keep, cast }: Recording, rows: readonly TraceRow[]): InBatch[] {
  return rows.flatMap((row, at): InBatch[] => {
    if (row.kind !== K.leased || rows[at + 1]?.kind === K.batch) return []
    let found: InBatch | undefined
    // Whoever receives tells of it at the same instant, right after the messages.
    keep.scan(row.time, row.time + 1, (columns, other, number) => {
      if (found || number < row.number || columns.kind[other] !== K.batch || cast.wires[columns.place[other]!]?.from !== row.place) return
      found = { time: row.time, first: columns.serial[other]!, size: columns.b[other]! }
    })
    return found ? [found] : []
  })
}

function marksOf({ cast, drawing }: Recording, rows: readonly TraceRow[]): Mark[] {
  const config = (place: number): { readonly timeoutSec?: number; readonly timeoutMs?: number; readonly integrationTimeoutMs?: number } => {
    const node = drawing.nodes.find(({ id }) => id === cast.nodes[place]?.id)
    return node ? sketchOf(node).config : {}
  }
  const mark = (time: number, label: string, kind: Mark['kind'] = 'deadline'): Mark => ({ time, label, kind })
  return rows.flatMap((row): Mark[] => {
    switch (row.kind) {
      case K.leased: return [mark(row.a, 'visibility timeout ends')]
      case K.delayed: return [mark(row.a, 'its delay ends')]
      case K.waits: return [mark(row.a, `try ${row.b} is due`)]
      case K.duplicated: return [mark(row.time, 'delivered once more, without any error', 'duplicate')]
      case K.started: {
        const { timeoutSec } = config(row.place)
        return timeoutSec ? [mark(row.time + timeoutSec * 1e6, 'the function’s timeout')] : []
      }
      case K.request: {
        const from = cast.wires[row.place]?.from ?? -1
        const { timeoutMs, integrationTimeoutMs } = config(from)
        return timeoutMs ? [mark(row.time + timeoutMs * 1_000, 'the client’s patience')] : integrationTimeoutMs ? [mark(row.time + integrationTimeoutMs * 1_000, 'the API’s timeout')] : []
      }
      default: return []
    }
  })
}

/** Two rows may say that the same goes on. */
function join(spans: Span[], span: Span): void {
  const last = spans.at(-1)
  if (last && last.end === span.start && last.label === span.label && last.place === span.place) spans[spans.length - 1] = { ...last, end: span.end }
  else spans.push(span)
}

const isBad = (kind: number): boolean => RECORDS[RECORD_NAMES[kind]!].tone === 'bad'

function spansBetween(recording: Recording, row: TraceRow, next: TraceRow, attempt: number): Span[] {
  const { cast } = recording
  const { kind, time: start } = row
  const end = next.time
  const span = (label: string, tone: SpanTone, place: string, from = start, to = end): Span => ({ label, tone, place, start: from, end: to })
  if (RECORDS[RECORD_NAMES[kind]!].place === 'wire') {
    const wire = cast.wires[row.place]
    const [from, to] = [cast.nodes[wire?.from ?? -1]?.name ?? '', cast.nodes[wire?.to ?? -1]?.name ?? '']
    const back = kind === K.response || kind === K.refusal
    const along = back ? `${to} → ${from}` : `${from} → ${to}`
    // A row tells when it arrives; what comes then until the next row happens where it arrived.
    const there = kind === K.batch ? start : Math.min(Math.max(row.a, start), end)
    const handled = kind === K.batch ? 'received by a poller' : back ? (row.b > 0 ? 'answered' : 'pushed') : 'waits for the answer'
    return [
      ...(there > start ? [span('on the wire', isBad(kind) ? 'bad' : 'travel', along, start, there)] : []),
      ...(end > there ? [span(handled, 'wait', back ? from : to, there, end)] : []),
    ]
  }
  const place = cast.nodes[row.place]?.name ?? ''
  if (kind === K.initStarted) {
    // Fetching the code comes before the init, of which the next row tells how long it took.
    const init = next.kind === K.initEnded || next.kind === K.initFailed ? Math.max(start, end - Math.round(next.a * 1_000)) : end
    return [
      ...(init > start ? [span('environment is made', 'cold', place, start, init)] : []),
      ...(end > init ? [span('init', next.kind === K.initFailed ? 'bad' : 'cold', place, init, end)] : []),
    ]
  }
  if (kind === K.started) return [span(attempt > 1 ? `handler, try ${attempt}` : 'handler', isBad(next.kind) ? 'bad' : 'work', place)]
  // Only a function keeps what it accepts in a queue of events; a bucket or a table keeps it for good.
  const kept = kind === K.accepted && cast.nodes[row.place]?.service !== 'lambda'
  const streamed = kind === K.queued && cast.nodes[row.place]?.service !== 'sqs'
  return [span(kept ? 'is kept' : streamed ? 'waits on its shard' : (AFTER[kind] ?? 'waits'), 'wait', place)]
}

/** What a message does after a row at a node. */
const AFTER: { readonly [kind: number]: string } = {
  [K.accepted]: 'waits in the event queue', [K.throttled]: 'throttled, waits', [K.waits]: 'waits for the next try', [K.queued]: 'waits in the queue',
  [K.visible]: 'waits in the queue', [K.delayed]: 'delayed', [K.leased]: 'hidden, with a consumer', [K.failed]: 'after a failure', [K.timedOut]: 'after a timeout',
  [K.crashed]: 'after a crash', [K.finished]: 'handed back', [K.deadLettered]: 'waits as a dead letter', [K.created]: 'waits to be sent',
}

export interface XRay {
  readonly traceId: string
  readonly header: string
  readonly segments: readonly Segment[]
}

/** What X-Ray is sent of them, if they are sampled: by every function with active tracing that they met. */
export function xrayOf(recording: Recording, lives: readonly Life[], time: number): XRay | undefined {
  const { drawing } = recording
  const { seed, profile } = drawing.scenario
  const traced = tracedBefore(recording, time)
  let found: XRay | undefined
  for (const group of logGroups(recording)) {
    const { place, node } = group
    if (node.config.tracing !== true) continue
    const restored = node.config.snapStart === true ? publishedAt(recording, place) : new Set<number>()
    for (const { serial, rows } of lives) {
      const here = rows.filter((row) => row.place === place && RECORDS[RECORD_NAMES[row.kind]!].place === 'node')
      const trace = here.length > 0 ? traced(group, serial, time) : undefined
      if (!trace) continue
      const segments = segmentsOf(here, { seed, node: node.id, name: node.name, profile, restored: (environment) => restored.has(environment) })
      found = { traceId: trace.traceId, header: found?.header ?? trace.header, segments: [...(found?.segments ?? []), ...segments] }
    }
  }
  return found
}

/** Environments of published versions, which alone come of snapshots. */
function publishedAt({ keep }: Recording, place: number): Set<number> {
  const found = new Set<number>()
  const cursor = new Cursor(keep)
  while (cursor.nextOfKind(K.versioned, place)) found.add(cursor.b)
  return found
}

export interface TraceHead {
  readonly serial: number
  readonly start: number
  /** The newest row of it or of a descendant. */
  readonly last: number
  readonly place: string
  readonly over: boolean
  /** How the first message ended, once it has. */
  readonly outcome: Outcome | undefined
  readonly failed: boolean
  readonly messages: number
}

const LOOKED_THROUGH = 20_000

/** The messages that began it all, those with the newest rows first. */
export function tracesBefore({ keep, cast }: Recording, time: number, most: number): TraceHead[] {
  const rows: TraceRow[] = []
  for (let i = keep.tables.length - 1; i >= 0 && rows.length < LOOKED_THROUGH; i--) {
    const { columns, number } = keep.tables[i]!
    for (let row = keep.tables[i]!.atTime(time + 1) - 1; row >= 0 && rows.length < LOOKED_THROUGH; row--) {
      if (columns.serial[row]! > 0) rows.push(rowAt(columns, row, number[row]!))
    }
  }
  const roots = new Map<number, number>()
  const heads = new Map<number, { -readonly [K in keyof TraceHead]: TraceHead[K] }>()
  for (const row of rows.reverse()) {
    // 0: what it was made for was over by then.
    const root = row.kind === K.created && row.a > 0 ? (roots.get(row.a) ?? row.a) : (roots.get(row.serial) ?? row.serial)
    roots.set(row.serial, root)
    const head = heads.get(root)
    if (!head) {
      const wire = RECORDS[RECORD_NAMES[row.kind]!].place === 'wire' ? cast.wires[row.place]?.from : row.place
      heads.set(root, { serial: root, start: row.time, last: row.time, place: cast.nodes[wire ?? -1]?.name ?? '', over: row.kind === K.ended, outcome: row.kind === K.ended ? OUTCOMES[row.b] : undefined, failed: isBad(row.kind), messages: 1 })
      continue
    }
    head.last = row.time
    if (row.kind === K.created) head.messages++
    if (row.kind === K.ended && row.serial === root) {
      head.over = true
      head.outcome = OUTCOMES[row.b]
    }
    if (isBad(row.kind)) head.failed = true
  }
  return [...heads.values()].sort((one, other) => other.last - one.last || other.serial - one.serial).slice(0, most)
}
