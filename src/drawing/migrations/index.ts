/**
 * Old formats, brought forward one version at a time. Each step lives in a file of its own with a frozen type of the
 * format it leaves behind; the list is in order, and position 0 leads from version 1 to 2. There is only version 1 yet.
 */
export type Step = (old: { readonly [key: string]: unknown }) => { readonly [key: string]: unknown }

const STEPS: readonly Step[] = []

export function migrate(drawing: { readonly [key: string]: unknown }, version: number, steps: readonly Step[] = STEPS): { readonly [key: string]: unknown } {
  return steps.slice(version - 1).reduce((older, step) => step(older), drawing)
}
