/**
 * What comes out of an environment, made into what the contract says, whatever it was: code may have changed how its own
 * JSON is written.
 */
import type { CrashReason, End, Level, Streamed, Thrown } from '../contract/handler.ts'

const LEVELS: readonly string[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'PLAIN'] satisfies readonly Level[]
const REASONS: readonly string[] = [
  'Runtime.OutOfMemory', 'Runtime.ExitError', 'Runtime.NodejsExit', 'Runtime.ImportModuleError', 'Runtime.UserCodeSyntaxError', 'Runtime.HandlerNotFound', 'Runtime.MalformedHandlerName',
  'Runtime.UnhandledPromiseRejection', 'Runtime.Unknown', 'Unhandled',
] satisfies readonly CrashReason[]
/** CloudWatch shows no more of an error either. */
const MAX_MESSAGE = 262_144
const MAX_FRAMES = 100
const MAX_FRAME = 2_000
const MOST = 2 ** 53

export const levelOf = (said: string): Level => (LEVELS.includes(said) ? (said as Level) : 'INFO')
export const reasonOf = (said: unknown): CrashReason => (typeof said === 'string' && REASONS.includes(said) ? (said as CrashReason) : 'Runtime.Unknown')

/** A whole number, or the other one. */
export const whole = (value: number, otherwise: number): number => (value >= -MOST && value <= MOST ? Math.floor(value) : otherwise)

/** Undefined for what is no JSON. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

export const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? (of as { readonly [name: string]: unknown })[name] : undefined

const text = (said: unknown, otherwise: string, most: number): string => (typeof said === 'string' ? said.slice(0, most) : otherwise)

export function thrownOf(said: unknown): Thrown {
  const trace = field(said, 'trace')
  return {
    errorType: text(field(said, 'errorType'), 'Error', MAX_FRAME), errorMessage: text(field(said, 'errorMessage'), '', MAX_MESSAGE),
    trace: (Array.isArray(trace) ? trace : []).slice(0, MAX_FRAMES).filter((line) => typeof line === 'string').map((line) => line.slice(0, MAX_FRAME)),
  }
}

export function streamedOf(said: unknown): End {
  const json = field(said, 'json')
  return { kind: 'returned', json: typeof json === 'string' && parsed(json) !== undefined ? json : 'null', streamed: piecesOf(said) }
}

export function piecesOf(said: unknown): Streamed {
  const pieces = field(said, 'streamed')
  return (Array.isArray(pieces) ? pieces : []).map((piece) => ({ after: whole(Number(field(piece, 'after')), 0), bytes: whole(Number(field(piece, 'bytes')), 0) }))
}
