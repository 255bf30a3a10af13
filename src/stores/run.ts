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
import { uncover } from './view.ts'
import type { Goal, Hunt } from './goal.ts'
import type { Recording } from './recording.ts'
import type { Story } from './story.ts'

export const SPEEDS = [0.01, 0.1, 1, 10, 100, 1_000, 10_000] as const
/** A number, as fast as it goes, or slow where things happen and fast where nothing does. */
export type Speed = number | 'max' | 'story'

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
  /** How often one was picked: the same may be asked for again. */
  readonly picks: number
  /** Playing goes on until this is found. */
  readonly goal: Goal | undefined
  /** Played again and again. */
  readonly loop: { readonly from: Micros; readonly to: Micros } | undefined
  /** Rows that had been dropped are being run again: how much of that is done. */
  readonly fetching: number | undefined
  readonly crash: { readonly at: Micros; readonly message: string } | undefined
}

const IDLE: Omit<RunState, 'speed'> = {
  phase: 'idle', recording: undefined, findings: [], progress: undefined, shownAt: 0, reachedSpeed: 0, version: 0, digest: '', picked: 0, picks: 0, goal: undefined, loop: undefined, fetching: undefined, crash: undefined,
}
export const runStore = createStore<RunState>()(() => ({ ...IDLE, speed: 1 }))
export const useRun = <T>(select: (run: RunState) => T): T => useStore(runStore, select)

/** The camera. Read in every frame; nobody renders from it. */
export const player = { cursor: 0, reached: 0, ended: false, askedFor: 0, /** Virtual seconds in a second of the wall, smoothed. */ pace: 1 }

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
  hunt = undefined
  fetched = undefined
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
  hunt = undefined
  edits.clear()
  worker?.say({ say: 'stop', run: number })
  number++
  Object.assign(player, { cursor: 0, reached: 0, ended: false, askedFor: 0 })
  runStore.setState({ ...IDLE, version: runStore.getState().version + 1 })
}

export function play(): void {
  const { phase, recording, loop } = runStore.getState()
  if (!recording) return start()
  if (phase === 'playing') return
  if (loop && (player.cursor < loop.from || player.cursor >= loop.to)) seek(loop.from)
  else if (player.cursor >= recording.cast.end) seek(0)
  runStore.setState({ phase: 'playing' })
}

export function pause(): void {
  hunt = undefined
  if (runStore.getState().phase === 'playing') halt()
}

/** From the beginning once more: the same run, or of a changed drawing a new one when that is asked for. */
export function restart(): void {
  seek(0)
  play()
}

let hunt: Hunt | undefined
/** Plays as fast as it goes up to an instant that is looked for behind the present one; back here when there is none. */
export function runUntil(goal: Goal): void {
  const from = runStore.getState().recording ? player.cursor : -1
  if (from < 0) start()
  hunt = { goal, from, seen: Math.max(-1, Math.floor(from)) }
  runStore.setState(({ phase }) => ({ goal, phase: phase === 'paused' ? 'playing' : phase }))
  ask()
}

function hunted(recording: Recording, { goal, from }: Hunt, found: Micros | undefined): void {
  hunt = undefined
  player.cursor = Math.max(0, Math.min(found ?? from, recording.cast.end))
  if (found === undefined) tell(`Up to the end of the run there is not ${recorder!.sayGoal(goal, recording)}.`)
  halt()
}

/** Plays a span again and again; nothing for no loop. */
export function setLoop(from?: Micros, to?: Micros): void {
  const { recording } = runStore.getState()
  if (!recording || from === undefined || to === undefined) return runStore.setState({ loop: undefined })
  const least = Math.max(0, Math.round(Math.min(from, to)))
  const most = Math.min(recording.cast.end, Math.round(Math.max(from, to)))
  runStore.setState({ loop: most > least ? { from: least, to: most } : undefined })
}

let fetched: { readonly from: Micros; readonly to: Micros } | undefined
/** Where the camera stands still, all rows are shown: those that were dropped are run again. */
function fetchDropped(): void {
  const { recording } = runStore.getState()
  if (!recording || !recorder) return
  const cursor = Math.round(player.cursor)
  if (fetched && cursor >= fetched.from && cursor <= fetched.to) return
  fetched = recorder.missingAt(recording, cursor)
  if (!fetched) return
  runStore.setState({ fetching: 0 })
  worker?.say({ say: 'again', run: number, ...fetched })
}

let story: Story | undefined
let storyOf: Recording['keep'] | undefined
function told(recording: Recording, wallMs: number): Micros {
  if (storyOf !== recording.keep || !story) {
    story = new recorder!.Story(recording.keep, recording.cast.end)
    storyOf = recording.keep
  }
  return story.step(player.cursor, player.reached, wallMs)
}

/** Panels follow a few times a second while it plays; what they show when it stands must be the very instant. */
function halt(): void {
  runStore.setState(({ version }) => ({ phase: 'paused', goal: undefined, shownAt: player.cursor, version: version + 1 }))
  fetchDropped()
}

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
  if (runStore.getState().phase === 'paused') fetchDropped()
}

export const pick = (serial: number): void => runStore.setState(({ picks }) => ({ picked: serial, picks: picks + 1 }))

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
  const { phase, speed, recording, loop } = runStore.getState()
  if (phase !== 'playing' || !recording) return false
  const before = player.cursor
  if (hunt) return follow(recording, hunt)
  // When the machine cannot keep the speed asked for, time slows: the camera never passes what is simulated. Where it was
  // put further ahead, it waits for the simulation.
  const wished = speed === 'max' ? player.reached : speed === 'story' ? told(recording, wallMs) : before + wallMs * 1_000 * speed
  player.cursor = Math.max(before, Math.min(player.reached, wished))
  player.pace += (((player.cursor - before) / (wallMs * 1_000)) - player.pace) * 0.2
  if (loop && player.cursor >= loop.to) player.cursor = loop.from
  ask()
  if (player.ended && player.cursor >= player.reached) halt()
  return player.cursor !== before
}

/** The camera goes along with what is simulated, and stops at what is looked for. */
function follow(recording: Recording, { goal, from }: Hunt): boolean {
  if (player.reached === 0 && !player.ended) return false
  const found = recorder!.pursue(hunt!, recording, player.reached)
  if (found !== undefined || player.ended) hunted(recording, { goal, from, seen: 0 }, found)
  else player.cursor = Math.max(player.cursor, player.reached)
  ask()
  return true
}

/** A few times a second: what the panels are to show. */
export function publish(reachedSpeed: number): void {
  runStore.setState(({ version }) => ({ shownAt: player.cursor, version: version + 1, reachedSpeed }))
}

/** How far the trace should reach by now: a little more than the camera needs. */
function horizon(): Micros {
  const { speed } = runStore.getState()
  // How fast a story is told depends on all that happens.
  return hunt || typeof speed !== 'number' ? Number.MAX_SAFE_INTEGER : player.cursor + Math.max(5_000_000, speed * 2_500_000)
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
    story = undefined
    fetched = undefined
    if (hunt) hunt.seen = Math.min(hunt.seen, report.at - 1)
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
      uncover('bottom')
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
    case 'fetching':
      runStore.setState({ fetching: report.share })
      break
    case 'again':
      fetched = undefined
      runStore.setState(({ version }) => ({ fetching: undefined, version: version + 1, ...(recording ? { recording: recorder!.patch(recording, report.blocks, report.from, report.to) } : {}) }))
      break
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
