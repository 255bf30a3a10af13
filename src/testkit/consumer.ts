/** For tests: a consumer that does by hand what the actions of a scenario say. Receipts are numbered from 0. */
import { sec } from '../base/units.ts'
import type { Batch } from '../contract/service.ts'
import { type Behaviour, defineService, type Node } from '../contract/service.ts'
import { seconds } from '../contract/config.ts'

interface State {
  receipts: number[]
  /** What the receives brought, by how many. */
  counts: number[]
  /** What was said of changed visibility. */
  hidden: boolean[]
  events: unknown[]
}
const config = { timeoutSec: seconds('Timeout', { default: 1, min: 1, max: 900 }) }

const behaviour: Behaviour<{ timeoutSec: number }, State, Node<{ timeoutSec: number }, State>> = {
  timers: [],
  state: () => ({ receipts: [], counts: [], hidden: [], events: [] }),
  act(node, verb, { max = 10, which = 0, forSec = 0 }) {
    const wire = node.incoming[0]!
    const { state } = node
    const receipt = state.receipts[which as number]!
    if (verb === 'receive') {
      const batch: Batch = { messages: [], receipts: [] }
      state.counts.push(node.lease(wire, max as number, batch))
      state.receipts.push(...batch.receipts)
      state.events.push(node.eventOf(wire, batch))
    } else if (verb === 'hide') state.hidden.push(node.hide(wire, receipt, sec(forSec as number)))
    else node.settle(wire, receipt, verb === 'delete' ? 'delete' : 'release')
  },
}

export const worker = defineService({
  id: 'worker', title: 'Worker', group: 'Compute', category: 'neutral', role: () => 'function', limit: '', help: '', config, ports: [],
  summary: () => '', arn: (name) => name, naming: { pattern: /./, text: '', stem: 'worker' }, behaviour,
})
