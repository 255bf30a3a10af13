/**
 * A caller for tests: sends one request at each of its times, straight to whatever it is wired to, and keeps every
 * answer with its content.
 */
import { sec, toSec } from '../base/units.ts'
import { bytes, flag, text, type Values } from '../contract/config.ts'
import { type Content, NONE, WAY_EVENT } from '../contract/messages.ts'
import { qualified } from '../contract/qualifier.ts'
import { REASONS } from '../contract/reasons.ts'
import { defineService, type Node, timer } from '../contract/service.ts'
import { O } from '../contract/trace.ts'

const config = {
  times: text('Times', { default: '0', maxLength: 10_000, help: 'Seconds, parted by spaces' }),
  body: text('Body', { as: 'json', maxLength: 65_536 }),
  sizeBytes: bytes('Size', { default: 0, min: 0, max: 20_000_000 }),
  event: flag('As an event'),
}
export interface Heard {
  readonly atSec: number
  readonly serial: number
  readonly status: number
  readonly reason: string
  readonly content: Content
}
type CallerNode = Node<Values<typeof config>, { heard: Heard[] }>

const send = timer<CallerNode>('arrival', (node) => {
  const wire = node.outgoing[0]!
  const message = node.create(NONE)
  if (node.config.body !== '') node.messages.content[message] = JSON.parse(node.config.body)
  node.messages.sizeBytes[message] = node.config.sizeBytes
  if (node.config.event) node.event(wire, message)
  else node.request(wire, message)
})

export const caller = defineService({
  id: 'caller', title: 'Caller', group: 'Sources', category: 'neutral', role: () => 'client', limit: '', help: '', config,
  ports: [{ id: 'out', label: 'Requests', side: 'right', to: { function: 'sync', http: 'sync' }, config: { ...qualified } }],
  summary: () => '', arn: (name) => name, naming: { pattern: /./, text: '', stem: 'caller' },
  behaviour: {
    timers: [send],
    state: (): { heard: Heard[] } => ({ heard: [] }),
    start(node: CallerNode) {
      for (const time of node.config.times.split(' ')) node.after(sec(Number(time)), send)
    },
    answered(node: CallerNode, message) {
      const { messages } = node
      const status = messages.status[message]!
      node.state.heard.push({
        atSec: toSec(node.now), serial: messages.serial[message]!, status,
        reason: REASONS[messages.reason[message]!]!.code, content: messages.answer[message],
      })
      if (messages.way[message] !== WAY_EVENT || status >= 300) node.end(message, O.succeeded)
    },
  },
})

/** What a caller in a run was answered. */
export const heard = (run: { readonly run: { readonly nodes: readonly { readonly name: string; readonly state: unknown }[] } }, name = 'caller'): Heard[] =>
  (run.run.nodes.find((node) => node.name === name)!.state as { heard: Heard[] }).heard
