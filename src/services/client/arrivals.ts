import type { Exponentials } from '../../base/dice.ts'
import { type Micros, MICROS_PER_SEC, ms } from '../../base/units.ts'
import type { ClientConfig } from './config.ts'
import { tableOf } from './table.ts'

/**
 * When the next requests come. `k` counts those already sent, so that SRC-01 has no rounding drift: the k-th arrival is
 * at start + k/rate exactly, whatever came before.
 */
export function nextArrival(config: ClientConfig, k: number, now: Micros, gaps: Exponentials): Micros {
  if (config.pattern !== 'poisson') return plannedArrival(config, k)
  if (config.rps === 0) return Number.POSITIVE_INFINITY
  return Math.max(now, ms(config.startAtMs)) + Math.round(gaps.next() * (MICROS_PER_SEC / config.rps))
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
