/**
 * One invocation by itself, as the console's Test button does: the drawing without its traffic, one caller with one event,
 * in a worker of its own, to the end. What the code calls is there, freshly begun.
 */
import { sec } from '../base/units.ts'
import { REASONS } from '../contract/reasons.ts'
import { serviceOf } from './shelf.ts'
import type { Drawing, DrawingNode } from '../drawing/drawing.ts'
import { withDefaults } from '../drawing/fields.ts'
import { config as schema } from '../services/lambda/config.ts'
import { K } from '../trace/records.ts'
import { rowsOfMessage } from '../trace/reader.ts'
import { openWorker, type SimulationWorker } from '../worker/client.ts'
import type { Report } from '../worker/protocol.ts'
import { linesBefore, logGroups } from './logs.ts'
import { newRecording, type Recording, take } from './recording.ts'

export interface Trial {
  readonly ended: 'returned' | 'failed' | 'refused'
  /** What it returned, or the error, as JSON. */
  readonly answer: string
  readonly durationMs: number
  readonly billedMs: number
  /** Only of a fresh environment. */
  readonly initMs: number | undefined
  readonly memoryMb: number
  readonly usedMb: number | undefined
  readonly lines: readonly string[]
}

export const CALLER = 'trial caller'
/** A second invocation comes when the first is surely over: its environment is warm then. */
const APART_SEC = 30

/** The drawing that a trial runs. */
export function trialDrawing(drawing: Drawing, node: DrawingNode, event: string, warm: boolean): Drawing {
  const { timeoutSec } = withDefaults(schema, node.config)
  const isSource = (one: DrawingNode) => serviceOf(one.service)?.role(withDefaults(serviceOf(one.service)!.config, one.config)) === 'client'
  // As it is shown: in mid-run it may differ from what was drawn.
  const kept = drawing.nodes.filter((one) => !isSource(one)).map((one) => (one.id === node.id ? node : one))
  const ids = new Set(kept.map((one) => one.id))
  const again = timeoutSec + 10 + APART_SEC
  return {
    ...drawing,
    nodes: [...kept, { id: CALLER, service: 'client', name: CALLER, x: 0, y: 0, config: { pattern: 'manual', body: event, timeoutMs: 900_000 } }],
    wires: [...drawing.wires.filter((wire) => ids.has(wire.from) && ids.has(wire.to)), { id: 'trial', from: CALLER, port: 'out', to: node.id, kind: 'sync', config: {} }],
    scenario: {
      ...drawing.scenario, faults: [], forSec: Math.min(86_400, (warm ? 2 : 1) * again),
      actions: [0, ...(warm ? [again] : [])].map((atSec, at) => ({ id: `t${at}`, atSec, on: CALLER, do: 'send', config: {} })),
    },
  }
}

let worker: SimulationWorker | undefined
let heard: (report: Report) => void = () => {}
let number = 0

/** Runs it; a later call puts an earlier one aside. */
export async function tryOut(drawing: Drawing, node: DrawingNode, event: string, warm: boolean): Promise<Trial> {
  const tried = trialDrawing(drawing, node, event, warm)
  worker ??= openWorker((report) => heard(report))
  const run = ++number
  const recording = await record(worker, run, tried)
  const trial = await readTrial(worker, run, recording, node, warm)
  worker.say({ say: 'stop', run })
  return trial
}

/** What the caller of such a drawing is answered, as JSON; '' for nothing. */
export async function trySending(tried: Drawing): Promise<string> {
  worker ??= openWorker((report) => heard(report))
  const run = ++number
  const recording = await record(worker, run, tried)
  const { told } = await lookAt(worker, run, recording, 0)
  worker.say({ say: 'stop', run })
  return told?.answer ?? ''
}

/** What stands in the way of the run, for the person who pressed the button. */
export class TrialRefused extends Error {}

function record(to: SimulationWorker, run: number, drawing: Drawing): Promise<Recording> {
  return new Promise((resolve, reject) => {
    let recording: Recording | undefined
    const fail = (says: string) => {
      to.close()
      worker = undefined
      reject(new TrialRefused(says))
    }
    heard = (report) => {
      if (report.say === 'crashed') return fail(report.message)
      if (report.run !== run) return
      if (report.say === 'refused') return fail(report.findings.find((one) => one.level === 'error')?.text ?? 'The drawing cannot run.')
      if (report.say === 'cast') recording = newRecording(drawing, report.cast)
      else if (report.say === 'texts') for (const [at, text] of report.texts) recording?.texts.put(at, text)
      else if (report.say === 'block' && recording) to.say({ say: 'taken', run, buffers: [take(recording, report.block)] })
      else if (report.say === 'ended' && recording) resolve(recording)
    }
    to.say({ say: 'start', run, drawing, until: sec(drawing.scenario.forSec) })
  })
}

const ENDS: ReadonlySet<number> = new Set([K.finished, K.failed, K.timedOut, K.crashed])

async function readTrial(to: SimulationWorker, run: number, recording: Recording, node: DrawingNode, warm: boolean): Promise<Trial> {
  const { cast } = recording
  const { end } = cast
  const place = cast.nodes.findIndex((one) => one.id === node.id)
  const { serial, rows, told } = await lookAt(to, run, recording, warm ? 1 : 0)
  const last = rows.findLast((row) => ENDS.has(row.kind) && row.place === place)
  const group = logGroups(recording).filter((one) => one.node.id === node.id)
  const lines = linesBefore(recording, group, end, () => true, 500).filter((line) => line.serial === serial).reverse().map((line) => line.text)
  const report = lines.findLast((line) => line.startsWith('REPORT ')) ?? ''
  const figure = (name: string): number | undefined => {
    const found = new RegExp(`${name}: ([\\d.]+)`).exec(report)?.[1]
    return found === undefined ? undefined : Number(found)
  }
  return {
    ended: !last ? 'refused' : last.kind === K.finished ? 'returned' : 'failed',
    answer: told?.answer || (told && told.reason > 0 ? JSON.stringify({ error: REASONS[told.reason]!.code }) : 'null'),
    durationMs: last?.a ?? 0, billedMs: figure('Billed Duration') ?? 0, initMs: figure('Init Duration'), usedMb: figure('Max Memory Used'),
    memoryMb: withDefaults(schema, node.config).memoryMb, lines,
  }
}

/** One message of the caller's, by its place among them: its rows, and what it was answered. */
async function lookAt(to: SimulationWorker, run: number, recording: Recording, at: number) {
  const { keep, cast } = recording
  const serials = [...new Set([...keep.tables].flatMap((table) => callsIn(table, recording)))].sort((a, b) => a - b)
  const serial = serials[at] ?? 0
  const rows = rowsOfMessage(keep, serial)
  const seen = await new Promise<Extract<Report, { say: 'looked' }>['seen']>((resolve) => {
    const before = heard
    heard = (report) => { if (report.say === 'looked') resolve(report.seen); else before(report) }
    to.say({ say: 'look', run, ask: 1, serials: [serial], from: rows[0]?.time ?? 0, to: cast.end })
  })
  return { serial, rows, told: seen.findLast((one) => one.kind === K.response || one.kind === K.refusal) }
}

function callsIn(table: { readonly length: number; readonly columns: { readonly kind: ArrayLike<number>; readonly place: ArrayLike<number>; readonly serial: ArrayLike<number> } }, { cast }: Recording): number[] {
  const wire = cast.wires.findIndex((one) => one.id === 'trial')
  const found: number[] = []
  for (let row = 0; row < table.length; row++) {
    if (table.columns.kind[row] === K.request && table.columns.place[row] === wire) found.push(table.columns.serial[row]!)
  }
  return found
}

