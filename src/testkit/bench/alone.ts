/** What is measured in a process of its own: a cold start, and memory over a day. Each prints one number. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sec } from '../../base/units.ts'
import { advance, plan, simulation } from '../../worker/simulation.ts'
import { median } from './figure.ts'
import { rateOf, runThrough } from './rounds.ts'
import { w1 } from './workloads.ts'
import { peerFunction, W1_PEER } from './yardsticks.ts'

const HOUR = 3_600

/** Runs this program again with one word for `alone`, and reads its number. */
export function inOwnProcess(task: Task, rounds = 1): number {
  const numbers: number[] = []
  for (let round = 0; round < rounds; round++) {
    const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), '--alone', task], { encoding: 'utf8' })
    const number = Number.parseFloat(stdout)
    if (Number.isNaN(number)) throw new Error(`${task} measured nothing: ${stderr}`)
    numbers.push(number)
  }
  return median(numbers)
}

const TASKS = {
  /** Requests per second of W1 as it stands, by code that never ran before. */
  coldOurs: () => rateOf(() => runThrough(w1(HOUR)).world.messages.created),
  coldPeer: () => rateOf(() => peerFunction(HOUR, W1_PEER).requests),
  /** MiB that a run of W1, with its checkpoints, holds more after a day than after its first hour. */
  memory() {
    const made = simulation(plan(w1(24 * HOUR)), (block) => made.trace.recycle(block.buffer))
    advance(made, sec(HOUR), () => false)
    const before = held()
    advance(made, sec(24 * HOUR), () => false)
    return (held() - before) / 1_048_576
  },
} as const
export type Task = keyof typeof TASKS

export function alone(task: string): void {
  process.stdout.write(`${TASKS[task as Task]()}\n`)
}

function held(): number {
  globalThis.gc!()
  globalThis.gc!()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
