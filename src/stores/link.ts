import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Whether the address bar holds the present drawing, and how long the link is. */
interface LinkState {
  readonly state: 'empty' | 'pending' | 'saved' | 'failed'
  readonly length: number
}
export const linkStore = createStore<LinkState>()(() => ({ state: 'empty', length: 0 }))
export const useLink = (): LinkState => useStore(linkStore)
