/** What makes an invocation fail or last longer than its handler alone would: called only when something of it applies. */
import type { FunctionNode } from './state.ts'
import { drawSuppressedInitMs, firstRunMs } from './init.ts'
import { FINE, INIT_CRASH, NO_SPACE, OUT_OF_MEMORY, outOfMemory, streamMs, TOO_LARGE } from './model.ts'

/** Changes what was drawn for the invocation: `fate` and `durationMs` of its environment. */
export function hinder(node: FunctionNode, env: number): void {
  const { config, state } = node
  const { environments } = state
  let before = 0
  if (environments.dirty[env] !== 0) {
    before = drawSuppressedInitMs(config, state.dice.init, state.traits.pace)
    environments.dirty[env] = 0
    if (config.initFailure !== 'none') {
      // LAM-LC-10: the init that is repeated within the invocation fails the same way, and the handler never runs.
      environments.fate[env] = INIT_CRASH
      environments.durationMs[env] = before
      return
    }
  }
  let own = environments.durationMs[env]!
  if (state.traits.pace === 'measured' && config.init === 'runtime' && environments.initMs[env]! > 0) own += firstRunMs(config)
  if (state.traits.wears) {
    wear(node, env)
    const fate = environments.fate[env]
    if (fate === FINE && config.responseBytes > responseLimit(node)) environments.fate[env] = TOO_LARGE
    else if (fate === FINE && config.streaming) own += streamMs(config.responseBytes)
  }
  environments.durationMs[env] = before + own
}

const responseLimit = ({ config, quotas }: FunctionNode): number =>
  config.streaming ? quotas.lambdaStreamedBytes : quotas.lambdaResponseBytes

/** What invocations leave behind adds up in a warm environment, until there is no room. */
function wear(node: FunctionNode, env: number): void {
  const { config } = node
  const { environments } = node.state
  environments.keptMb[env] = environments.keptMb[env]! + config.leakMb
  if (outOfMemory(config, environments.keptMb[env]!)) {
    environments.fate[env] = OUT_OF_MEMORY
    return
  }
  const files = environments.tmpMb[env]! + config.tmpMb
  if (files <= config.ephemeralMb) environments.tmpMb[env] = files
  else if (environments.fate[env] === FINE) environments.fate[env] = NO_SPACE
}
