/** A lifecycle rule: objects that are old enough go at midnight. */
import { type Micros, sec } from '../../base/units.ts'
import { NONE } from '../../contract/messages.ts'
import { timer } from '../../contract/service.ts'
import { O } from '../../contract/trace.ts'
import { remove } from './operations.ts'
import type { BucketNode } from './state.ts'

const DAY = sec(86_400)

/** Virtual time begins at midnight, UTC. */
export function startLifecycle(node: BucketNode): void {
  node.later(untilMidnight(node.now), midnight, 0)
}

const untilMidnight = (now: Micros): Micros => DAY - (now % DAY)

export const midnight = timer<BucketNode>('refill', (node) => {
  const { config, state } = node
  startLifecycle(node)
  if (config.expireDays === null) return
  for (const key of state.store.listed('')) {
    // Days are counted to the next midnight, as AWS rounds them.
    if (state.store.current(key)!.at + config.expireDays * DAY > node.now) continue
    const cause = node.create(NONE)
    remove(node, key, undefined, cause, true)
    node.end(cause, O.succeeded)
  }
})
