/** A setting changed in mid-run: what that does to environments and to the account's pool. */
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
