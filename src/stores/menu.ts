import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** The list that is open over the page, if any. One at a time. */
export type Menu = { readonly at?: { x: number; y: number } } & (
  | { readonly kind: 'pane' }
  | { readonly kind: 'node'; readonly id: string }
  /** A frame or a note. */
  | { readonly kind: 'frame'; readonly id: string }
  /** The frames into which the selection may be put. */
  | { readonly kind: 'into'; readonly id: string }
  | { readonly kind: 'wire'; readonly id: string }
  /** Services that may stand at the end of a new wire; `place` is where, in the drawing. */
  | { readonly kind: 'follow'; readonly from: string; readonly port?: string; readonly place?: { x: number; y: number } }
  | { readonly kind: 'connect'; readonly from: string }
  | { readonly kind: 'add'; readonly place?: { x: number; y: number } }
)

const menuStore = createStore<{ readonly menu: Menu | undefined }>()(() => ({ menu: undefined }))
export const useMenu = (): Menu | undefined => useStore(menuStore, (state) => state.menu)
export const openMenu = (menu: Menu): void => menuStore.setState({ menu })
export const closeMenu = (): void => menuStore.setState({ menu: undefined })
