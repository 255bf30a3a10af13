/** What the services that read patterns allow. */
export interface Dialect {
  readonly title: string
  readonly maxLength: number
  /** Fields may hold objects. */
  readonly nested: boolean
  readonly wildcard: boolean
  /** Operators inside `anything-but`, apart from values. */
  readonly insideNot: readonly string[]
  /** A number in `numeric` lies between minus and plus this. */
  readonly largest: number
  /** Most fields with a list, and most combinations. */
  readonly maxLeaves: number
  readonly maxCombinations: number
  /** SNS counts the values of every field, times its depth; the others count only the ways through `$or`. */
  readonly countsValues: boolean
}

const EVERY_NOT = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard']

export const DIALECTS = {
  /** LAM-FIL-02: filters of event source mappings; the gaps are those of EventBridge Pipes, which share the engine. */
  mapping: {
    title: 'An event source filter', maxLength: 4_096, nested: true, wildcard: false, insideNot: [], largest: 5e9,
    maxLeaves: Number.POSITIVE_INFINITY, maxCombinations: 1_000, countsValues: false,
  },
  /** EB-03 to EB-05. */
  rule: {
    title: 'An EventBridge pattern', maxLength: 2_048, nested: true, wildcard: true, insideNot: EVERY_NOT, largest: 5e9,
    maxLeaves: Number.POSITIVE_INFINITY, maxCombinations: 1_000, countsValues: false,
  },
  /** SNS-07, scope MessageAttributes: attributes have no parts. */
  snsAttributes: {
    title: 'A filter policy on attributes', maxLength: 262_144, nested: false, wildcard: true, insideNot: EVERY_NOT, largest: 1e9,
    maxLeaves: 5, maxCombinations: 150, countsValues: true,
  },
  /** SNS-07, scope MessageBody. */
  snsBody: {
    title: 'A filter policy on the body', maxLength: 262_144, nested: true, wildcard: true, insideNot: EVERY_NOT, largest: 1e9,
    maxLeaves: 5, maxCombinations: 150, countsValues: true,
  },
} as const satisfies { readonly [name: string]: Dialect }
export type DialectName = keyof typeof DIALECTS
