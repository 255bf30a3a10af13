/**
 * What page and worker say to each other. Only commands go in, only parts of the trace come out; nobody waits for a
 * reply, so neither side can be held up by the other. `run` numbers the runs of a page: words of an old one are ignored.
 */
import type { Micros } from '../base/units.ts'
import type { Finding } from '../contract/finding.ts'
import type { Metric } from '../trace/metric.ts'
import type { MetricDelta } from '../trace/metric-delta.ts'
import type { PackedBlock } from '../trace/block.ts'
import type { Drawing } from '../drawing/drawing.ts'
import type { Seen } from './look.ts'

export type { Seen }
/** Contents as long as this have been cut. */
export const LONGEST_SEEN = 65_536

export type Command =
  /** The sandbox's engine, for drawings with code: told once, before the first start that needs it. */
  | { readonly say: 'engine'; readonly bytes: ArrayBuffer }
  /** A package of the shelf, before the first start that needs it. */
  | { readonly say: 'shelf'; readonly name: string; readonly text: string }
  /** Still there? */
  | { readonly say: 'ask' }
  | { readonly say: 'start'; readonly run: number; readonly drawing: Drawing; readonly until: Micros }
  /** The camera will need the trace up to here: go on. */
  | { readonly say: 'extend'; readonly run: number; readonly until: Micros }
  /** The drawing, with other dated lines than before: the run goes on under them. Answers bear the number of the edit. */
  | { readonly say: 'change'; readonly run: number; readonly edit: number; readonly drawing: Drawing }
  /** So many blocks were taken in: more may follow. The buffers come back to be used again. */
  | { readonly say: 'taken'; readonly run: number; readonly buffers: ArrayBuffer[] }
  /** Rows of a span that were dropped: run it again from the nearest checkpoint. */
  | { readonly say: 'again'; readonly run: number; readonly from: Micros; readonly to: Micros }
  /** What these messages carry at each of their rows in [from, to]. `ask` numbers the question: the answer bears it. */
  | { readonly say: 'look'; readonly run: number; readonly ask: number; readonly serials: readonly number[]; readonly from: Micros; readonly to: Micros }
  | { readonly say: 'stop'; readonly run: number }

/** What places and numbers in rows stand for. */
export interface Cast {
  readonly nodes: readonly { readonly id: string; readonly name: string; readonly service: string; readonly metrics: readonly Metric[]; readonly slots: readonly number[] }[]
  readonly wires: readonly { readonly id: string; readonly from: number; readonly to: number; readonly kind: string }[]
  readonly end: Micros
}

export type Report =
  | { readonly say: 'here'; readonly run: -1 }
  | { readonly say: 'cast'; readonly run: number; readonly cast: Cast; readonly findings: readonly Finding[] }
  /** The drawing cannot run: findings say why. */
  | { readonly say: 'refused'; readonly run: number; readonly findings: readonly Finding[] }
  | { readonly say: 'block'; readonly run: number; readonly block: PackedBlock }
  /** Texts that rows to come refer to, by their numbers. */
  | { readonly say: 'texts'; readonly run: number; readonly texts: readonly (readonly [number: number, text: string])[] }
  /** Rows with this number and above are void, and come again where they hold; metrics come whole with the next progress. */
  | { readonly say: 'cut'; readonly run: number; readonly edit: number; readonly rows: number; readonly at: Micros; readonly reached: Micros }
  /** The run goes on under other dated lines from this instant, at which so many messages were under way. */
  | { readonly say: 'changed'; readonly run: number; readonly edit: number; readonly at: Micros; readonly underWay: number; readonly findings: readonly Finding[] }
  /** These dated lines cannot be; the run goes on as it was. */
  | { readonly say: 'unchanged'; readonly run: number; readonly edit: number; readonly findings: readonly Finding[] }
  /** So much of the way to rows that were asked for again is done. */
  | { readonly say: 'fetching'; readonly run: number; readonly share: number }
  | { readonly say: 'again'; readonly run: number; readonly from: Micros; readonly to: Micros; readonly blocks: PackedBlock[] }
  | { readonly say: 'looked'; readonly run: number; readonly ask: number; readonly seen: readonly Seen[]; readonly complete: boolean }
  | { readonly say: 'progress'; readonly run: number; readonly progress: Progress; readonly metrics: MetricDelta }
  | { readonly say: 'ended'; readonly run: number; readonly progress: Progress; readonly digest: string }
  | { readonly say: 'crashed'; readonly run: number; readonly at: Micros; readonly message: string }

export interface Progress {
  /** The trace is complete up to here. */
  readonly reached: Micros
  readonly wallMs: number
  readonly timers: number
  /** Terminal states so far, in the order of OUTCOMES, and messages that still wait. */
  readonly outcomes: readonly number[]
  readonly waiting: number
}
