/** What is recorded of a run. A part of its own, so that the first screen need not wait for it: it comes with the worker. */
import type { Micros } from '../base/units.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { type PackedBlock, unpack } from '../trace/block.ts'
import { TraceKeep } from '../trace/keep.ts'
import { MetricView } from '../trace/metric-view.ts'
import { Reel } from '../trace/reel.ts'
import { TextKeep } from '../trace/texts.ts'
import type { Cast } from '../worker/protocol.ts'
import { clock } from './words.ts'

export interface Recording {
  readonly drawing: Drawing
  readonly cast: Cast
  readonly keep: TraceKeep
  readonly metrics: MetricView
  readonly reel: Reel
  readonly texts: TextKeep
}

export function newRecording(drawing: Drawing, cast: Cast): Recording {
  const keep = new TraceKeep()
  return { drawing, cast, keep, metrics: new MetricView(), reel: new Reel(keep, cast.nodes.length), texts: new TextKeep() }
}

/** Rows with this number and above were never. Another object: whoever made something of the rows makes it anew. */
export function cut(recording: Recording, first: number): Recording {
  recording.keep.cut(first)
  recording.reel.cut(first)
  return { ...recording }
}

export { pursue, sayGoal } from './goal.ts'
export { Story } from './story.ts'

/** Rows around an instant are to be fetched again at most so many at once. */
const MOST_AGAIN = 120_000
const BEFORE: Micros = 10_000_000
const MINUTE: Micros = 60_000_000

/** The span to fetch again for an instant of which rows were dropped; undefined when all are held. */
export function missingAt({ keep, reel, cast }: Recording, instant: Micros): { readonly from: Micros; readonly to: Micros } | undefined {
  if (keep.holds(instant)) return undefined
  // Counted over a minute: over less only the rows that are held are known.
  const perMicro = keep.histogram(Math.max(0, instant - MINUTE / 2), instant + MINUTE / 2, 1).rows[0]! / MINUTE
  const before = Math.min(BEFORE, MOST_AGAIN / 2 / Math.max(1e-9, perMicro))
  const after = before
  // From where the stage is known, or what is at the nodes would be made of the few rows that are held.
  const from = Math.max(0, Math.min(reel.frameAt(instant), Math.round(instant - before)))
  return { from, to: Math.min(cast.end, Math.round(instant + after)) }
}

export function patch(recording: Recording, blocks: readonly PackedBlock[], from: Micros, to: Micros): Recording {
  recording.keep.patch(blocks.map(unpack), from, to)
  recording.reel.refresh()
  return { ...recording }
}

/** What a change in mid-run did, in a sentence or two. */
export function sayChange(says: string, at: Micros, rows: number, underWay: number): string {
  const told = [
    ...(rows > 0 ? [`${counted(rows, 'row')} after ${clock(at)} held no longer and ${rows === 1 ? 'was' : 'were'} run anew`] : []),
    ...(underWay > 0 ? [`${counted(underWay, 'message')} ${underWay === 1 ? 'was' : 'were'} under way`] : []),
  ]
  return told.length > 0 ? `${says}. ${told.join('; ')}.` : `${says}.`
}

const counted = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`

/** Takes a copy of the rows; the block's buffer may go back at once. */
export function take({ keep, reel }: Recording, packed: PackedBlock): ArrayBuffer {
  const block = unpack(packed)
  keep.append(block)
  reel.append(block)
  return block.buffer
}
