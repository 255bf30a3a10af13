/** The log groups of a run, and their newest lines before an instant: made of the rows that are held, whenever somebody looks. */
import { quotasOf } from '../contract/quotas.ts'
import { withDefaults } from '../contract/config.ts'
import type { Drawing, DrawingNode } from '../drawing/drawing.ts'
import { functionLines, functionLogGroup } from '../services/cloudfront-function/log.ts'
import { config as schema, type FunctionConfig } from '../services/lambda/config.ts'
import { auditEvents, keptByDefault } from '../services/lambda/log-audit.ts'
import type { Filter } from '../services/lambda/log-filter.ts'
import { replicaName } from '../services/lambda/edge-place.ts'
import { logLines, type LogLine } from '../services/lambda/log.ts'
import { logGroup } from '../services/lambda/log-names.ts'
import type { Traced } from '../services/lambda/log-system.ts'
import { frozen } from '../services/lambda/versions.ts'
import { samples, segmentId, traceHeader, traceId } from '../services/lambda/xray.ts'
import { K } from '../trace/records.ts'
import { rowAt, type TraceRow } from '../trace/reader.ts'
import type { Recording } from './recording.ts'

const REGION = 'us-east-1'
/** Rows of a function that are read for its newest lines, and rows of anybody that are looked through for them. */
const READ = 4_000
const LOOKED_THROUGH = 200_000
/** An init is told at its end, ten seconds after its first line at most; fetching the code takes a while before. */
const AHEAD_MICROS = 15_000_000

export interface LogGroup {
  /** Position of the function in the cast. */
  readonly place: number
  readonly node: DrawingNode
  readonly group: string
}
export interface ShownLine extends LogLine {
  readonly group: LogGroup
  /** Stays the same when newer lines come. */
  readonly key: string
}

export function logGroups({ cast, drawing }: Recording): LogGroup[] {
  return cast.nodes.flatMap(({ id, service }, place) => {
    const node = drawing.nodes.find((one) => one.id === id)
    if (service === 'cloudfrontFunction' && node) return [{ place, node, group: functionLogGroup(node.name) }]
    return service === 'lambda' && node ? [{ place, node, group: logGroup(node.name, withDefaults(schema, node.config)) }] : []
  })
}

/** The newest lines up to a time, newest first; of one stream, if it is named. */
export function linesBefore(recording: Recording, groups: readonly LogGroup[], time: number, keeps: Filter, most: number, stream = ''): ShownLine[] {
  const traced = groups.some(({ node }) => node.config.tracing === true) ? tracedBefore(recording, time) : () => undefined
  const lines = groups.flatMap((group) => {
    let same = 0
    let before = Number.NaN
    return linesOf(recording, group, time, traced).flatMap((line): ShownLine[] => {
      same = line.time === before ? same + 1 : 0
      before = line.time
      return line.time <= time && (stream === '' || line.stream === stream) && keeps(line.text) ? [{ ...line, group: line.region === undefined ? group : regional(group, line.region), key: `${group.place} ${line.time} ${same}` }] : []
    })
  })
  // Lines of one instant stay in their order, the last one on top.
  return lines.map((line, at) => ({ line, at })).sort((one, other) => other.line.time - one.line.time || other.at - one.at).slice(0, most).map(({ line }) => line)
}

/** LAE-02: the log of a copy at the edge is in the region where it ran, under a name that says where it was written. */
const regional = (group: LogGroup, region: string): LogGroup => ({ ...group, group: `${region} ${logGroup(replicaName(group.node.name, EDGE), withDefaults(schema, group.node.config))}` })
const EDGE = { region: '', of: 0 }

/** The streams of a group that have lines up to a time, the one written to last first. */
export function streamsBefore(recording: Recording, group: LogGroup, time: number): string[] {
  const streams = new Set<string>()
  for (const line of linesOf(recording, group, time, () => undefined)) {
    if (line.time > time) continue
    streams.delete(line.stream)
    streams.add(line.stream)
  }
  return [...streams].reverse()
}

export interface AuditLine {
  readonly time: number
  readonly eventName: string
  readonly name: string
}
/** What CloudTrail has of the functions up to a time (LAM-OBS-01), newest first. */
export function auditBefore({ drawing }: Recording, time: number): AuditLine[] {
  return drawing.scenario.actions
    .filter((action) => action.atSec * 1e6 <= time)
    .flatMap((action) => {
      const node = drawing.nodes.find((one) => one.id === action.on && one.service === 'lambda')
      return node ? auditEvents(action.do, Object.keys(action.config)).filter(keptByDefault).map(({ eventName }) => ({ time: action.atSec * 1e6, eventName, name: node.name })) : []
    })
    .sort((one, other) => other.time - one.time)
}

type TracedBy = (group: LogGroup, serial: number, time: number) => Traced | undefined

function linesOf(recording: Recording, group: LogGroup, time: number, traced: TracedBy): LogLine[] {
  const { drawing } = recording
  const { scenario } = drawing
  if (group.node.service !== 'lambda') return functionLines(writtenBy(recording, group, time), scenario.seed, group.node.id)
  const settings = settingsOf(drawing, group.node)
  return logLines(rowsOf(recording, group, time), {
    seed: scenario.seed, node: group.node.id, region: REGION, profile: scenario.profile, responseBytes: quotasOf(scenario).lambdaResponseBytes, settings,
    text: (number) => recording.texts.at(number),
    traced: (serial, at) => (settings(0, at).tracing ? traced(group, serial, at) : undefined),
  })
}

/** What code wrote, oldest first, with the text that the row names. */
const writtenBy = (recording: Recording, group: LogGroup, time: number): { readonly serial: number; readonly text: string }[] =>
  rowsOf(recording, group, time).flatMap(({ kind, serial, a }) => (kind === K.logged ? [{ serial, text: recording.texts.at(a) ?? '' }] : []))

const TOLD: ReadonlySet<number> = new Set([K.logged, K.used, K.faulted, K.versioned, K.initStarted, K.initEnded, K.initFailed, K.started, K.finished, K.failed, K.timedOut, K.crashed, K.environmentEnded])

/** The newest rows that a log tells of, oldest first; before them which environments belong to a version. */
function rowsOf({ keep }: Recording, { place, node }: LogGroup, time: number): TraceRow[] {
  const rows: TraceRow[] = []
  let looked = 0
  for (let i = keep.tables.length - 1; i >= 0 && rows.length < READ && looked < LOOKED_THROUGH; i--) {
    const { columns, number } = keep.tables[i]!
    for (let row = keep.tables[i]!.atTime(time + 1) - 1; row >= 0 && rows.length < READ && looked < LOOKED_THROUGH; row--, looked++) {
      if (columns.place[row] === place && TOLD.has(columns.kind[row]!)) rows.push(rowAt(columns, row, number[row]!))
    }
  }
  rows.reverse()
  const versions: TraceRow[] = []
  if (Array.isArray(node.config.versions)) {
    keep.scan(0, rows[0]?.time ?? 0, (columns, row, number) => {
      if (columns.kind[row] === K.versioned && columns.place[row] === place) versions.push(rowAt(columns, row, number))
    })
  }
  keep.scan(time + 1, time + AHEAD_MICROS, (columns, row, number) => {
    const kind = columns.kind[row]
    if (columns.place[row] === place && (kind === K.initEnded || kind === K.initFailed)) rows.push(rowAt(columns, row, number))
  })
  return [...versions, ...rows]
}

/** A function's settings by version and time: dated actions change them. */
export function settingsOf(drawing: Drawing, node: DrawingNode): (version: number, time: number) => FunctionConfig {
  const changes = [
    { at: Number.NEGATIVE_INFINITY, config: withDefaults(schema, node.config) },
  ]
  for (const action of [...drawing.scenario.actions].sort((one, other) => one.atSec - other.atSec)) {
    if (action.on === node.id && action.do === 'set') changes.push({ at: action.atSec * 1e6, config: withDefaults(schema, { ...changes.at(-1)!.config, ...action.config }) })
  }
  const versions = new Map<number, FunctionConfig>()
  return (version, time) => {
    const latest = changes.findLast((change) => change.at <= time)!.config
    if (version === 0) return latest
    const known = versions.get(version)
    if (known) return known
    const made = frozen(latest, latest.versions.find((row) => row.number === version)?.settings ?? '')
    versions.set(version, made)
    return made
  }
}

const ARRIVALS: ReadonlySet<number> = new Set([K.accepted, K.initStarted, K.started, K.throttled])

/** LAM-XR-01: who is traced, decided where a trace first meets a function with active tracing. */
export function tracedBefore(recording: Recording, time: number): TracedBy {
  const { drawing, keep } = recording
  const { seed } = drawing.scenario
  const active = new Set(logGroups(recording).filter(({ node }) => node.config.tracing === true).map(({ place }) => place))
  const parents = new Map<number, number>()
  const decided = new Map<number, { readonly sampled: boolean; readonly born: number }>()
  const rootOf = (serial: number): number => {
    let root = serial
    for (let parent = parents.get(root); parent !== undefined && parent > 0; parent = parents.get(root)) root = parent
    return root
  }
  const secondOf = new Map<number, number>()
  keep.scan(startOfWindow(recording, time), time + 1, ({ kind, place, serial, a, time: at }, row) => {
    const message = serial[row]!
    if (kind[row] === K.created) parents.set(message, a[row]!)
    else if (message > 0 && active.has(place[row]!) && ARRIVALS.has(kind[row]!)) {
      const root = rootOf(message)
      if (decided.has(root)) return
      const second = Math.floor(at[row]! / 1e6)
      const first = secondOf.get(place[row]!) !== second
      secondOf.set(place[row]!, second)
      decided.set(root, { sampled: samples(seed, root, true, first), born: at[row]! })
    }
  })
  return ({ node }, serial) => {
    const root = rootOf(serial)
    const decision = decided.get(root)
    if (!decision?.sampled) return undefined
    const trace = traceId(seed, root, decision.born)
    return { traceId: trace, segmentId: segmentId(seed, serial, node.id), sampled: true, header: traceHeader(trace, segmentId(seed, serial, node.id, 0), true) }
  }
}

/** A second's beginning, so many rows before: whoever comes first in a second is known from there on. */
function startOfWindow({ keep }: Recording, time: number): number {
  let left = LOOKED_THROUGH
  for (let i = keep.tables.length - 1; i >= 0; i--) {
    const table = keep.tables[i]!
    const rows = table.atTime(time + 1)
    if (rows >= left) return Math.floor(table.columns.time[rows - left]! / 1e6) * 1e6
    left -= rows
  }
  return 0
}
