/** What a person waits for who drags the playhead: the nearest copy of the state is put in place, and runs up to there. */
import { Run } from '../../engine/run.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { advance, plan, simulation } from '../../worker/simulation.ts'
import { Dice } from '../../base/dice.ts'
import { median } from './figure.ts'
import { w1 } from './workloads.ts'

/** Milliseconds of a jump to a random instant of W1's hour, at the median. */
export function jumpMs(jumps: number): number {
  const made = simulation(plan(w1(3_600)), (block) => made.trace.recycle(block.buffer))
  advance(made, made.run.end, () => false)
  const muted = new Run(made.plan, { trace: new TraceWriter({ muted: true }), metrics: new MetricStore({ muted: true }) })
  const dice = new Dice(1, 2, 3, 4)
  const took: number[] = []
  for (let jump = 0; jump < jumps; jump++) {
    const instant = Math.floor(dice.next() * made.run.end)
    const begun = performance.now()
    muted.restore(made.checkpoints.before(instant)!)
    muted.advance(instant)
    took.push(performance.now() - begun)
  }
  return median(took)
}
