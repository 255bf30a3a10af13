/** What a ride needs to know of a function, and what it leaves behind (contract/express.ts). */
import { fitting } from '../../base/arrays.ts'
import type { Places, RunningBatch, WorkTicket } from '../../contract/express.ts'
import type { MessageId } from '../../contract/messages.ts'
import { REASONS } from '../../contract/reasons.ts'
import { RESERVED_FULL } from './admit.ts'
import { BATCH, SYNC } from './askers.ts'
import { handlerEnds } from './ending.ts'
import { BUSY, type Environments, IDLE } from './environments.ts'
import { freeBatch } from './mapping/queue-batches.ts'
import { holdBatch, mappingTicket } from './mapping/queue-express.ts'
import { cpuMs, EXCEPTION, FINE, outOfMemory } from './model.ts'
import { idleFor } from './rest.ts'
import { BILLED, CONCURRENT, DURATION, type FunctionNode, THROTTLES } from './state.ts'

export function ticket(node: FunctionNode): WorkTicket | undefined {
  const { config, state, quotas } = node
  const [traits] = state.versions
  const { reserved } = config
  const idle = idleFor(node)
  if (!state.plain || node.trouble !== undefined || node.loops || reserved === 0 || idle === undefined) return undefined
  if (config.duration !== 'constant' && config.duration !== 'exponential') return undefined
  if (!traits!.tame && !failsByChance(node)) return undefined
  const { account, environments } = state
  const rate = quotas.lambdaRequestsPerConcurrency
  return {
    rides: 'work', tame: traits!.tame, errorRate: config.errorRate, ends: handlerEnds, shared: reserved === null, room: (reserved ?? 0) - state.provisioned, windowMost: (reserved ?? 0) * rate, window: state.window,
    account: { pool: account, room: quotas.lambdaConcurrency - account.claimed, windowMost: quotas.lambdaConcurrency * rate },
    cpuMs: cpuMs(config), ioMs: config.ioMs, constant: config.duration === 'constant', limitMs: traits!.limitMs, thaw: traits!.thaw,
    idleFor: idle, idleTimerAt: state.idleTimerAt, inFlight: state.inFlight, onDemand: state.onDemand,
    limit: reserved ?? 0, why: RESERVED_FULL, status: REASONS[RESERVED_FULL]!.status,
    places: placesOf(environments),
    metrics: { duration: DURATION, billed: BILLED, concurrent: CONCURRENT, throttled: THROTTLES },
    waits(into, taken) {
      state.dice.waits.skip(taken)
      const draws = state.dice.waits.ahead()
      into.set(draws)
      return draws.length
    },
    fates(into, taken) {
      state.dice.fate.skip(taken)
      state.dice.fate.ahead(into)
      return into.length
    },
    plain: (env) => environments.way[env] === SYNC && environments.fate[env] === FINE && isPresent(node, env),
    mapping: (wire) => mappingTicket(node, wire),
    batchOf: (env) => runningBatch(node, env),
    holdBatch(env, wire, batch, opened, fails) {
      environments.state[env] = BUSY
      environments.way[env] = BATCH
      environments.subject[env] = holdBatch(node, wire, batch, opened)
      environments.fate[env] = fails ? EXCEPTION : FINE
    },
    batchOver: (slot) => freeBatch(node, slot),
    getOff(inFlight, onDemand, invocations, waits, fates) {
      state.inFlight = inFlight
      state.onDemand = onDemand
      state.invocations += invocations
      state.dice.waits.skip(waits)
      state.dice.fate.skip(fates)
    },
  }
}

/** It does nothing but take its time, and fail now and then by throwing. */
function failsByChance({ config, state }: FunctionNode): boolean {
  const [traits] = state.versions
  if (traits!.program !== undefined || traits!.wears || config.streaming || traits!.calls.length > 0) return false
  if (config.failTries > 0 || config.poison !== '' || (config.usedMb > 0 && outOfMemory(config, 0))) return false
  return state.invocations >= config.failFirst && (config.errorRate === 0 || config.failure === 'exception')
}

/** On demand, of $LATEST as it is now; and not the invocation that came with an init. */
const isPresent = ({ state }: FunctionNode, env: number): boolean => {
  const { provisioned, version, generation, initMs } = state.environments
  return provisioned[env] === 0 && version[env] === 0 && generation[env] === state.generation && initMs[env] === 0
}

function runningBatch(node: FunctionNode, env: number): RunningBatch | undefined {
  const { environments, batches, mappings } = node.state
  const fate = environments.fate[env]
  if (environments.way[env] !== BATCH || (fate !== FINE && fate !== EXCEPTION) || !isPresent(node, env)) return undefined
  const slot = environments.subject[env]!
  const batch = batches.held[slot]!
  return { slot, wire: mappings[batch.mapping]!.wire.index, batch, fails: fate === EXCEPTION }
}

function placesOf(environments: Environments): Places {
  return {
    count: environments.used,
    serial: environments.serial, lifeEnd: environments.lifeEnd, idleEnd: environments.idleEnd, begun: environments.begun, durationMs: environments.durationMs,
    dirty: environments.dirty, subject: environments.subject, turn: environments.turn, idle: environments.idle[0]!,
    busy(env: number, subject: MessageId) {
      environments.state[env] = BUSY
      environments.way[env] = SYNC
      environments.subject[env] = subject
      environments.fate[env] = FINE
    },
    rest(envs: Int32Array) {
      const [stack] = environments.idle
      for (const env of envs) environments.state[env] = IDLE
      stack!.envs = fitting(stack!.envs, envs.length)
      stack!.envs.set(envs)
      stack!.count = envs.length
    },
  }
}
