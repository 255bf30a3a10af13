/** What a ride needs to know of a function, and what it leaves behind (contract/express.ts). */
import { fitting } from '../../base/arrays.ts'
import type { Places, WorkTicket } from '../../contract/express.ts'
import type { MessageId } from '../../contract/messages.ts'
import { REASONS } from '../../contract/reasons.ts'
import { RESERVED_FULL } from './admit.ts'
import { SYNC } from './askers.ts'
import { handlerEnds } from './ending.ts'
import { BUSY, type Environments, IDLE } from './environments.ts'
import { cpuMs, FINE } from './model.ts'
import { idleFor } from './rest.ts'
import { BILLED, CONCURRENT, DURATION, type FunctionNode, THROTTLES } from './state.ts'

export function ticket(node: FunctionNode): WorkTicket | undefined {
  const { config, state, quotas } = node
  const [traits] = state.versions
  const { reserved } = config
  const idle = idleFor(node)
  if (!state.plain || !traits!.tame || node.trouble !== undefined || node.loops || reserved === 0 || idle === undefined) return undefined
  if (config.duration !== 'constant' && config.duration !== 'exponential') return undefined
  const { account, environments } = state
  const rate = quotas.lambdaRequestsPerConcurrency
  return {
    rides: 'work', ends: handlerEnds, shared: reserved === null, room: (reserved ?? 0) - state.provisioned, windowMost: (reserved ?? 0) * rate, window: state.window,
    account: { pool: account, room: quotas.lambdaConcurrency - account.claimed, windowMost: quotas.lambdaConcurrency * rate },
    cpuMs: cpuMs(config), ioMs: config.ioMs, constant: config.duration === 'constant', limitMs: traits!.limitMs, thaw: traits!.thaw,
    idleFor: idle, idleTimerAt: state.idleTimerAt, billsInit: traits!.billsInit, inFlight: state.inFlight, onDemand: state.onDemand,
    limit: reserved ?? 0, why: RESERVED_FULL, status: REASONS[RESERVED_FULL]!.status,
    places: placesOf(environments),
    metrics: { duration: DURATION, billed: BILLED, concurrent: CONCURRENT, throttled: THROTTLES },
    waits(into, taken) {
      state.dice.waits.skip(taken)
      const draws = state.dice.waits.ahead()
      into.set(draws)
      return draws.length
    },
    plain: (env) =>
      environments.fate[env] === FINE && environments.way[env] === SYNC && environments.provisioned[env] === 0 && environments.version[env] === 0 &&
      environments.generation[env] === state.generation,
    getOff(inFlight, onDemand, invocations, taken) {
      state.inFlight = inFlight
      state.onDemand = onDemand
      state.invocations += invocations
      state.dice.waits.skip(taken)
    },
  }
}

function placesOf(environments: Environments): Places {
  return {
    count: environments.used,
    serial: environments.serial, lifeEnd: environments.lifeEnd, idleEnd: environments.idleEnd, begun: environments.begun, durationMs: environments.durationMs,
    initMs: environments.initMs, dirty: environments.dirty, subject: environments.subject, turn: environments.turn, idle: environments.idle[0]!,
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
