/** SNS-11: an HTTP endpoint is asked whether it wants what the topic sends, and gets nothing before it says so. */
import { NONE } from '../../contract/messages.ts'
import type { WireEnd } from '../../contract/service.ts'
import { attempt, CONFIRMATION } from './deliver.ts'
import { confirmationRequest, tokenOf } from './http.ts'
import { type Subscription, TO_HTTP, type TopicNode } from './state.ts'

export function askForConfirmation(node: TopicNode, wire: WireEnd): void {
  const { messages, state } = node
  const subscription = state.byWire[wire.index]!
  const message = node.create(NONE)
  const request = confirmationRequest(node, subscription, messages.serial[message]!)
  messages.w[message] = CONFIRMATION
  messages.content[message] = request
  messages.sizeBytes[message] = request.body!.length
  attempt(node, subscription, message)
}

/** The subscription that this token belongs to is confirmed; a second time changes nothing. */
export function confirmByToken(node: TopicNode, token: string): Subscription | undefined {
  const found = node.state.subscriptions.find(({ to, wire }) => to === TO_HTTP && tokenOf(node, wire) === token)
  if (found) node.state.unconfirmed.delete(found.wire.index)
  return found
}

/** A person opens the link: for one subscriber, or for all that wait. */
export function confirmByHand(node: TopicNode, subscriber: unknown): void {
  for (const { wire } of node.state.subscriptions) {
    if (typeof subscriber !== 'string' || subscriber === wire.peer.name) node.state.unconfirmed.delete(wire.index)
  }
}
