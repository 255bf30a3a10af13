import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What a card shows of a run. Whoever plays the trace writes this, at most four times a second. */
export interface Face {
  /** One letter for each environment: `i` initialising, `b` busy, `w` warm and idle, `x` throttled, `-` unused. */
  readonly cells?: string
  /** The cells in full sentences, with the limits that hold them. */
  readonly says?: string
  /** Share of the scale-out budget that is left, once some of it is spent. */
  readonly budget?: number
  readonly bar?: { readonly label: string; readonly text: string; readonly share: number; readonly tone?: Tone }
  /** Three at most. */
  readonly figures?: readonly { readonly label: string; readonly text: string; readonly tone?: Tone }[]
  /** Words for what goes wrong: "throttled". */
  readonly badge?: string
}
export type Tone = 'plain' | 'good' | 'warn' | 'bad'

export const liveStore = createStore<{ readonly faces: { readonly [node: string]: Face } }>()(() => ({ faces: {} }))

/** Faces of the nodes that changed; the others keep theirs, so that only what changed is drawn again. */
export function showFaces(faces: { readonly [node: string]: Face }): void {
  liveStore.setState((state) => ({ faces: { ...state.faces, ...faces } }))
}
export const clearFaces = (): void => liveStore.setState({ faces: {} })
export const useFace = (node: string): Face | undefined => useStore(liveStore, (state) => state.faces[node])
