import { type MessageId, WAY_CALL, WAY_DRY_RUN, WAY_EVENT } from '../../contract/messages.ts'
import { REASONS, reason } from '../../contract/reasons.ts'
import type { Behaviour } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { called, invokeOutput } from './api.ts'
import { acceptEvent, attemptEnded, dispatch } from './async.ts'
import { asideHeard, codeAnswered, codeCallsAgain } from './code/calls.ts'
import { firstPieceLeaves } from './code/pieces.ts'
import { allHasLeft, codeEnters, codeOpens, ended, initTooLong, opened } from './code/stages.ts'
import { codeWakes, tellStagesTo, turnEnds } from './code/turns.ts'
import { callAgain, callAnswered, ownTimeEnds } from './calls.ts'
import type { FunctionConfig } from './config.ts'
import { acceptEdge } from './edge.ts'
import { ticket } from './express.ts'
import { edgeAct } from './edge-life.ts'
import { delivered } from './destinations.ts'
import { handedTo, tellEndingsTo } from './askers.ts'
import { handlerEnds, timeoutStrikes } from './ending.ts'
import { BATCH, initEnds, initFails, invoke, restoreEnds, SHARD, SYNC } from './invoke.ts'
import { batchContents, batchEnded, batchEvent, batchMessage, batchWire, QUEUE_TIMERS, startMapping, switchMappings, wake } from './mapping/queue.ts'
import { isShardWire, SHARD_TIMERS, startShards, switchShards, wakeShard } from './mapping/shards.ts'
import { discardTold } from './mapping/shards-failure.ts'
import { laneEvent } from './mapping/shards-event.ts'
import { laneContents, laneEnded, laneMessage, laneTries, laneWire } from './mapping/shards-lane.ts'
import { loopStops, RECURSION } from './recursion.ts'
import { beginPools, prepared, PROVISIONED_TIMERS } from './provisioned.ts'
import { refusalBody } from './response.ts'
import { tapLog } from './log-tap.ts'
import { idleEnds, loseZone } from './rest.ts'
import { shutdownEnds } from './shutdown.ts'
import { type FunctionNode, type FunctionState, METRICS, newState } from './state.ts'
import { firstByteLeaves } from './stream.ts'
import { rewired } from './rewired.ts'
import { troubled } from './trouble.ts'
import { deploy, reconfigure, updateEnds } from './update.ts'
import { publish } from './versions.ts'

const CODE_TIMERS = [codeOpens, initTooLong, codeEnters, turnEnds, codeWakes, codeCallsAgain, asideHeard, firstPieceLeaves, allHasLeft, firstByteLeaves] as const
tellStagesTo({ opened, ended, prepared })

const TOO_LARGE = reason('RequestTooLargeException')

tellEndingsTo({
  message: (node, way, subject) => (way < BATCH ? subject : way === BATCH ? batchMessage(node, subject) : laneMessage(node, subject)),
  tries: (node, way, subject) =>
    way === SHARD ? laneTries(node, subject) : node.messages.tries[way === BATCH ? batchMessage(node, subject) : subject]! - 1,
  content: (node, way, subject) =>
    way < BATCH ? node.messages.content[subject] : way === BATCH ? batchContents(node, subject) : laneContents(node, subject),
  event: (node, way, subject) =>
    way < BATCH ? node.messages.content[subject] : way === BATCH ? batchEvent(node, subject) : laneEvent(node, subject),
  wire: (node, way, subject) => (way === BATCH ? batchWire(node, subject) : laneWire(node, subject)),
  conclude(node, way, subject, why, answer) {
    if (way === BATCH) return batchEnded(node, subject, why, answer)
    if (way === SHARD) return laneEnded(node, subject, why, answer)
    // LAM-ERR-01: a function error is a 200 like any other; the reason tells it apart.
    if (way !== SYNC) attemptEnded(node, subject, why)
    else if (node.messages.way[subject] === WAY_CALL) node.answer(subject, 200, 0, invokeOutput(node.messages.answer[subject], why, '$LATEST'))
    else node.answer(subject, 200, why, node.messages.answer[subject])
  },
})

export const behaviour: Behaviour<FunctionConfig, FunctionState, FunctionNode> = {
  timers: [initEnds, initFails, restoreEnds, handlerEnds, timeoutStrikes, ownTimeEnds, callAgain, idleEnds, shutdownEnds, updateEnds, dispatch, ...QUEUE_TIMERS, ...SHARD_TIMERS, ...PROVISIONED_TIMERS, ...CODE_TIMERS],
  metrics: METRICS,
  noted: tapLog,
  state: newState,

  start(node) {
    beginPools(node)
    for (const wire of node.incoming) {
      if (isShardWire(wire)) startShards(node, wire)
      else if (wire.kind === 'poll') startMapping(node, wire)
    }
  },

  accept(node, message, wire) {
    if (wire.kind === 'edge') acceptEdge(node, message, wire)
    else if (node.messages.way[message] === WAY_EVENT) acceptEvent(node, message)
    else acceptRequest(node, message)
  },

  called,

  answered(node, message, wire) {
    if (node.messages.way[message] === WAY_CALL) codeAnswered(node, message)
    else if (wire.port === 'calls') callAnswered(node, message, wire)
    else if (wire.port === 'onDiscard' && node.messages.status[message]! < 300) discardTold(node, message)
    else delivered(node, message, wire)
  },

  sourceReady(node, wire, shard) {
    if (isShardWire(wire)) wakeShard(node, wire, shard)
    else wake(node, wire)
  },

  configured: reconfigure,
  rewired,
  troubled,

  handed: handedTo,
  express: ticket,

  /** `deploy`: the same settings with new code, rolled out in `takesSec`. `publish`: a new version, and an alias moved to it. `loseZone`: an Availability Zone fails. `disable`, `enable`: its mappings. `associate`, `dissociate`, `deleteVersion`: of copies at the edge. */
  act(node, verb, config) {
    if (edgeAct(node, verb, config.version)) return
    if (verb === 'deploy') deploy(node, typeof config.takesSec === 'number' ? config.takesSec : 0)
    else if (verb === 'publish') publish(node, config.alias)
    else if (verb === 'enable' || verb === 'disable') {
      switchMappings(node, verb === 'enable')
      switchShards(node, verb === 'enable')
    }
    else if (verb === 'loseZone') loseZone(node, typeof config.zone === 'number' ? config.zone : 0)
  },
}

/** LAM-SYNC-05: Lambda never retries a synchronous call; the caller hears of everything. */
function acceptRequest(node: FunctionNode, message: MessageId): void {
  const { messages } = node
  if (messages.sizeBytes[message]! > node.quotas.lambdaSyncPayloadBytes) return refuseSize(node, message)
  if (messages.way[message] === WAY_DRY_RUN) return node.answer(message, 204)
  if (node.loops && loopStops(node, message)) return refuse(node, message, RECURSION)
  const refusal = invoke(node, SYNC, message)
  if (refusal !== 0) refuse(node, message, refusal)
}

function refuse(node: FunctionNode, message: MessageId, why: number): void {
  node.answer(message, REASONS[why]!.status, why, refusalBody(why))
}

function refuseSize(node: FunctionNode, message: MessageId): void {
  node.note(K.refused, message, node.messages.sizeBytes[message]!, TOO_LARGE)
  node.answer(message, 413, TOO_LARGE, refusalBody(TOO_LARGE))
}
