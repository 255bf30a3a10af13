import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export interface Toast {
  readonly id: number
  readonly tone: 'plain' | 'bad'
  readonly text: string
  /** The rule behind a refusal. */
  readonly rule?: string
  readonly offers?: readonly { readonly label: string; readonly run: () => void }[]
}

const toastStore = createStore<{ readonly toasts: readonly Toast[] }>()(() => ({ toasts: [] }))
let last = 0
const MOST = 3

export const useToasts = (): readonly Toast[] => useStore(toastStore, (state) => state.toasts)

const STAYS_MS = { plain: 5_000, bad: 15_000 } as const

/** Shown until it is closed when it offers something, else for some seconds. */
export function tell(text: string, rest: Omit<Partial<Toast>, 'id' | 'text'> = {}): void {
  const toast: Toast = { id: ++last, tone: 'plain', text, ...rest }
  toastStore.setState(({ toasts }) => ({ toasts: [...toasts.filter((one) => one.text !== text), toast].slice(-MOST) }))
  if (!toast.offers) setTimeout(() => dismiss(toast.id), STAYS_MS[toast.tone])
}

export function dismiss(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}
