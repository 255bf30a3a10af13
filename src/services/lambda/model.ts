import type { Dice } from '../../base/dice.ts'
import type { Content } from '../../contract/messages.ts'
import type { FunctionConfig } from './config.ts'

/** How an invocation ends. */
export const FINE = 0
export const EXCEPTION = 1
export const TIMEOUT = 2
export const OUT_OF_MEMORY = 3
export const EXIT = 4
const FATES = { exception: EXCEPTION, timeout: TIMEOUT, memory: OUT_OF_MEMORY, exit: EXIT } as const

export interface ModelDice {
  duration: Dice
  fate: Dice
  init: Dice
}

/** LAM-CPU-01 and LAM-CPU-02: the share of CPU that memory buys, and the cores it is spread over. */
export const VCPU_MB = 1_769
export const coresOf = (memoryMb: number): number =>
  memoryMb <= 3_008 ? 2 : memoryMb <= 5_307 ? 3 : memoryMb <= 7_076 ? 4 : memoryMb <= 8_845 ? 5 : 6

export function cpuMs(config: FunctionConfig): number {
  if (config.cpuMs === 0) return 0
  return config.cpuMs / Math.min(config.threads, config.memoryMb / VCPU_MB, coresOf(config.memoryMb))
}

export function drawDuration(config: FunctionConfig, dice: Dice): number {
  const cpu = config.cpuMs === 0 ? 0 : cpuMs(config)
  switch (config.duration) {
    case 'constant':
      return cpu + config.ioMs
    case 'exponential':
      return cpu + dice.exponential(config.ioMs)
    case 'logNormal':
      return cpu + dice.logNormal(config.ioMs, config.spread / 100)
    case 'uniform': {
      const half = (config.ioMs * Math.min(config.spread, 100)) / 100
      return cpu + config.ioMs - half + dice.next() * 2 * half
    }
  }
}

/** LAM-MEM-02: what an idle "hello world" of each runtime takes. */
const BASELINE_MB: Record<FunctionConfig['runtime'], number> = {
  'nodejs22.x': 70, 'nodejs24.x': 72, 'python3.13': 37, 'python3.14': 38, java21: 90, java25: 92, dotnet8: 71, 'ruby3.4': 37, go: 17, rust: 15,
}
export const memoryUsedMb = (config: FunctionConfig): number => Math.min(config.memoryMb, BASELINE_MB[config.runtime] + config.usedMb)

/** Whether this invocation fails, and how. `n` counts the function's invocations, `tries` those of the message. */
export function drawFate(config: FunctionConfig, dice: Dice, n: number, tries: number, content: Content): number {
  if (config.usedMb > 0 && BASELINE_MB[config.runtime] + config.usedMb > config.memoryMb) return OUT_OF_MEMORY
  if (n < config.failFirst) return FATES[config.failure]
  if (config.failTries > 0 && tries < config.failTries) return FATES[config.failure]
  if (config.poison !== '' && holds(content, config.poison)) return FATES[config.failure]
  if (config.errorRate > 0 && dice.next() * 100 < config.errorRate) return FATES[config.failure]
  return FINE
}

export function holds(content: Content, needle: string): boolean {
  if (content === undefined || needle === '') return false
  return (typeof content === 'string' ? content : JSON.stringify(content)).includes(needle)
}

