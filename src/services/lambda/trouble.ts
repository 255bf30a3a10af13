/** Faults in force at a function (contract/fault.ts): at its door, and within an invocation. Called only while there are any. */
import { ABSENT, BY_FAULT, FAILS, RUNS_OUT, SPARED } from '../../contract/fault.ts'
import type { Config } from '../../contract/config.ts'
import { reason } from '../../contract/reasons.ts'
import { K } from '../../contract/trace.ts'
import { BATCH, endings } from './askers.ts'
import { loseZone, renew } from './rest.ts'
import { type FunctionNode, THROTTLES } from './state.ts'

const RATE = reason('CallerRateLimitExceeded')
const GONE = reason('ServiceException')

/** Why the invocation does not begin; 0 when it does. */
export function turnedAway(node: FunctionNode, way: number, subject: number): number {
  const struck = node.trouble!.atDoor()
  if (struck === SPARED) {
    // Whatever is idle is not used again.
    if (node.trouble!.cold) renew(node)
    return 0
  }
  const gone = struck === ABSENT
  if (!gone) node.add(THROTTLES)
  node.note(gone ? K.refused : K.throttled, endings.message(node, way, subject), BY_FAULT, gone ? GONE : RATE)
  return gone ? GONE : RATE
}

/** How the invocation is struck: SPARED, FAILS or RUNS_OUT. */
export function struckWithin(node: FunctionNode, way: number, subject: number): number {
  const struck = node.trouble!.within()
  if (struck === FAILS || struck === RUNS_OUT) return struck
  return isPoisoned(node, way, subject) ? FAILS : SPARED
}

/** One message is enough for a batch. */
function isPoisoned(node: FunctionNode, way: number, subject: number): boolean {
  const trouble = node.trouble!
  const { root } = node.messages
  const content = trouble.reads ? endings.content(node, way, subject) : undefined
  if (way !== BATCH) return trouble.poisons(root[endings.message(node, way, subject)]!, content)
  return node.state.batches.held[subject]!.messages.some((message) => trouble.poisons(root[message]!, content))
}

export function troubled(node: FunctionNode, kind: string, settings: Config, begins: boolean): void {
  if (kind === 'neighbour') node.state.account.inFlight += begins ? (settings.units as number) : -(settings.units as number)
  else if (kind === 'zone' && begins) loseZone(node, settings.zone as number)
}
