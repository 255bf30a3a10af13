/** How much work something is, told so that neither a slow machine nor a busy one makes it more. Tests only. */
import { guestOf, newHost } from './guest.ts'

/** Work of this process, not time that passes: others may be busy on the same machine. */
export function workMs(work: () => void): number {
  const from = process.cpuUsage()
  work()
  return process.cpuUsage(from).user / 1_000
}

/** What a handler may well do: 100,000 texts by their keys. Steps, memory and the engine's own code, as in a greedy one. */
const ORDINARY = 'export const handler = async () => { const all = new Map(); for (let i = 0; i < 100000; i++) all.set("key " + i, "x".repeat(100) + i); return all.size }'
/** As much work was done in a second when this was set. */
const IN_A_SECOND = 7

/**
 * In seconds of a quiet machine, whatever this one is: both are done beside each other, and the least of some tries
 * counts. What else the process does meanwhile (the engine's code is compiled once more, memory is cleared up) comes
 * and goes; a machine that others use is slower for both.
 */
export function workSeconds(work: () => void, tries = 4): number {
  const yardstick = guestOf(ORDINARY, { host: newHost() })
  let least = Infinity
  let ordinary = Infinity
  for (let i = 0; i < tries; i++) {
    ordinary = Math.min(ordinary, workMs(() => yardstick.invoke()))
    least = Math.min(least, workMs(work))
  }
  return least / ordinary / IN_A_SECOND
}
