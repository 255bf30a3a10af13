import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { drawingStore } from '../stores/drawing.ts'

/** The node that holds the canvas's one tab stop. */
const currentStore = createStore<{ readonly id: string | undefined }>()(() => ({ id: undefined }))

export const useCurrent = <T>(select: (id: string | undefined) => T): T => useStore(currentStore, (state) => select(state.id))
export const current = (): string | undefined => currentStore.getState().id
export const setCurrent = (id: string | undefined): void => currentStore.setState({ id })

/** There is always one while there are nodes; it follows the selection. */
drawingStore.subscribe(({ history, selection }) => {
  const { nodes } = history.present
  const now = current()
  const chosen = nodes.filter((node) => selection.has(node.id))
  if (chosen.length > 0 && !chosen.some((node) => node.id === now)) setCurrent(chosen.at(-1)!.id)
  else if (!nodes.some((node) => node.id === now)) setCurrent(nodes[0]?.id)
})
