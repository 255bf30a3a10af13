/** The line that Lambda writes when an invocation has ended, and the one about its init (LAM-LOG-03, LAM-LOG-04). */
export interface Report {
  readonly requestId: string
  readonly durationMs: number
  readonly billedMs: number
  readonly memoryMb: number
  readonly usedMb: number
  /** Only on the request that waited for it. */
  readonly initMs?: number
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
  if (report.ended !== undefined) parts.push(...statusOf(report.ended))
  return parts.join('\t')
}

export function initReportLine(initMs: number, phase: 'init' | 'invoke', ended: string): string {
  return [`INIT_REPORT Init Duration: ${initMs.toFixed(2)} ms`, `Phase: ${phase}`, ...statusOf(ended)].join('\t')
}

const statusOf = (ended: string): string[] => (ended === 'timeout' ? ['Status: timeout'] : ['Status: error', `Error Type: ${ended}`])
