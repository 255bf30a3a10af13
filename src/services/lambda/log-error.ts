/** LAM-LOG-05: lines that the code itself, or its runtime, writes. */
import { iso } from '../../base/time.ts'
import type { Micros } from '../../base/units.ts'
import type { FunctionConfig } from './config.ts'
import type { ErrorContent } from './payload.ts'

export const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const
export type Level = (typeof LEVELS)[number]

/** Empty outside of an invocation: while the code is loaded. */
export interface Said {
  readonly time: Micros
  readonly requestId: string
}

/** What `console.log`, or the logging library of the runtime, makes of a message; undefined when its level is not kept. */
export function applicationLine(config: FunctionConfig, { time, requestId }: Said, level: Level, message: string): string | undefined {
  const { runtime } = config
  if (config.logFormat === 'JSON') return keeps(config, level) ? inJson(config, { time, requestId }, level, message) : undefined
  if (runtime.startsWith('nodejs')) return `${iso(time)}\t${requestId || 'undefined'}\t${level}\t${message}`
  if (!runtime.startsWith('python')) return message
  // Python's own library says nothing below WARN unless the code asks for it.
  return LEVELS.indexOf(level) >= LEVELS.indexOf('WARN') ? `[${level === 'WARN' ? 'WARNING' : level}]\t${iso(time)}\t${requestId}\t${message}` : undefined
}

/** Python's `print` and other writing to the standard output: the text as it is. */
export const printedLine = (config: FunctionConfig, said: Said, message: string): string =>
  config.logFormat === 'JSON' && !config.runtime.startsWith('python') ? inJson(config, said, 'INFO', message) : message

/** What code writes past its console, as logging libraries do: JSON of its own is not wrapped again. */
export const plainLine = (config: FunctionConfig, said: Said, message: string): string => (/^\{.*\}$/s.test(message) ? message : printedLine(config, said, message))

/** What the runtime writes about an exception that nobody caught. */
export function uncaughtLine(config: FunctionConfig, said: Said, error: ErrorContent): string | undefined {
  const { runtime } = config
  const { errorType, errorMessage } = error
  const stack = error.trace ?? error.stackTrace ?? []
  if (config.logFormat === 'JSON') return keeps(config, 'ERROR') ? inJson(config, said, 'ERROR', { errorType, errorMessage, stackTrace: stack }) : undefined
  if (runtime.startsWith('nodejs')) {
    const what = said.requestId === '' ? 'Uncaught Exception' : 'Invoke Error'
    return `${iso(said.time)}\t${said.requestId || 'undefined'}\tERROR\t${what}\t${JSON.stringify({ errorType, errorMessage, stack })}`
  }
  if (runtime.startsWith('python')) return [`[ERROR] ${errorType}: ${errorMessage}`, 'Traceback (most recent call last):', ...stack.map((line) => line.trimEnd())].join('\n')
  if (runtime.startsWith('java')) return [`${errorMessage}: ${errorType}`, ...stack.map((line) => `\tat ${line}`)].join('\n')
  return JSON.stringify({ errorType, errorMessage, stackTrace: stack })
}

/** LAM-LOG-03: how a timeout was told before the report had a status. */
export const timedOutLine = (time: Micros, requestId: string, timeoutSec: number): string =>
  `${iso(time)} ${requestId} Task timed out after ${timeoutSec.toFixed(2)} seconds`

/** LAM-LOG-07. */
const keeps = (config: FunctionConfig, level: Level): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(config.applicationLevel)

function inJson({ runtime }: FunctionConfig, { time, requestId }: Said, level: Level, message: unknown): string {
  const id = requestId === '' ? {} : runtime.startsWith('java') ? { AWSRequestId: requestId } : { requestId }
  return JSON.stringify({ timestamp: iso(time), level, message, ...id })
}
