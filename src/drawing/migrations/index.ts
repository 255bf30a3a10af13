/**
 * Old formats, brought forward one version at a time. Each step lives in a file of its own beside a frozen type of the
 * format it starts from; the list is in order. There is only version 1 yet, and so no step.
 */
import type { Drawing } from '../drawing.ts'
import { DRAWING_VERSION } from '../drawing.ts'
import type { DrawingV1 } from './version-1.ts'

/** What comes from elsewhere may be anything: a step reads it as carefully as check.ts does. */
export type Old = { readonly [key: string]: unknown }
export type Step = (old: Old) => Old

export interface Formats {
  readonly oldest: number
  readonly newest: number
  /** The first leads from the oldest to the one after it. */
  readonly steps: readonly Step[]
}

export const FORMATS: Formats = { oldest: 1, newest: DRAWING_VERSION, steps: [] }

/** In the newest format; undefined when what calls itself an old drawing is none. */
export function migrate(drawing: Old, version: number, { oldest, steps }: Formats): Old | undefined {
  try {
    return steps.slice(version - oldest).reduce((older, step) => step(older), drawing)
  } catch {
    return undefined
  }
}

/** Every drawing of format 1 is one of today: a field that it may lack needs a format and a step of its own. */
export const readable = (old: DrawingV1): Drawing => old
