import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type Drawing, EMPTY_DRAWING } from '../drawing/drawing.ts'
import { tell } from './toasts.ts'
import { back, forth, type History, startHistory, step } from './history.ts'

interface DrawingState {
  readonly history: History<Drawing>
  /** Ids of the selected nodes and wires. */
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

/** The one door for edits. Edits with the same key in quick succession are one step of undo. */
export function change(label: string, edit: (drawing: Drawing) => Drawing, key = ''): void {
  if (drawingStore.getState().locked) {
    tell('Its sender meant this drawing to be looked at. Make it yours to change it; theirs stays as it is.', { offers: [{ label: 'Make it mine', run: unlock }] })
    return
  }
  drawingStore.setState(({ history }) => ({ history: step(history, edit(history.present), label, key, performance.now()) }))
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
    history: history.present.nodes.length === 0 && history.past.length === 0
      ? startHistory(drawing)
      : step(history, drawing, label, '', performance.now()),
    selection: NOTHING,
    opened: opened + 1,
    locked: false,
  }))
}

/** What undo took away cannot stay selected. */
function settle(history: History<Drawing>, selection: ReadonlySet<string>): Partial<DrawingState> {
  const alive = new Set([...history.present.nodes, ...history.present.wires].map((one) => one.id))
  return { history, selection: new Set([...selection].filter((id) => alive.has(id))) }
}
