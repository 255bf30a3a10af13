/**
 * What the Invoke API answers, as a caller of the SDK reads it: status, headers, body (LAM-SYNC-02, LAM-THR-01). Made
 * from the numbers of a message when somebody looks at it.
 */
import { requestId } from '../../base/ids.ts'
import type { Content } from '../../contract/messages.ts'
import { REASONS } from '../../contract/reasons.ts'

export interface InvokeAnswer {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: Content
}

export function invokeAnswer(seed: number, serial: number, status: number, why: number, body: Content, version = '$LATEST'): InvokeAnswer {
  const headers: Record<string, string> = { 'x-amzn-RequestId': requestId(seed, serial) }
  if (status === 200) {
    headers['X-Amz-Executed-Version'] = version
    if (why !== 0) headers['X-Amz-Function-Error'] = 'Unhandled'
    return { status, headers, body: body ?? null }
  }
  // An event or a dry run is answered without a body.
  if (status < 300) return { status, headers, body: undefined }
  headers['x-amzn-ErrorType'] = errorType(status, why)
  return { status, headers, body }
}

/** The exception that the SDK throws for a refusal. */
export const errorType = (status: number, why: number): string => (status === 429 ? 'TooManyRequestsException' : REASONS[why]!.code || 'ServiceException')

/** LAM-THR-01: one body for each reason, never changed, so that a thousand throttles a second cost no memory. */
const REFUSALS: readonly Content[] = REASONS.map(({ code, status }) =>
  status === 429 ? { Reason: code, Type: 'User', message: 'Rate Exceeded.' } : { Type: 'User', message: code },
)
export const refusalBody = (why: number): Content => REFUSALS[why]
