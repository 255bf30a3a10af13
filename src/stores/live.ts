import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'

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
export type Health = 'rest' | 'well' | 'warn' | 'bad'

/** As bad as the worst that its card shows. */
export function healthOf(face: Face | undefined): Health {
  if (!face) return 'rest'
  const tones = [face.bar?.tone, ...(face.figures ?? []).map((one) => one.tone)]
  if (face.badge || tones.includes('bad')) return 'bad'
  return tones.includes('warn') ? 'warn' : 'well'
}

interface Shown {
  readonly face: Face
  /** The face of when it last became better or worse: all that can be seen from afar. */
  readonly coarse: Face
  readonly coarseKey: string
}
/** Each card hears of its own face alone: with two hundred of them, most must not even be asked. */
const stores = new Map<string, StoreApi<{ readonly shown: Shown | undefined }>>()
function storeOf(node: string): StoreApi<{ readonly shown: Shown | undefined }> {
  let store = stores.get(node)
  if (!store) stores.set(node, (store = createStore(() => ({ shown: undefined }))))
  return store
}

/** Compared part by part: two hundred of them are, four times a second. */
function same(a: Face, b: Face): boolean {
  if (a.cells !== b.cells || a.says !== b.says || a.budget !== b.budget || a.badge !== b.badge || a.fault !== b.fault) return false
  if (a.bar?.label !== b.bar?.label || a.bar?.text !== b.bar?.text || a.bar?.share !== b.bar?.share || a.bar?.tone !== b.bar?.tone) return false
  if (a.figures?.length !== b.figures?.length) return false
  return a.figures === undefined || a.figures.every((one, at) => {
    const other = b.figures![at]!
    return one.label === other.label && one.text === other.text && one.tone === other.tone
  })
}

/** A face that says the same as before stays the same object, so that its card is not drawn again. */
export function showFace(node: string, face: Face): void {
  const store = storeOf(node)
  const before = store.getState().shown
  if (before && same(before.face, face)) return
  const coarseKey = `${healthOf(face)} ${face.badge} ${face.fault}`
  store.setState({ shown: { face, coarseKey, coarse: before?.coarseKey === coarseKey ? before.coarse : face } })
}

export function clearFaces(): void {
  for (const store of stores.values()) store.setState({ shown: undefined })
}

/** The face of a node; from afar another one only when it became better or worse. */
export const useFace = (node: string, afar = false): Face | undefined => useStore(storeOf(node), ({ shown }) => (afar ? shown?.coarse : shown?.face))
export const useHealth = (node: string): Health => useStore(storeOf(node), ({ shown }) => healthOf(shown?.coarse))
