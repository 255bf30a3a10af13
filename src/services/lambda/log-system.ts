/**
 * The lines that Lambda itself writes, as text (LAM-LOG-02 to LAM-LOG-04) or as JSON objects (LAM-LOG-06), of which only
 * those of the level asked for are kept (LAM-LOG-07). Undefined: this format, or this level, has no such line.
 */
import { iso } from '../../base/time.ts'
import type { Micros } from '../../base/units.ts'
import type { FunctionConfig } from './config.ts'
import { initReportLine, type Report, reportLine, restoreReportLine } from './response.ts'

type Line = string | undefined
export type InitType = 'on-demand' | 'provisioned-concurrency' | 'snap-start'
export type Status = 'success' | 'failure' | 'error' | 'timeout'
export interface Runtime { readonly name: string; readonly arn: string }
/** Of a traced request: its header, and the segment that its lines belong to. */
export interface Traced { readonly traceId: string; readonly segmentId: string; readonly sampled: boolean; readonly header: string }

const SYSTEM_LEVELS = ['DEBUG', 'INFO', 'WARN'] as const
type SystemLevel = (typeof SYSTEM_LEVELS)[number]

export function initStart(config: FunctionConfig, time: Micros, type: InitType, { name, arn }: Runtime): Line {
  if (config.logFormat === 'JSON') return json(config, 'INFO', time, 'initStart', { initializationType: type, phase: 'init', runtimeVersion: name, runtimeVersionArn: arn })
  return `INIT_START Runtime Version: ${name}\tRuntime Version ARN: ${arn}`
}

/** `ended` is empty when it went well; text then has a line only where no request waits for the init (LAM-LOG-04). */
export function initReport(config: FunctionConfig, time: Micros, type: InitType, phase: 'init' | 'invoke', initMs: number, ended: string): Line {
  if (config.logFormat === 'JSON') {
    const level = ended !== '' ? 'WARN' : type === 'on-demand' ? 'DEBUG' : 'INFO'
    return json(config, level, time, 'initReport', { initializationType: type, phase, ...statusOf(ended), metrics: { durationMs: round(initMs) } })
  }
  return ended === '' && type === 'on-demand' ? undefined : initReportLine(initMs, phase, ended)
}

export function initRuntimeDone(config: FunctionConfig, time: Micros, type: InitType, ended: string): Line {
  return config.logFormat === 'JSON' ? json(config, ended === '' ? 'DEBUG' : 'WARN', time, 'initRuntimeDone', { initializationType: type, phase: 'init', ...statusOf(ended) }) : undefined
}

export function restoreStart(config: FunctionConfig, time: Micros, { name, arn }: Runtime): Line {
  if (config.logFormat === 'JSON') return json(config, 'INFO', time, 'restoreStart', { runtimeVersion: name, runtimeVersionArn: arn })
  return `RESTORE_START Runtime Version: ${name}\tRuntime Version ARN: ${arn}`
}

export function restoreReport(config: FunctionConfig, time: Micros, restoreMs: number, ended: string): Line {
  if (config.logFormat === 'JSON') return json(config, ended === '' ? 'INFO' : 'WARN', time, 'restoreReport', { ...statusOf(ended), metrics: { durationMs: round(restoreMs) } })
  return restoreReportLine(restoreMs, ended)
}

export function start(config: FunctionConfig, time: Micros, requestId: string, version: string, traced: Traced | undefined): Line {
  if (config.logFormat === 'JSON') return json(config, 'INFO', time, 'start', { requestId, version, ...tracing(traced) })
  return `START RequestId: ${requestId} Version: ${version}`
}

/** JSON has its own word for the end, which is written only in detail. */
export function end(config: FunctionConfig, time: Micros, requestId: string, status: Status): Line {
  if (config.logFormat === 'JSON') return json(config, status === 'success' ? 'DEBUG' : 'WARN', time, 'runtimeDone', { requestId, status })
  return `END RequestId: ${requestId}`
}

export function report(config: FunctionConfig, time: Micros, status: Status, errorType: string, figures: Report, traced: Traced | undefined): Line {
  if (config.logFormat !== 'JSON') return reportLine(figures)
  const { requestId, durationMs, billedMs, memoryMb, usedMb, initMs, restoreMs } = figures
  const metrics = {
    durationMs: round(durationMs), billedDurationMs: billedMs, memorySizeMB: memoryMb, maxMemoryUsedMB: Math.round(usedMb),
    ...(initMs === undefined ? {} : { initDurationMs: round(initMs) }),
    ...(restoreMs === undefined ? {} : { restoreDurationMs: round(restoreMs), billedRestoreDurationMs: 0 }),
  }
  return json(config, status === 'success' ? 'INFO' : 'WARN', time, 'report', { requestId, status, ...(errorType === '' ? {} : { errorType }), metrics, ...tracing(traced) })
}

/** Text has a line of its own for the trace; in JSON it is part of start and report. */
export const xrayLine = (config: FunctionConfig, { traceId, segmentId, sampled }: Traced): Line =>
  config.logFormat === 'JSON' ? undefined : `XRAY TraceId: ${traceId}\tSegmentId: ${segmentId}\tSampled: ${sampled}`

function json(config: FunctionConfig, level: SystemLevel, time: Micros, type: string, record: object): Line {
  if (SYSTEM_LEVELS.indexOf(level) < SYSTEM_LEVELS.indexOf(config.systemLevel)) return undefined
  return JSON.stringify({ time: iso(time), type: `platform.${type}`, record })
}

const tracing = (traced: Traced | undefined): object =>
  traced ? { tracing: { spanId: traced.segmentId, type: 'X-Amzn-Trace-Id', value: traced.header } } : {}
const statusOf = (ended: string): object =>
  ended === '' ? { status: 'success' } : ended === 'timeout' ? { status: 'timeout' } : { status: 'error', errorType: ended }
/** Durations have two decimals. */
const round = (ms: number): number => Math.round(ms * 100) / 100
