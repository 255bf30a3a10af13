import { sec } from '../../base/units.ts'
import { textIn } from '../../contract/sdk.ts'
import { sourceBehaviour } from '../../contract/source.ts'
import type { StackConfig } from './config.ts'
import { idIn, resourceEvent } from './event.ts'

const MOST_BYTES = 4_096

/** CFN-01: an exception is no answer; only a PUT to the response URL is. */
export const behaviour = sourceBehaviour<StackConfig>({
  event: resourceEvent,
  job: {
    limit: (node) => sec(node.config.timeoutSec),
    reportAfter: (node) => (node.config.reportAfterSec === null ? null : sec(node.config.reportAfterSec)),
  },
  called(node, { input }) {
    const id = idIn(textIn(input, 'url') ?? '')
    const body = textIn(input, 'body') ?? ''
    const refused = (status: number, text: string) => ({ status: 200, answer: { status, headers: {}, body: text } })
    if (textIn(input, 'method') !== 'PUT') return refused(403, 'SignatureDoesNotMatch')
    const said = answerIn(body)
    // S3 takes anything; CloudFormation passes over what it cannot read, and the stack goes on waiting.
    if (id === undefined || !node.state.jobs.has(id) || !said || body.length > MOST_BYTES) return refused(200, '')
    return { id, ok: said.Status === 'SUCCESS', status: 200, answer: { status: 200, headers: {}, body: '' } }
  },
})

function answerIn(body: string): { readonly Status: unknown } | undefined {
  try {
    const said: unknown = JSON.parse(body)
    if (typeof said !== 'object' || said === null) return undefined
    const { Status, PhysicalResourceId, StackId, RequestId, LogicalResourceId } = said as Record<string, unknown>
    const whole = [PhysicalResourceId, StackId, RequestId, LogicalResourceId].every((one) => typeof one === 'string')
    return whole && (Status === 'SUCCESS' || Status === 'FAILED') ? { Status } : undefined
  } catch {
    return undefined
  }
}
