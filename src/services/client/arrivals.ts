import type { Exponentials } from '../../base/dice.ts'
import { type Micros, micros, MICROS_PER_SEC, ms } from '../../base/units.ts'
import type { ClientConfig } from './config.ts'
import { tableOf } from './table.ts'

/**
 * When the next requests come. `k` counts those already sent, so that SRC-01 has no rounding drift: the k-th arrival is
 * at start + k/rate exactly, whatever came before.
 */
export function nextArrival(config: ClientConfig, k: number, now: Micros, gaps: Exponentials): Micros {
  if (config.pattern !== 'poisson') return plannedArrival(config, k)
  if (config.rps === 0) return Number.POSITIVE_INFINITY
  const start = ms(config.startAtMs)
  return (now > start ? now : start) + micros(gaps.next() * (MICROS_PER_SEC / config.rps))
}

function plannedArrival(config: ClientConfig, k: number): Micros {
  const start = ms(config.startAtMs)
  switch (config.pattern) {
    case 'constant':
      return config.rps > 0 ? start + Math.round((k * MICROS_PER_SEC) / config.rps) : Number.POSITIVE_INFINITY
    case 'ramp':
      return start + rampTime(config, k)
    case 'burst':
      return start + Math.floor(k / config.burstSize) * ms(config.burstEveryMs)
    case 'spike':
      return start + spikeTime(config, k)
    case 'steps':
      return start + stepTime(config, k)
    case 'wave':
      return start + waveTime(config, k)
    case 'table':
      return tableOf(config.arrivals).times[k] ?? Number.POSITIVE_INFINITY
    default:
      return Number.POSITIVE_INFINITY
  }
}

/** Which of the planned arrivals is the first that is not before an instant. */
export function arrivalFrom(config: ClientConfig, instant: Micros): number {
  let over = 1
  while (plannedArrival(config, over) < instant) over *= 2
  let under = -1
  while (over - under > 1) {
    const middle = Math.floor((under + over) / 2)
    if (plannedArrival(config, middle) < instant) under = middle
    else over = middle
  }
  return over
}

export function lastArrival(config: ClientConfig): Micros {
  return config.forMs === 0 || config.pattern === 'table' ? Number.POSITIVE_INFINITY : ms(config.startAtMs) + ms(config.forMs)
}

/** SRC-03: the instant at which the integral of the rate reaches k: from·t + slope·t²/2 = k. */
function rampTime(config: ClientConfig, k: number): Micros {
  const { rampFrom: from, rampTo: to } = config
  const length = (config.forMs === 0 ? 60_000 : config.forMs) / 1_000
  const slope = (to - from) / length
  if (slope === 0) return from > 0 ? Math.round((k * MICROS_PER_SEC) / from) : Number.POSITIVE_INFINITY
  const root = from * from + 2 * slope * k
  if (root < 0) return Number.POSITIVE_INFINITY
  return Math.round(((Math.sqrt(root) - from) / slope) * MICROS_PER_SEC)
}

/** A constant rate whose integral has a steeper piece: invert it piece by piece. */
function spikeTime(config: ClientConfig, k: number): Micros {
  const begin = config.spikeAtMs / 1_000
  const length = config.spikeForMs / 1_000
  const before = config.rps * begin
  if (k < before) return Math.round((k * MICROS_PER_SEC) / config.rps)
  const within = config.spikeRps * length
  if (k < before + within) return Math.round((begin + (k - before) / config.spikeRps) * MICROS_PER_SEC)
  if (config.rps === 0) return Number.POSITIVE_INFINITY
  return Math.round((begin + length + (k - before - within) / config.rps) * MICROS_PER_SEC)
}

/** The rate is constant within a step: after n whole steps from·n + by·n·(n−1)/2 step lengths of requests have gone. */
function stepTime({ stepFrom: from, stepBy: by, stepEveryMs }: ClientConfig, k: number): Micros {
  if (from === 0 && by === 0) return Number.POSITIVE_INFINITY
  const length = stepEveryMs / 1_000
  const sentBefore = (n: number): number => length * (from * n + (by * n * (n - 1)) / 2)
  let over = 1
  while (sentBefore(over) <= k) over *= 2
  let step = Math.floor(over / 2)
  while (sentBefore(step + 1) <= k) {
    const ahead = Math.max(1, Math.floor((over - step) / 2))
    if (sentBefore(step + ahead) <= k) step += ahead
    else over = step + ahead
  }
  const rate = from + by * step
  return Math.round((step * length + (k - sentBefore(step)) / rate) * MICROS_PER_SEC)
}

/** rate·t + swing·period/2π·(1 − cos 2πt/period) = k, found by halving: the left side only grows. */
function waveTime({ rps, swing, periodMs }: ClientConfig, k: number): Micros {
  if (rps === 0) return Number.POSITIVE_INFINITY
  const period = periodMs / 1_000
  const amount = (Math.min(swing, rps) * period) / TURN
  const sent = (t: number): number => rps * t + amount * (1 - cosine(t / period))
  let from = Math.max(0, (k - 2 * amount) / rps)
  let to = k / rps
  for (let i = 0; i < 60 && to - from > 1e-7; i++) {
    const middle = (from + to) / 2
    if (sent(middle) < k) from = middle
    else to = middle
  }
  return Math.round(to * MICROS_PER_SEC)
}

const TURN = 6.283185307179586
/** Of so many turns. By its series, whose digits are the same everywhere. */
function cosine(turns: number): number {
  // Half a turn at most to either side, folded to a quarter.
  const part = Math.abs(turns - Math.round(turns))
  const folded = part > 0.25 ? 0.5 - part : part
  const square = (folded * TURN) * (folded * TURN)
  let term = 1
  let sum = 1
  for (let n = 2; n <= 20; n += 2) {
    term *= -square / (n * (n - 1))
    sum += term
  }
  return part > 0.25 ? -sum : sum
}
