/** Queues that functions poll, and what is told of them. */
import type { Config } from '../contract/config.ts'
import type { simulate, Sketchbook } from './simulate.ts'

/** A queue, and a function that polls it. */
export function polled(drawing: Sketchbook, queue: Config, charge: Config, mapping: Config = {}): void {
  drawing.add('sqs', 'orders', queue)
  drawing.add('lambda', 'charge', charge)
  drawing.wire('orders', 'charge', { config: mapping })
}
export const send = (drawing: Sketchbook, times: number, body: unknown = 'x'): void => drawing.at(0, 'orders', 'send', { body, times })
type Run = ReturnType<typeof simulate>
export const batches = (run: Run): string[] =>
  run.rows.filter((row) => row.place === 'orders → charge' && row.kind === 'batch').map((row) => `${row.atSec} ${row.b}`)
export const seconds = (run: Run, place: string, kind: Parameters<Run['count']>[1]): number[] =>
  run.rows.filter((row) => row.place === place && row.kind === kind).map((row) => row.atSec)
export const tooMany = (most: number): Config => ({ pattern: 'burst', burstSize: most, forMs: 1 })
