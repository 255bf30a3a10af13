import { useStore as useFlowStore } from '@xyflow/react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Below this the figures on a card are smaller than anybody can read: its state is shown instead. */
export const LEGIBLE = 0.3

const afarStore = createStore<{ readonly afar: boolean }>()(() => ({ afar: false }))
export const useAfar = (): boolean => useStore(afarStore, (state) => state.afar)

/** Each card asks the store, which changes when the limit is crossed, and not React Flow, which changes with every step of a zoom. */
export function useWatchDistance(): void {
  const afar = useFlowStore((state) => state.transform[2] < LEGIBLE)
  useEffect(() => afarStore.setState({ afar }), [afar])
}
