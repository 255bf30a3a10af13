/**
 * Asks services by name, as code does through the SDK, and keeps what they answer. Dated action `ask`:
 * { client, operation, input }. Draw wires from its port `calls` to whom it asks.
 */
import { toSec } from '../base/units.ts'
import { type Content, NONE } from '../contract/messages.ts'
import { isRefusal } from '../contract/sdk.ts'
import { defineService, type Node } from '../contract/service.ts'
import { O } from '../contract/trace.ts'

export interface Told {
  readonly atSec: number
  readonly status: number
  readonly content: Content
}
type AskerNode = Node<Record<string, never>, { told: Told[] }>

export const asker = defineService({
  id: 'asker', title: 'Asker', group: 'Sources', category: 'neutral', role: () => 'client', limit: '', help: '', config: {},
  ports: [{ id: 'calls', label: 'Calls', side: 'right', to: { function: 'data', queue: 'data', fifo: 'data', topic: 'data', fifoTopic: 'data', bus: 'data', bucket: 'data', stream: 'data', table: 'data', other: 'data' } }],
  summary: () => '', arn: (name) => name, naming: { pattern: /./, text: '', stem: 'asker' },
  looks: () => true,
  behaviour: {
    timers: [],
    state: (): { told: Told[] } => ({ told: [] }),
    act(node: AskerNode, verb, config) {
      if (verb !== 'ask') return
      const target = node.resolve(String(config.client), String(config.operation), config.input)
      if (isRefusal(target)) node.state.told.push({ atSec: toSec(node.now), status: target.status, content: { name: target.name, message: target.message } })
      else node.call(target, node.create(NONE))
    },
    answered(node: AskerNode, message) {
      const { messages } = node
      node.state.told.push({ atSec: toSec(node.now), status: messages.status[message]!, content: messages.answer[message] })
      node.end(message, O.succeeded)
    },
  },
})

/** What an asker in a run was answered. */
export const told = (run: { readonly run: { readonly nodes: readonly { readonly name: string; readonly state: unknown }[] } }, name = 'asker'): Told[] =>
  (run.run.nodes.find((node) => node.name === name)!.state as { told: Told[] }).told
