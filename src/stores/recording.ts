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
