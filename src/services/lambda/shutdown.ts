/** The end of an environment. */
import { ms } from '../../base/units.ts'
import { NONE } from '../../contract/messages.ts'
import { timer } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { endCode } from './code/turns.ts'
import type { FunctionNode } from './state.ts'

/** LAM-LC-15: extensions may use this long to finish; an environment without any is killed at once. */
const SHUTDOWN_MS = { none: 0, internal: 500, external: 2_000 } as const

export function shutDown(node: FunctionNode, env: number): void {
  const serial = node.state.environments.serial[env]!
  if (node.state.guests[env]) endCode(node, env)
  const budget = SHUTDOWN_MS[node.config.extensions]
  if (budget === 0) node.note(K.environmentEnded, NONE, 0, serial)
  else node.later(ms(budget), shutdownEnds, serial)
}

export const shutdownEnds = timer<FunctionNode>('completion', (node, serial) => node.note(K.environmentEnded, NONE, 0, serial))
