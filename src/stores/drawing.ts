import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type Drawing, EMPTY_DRAWING, MOST } from '../drawing/drawing.ts'
import { isEmpty, thingsOf } from './frames.ts'
import { tell } from './toasts.ts'
import { back, forth, type History, startHistory, step } from './history.ts'

interface DrawingState {
  readonly history: History<Drawing>
  /** Ids of the selected nodes, wires, notes and frames. */
  readonly selection: ReadonlySet<string>
  /** Grows by one when another drawing is opened: views start afresh. */
  readonly opened: number
  /** The sender of the link meant it to be looked at: nothing is changed until it is made one's own. */
  readonly locked: boolean
}

const NOTHING: ReadonlySet<string> = new Set()
export const drawingStore = createStore<DrawingState>()(() => ({
  history: startHistory(EMPTY_DRAWING), selection: NOTHING, opened: 0, locked: false,
}))

export const present = (): Drawing => drawingStore.getState().history.present
export const useDrawing = <T>(select: (drawing: Drawing) => T): T => useStore(drawingStore, (state) => select(state.history.present))
export const useSelection = <T>(select: (ids: ReadonlySet<string>) => T): T => useStore(drawingStore, (state) => select(state.selection))

/** The one door for edits. Edits with the same key in quick succession are one step of undo. Says whether it was let through. */
export function change(label: string, edit: (drawing: Drawing) => Drawing, key = ''): boolean {
  const { locked, history } = drawingStore.getState()
  if (locked) {
    tell('Its sender meant this drawing to be looked at. Make it yours to change it; theirs stays as it is.', { offers: [{ label: 'Make it mine', run: unlock }] })
    return false
  }
  const next = edit(history.present)
  const full = tooMany(history.present, next)
  if (full) {
    tell(full, { tone: 'bad' })
    return false
  }
  drawingStore.setState({ history: step(history, next, label, key, performance.now()) })
  return true
}

const WORDS = { nodes: 'nodes', wires: 'wires', notes: 'notes', containers: 'frames' } as const

/** More than this could be drawn, but not be opened again. */
function tooMany(before: Drawing, after: Drawing): string | undefined {
  for (const what of ['nodes', 'wires', 'notes', 'containers'] as const) {
    if (after[what].length > MOST[what] && after[what].length > before[what].length) {
      return `A drawing holds at most ${MOST[what].toLocaleString('en')} ${WORDS[what]}; this would make it ${after[what].length.toLocaleString('en')}. Nothing was added: split it in two.`
    }
  }
  return undefined
}

/** Sets the present drawing right without a step of undo: nobody did anything. */
export function amend(edit: (drawing: Drawing) => Drawing): void {
  drawingStore.setState(({ history }) => ({ history: { ...history, present: edit(history.present) } }))
}

const unlock = (): void => drawingStore.setState({ locked: false })

export function undo(): void {
  drawingStore.setState(({ history, selection }) => settle(back(history), selection))
}
export function redo(): void {
  drawingStore.setState(({ history, selection }) => settle(forth(history), selection))
}

export function select(ids: Iterable<string>): void {
  const next = new Set(ids)
  const now = drawingStore.getState().selection
  if (next.size === now.size && [...next].every((id) => now.has(id))) return
  drawingStore.setState({ selection: next })
}

/** Another drawing takes the place of the present one, as one step: nothing that was there is lost. */
export function open(drawing: Drawing, label = 'Open drawing'): void {
  drawingStore.setState(({ history, opened }) => ({
    history: isEmpty(history.present) && history.past.length === 0
      ? startHistory(drawing)
      : step(history, drawing, label, '', performance.now()),
    selection: NOTHING,
    opened: opened + 1,
    locked: false,
  }))
}

/** What undo took away cannot stay selected. */
function settle(history: History<Drawing>, selection: ReadonlySet<string>): Partial<DrawingState> {
  const alive = new Set([...thingsOf(history.present), ...history.present.wires].map((one) => one.id))
  return { history, selection: new Set([...selection].filter((id) => alive.has(id))) }
}
