import type { Dice } from '../../base/dice.ts'
import { exp } from '../../base/math.ts'
import type { FunctionConfig } from './config.ts'
import { type Measured, measuredAs, VCPU_MB } from './model.ts'

/**
 * LAM-LC-05: how long runtimes initialise, as ln(ms) mean and deviation, measured in public daily cold-start
 * benchmarks of "hello world" over some 3,000 samples each: zip on x86, zip on arm, image on x86.
 */
const INIT: Record<Measured, readonly [zip: readonly [number, number], arm: readonly [number, number], image: readonly [number, number]]> = {
  'nodejs22.x': [[4.99, 0.129], [4.816, 0.148], [5.816, 0.355]],
  'nodejs24.x': [[4.963, 0.142], [4.788, 0.149], [5.772, 0.372]],
  'python3.13': [[4.554, 0.191], [4.402, 0.159], [5.162, 0.309]],
  'python3.14': [[4.804, 0.223], [4.623, 0.16], [5.321, 0.324]],
  java21: [[5.524, 0.162], [5.451, 0.172], [5.91, 0.277]],
  java25: [[5.343, 0.249], [5.24, 0.235], [5.623, 0.316]],
  dotnet8: [[5.612, 0.231], [5.709, 0.266], [6.076, 0.26]],
  'ruby3.4': [[5.534, 0.274], [5.485, 0.263], [5.648, 0.209]],
  go: [[3.934, 0.092], [3.711, 0.099], [3.956, 0.324]],
  rust: [[2.853, 0.238], [2.654, 0.236], [3.664, 0.334]],
}

/** Where times come from: nothing but what is set, what was measured, or the rules of thumb of the exam notes. */
export type Pace = 'strict' | 'measured' | 'course'
/** LAM-LC-13: a cold start in the notes; a warm one takes a few milliseconds. */
const COURSE_COLD_MS = 100
const THAW_MS = { strict: 0, measured: 1, course: 2 } as const
/** LAM-LC-14: what thawing adds to the wait; D-02: nothing in strict mode. */
export const thawMs = (pace: Pace): number => THAW_MS[pace]

/** LAM-LC-03: fetching the code and starting the machine. Part of the caller's wait, not of Init Duration. */
export function drawProvisionMs(config: FunctionConfig, dice: Dice, pace: Pace): number {
  if (pace !== 'measured') return 0
  const zip = config.packageType === 'zip'
  const fetch = zip ? dice.logNormal(110, 0.35) : dice.logNormal(180, 0.45)
  return fetch + (zip && config.packageMb > 10 ? 4 * (config.packageMb - 10) : 0)
}

/** LAM-LC-08: how long an on-demand environment may initialise before the invocation begins anyway. */
export const INIT_LIMIT_MS = 10_000
/** LAM-LC-09: with SnapStart the code initialises when the version is published, and has this long at least. */
export const SNAPSHOT_LIMIT_MS = 130_000

/** LAM-LC-05 to 07: Init Duration. In strict mode only what is configured, else 0. */
export function drawInitMs(config: FunctionConfig, dice: Dice, pace: Pace): number {
  return runtimeMs(config, dice, pace) + config.initWorkMs + (pace === 'measured' ? loadingMs(config) : 0)
}

/**
 * LAM-LC-06: init runs on boosted CPU, whatever the memory; one that is repeated within an invocation has the function's
 * own share. Only the measured part stretches: a configured time is taken as it stands.
 */
export function drawSuppressedInitMs(config: FunctionConfig, dice: Dice, pace: Pace): number {
  const init = drawInitMs(config, dice, pace)
  if (pace !== 'measured' || config.init !== 'runtime') return init
  const work = init - config.initWorkMs
  return config.initWorkMs + work * Math.max(1, VCPU_MB / config.memoryMb)
}

/** LAM-LC-17: a snapshot is restored instead; how long depends on its size. */
export function restoreMs(config: FunctionConfig, pace: Pace): number {
  if (config.restoreMs !== null) return config.restoreMs
  return pace === 'strict' ? 0 : 180 + (40 * config.memoryMb) / 1_024
}

/** LAM-LC-06: the first run of a handler loads and compiles; milliseconds at 128, 256, 512 and 1,024 MB, as measured. */
const FIRST_RUN: Record<Measured, readonly [number, number, number, number]> = {
  'nodejs22.x': [13, 4, 3, 3], 'nodejs24.x': [22, 7, 4, 4], 'python3.13': [3, 2, 2, 2], 'python3.14': [2, 2, 2, 2],
  java21: [97, 35, 32, 7], java25: [246, 97, 26, 10], dotnet8: [720, 358, 165, 75], 'ruby3.4': [12, 3, 3, 3],
  go: [2, 2, 2, 2], rust: [1, 1, 1, 1],
}
export function firstRunMs(config: FunctionConfig): number {
  const row = FIRST_RUN[measuredAs(config.runtime)]
  let at = 0
  let size = 128
  while (at < 3 && config.memoryMb >= size * 2) {
    at++
    size *= 2
  }
  if (at === 3) return row[3]
  const between = (config.memoryMb - size) / size
  return row[at]! + (row[at + 1]! - row[at]!) * between
}

function runtimeMs(config: FunctionConfig, dice: Dice, pace: Pace): number {
  if (config.init === 'constant') return config.initMs
  if (config.init === 'exponential') return dice.exponential(config.initMs)
  if (pace === 'strict') return 0
  if (pace === 'course') return COURSE_COLD_MS
  const [zip, arm, image] = INIT[measuredAs(config.runtime)]
  const [mean, deviation] = config.packageType === 'image' ? image : config.architecture === 'arm64' ? arm : zip
  return dice.logNormal(exp(mean), deviation)
}

function loadingMs(config: FunctionConfig): number {
  const perMb = config.runtime.startsWith('java') || config.runtime.startsWith('dotnet') ? 60 : 35
  return perMb * config.loadedMb + (config.extensions === 'none' ? 0 : 150)
}
