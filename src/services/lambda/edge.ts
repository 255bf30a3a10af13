/**
 * Lambda@Edge: a published version that a distribution calls. Each region has copies of it with environments, concurrency
 * and a pace of growth of its own (LAE-03), so a first viewer in each part of the world meets a cold start.
 *
 * A copy is one more version of the function. While it works its environment is marked, and so is counted here and not in
 * the pool at home; when it rests it lies idle like any other.
 */
import type { MessageId } from '../../contract/messages.ts'
import { REASONS, reason } from '../../contract/reasons.ts'
import type { WireEnd } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { admitProvisioned } from './admit.ts'
import { SYNC } from './askers.ts'
import { programOf } from './code/program.ts'
import { untouched } from './edge-life.ts'
import type { EdgePlaceOf } from './edge-place.ts'
import { replicaName } from './edge-place.ts'
import { siteOf } from './edge-site.ts'
import { begin, initialise } from './invoke.ts'
import { passes, takeToken } from './pool.ts'
import { refusalBody } from './response.ts'
import { AT_EDGE, EDGE_INVOCATIONS, type FunctionNode, THROTTLES } from './state.ts'
import { turnedAway } from './trouble.ts'
import { addVersion } from './versions.ts'

const FULL = reason('ConcurrentInvocationLimitExceeded')
const RATE = reason('FunctionInvocationRateLimitExceeded')

export function acceptEdge(node: FunctionNode, message: MessageId, wire: WireEnd): void {
  if (node.now < node.state.edgeLife.from) return node.answer(message, 200, 0, untouched(node, message))
  const away = node.trouble === undefined ? 0 : turnedAway(node, SYNC, message)
  const why = away || invokeEdge(node, message, wire)
  if (why === 0) return
  if (away === 0) {
    node.add(THROTTLES)
    node.note(K.throttled, message, node.quotas.lambdaConcurrency, why)
  }
  node.answer(message, REASONS[why]!.status, why, refusalBody(why))
}

function invokeEdge(node: FunctionNode, message: MessageId, wire: WireEnd): number {
  const { state, quotas, now } = node
  const { environments } = state
  const region = node.messages.beside[message]?.edgeRegion ?? node.region
  const { account, budget } = siteOf(node, region)
  // Ten thousand requests a second, a thousand at once.
  if (!passes(account.window, now, quotas.lambdaConcurrency * quotas.lambdaRequestsPerConcurrency)) return RATE
  if (account.inFlight >= quotas.lambdaConcurrency - account.claimed) return FULL
  const version = replicaOf(node, { region, of: Math.max(0, state.routes[wire.index] ?? 0) })
  let env = environments.takeIdle(version)
  const cold = env < 0
  if (cold) {
    if (!takeToken(budget, now, quotas)) return FULL
    env = environments.create(version)
    environments.generation[env] = state.generation
    environments.way[env] = SYNC
    environments.subject[env] = message
  }
  environments.provisioned[env] = AT_EDGE
  account.inFlight++
  node.add(EDGE_INVOCATIONS)
  admitProvisioned(node)
  if (cold) initialise(node, env)
  else begin(node, env, SYNC, message)
  return 0
}

/** The copy of a version in a region, as a place of the list. */
function replicaOf(node: FunctionNode, place: EdgePlaceOf): number {
  const { state } = node
  const known = state.versions.findIndex(({ edge }) => edge?.region === place.region && edge.of === place.of)
  if (known >= 0) return known
  const original = state.versions[place.of]!
  const { config, name } = original
  addVersion(state, { ...original, edge: place, program: programOf({ name: replicaName(node.name, place), region: place.region }, config, name) })
  return state.versions.length - 1
}
