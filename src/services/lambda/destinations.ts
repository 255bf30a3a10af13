/** Where the end of an asynchronous event is told: destinations (a record of what happened) and the DLQ (the event itself). */
import { iso } from '../../base/time.ts'
import type { MessageId } from '../../contract/messages.ts'
import { REASONS } from '../../contract/reasons.ts'
import type { WireEnd } from '../../contract/service.ts'
import { DEAD_LETTER_ERRORS, DESTINATION_FAILURES, type FunctionNode } from './state.ts'

export function tellSuccess(node: FunctionNode, message: MessageId): void {
  for (const wire of node.outgoing) if (wire.port === 'onSuccess') send(node, message, wire, recordOf(node, message, 'Success'))
}

/** True when somebody keeps the dead event. */
export function tellDead(node: FunctionNode, message: MessageId, condition: number): boolean {
  let kept = false
  for (const wire of node.outgoing) {
    if (wire.port === 'onFailure') send(node, message, wire, recordOf(node, message, REASONS[condition]!.code))
    else if (wire.port === 'deadLetter') send(node, message, wire, node.messages.content[message])
    else continue
    kept = true
  }
  return kept
}

function send(node: FunctionNode, cause: MessageId, wire: WireEnd, content: unknown): void {
  const message = node.create(cause)
  node.messages.content[message] = content
  node.event(wire, message)
}

/** A destination refused: the record is lost, and only a metric says so (LAM-DEST-04, LAM-DLQ-03). */
export function delivered(node: FunctionNode, message: MessageId, wire: WireEnd): void {
  if (node.messages.status[message]! < 300) return
  node.add(wire.port === 'deadLetter' ? DEAD_LETTER_ERRORS : DESTINATION_FAILURES)
  node.end(message, 8)
}

/** LAM-DEST-02. */
function recordOf(node: FunctionNode, message: MessageId, condition: string): unknown {
  const { messages } = node
  const why = messages.reason[message]!
  const tries = messages.tries[message]!
  return {
    version: '1.0',
    timestamp: iso(node.now),
    requestContext: { requestId: String(messages.serial[message]), functionArn: `${node.arn}:$LATEST`, condition, approximateInvokeCount: tries },
    requestPayload: messages.content[message] ?? null,
    ...(tries > 0 && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', ...(why !== 0 && { functionError: 'Unhandled' }) },
      responsePayload: why === 0 ? null : { errorType: REASONS[why]!.code },
    }),
  }
}
