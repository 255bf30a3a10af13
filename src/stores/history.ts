/** Undo and redo over whole values: drawings share what did not change, so that a step costs little. */
export interface Step<T> {
  readonly value: T
  /** What the step that leads away from this value does, in words: "Move", "Add queue". */
  readonly label: string
}
export interface History<T> {
  readonly past: readonly Step<T>[]
  readonly present: T
  readonly future: readonly Step<T>[]
  /** The kind of the newest step, and when it was last extended. */
  readonly key: string
  readonly at: number
}

export const MOST_STEPS = 500
/** Typing and moving within this time are one step. */
export const PAUSE_MS = 1_200

export const startHistory = <T>(present: T): History<T> => ({ past: [], present, future: [], key: '', at: 0 })

/** A step with the same non-empty key, soon after the last, becomes part of it. */
export function step<T>(history: History<T>, present: T, label: string, key: string, now: number): History<T> {
  if (present === history.present) return history
  const joins = key !== '' && key === history.key && now - history.at <= PAUSE_MS && history.past.length > 0
  const past = joins ? history.past : [...history.past.slice(-(MOST_STEPS - 1)), { value: history.present, label }]
  return { past, present, future: [], key, at: now }
}

export function back<T>(history: History<T>): History<T> {
  const last = history.past.at(-1)
  if (!last) return history
  const future = [{ value: history.present, label: last.label }, ...history.future]
  return { past: history.past.slice(0, -1), present: last.value, future, key: '', at: 0 }
}

export function forth<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future
  if (!next) return history
  return { past: [...history.past, { value: history.present, label: next.label }], present: next.value, future, key: '', at: 0 }
}
