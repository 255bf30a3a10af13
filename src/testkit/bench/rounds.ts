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

/** Blocks are given back at once, as a page does that has read them. */
function begin(drawing: Drawing, muted: boolean): Run {
  const trace: TraceWriter = new TraceWriter({ muted, onBlock: (block) => trace.recycle(block.buffer) })
  return new Run(plan(drawing), { trace, metrics: new MetricStore({ muted }) })
}

/** A run to its end. */
export function runThrough(drawing: Drawing): Run {
  const run = begin(drawing, false)
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
  return mediansOf(rates)
}

function mediansOf(rates: readonly [number, number][]): Paired {
  return {
    ours: median(rates.map(([rate]) => rate)),
    other: median(rates.map(([, rate]) => rate)),
    ratio: median(rates.map(([a, b]) => a / b)),
  }
}

/**
 * The same for one drawing with and without trace and metrics. They differ by less than what else a machine does within a
 * second, so within a round each does a small part of its run, and then the other.
 */
export function turns(rounds: number, drawing: Drawing): Paired {
  const rates: [number, number][] = []
  for (let round = 0; round <= rounds; round++) {
    const runs = [begin(drawing, true), begin(drawing, false)]
    const took = runs.map(() => 0)
    for (let part = 1; part <= PARTS; part++) {
      for (const one of part % 2 === 0 ? [0, 1] : [1, 0]) {
        const begun = performance.now()
        runs[one]!.advance((runs[one]!.end * part) / PARTS)
        took[one] = took[one]! + performance.now() - begun
      }
    }
    if (round > 0) rates.push(took.map((ms, i) => (runs[i]!.world.messages.created / ms) * 1_000) as [number, number])
  }
  return mediansOf(rates)
}
const PARTS = 50

export function rateOf(work: Work): number {
  const begun = performance.now()
  const done = work()
  return (done / (performance.now() - begun)) * 1_000
}

/** The share of the wall time of some work that goes into collecting garbage, in percent: the median of so many rounds. */
export async function garbageShare(rounds: number, work: Work): Promise<number> {
  const shares: number[] = []
  for (let round = 0; round < rounds; round++) shares.push(await garbageOf(work))
  return median(shares)
}

async function garbageOf(work: Work): Promise<number> {
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
