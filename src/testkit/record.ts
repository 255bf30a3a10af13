/** A finished run as the page holds it: what tests of the stores look at. */
import type { CodeHost } from '../contract/handler.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { newRecording, type Recording, take } from '../stores/recording.ts'
import { pack } from '../trace/block.ts'
import { advance, castOf, plan, simulation, type Simulation } from '../worker/simulation.ts'
import { sketch, type Settings, type Sketchbook } from './simulate.ts'

export function record(settings: Settings, draw: (book: Sketchbook) => void): Recording {
  return recordDrawing(sketch(settings, draw)).recording
}

export function recordDrawing(drawing: Drawing, hosts?: () => CodeHost): { readonly recording: Recording; readonly made: Simulation } {
  let recording: Recording | undefined
  const made = simulation(plan(drawing), (block) => { take(recording!, pack(block)) }, { hosts, onText: (text, number) => recording!.texts.put(number, text) })
  recording = newRecording(drawing, castOf(made))
  advance(made, made.run.end, () => false)
  made.trace.flush()
  recording.metrics.apply(made.metrics.delta(0, made.run.now))
  return { recording, made }
}
