/**
 * What is told of an invocation: to the caller, as the SDK reads it, status, headers and body (LAM-SYNC-02, LAM-THR-01);
 * to the log, its report. Made from the numbers of a message when somebody looks.
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

/** The line that Lambda writes when an invocation has ended, and the one about its init (LAM-LOG-03, LAM-LOG-04). */
export interface Report {
  readonly requestId: string
  readonly durationMs: number
  readonly billedMs: number
  readonly memoryMb: number
  readonly usedMb: number
  /** Only on the request that waited for it. */
  readonly initMs?: number
  /** SnapStart: in place of init. What is billed of it is a field of its own. */
  readonly restoreMs?: number
  /** `timeout`, or the type of an error that ended the runtime; nothing for an exception in the code. */
  readonly ended?: string
}

export function reportLine(report: Report): string {
  const parts = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${report.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${report.billedMs} ms`,
    `Memory Size: ${report.memoryMb} MB`,
    `Max Memory Used: ${Math.round(report.usedMb)} MB`,
  ]
  if (report.initMs !== undefined) parts.push(`Init Duration: ${report.initMs.toFixed(2)} ms`)
  if (report.restoreMs !== undefined) parts.push(`Restore Duration: ${report.restoreMs.toFixed(2)} ms`, 'Billed Restore Duration: 0 ms')
  if (report.ended !== undefined) parts.push(...statusOf(report.ended))
  return parts.join('\t')
}

export function initReportLine(initMs: number, phase: 'init' | 'invoke', ended: string): string {
  return [`INIT_REPORT Init Duration: ${initMs.toFixed(2)} ms`, `Phase: ${phase}`, ...statusOf(ended)].join('\t')
}

export function restoreReportLine(restoreMs: number, ended: string): string {
  return [`RESTORE_REPORT Restore Duration: ${restoreMs.toFixed(2)} ms`, ...statusOf(ended)].join('\t')
}

/** Nothing when it went well. */
const statusOf = (ended: string): string[] => (ended === '' ? [] : ended === 'timeout' ? ['Status: timeout'] : ['Status: error', `Error Type: ${ended}`])
