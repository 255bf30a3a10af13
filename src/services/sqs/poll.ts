/**
 * SQS-02: a receive that code asks for. A short poll answers at once, and may miss messages on hosts that it did not ask;
 * a long poll asks all of them and, while there is nothing, waits. Columns of a call that waits: x how many it wants, y the
 * visibility timeout it wants or -1, z its timer.
 */
import { sec } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import { type Batch, timer } from '../../contract/service.ts'
import { queueEvent } from './event.ts'
import { available, EVERY_HOST, HOSTS, receive } from './receive.ts'
import { hideFor } from './settle.ts'
import { EMPTY, type QueueNode, REQUESTS } from './state.ts'

/** In realistic mode a short poll asks each host with this probability. */
const ASKED = 0.75

export function poll(node: QueueNode, call: MessageId, most: number, hiddenSec: number, waitSec: number): void {
  const { messages, state } = node
  messages.x[call] = most
  messages.y[call] = hiddenSec
  if (waitSec === 0) return hand(node, call, node.strict || state.groups !== undefined ? EVERY_HOST : someHosts(node))
  if (available(node) > 0) return hand(node, call, EVERY_HOST)
  state.waiting.push(call)
  messages.z[call] = node.after(sec(waitSec), waitEnds, call)
}

/** Those who waited longest get first what has come. */
export function serveWaiting(node: QueueNode): void {
  const { waiting } = node.state
  while (waiting.length > 0 && available(node) > 0) {
    const call = waiting.shift()
    node.cancel(node.messages.z[call]!)
    hand(node, call, EVERY_HOST)
  }
}

export const waitEnds = timer<QueueNode>('refill', (node, call) => {
  node.state.waiting.remove(call)
  node.add(EMPTY)
  node.add(REQUESTS)
  node.answer(call, 200, 0, {})
})

function hand(node: QueueNode, call: MessageId, hosts: number): void {
  const batch: Batch = { messages: [], receipts: [] }
  receive(node, node.messages.x[call]!, batch, hosts)
  const { Records } = queueEvent(node, batch)
  const own = node.messages.y[call]!
  if (own >= 0) for (const receipt of batch.receipts) hideFor(node, receipt, sec(own))
  const Messages = Records.map((record) => ({
    MessageId: record.messageId, ReceiptHandle: record.receiptHandle, MD5OfBody: record.md5OfBody, Body: record.body, Attributes: record.attributes,
  }))
  node.answer(call, 200, 0, Messages.length > 0 ? { Messages } : {})
}

function someHosts(node: QueueNode): number {
  let hosts = 0
  for (let host = 0; host < HOSTS; host++) if (node.state.chance.chance(ASKED)) hosts |= 1 << host
  return hosts
}
