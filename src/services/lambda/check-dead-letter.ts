/** VAL-27: a function's dead-letter queue is for events; what is polled has one at its queue. */
import type { Finding } from '../../contract/finding.ts'
import type { NodeView } from '../../contract/service.ts'
import type { FunctionConfig } from './config.ts'

/** GEN-05: where the end of an event is told. */
export function* checkTold({ name, outgoing }: NodeView<FunctionConfig>): Iterable<Finding> {
  for (const { id, port, peer, config } of outgoing) {
    if (port === 'calls' || port === 'logs' || config?.permission !== false) continue
    const metric = port === 'deadLetter' ? 'DeadLetterErrors' : 'DestinationDeliveryFailures'
    yield { rule: port === 'deadLetter' ? 'LAM-DLQ-03' : 'LAM-DEST-04', level: 'warning', on: id, field: 'permission', text: `The role of ${name} may not send to ${peer.name}. AWS refuses the setting; once the statement is taken away, what is told there is lost, and only ${metric} says so. Add it again.`, fix: { on: id, set: { permission: true } } }
  }
}

export function* checkDeadLetter({ name, incoming, outgoing }: NodeView<FunctionConfig>): Iterable<Finding> {
  const dead = outgoing.find(({ port }) => port === 'deadLetter')
  const queue = incoming.find(({ kind, peer }) => kind === 'poll' && (peer.role === 'queue' || peer.role === 'fifo'))
  // Whoever else comes may invoke it with an event.
  if (!dead || !queue || incoming.some(({ kind, peer }) => kind !== 'poll' && peer.role !== 'http')) return
  yield {
    rule: 'VAL-27', level: 'hint', on: dead.id,
    text: `${dead.peer.name} stays empty: the dead-letter queue of a function takes events of asynchronous invocations, and ${name} only polls ${queue.peer.name}. Draw one from ${queue.peer.name}, which counts how often a message was received; otherwise a message that always fails comes back until it expires.`,
  }
}
