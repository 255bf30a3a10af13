/** Rounds in which ours and the yardstick take turns, so that a machine that slows down slows down both. */
import { PerformanceObserver } from 'node:perf_hooks'
import type { Drawing } from '../../drawing/drawing.ts'
import { Run } from '../../engine/run.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { plan } from '../../worker/simulation.ts'
import { median } from './figure.ts'

/** Does some work and says how much. */
export type Work = () => number

/** A run to its end; blocks are given back at once, as a page does that has read them. */
export function runThrough(drawing: Drawing, muted = false): Run {
  const trace: TraceWriter = new TraceWriter({ muted, onBlock: (block) => trace.recycle(block.buffer) })
  const run = new Run(plan(drawing), { trace, metrics: new MetricStore({ muted }) })
  run.advance(run.end)
  return run
}

export interface Paired {
  readonly ours: number
  readonly other: number
  readonly ratio: number
}

/** Rates per wall second: medians of each, and of their ratio within a round. The first round only warms up. */
export function pairs(rounds: number, ours: Work, other: Work): Paired {
  const rates: [number, number][] = []
  for (let round = 0; round <= rounds; round++) {
    const pair: [number, number] = round % 2 === 0 ? [rateOf(ours), 0] : [0, rateOf(other)]
    if (round % 2 === 0) pair[1] = rateOf(other)
    else pair[0] = rateOf(ours)
    if (round > 0) rates.push(pair)
  }
  return {
    ours: median(rates.map(([rate]) => rate)),
    other: median(rates.map(([, rate]) => rate)),
    ratio: median(rates.map(([a, b]) => a / b)),
  }
}

export function rateOf(work: Work): number {
  const begun = performance.now()
  const done = work()
  return (done / (performance.now() - begun)) * 1_000
}

/** The share of the wall time of some work that goes into collecting garbage, in percent. */
export async function garbageShare(work: Work): Promise<number> {
  let collecting = 0
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) collecting += entry.duration
  })
  await turn()
  observer.observe({ entryTypes: ['gc'] })
  const begun = performance.now()
  work()
  const took = performance.now() - begun
  await turn()
  observer.disconnect()
  return (collecting / took) * 100
}

/** Observers are told a little later. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))
