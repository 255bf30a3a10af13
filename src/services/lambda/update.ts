/** A setting changed in mid-run: what that does to environments and to the account's pool. */
import { sec } from '../../base/units.ts'
import { NONE } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { timer } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import type { FunctionConfig } from './config.ts'
import { reserve } from './admit.ts'
import { renew } from './rest.ts'
import type { FunctionNode } from './state.ts'
import { traitsOf } from './traits.ts'

/** Settings kept beside the function: changing one leaves its environments alone. */
const BESIDE: ReadonlySet<string> = new Set(['reserved', 'maxRetries', 'maxAgeSec', 'recursion', 'idleEndSec'])

export function reconfigure(node: FunctionNode, before: FunctionConfig): void {
  const { config, state } = node
  if (config.reserved !== before.reserved) reserve(node, before.reserved)
  const names = Object.keys(config) as (keyof FunctionConfig)[]
  if (!names.some((name) => config[name] !== before[name] && !BESIDE.has(name))) return
  state.traits = traitsOf(node)
  renew(node)
}

const CONFLICT = reason('ResourceConflictException')

/** LAM-LC-18: new code. While it is being rolled out the old goes on serving, and another update is refused. */
export function deploy(node: FunctionNode, takesSec: number): void {
  const { state } = node
  if (node.now < state.updateEnds) return node.note(K.refused, NONE, 409, CONFLICT)
  if (takesSec <= 0) return renew(node)
  state.updateEnds = node.now + sec(takesSec)
  node.later(sec(takesSec), updateEnds, 0)
}

export const updateEnds = timer<FunctionNode>('completion', (node) => renew(node))
