/** How invocations end: what the environment says of it, and what is said for one that cannot. */
import type { CrashReason, End, Thrown } from '../contract/handler.ts'
import { field, parsed, piecesOf, reasonOf, streamedOf, thrownOf } from './heard.ts'
import { MAX_TEXT } from './limits.ts'
import type { Stage } from './stage.ts'
import { type Code, syntaxError } from './unit.ts'

/** What an environment said when it was done; whatever called, only JSON leaves, in the shapes that the contract has. */
export function endOf({ guest, much }: Stage, kind: string, json: string): End {
  guest.busy = false
  if (json.length >= MAX_TEXT) return threw('Function.ResponseSizeTooLarge', 'Response payload size exceeded maximum allowed payload size (6291556 bytes).')
  const said = parsed(json)
  if (said === undefined) return threw('Error', 'Unable to stringify response body')
  if (kind === 'returned') return { kind, json }
  if (kind === 'streamed') return streamedOf(said)
  const error = thrownOf(kind === 'crashed' ? field(said, 'error') : said)
  // Without memory for an exception the engine throws null.
  if (error.errorMessage === 'out of memory' ? error.errorType === 'InternalError' : much && error.errorType === 'object' && error.errorMessage === 'null') return outOfMemory()
  if (kind !== 'crashed') return field(said, 'streamed') === undefined ? { kind: 'threw', error } : { kind: 'threw', error, streamed: piecesOf(said) }
  return { kind, reason: reasonOf(field(said, 'reason')), ...(field(said, 'error') === undefined ? {} : { error }) }
}

const threw = (errorType: string, errorMessage: string): End => ({ kind: 'threw', error: { errorType, errorMessage, trace: [] } })
export const outOfMemory = (): End => ({ kind: 'crashed', reason: 'Runtime.OutOfMemory' })

/** The process is gone. */
export const exited = (how: string): End =>
  ({ kind: 'crashed', reason: 'Runtime.ExitError', error: { errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime exited with error: ${how}`, trace: [] } satisfies Thrown })

export const crashed = (reason: CrashReason, errorMessage: string): End =>
  ({ kind: 'crashed', reason, error: { errorType: reason, errorMessage, trace: [`${reason}: ${errorMessage.split('\n')[0]}`] } })

/** The code cannot be read. */
export const unreadable = ({ problem }: Code): End => ({ kind: 'crashed', reason: 'Runtime.UserCodeSyntaxError', error: syntaxError(problem!) })
