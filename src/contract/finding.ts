/** A user's mistake, or advice: a value that is shown where it belongs, never thrown. */
export interface Finding {
  /** The rule behind it. */
  readonly rule: string
  /** `error`: a run does not start. `warning`: it runs, and will surprise. `hint`: could be better. */
  readonly level: 'error' | 'warning' | 'hint'
  /** What is, what to do, and what happens otherwise. */
  readonly text: string
  /** The node or wire it is about, and the setting. */
  readonly on?: string
  readonly field?: string
  /** AWS looks at this when the thing is made, and not again when a setting of it is changed. */
  readonly onceMade?: true
  /** Settings that would cure it, for one undoable click. */
  readonly fix?: { readonly on: string; readonly set: { readonly [field: string]: unknown } }
}
