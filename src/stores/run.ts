/**
 * The run that is shown: its worker, what came back of the trace, and the camera over it. Figures that change with every
 * frame stand in `player`, a plain object; the store itself changes a few times a second, and panels follow that.
 */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Micros } from '../base/units.ts'
import type { Finding } from '../contract/finding.ts'
import { type Drawing, EMPTY_DRAWING } from '../drawing/drawing.ts'
import { openWorker, type SimulationWorker } from '../worker/client.ts'
import type { Progress, Report, Seen } from '../worker/protocol.ts'
import { present } from './drawing.ts'
import { tell } from './toasts.ts'
import type { Recording } from './recording.ts'

export const SPEEDS = [0.01, 0.1, 1, 10, 100, 1_000, 10_000] as const
export type Speed = number | 'max'

export type { Recording }

interface RunState {
  readonly phase: 'idle' | 'starting' | 'playing' | 'paused'
  readonly recording: Recording | undefined
  readonly findings: readonly Finding[]
  readonly progress: Progress | undefined
  readonly speed: Speed
  /** The cursor, a few times a second. */
  readonly shownAt: Micros
  /** Virtual seconds that really went by in a second of the wall. */
  readonly reachedSpeed: number
  /** Grows whenever more of the trace or another instant is to be shown. */
  readonly version: number
  readonly digest: string
  /** The message whose biography is open, by its serial; 0 for none. */
  readonly picked: number
  readonly crash: { readonly at: Micros; readonly message: string } | undefined
}

const IDLE: Omit<RunState, 'speed'> = {
  phase: 'idle', recording: undefined, findings: [], progress: undefined, shownAt: 0, reachedSpeed: 0, version: 0, digest: '', picked: 0, crash: undefined,
}
export const runStore = createStore<RunState>()(() => ({ ...IDLE, speed: 1 }))
export const useRun = <T>(select: (run: RunState) => T): T => useStore(runStore, select)

/** The camera. Read in every frame; nobody renders from it. */
export const player = { cursor: 0, reached: 0, ended: false, askedFor: 0 }

let worker: SimulationWorker | undefined
let number = 0

/** What records a run is fetched with the worker, before anybody needs either. */
let recorder: typeof import('./recording.ts') | undefined
let startedWith: Drawing = EMPTY_DRAWING

/** Has the worker loaded and its code warmed before anybody presses Run. */
export async function prepare(): Promise<void> {
  worker ??= openWorker(hear)
  recorder ??= await import('./recording.ts')
  if (attached) return
  attached = true
  void import('./dated.ts').then(({ attachDated }) => attachDated())
}
let attached = false

/** Runs the present drawing from the beginning. */
export function start(): void {
  const run = ++number
  startedWith = present()
  edits.clear()
  Object.assign(player, { cursor: 0, reached: 0, ended: false, askedFor: 0 })
  runStore.setState({ ...IDLE, phase: 'starting', version: runStore.getState().version + 1 })
  player.askedFor = horizon()
  const begin = () => { if (run === number) worker?.say({ say: 'start', run, drawing: startedWith, until: player.askedFor }) }
  if (recorder && worker) begin()
  else void prepare().then(begin)
}

export function stop(): void {
  worker?.say({ say: 'stop', run: number })
  number++
  Object.assign(player, { cursor: 0, reached: 0, ended: false, askedFor: 0 })
  runStore.setState({ ...IDLE, version: runStore.getState().version + 1 })
}

export function play(): void {
  const { phase, recording } = runStore.getState()
  if (!recording) return start()
  if (phase === 'playing') return
  if (player.cursor >= recording.cast.end) seek(0)
  runStore.setState({ phase: 'playing' })
}

export function pause(): void {
  if (runStore.getState().phase === 'playing') halt()
}

/** Panels follow a few times a second while it plays; what they show when it stands must be the very instant. */
const halt = (): void => runStore.setState(({ version }) => ({ phase: 'paused', shownAt: player.cursor, version: version + 1 }))

export const toggle = (): void => (runStore.getState().phase === 'playing' ? pause() : play())

export function setSpeed(speed: Speed): void {
  runStore.setState({ speed })
  ask()
}

/** Puts the camera on an instant. What is not simulated yet is run first. */
export function seek(time: Micros): void {
  const { recording } = runStore.getState()
  if (!recording) return
  player.cursor = Math.min(Math.max(0, time), recording.cast.end)
  runStore.setState(({ version }) => ({ shownAt: player.cursor, version: version + 1 }))
  ask()
}

export const pick = (serial: number): void => runStore.setState({ picked: serial })

/** One record forwards or back, paused. */
export function stepRow(direction: 1 | -1): void {
  const { recording } = runStore.getState()
  if (!recording) return
  pause()
  let found = -1
  const { keep } = recording
  if (direction > 0) {
    for (const table of keep.tables) {
      const row = table.atTime(player.cursor + 1)
      if (row < table.length) {
        found = table.columns.time[row]!
        break
      }
    }
  } else {
    for (const table of keep.tables) {
      const row = table.atTime(player.cursor) - 1
      if (row >= 0) found = Math.max(found, table.columns.time[row]!)
    }
  }
  if (found >= 0) seek(found)
}

/** Moves the camera by a frame's worth of time; the frame loop calls it. Says whether anything moved. */
export function advance(wallMs: number): boolean {
  const { phase, speed, recording } = runStore.getState()
  if (phase !== 'playing' || !recording) return false
  const before = player.cursor
  // When the machine cannot keep the speed asked for, time slows: the camera never passes what is simulated. Where it was
  // put further ahead, it waits for the simulation.
  player.cursor = Math.max(before, speed === 'max' ? player.reached : Math.min(player.reached, before + wallMs * 1_000 * speed))
  ask()
  if (player.ended && player.cursor >= player.reached) halt()
  return player.cursor !== before
}

/** A few times a second: what the panels are to show. */
export function publish(reachedSpeed: number): void {
  runStore.setState(({ version }) => ({ shownAt: player.cursor, version: version + 1, reachedSpeed }))
}

/** How far the trace should reach by now: a little more than the camera needs. */
function horizon(): Micros {
  const { speed } = runStore.getState()
  return speed === 'max' ? Number.MAX_SAFE_INTEGER : player.cursor + Math.max(5_000_000, speed * 2_500_000)
}

function ask(): void {
  const until = horizon()
  // Ask in steps, not in every frame.
  if (player.ended || until <= player.askedFor + (until - player.cursor) / 4) return
  player.askedFor = until
  worker?.say({ say: 'extend', run: number, until })
}

/** What was asked of the run that is under way: the drawing with other dated lines, and words for what is new in them. */
interface Edit {
  readonly drawing: Drawing
  readonly says: string
  /** Rows that hold no longer. */
  void: number
}
const edits = new Map<number, Edit>()
let edited = 0

/** The drawing has other dated lines than the run: it goes on under them, from the first that differs. */
export function changeRun(drawing: Drawing, says: string): void {
  edits.set(++edited, { drawing, says, void: 0 })
  player.ended = false
  worker?.say({ say: 'change', run: number, edit: edited, drawing })
}

/** The drawing that the run will be of when all that was asked of it is done. */
export const runDrawing = (): Drawing | undefined => edits.get(edited)?.drawing ?? runStore.getState().recording?.drawing

function hearChange(report: Extract<Report, { readonly edit: number }>): void {
  const { recording } = runStore.getState()
  const edit = edits.get(report.edit)
  if (!recording || !edit) return
  if (report.say === 'cut') {
    edit.void = recording.keep.total - recording.keep.rowsBefore(report.at)
    player.reached = report.reached
    player.ended = false
    runStore.setState(({ version }) => ({ recording: { ...recorder!.cut(recording, report.rows), drawing: edit.drawing }, digest: '', version: version + 1 }))
    return
  }
  edits.delete(report.edit)
  if (report.say === 'unchanged') {
    tell(`${report.findings[0]?.text ?? 'That cannot be.'} The run goes on as it was.`, { tone: 'bad' })
    return
  }
  runStore.setState(({ version }) => ({ recording: { ...runStore.getState().recording!, drawing: edit.drawing }, findings: report.findings, version: version + 1 }))
  tell(recorder!.sayChange(edit.says, report.at, edit.void, report.underWay))
}

const asked = new Map<number, (seen: Looked) => void>()
let asks = 0
export interface Looked {
  readonly seen: readonly Seen[]
  /** Not when the span was too long to run again. */
  readonly complete: boolean
}
/** What messages carry at each of their rows: the worker runs that span again. */
export function lookAt(serials: readonly number[], from: Micros, to: Micros): Promise<Looked> {
  const ask = ++asks
  return new Promise((resolve) => {
    asked.set(ask, resolve)
    worker?.say({ say: 'look', run: number, ask, serials, from, to })
  })
}

function hear(report: Report): void {
  if (report.say === 'crashed' && (report.run === number || report.run < 0)) {
    runStore.setState({ phase: runStore.getState().recording ? 'paused' : 'idle', crash: { at: report.at, message: report.message } })
    worker?.close()
    worker = undefined
    return
  }
  if (report.run !== number) return
  const { recording } = runStore.getState()
  switch (report.say) {
    case 'refused':
      runStore.setState({ phase: 'idle', findings: report.findings })
      break
    case 'cast':
      runStore.setState({ phase: 'playing', recording: recorder!.newRecording(startedWith, report.cast), findings: report.findings })
      break
    case 'block':
      if (recording) worker?.say({ say: 'taken', run: number, buffers: [recorder!.take(recording, report.block)] })
      break
    case 'texts':
      for (const [at, text] of report.texts) recording?.texts.put(at, text)
      break
    case 'progress': {
      recording?.metrics.apply(report.metrics)
      // A camera that stands ahead of what was simulated sees more with every report; one that plays is followed anyway.
      const sees = runStore.getState().phase === 'paused' && player.cursor >= player.reached
      player.reached = report.progress.reached
      runStore.setState(({ version }) => ({ progress: report.progress, version: sees ? version + 1 : version }))
      break
    }
    case 'cut':
    case 'changed':
    case 'unchanged':
      hearChange(report)
      break
    case 'looked':
      asked.get(report.ask)?.(report)
      asked.delete(report.ask)
      break
    case 'ended':
      player.reached = report.progress.reached
      player.ended = true
      runStore.setState({ progress: report.progress, digest: report.digest })
      break
  }
}
