/** A target for tests that keeps whatever arrives, so that a test can read it; or refuses it. */
import { choice, count, flag, seconds, type Values } from '../contract/config.ts'
import { type Attributes, type Beside, type Content, WAY_EVENT } from '../contract/messages.ts'
import { defineService, type Node } from '../contract/service.ts'
import { O } from '../contract/trace.ts'

const config = {
  role: choice('Stands for', {
    default: 'queue',
    options: [
      { value: 'queue', label: 'Queue' }, { value: 'fifo', label: 'FIFO queue' }, { value: 'topic', label: 'Topic' }, { value: 'bus', label: 'Bus' }, { value: 'bucket', label: 'Bucket' },
      { value: 'function', label: 'Function' }, { value: 'http', label: 'HTTP endpoint' }, { value: 'stream', label: 'Stream' },
    ],
  }),
  refuses: flag('Refuses'),
  status: count('With this status', { default: 403, min: 300, max: 599 }),
  healsAtSec: seconds('And no more from', { default: 31_536_000, min: 0, max: 31_536_000 }),
}

interface Kept {
  /** Seconds. */
  readonly at: number
  readonly content: Content
  readonly attributes: Attributes | undefined
  readonly beside: Beside | undefined
  readonly sizeBytes: number
}
type KeeperNode = Node<Values<typeof config>, { kept: Kept[] }>

export const keeper = defineService({
  id: 'keeper', title: 'Keeper', group: 'Operations', category: 'neutral', limit: '', help: '',
  role: (values) => values.role,
  config,
  ports: [],
  summary: () => '',
  arn: (name) => `arn:aws:keeper:us-east-1:123456789012:${name}`,
  naming: { pattern: /./, text: '', stem: 'keeper' },
  behaviour: {
    timers: [],
    state: () => ({ kept: [] }),
    accept(node: KeeperNode, message) {
      const { messages } = node
      if (node.config.refuses && node.now < node.config.healsAtSec * 1e6) return node.answer(message, node.config.status)
      node.state.kept.push({ at: node.now / 1e6, content: messages.content[message], attributes: messages.attributes[message], beside: messages.beside[message], sizeBytes: messages.sizeBytes[message]! })
      const event = messages.way[message] === WAY_EVENT
      node.answer(message, 200)
      if (event) node.end(message, O.succeeded)
    },
  },
})

/** What arrived there. */
export const keptBy = (run: { readonly nodes: readonly { readonly name: string; readonly state: unknown }[] }, name: string): Kept[] =>
  (run.nodes.find((node) => node.name === name)!.state as { kept: Kept[] }).kept
