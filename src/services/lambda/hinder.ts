/** What makes an invocation fail or last longer than its handler alone would: called only when something of it applies. */
import type { FunctionConfig } from './config.ts'
import { type FunctionNode, traitsIn } from './state.ts'
import { drawSuppressedInitMs, firstRunMs } from './init.ts'
import { FINE, INIT_CRASH, NO_SPACE, OUT_OF_MEMORY, outOfMemory, streamMs, TOO_LARGE } from './model.ts'

/** Changes what was drawn for the invocation: `fate` and `durationMs` of its environment. */
export function hinder(node: FunctionNode, env: number): void {
  const { state } = node
  const { environments } = state
  const { config, wears, pace } = traitsIn(node, env)
  let before = 0
  if (environments.dirty[env] !== 0) {
    before = drawSuppressedInitMs(config, state.dice.init, pace)
    environments.dirty[env] = 0
    if (config.initFailure !== 'none') {
      // LAM-LC-10: the init that is repeated within the invocation fails the same way, and the handler never runs.
      environments.fate[env] = INIT_CRASH
      environments.durationMs[env] = before
      return
    }
  }
  let own = environments.durationMs[env]!
  if (pace === 'measured' && config.init === 'runtime' && environments.initMs[env]! > 0) own += firstRunMs(config)
  if (wears) {
    wear(node, env)
    const fate = environments.fate[env]
    if (fate === FINE && config.responseBytes > responseLimit(node, config)) environments.fate[env] = TOO_LARGE
    else if (fate === FINE && config.streaming) own += streamMs(config.responseBytes)
  }
  environments.durationMs[env] = before + own
}

const responseLimit = ({ quotas }: FunctionNode, config: FunctionConfig): number =>
  config.streaming ? quotas.lambdaStreamedBytes : quotas.lambdaResponseBytes

/** What invocations leave behind adds up in a warm environment, until there is no room. */
function wear(node: FunctionNode, env: number): void {
  const { environments } = node.state
  const { config } = traitsIn(node, env)
  environments.keptMb[env] = environments.keptMb[env]! + config.leakMb
  if (outOfMemory(config, environments.keptMb[env]!)) {
    environments.fate[env] = OUT_OF_MEMORY
    return
  }
  const files = environments.tmpMb[env]! + config.tmpMb
  if (files <= config.ephemeralMb) environments.tmpMb[env] = files
  else if (environments.fate[env] === FINE) environments.fate[env] = NO_SPACE
}
