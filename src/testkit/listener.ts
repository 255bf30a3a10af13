/** A function for tests that keeps every event it is given, and answers as it is told: a JSON, a status, after a while. */
import { ms } from '../base/units.ts'
import { count, millis, text, type Values } from '../contract/config.ts'
import { type Content, type MessageId, WAY_EVENT } from '../contract/messages.ts'
import { reason } from '../contract/reasons.ts'
import { defineService, type Node, timer } from '../contract/service.ts'
import { O } from '../contract/trace.ts'

const config = {
  answer: text('Answer', { as: 'json', maxLength: 65_536 }),
  status: count('Status', { default: 200, min: 200, max: 599 }),
  fails: count('Function errors before it succeeds', { default: 0, min: 0, max: 100 }),
  takesMs: millis('Takes', { default: 0, min: 0, max: 900_000 }),
  timeoutSec: count('Timeout', { default: 3, min: 1, max: 900 }),
}
interface State {
  events: Content[]
  at: number[]
}
type ListenerNode = Node<Values<typeof config>, State>

const answerNow = timer<ListenerNode>('completion', (node, message) => reply(node, message))

function reply(node: ListenerNode, message: MessageId): void {
  const { answer, status, fails } = node.config
  const failed = node.state.events.length <= fails
  node.answer(message, status, failed ? reason('Unhandled') : 0, failed ? { errorType: 'Error', errorMessage: 'no' } : answer === '' ? undefined : JSON.parse(answer))
}

export const listener = defineService({
  id: 'listener', title: 'Listener', group: 'Compute', category: 'neutral', role: () => 'function', limit: '', help: '', config, ports: [],
  summary: () => '', arn: (name, region, account) => `arn:aws:lambda:${region}:${account}:function:${name}`, naming: { pattern: /./, text: '', stem: 'listener' },
  behaviour: {
    timers: [answerNow],
    state: (): State => ({ events: [], at: [] }),
    accept(node: ListenerNode, message) {
      const { messages, state } = node
      state.events.push(messages.content[message])
      state.at.push(node.now / 1e6)
      if (messages.way[message] !== WAY_EVENT) {
        if (node.config.takesMs > 0) node.after(ms(node.config.takesMs), answerNow, message)
        else reply(node, message)
        return
      }
      node.answer(message, 202)
      node.end(message, O.succeeded)
    },
  },
})

/** What reached a listener, and when. */
export const reached = (run: { readonly run: { readonly nodes: readonly { readonly name: string; readonly state: unknown }[] } }, name = 'fn'): State =>
  run.run.nodes.find((node) => node.name === name)!.state as State
