/** A compiled pattern: plain data, so that it may lie in a state, be copied, and be read aloud by `explain`. */
export interface Matcher {
  readonly text: string
  readonly group: Group
}

/** All clauses must hold. */
export interface Group {
  readonly clauses: readonly Clause[]
}
export type Clause = Leaf | Inside | Either

/** A field with the list of what it may be: one test for one value is enough. */
export interface Leaf {
  readonly kind: 'leaf'
  readonly name: string
  /** As a person would write it: `detail.state`. */
  readonly place: string
  readonly path: readonly string[]
  readonly tests: readonly Test[]
}
/** A field that holds an object, or a list of objects of which one must fit whole. */
export interface Inside {
  readonly kind: 'inside'
  readonly name: string
  readonly place: string
  readonly group: Group
}
/** `$or`: one of the groups must hold. */
export interface Either {
  readonly kind: 'either'
  readonly place: string
  readonly groups: readonly Group[]
}

export type Scalar = string | number | boolean | null
export type Test =
  | { readonly op: 'is'; readonly value: Scalar }
  | { readonly op: 'prefix' | 'suffix'; readonly text: string; readonly anyCase: boolean }
  | { readonly op: 'anyCase'; readonly text: string }
  /** The texts between the stars, in order; the first and the last are tied to the ends. */
  | { readonly op: 'wildcard'; readonly parts: readonly string[]; readonly source: string }
  | { readonly op: 'numeric'; readonly low: number; readonly withLow: boolean; readonly high: number; readonly withHigh: boolean }
  | { readonly op: 'cidr'; readonly source: string; readonly bytes: readonly number[]; readonly bits: number }
  | { readonly op: 'exists'; readonly yes: boolean }
  /** `anything-but`: none of them. */
  | { readonly op: 'not'; readonly tests: readonly Test[] }

/** What AWS would refuse: where in the pattern, and what is wrong with it. */
export interface Refusal {
  readonly place: string
  readonly text: string
}
