/**
 * Room for one more invocation (LAM-CON-05, steps 5, 6 and 9): the request rate, the function's own reservation, the
 * pool that all functions without one share. Whoever is let in holds a place until `leave`.
 */
import { reason } from '../../contract/reasons.ts'
import { passes } from './pool.ts'
import { CONCURRENT, type FunctionNode } from './state.ts'

export const RESERVED_FULL = reason('ReservedFunctionConcurrentInvocationLimitExceeded')
const RESERVED_RATE = reason('ReservedFunctionInvocationRateLimitExceeded')
export const POOL_FULL = reason('ConcurrentInvocationLimitExceeded')
const RATE = reason('FunctionInvocationRateLimitExceeded')

/** Takes a place, or says why there is none. An idle environment needs a place too: the limit counts what is in flight. */
export function admit(node: FunctionNode): number {
  const { state, quotas } = node
  const { reserved } = node.config
  const rate = quotas.lambdaRequestsPerConcurrency
  if (reserved !== null) {
    if (reserved > 0 && !passes(state.window, node.now, reserved * rate)) return RESERVED_RATE
    // D-05: what is provisioned is set aside from the reservation.
    if (state.onDemand >= reserved - state.provisioned) return RESERVED_FULL
  } else {
    const { account } = state
    const limit = quotas.lambdaConcurrency
    if (!passes(account.window, node.now, limit * rate)) return RATE
    if (account.inFlight >= limit - account.claimed) return POOL_FULL
    account.inFlight++
  }
  state.onDemand++
  node.level(CONCURRENT, ++state.inFlight)
  return 0
}

/** A provisioned environment has its place already. */
export function admitProvisioned(node: FunctionNode): void {
  node.state.inFlight++
  node.level(CONCURRENT, node.state.inFlight)
}

export function leave(node: FunctionNode, provisioned: boolean): void {
  const { state } = node
  if (!provisioned) {
    state.onDemand--
    if (node.config.reserved === null) state.account.inFlight--
  }
  node.level(CONCURRENT, --state.inFlight)
}

/** The reservation changed in mid-run: what is in flight moves with the function, out of the shared pool or into it. */
export function reserve(node: FunctionNode, before: number | null): void {
  const { account, onDemand, provisioned } = node.state
  const { reserved } = node.config
  account.claimed += (reserved ?? provisioned) - (before ?? provisioned)
  if (before === null && reserved !== null) account.inFlight -= onDemand
  if (before !== null && reserved === null) account.inFlight += onDemand
}
