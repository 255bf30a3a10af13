import { expect, test } from 'vitest'
import { Run } from '../../engine/run.ts'
import { MetricStore } from '../../trace/metrics.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { plan } from '../../worker/simulation.ts'
import { type Figure, median, verdictOf } from './figure.ts'
import { w1, w2, w3, w4 } from './workloads.ts'
import { bareHeap, peerFunction, peerQueue, W1_PEER, W2_PEER } from './yardsticks.ts'

const WORKLOADS = { w1: w1(60), w2: w2(60), w3: w3(2_000), w4: w4(5) }

test.each(Object.keys(WORKLOADS) as (keyof typeof WORKLOADS)[])('%s runs, and twice the same', (name) => {
  const digest = () => {
    const trace = new TraceWriter({ digest: true })
    const run = new Run(plan(WORKLOADS[name]), { trace, metrics: new MetricStore() })
    run.advance(run.end)
    expect(run.world.messages.created).toBeGreaterThan(1_000)
    return trace.digest()
  }
  expect(digest()).toBe(digest())
})

test('the peers do the same work', () => {
  const requests = peerFunction(600, W1_PEER).requests
  expect(Math.abs(requests - 60_000)).toBeLessThan(1_500)
  expect(peerFunction(600, W2_PEER).requests).toBeGreaterThan(58_000)
  expect(peerQueue(5_000).requests).toBe(5_000)
  expect(bareHeap(24, 1_000)).toBeGreaterThan(0)
})

test('a figure holds, reaches its goal, or misses', () => {
  const figure = (ratio: number, better: Figure['better'], must: number, goal?: number): Figure => ({
    name: '', unit: '', ours: ratio, ratio, better, must, ...(goal !== undefined && { goal }),
  })
  expect([2.9, 3, 1.9].map((ratio) => verdictOf(figure(ratio, 'more', 2, 3)))).toEqual(['holds', 'goal', 'misses'])
  expect([2, 3.1].map((ratio) => verdictOf(figure(ratio, 'less', 3)))).toEqual(['goal', 'misses'])
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
})
