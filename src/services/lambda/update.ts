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
import { reprovision } from './provisioned.ts'
import { traitsOf } from './traits.ts'
import { LATEST, OF_FUNCTION, readVersions } from './versions.ts'

/** Settings kept beside the function: changing one leaves its environments alone. */
const BESIDE: ReadonlySet<string> = OF_FUNCTION

export function reconfigure(node: FunctionNode, before: FunctionConfig): void {
  const { config, state } = node
  if (config.reserved !== before.reserved) reserve(node, before.reserved)
  if (config.versions !== before.versions || config.aliases !== before.aliases) readVersions(node, state)
  if (config.provisioned !== before.provisioned) reprovision(node)
  const names = Object.keys(config) as (keyof FunctionConfig)[]
  if (!names.some((name) => config[name] !== before[name] && !BESIDE.has(name))) return
  state.versions[0] = traitsOf(node, config, LATEST)
  renew(node)
}

const CONFLICT = reason('ResourceConflictException')

/** LAM-LC-18: new code. While it is being rolled out the old goes on serving, and another update is refused. */
export function deploy(node: FunctionNode, takesSec: number): void {
  const { state } = node
  if (node.now < state.updateEnds) node.note(K.refused, NONE, 409, CONFLICT)
  else if (takesSec <= 0) renew(node)
  else {
    state.updateEnds = node.now + sec(takesSec)
    node.later(sec(takesSec), updateEnds, 0)
  }
}

export const updateEnds = timer<FunctionNode>('completion', (node) => renew(node))
