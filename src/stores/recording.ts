/** What is recorded of a run. A part of its own, so that the first screen need not wait for it: it comes with the worker. */
import type { Drawing } from '../drawing/drawing.ts'
import { type PackedBlock, unpack } from '../trace/block.ts'
import { TraceKeep } from '../trace/keep.ts'
import { MetricView } from '../trace/metric-view.ts'
import { Reel } from '../trace/reel.ts'
import type { Cast } from '../worker/protocol.ts'

export interface Recording {
  readonly drawing: Drawing
  readonly cast: Cast
  readonly keep: TraceKeep
  readonly metrics: MetricView
  readonly reel: Reel
}

export function newRecording(drawing: Drawing, cast: Cast): Recording {
  const keep = new TraceKeep()
  return { drawing, cast, keep, metrics: new MetricView(), reel: new Reel(keep, cast.nodes.length) }
}

/** Takes a copy of the rows; the block's buffer may go back at once. */
export function take({ keep, reel }: Recording, packed: PackedBlock): ArrayBuffer {
  const block = unpack(packed)
  keep.append(block)
  reel.append(block)
  return block.buffer
}
