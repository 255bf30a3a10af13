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
  /** The faults in force here: "errors 20 %". */
  readonly fault?: string
}
export type Tone = 'plain' | 'good' | 'warn' | 'bad'

export const liveStore = createStore<{ readonly faces: { readonly [node: string]: Face } }>()(() => ({ faces: {} }))

/** So many cards are drawn at once while a run plays: more would hold up the frames. */
const AT_ONCE = 40
let later: ReturnType<typeof setTimeout> | undefined

/** A face that says the same as before stays the same object, so that its card is not drawn again. */
export function showFaces(faces: { readonly [node: string]: Face }, atOnce = true): void {
  clearTimeout(later)
  const shown = liveStore.getState().faces
  const changed = Object.entries(faces).filter(([node, face]) => JSON.stringify(shown[node]) !== JSON.stringify(face))
  const show = (from: number) => {
    const to = atOnce ? changed.length : from + AT_ONCE
    if (from < changed.length) liveStore.setState((state) => ({ faces: { ...state.faces, ...Object.fromEntries(changed.slice(from, to)) } }))
    if (to < changed.length) later = setTimeout(show, 0, to)
  }
  show(0)
}
export function clearFaces(): void {
  clearTimeout(later)
  liveStore.setState({ faces: {} })
}
export const useFace = (node: string): Face | undefined => useStore(liveStore, (state) => state.faces[node])
