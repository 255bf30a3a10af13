import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { drawingStore } from '../stores/drawing.ts'
import { thingsOf } from '../stores/frames.ts'

/** The node, note or frame that holds the canvas's one tab stop. */
const currentStore = createStore<{ readonly id: string | undefined }>()(() => ({ id: undefined }))

export const useCurrent = <T>(select: (id: string | undefined) => T): T => useStore(currentStore, (state) => select(state.id))
export const current = (): string | undefined => currentStore.getState().id
export const setCurrent = (id: string | undefined): void => currentStore.setState({ id })

/** There is always one while anything is drawn; it follows the selection. */
drawingStore.subscribe(({ history, selection }, before) => {
  if (history.present === before.history.present && selection === before.selection) return
  const things = thingsOf(history.present)
  const now = current()
  const chosen = things.filter((thing) => selection.has(thing.id))
  if (chosen.length > 0 && !chosen.some((thing) => thing.id === now)) setCurrent(chosen.at(-1)!.id)
  else if (!things.some((thing) => thing.id === now)) setCurrent((history.present.nodes[0] ?? things[0])?.id)
})
