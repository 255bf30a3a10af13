/** CFF-05: reads are answered from what has spread to the edge locations; a change takes its time to get there. */
import { iso } from '../../base/time.ts'
import { type Micros, sec } from '../../base/units.ts'
import type { EdgeAnswer } from '../../contract/edge.ts'
import { field, textIn } from '../../contract/sdk.ts'
import { type Behaviour, type Node, timer } from '../../contract/service.ts'
import { K, metric } from '../../contract/trace.ts'
import type { StoreConfig } from './config.ts'
import { pairBytes, readPairs } from './pairs.ts'

interface StoreState {
  /** As functions read it. */
  pairs: Map<string, string>
  /** As it was changed last; on its way. */
  newest: Map<string, string>
  /** What each change made of it, until it has spread. */
  coming: { readonly pairs: Map<string, string>; readonly at: Micros }[]
  updated: Micros
}
type StoreNode = Node<StoreConfig, StoreState>

/** Ours: CloudWatch has none of them. */
const READS = metric('Reads', 'count')
const ABSENT = metric('ReadsOfAbsentKeys', 'count')
const KEYS = metric('KeyCount', 'level')
const BYTES = metric('StoreBytes', 'level', 'B')

const mapOf = (config: StoreConfig): Map<string, string> => new Map(readPairs(config.pairs).pairs.map(({ key, value }) => [key, value]))

const spread = timer<StoreNode>('refill', (node) => {
  const { state } = node
  const next = state.coming.shift()
  if (!next) return
  state.pairs = next.pairs
  state.updated = next.at
  measure(node)
})

export const behaviour: Behaviour<StoreConfig, StoreState, StoreNode> = {
  timers: [spread],
  metrics: [READS, ABSENT, KEYS, BYTES],
  state: (node) => ({ pairs: mapOf(node.config), newest: mapOf(node.config), coming: [], updated: 0 }),
  start: measure,

  accept(node, message) {
    const { messages, state } = node
    const asked = messages.content[message]
    const key = textIn(asked, 'key') ?? ''
    node.add(READS)
    node.note(K.charged, message, 1, READS.index)
    const operation = field(asked, 'operation')
    if (operation === 'meta') return node.answer(message, 200, 0, { ok: true, text: JSON.stringify({ creationDateTime: iso(0), lastUpdatedDateTime: iso(state.updated), keyCount: state.pairs.size }) } satisfies EdgeAnswer)
    const value = state.pairs.get(key)
    if (operation === 'exists') return node.answer(message, 200, 0, { ok: true, text: String(value !== undefined) } satisfies EdgeAnswer)
    if (value !== undefined) return node.answer(message, 200, 0, { ok: true, text: value } satisfies EdgeAnswer)
    node.add(ABSENT)
    node.answer(message, 200, 0, { ok: false, message: 'KeyNotFound' } satisfies EdgeAnswer)
  },

  configured(node, before) {
    if (node.config.pairs !== before.pairs) change(node, mapOf(node.config))
  },

  /** `put`: one pair more, or another value. `delete`: one less. */
  act(node, verb, config) {
    const key = textIn(config, 'key')
    if (key === undefined || key === '') return
    const pairs = new Map(node.state.newest)
    if (verb === 'put') pairs.set(key, textIn(config, 'value') ?? '')
    else if (verb === 'delete') pairs.delete(key)
    else return
    change(node, pairs)
  },
}

function change(node: StoreNode, pairs: Map<string, string>): void {
  node.state.newest = pairs
  node.state.coming.push({ pairs, at: node.now })
  node.after(sec(node.config.spreadSec), spread)
}

function measure(node: StoreNode): void {
  const { pairs } = node.state
  node.level(KEYS, pairs.size)
  node.level(BYTES, [...pairs].reduce((sum, [key, value]) => sum + pairBytes({ key, value }), 0))
}
