import type { Dice, Exponentials } from '../../base/dice.ts'
import { MIB } from '../../base/units.ts'
import type { Content } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import type { FunctionConfig } from './config.ts'

/** How an invocation ends. */
export const FINE = 0
export const EXCEPTION = 1
export const TIMEOUT = 2
export const OUT_OF_MEMORY = 3
export const EXIT = 4
export const NEVER_SETTLES = 5
export const MARSHAL = 6
export const TOO_LARGE = 7
export const NO_SPACE = 8
export const CALL_FAILED = 9
export const INIT_CRASH = 10
const FATES = { exception: EXCEPTION, timeout: TIMEOUT, memory: OUT_OF_MEMORY, exit: EXIT, neverSettles: NEVER_SETTLES, marshal: MARSHAL } as const

const INIT_REASONS = {
  none: reason('Unhandled'), import: reason('Runtime.ImportModuleError'), syntax: reason('Runtime.UserCodeSyntaxError'),
  handler: reason('Runtime.HandlerNotFound'), entrypoint: reason('Runtime.InvalidEntrypoint'),
} as const
const FATE_REASONS: readonly number[] = [
  0, reason('Unhandled'), reason('Sandbox.Timedout'), reason('Runtime.OutOfMemory'), reason('Runtime.ExitError'),
  reason('Runtime.NodejsExit'), reason('Runtime.MarshalError'), reason('Function.ResponseSizeTooLarge'), reason('Unhandled'), reason('Unhandled'),
]
/** The function error an invocation of this fate is reported as, 0 when it is none. */
export const reasonOf = (fate: number, config: FunctionConfig): number =>
  fate === INIT_CRASH ? INIT_REASONS[config.initFailure] : FATE_REASONS[fate]!

/** LAM-LC-16: these end the runtime, and the next invocation initialises it again; an exception in the code does not. */
export const resets = (fate: number): boolean =>
  fate === TIMEOUT || fate === OUT_OF_MEMORY || fate === EXIT || fate === NEVER_SETTLES || fate === INIT_CRASH

/** Fates that strike when the handler returns: its calls are made before. */
export const returns = (fate: number): boolean => fate === FINE || fate === MARSHAL || fate === TOO_LARGE

export interface ModelDice {
  duration: Dice
  /** Of the same stream, for waits of exponential length. */
  waits: Exponentials
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

export function drawDuration(config: FunctionConfig, dice: ModelDice): number {
  const cpu = config.cpuMs === 0 ? 0 : cpuMs(config)
  if (config.duration === 'constant') return cpu + config.ioMs
  if (config.duration === 'exponential') return cpu + dice.waits.next() * config.ioMs
  return drawSpread(config, cpu, dice.duration)
}

function drawSpread(config: FunctionConfig, cpu: number, dice: Dice): number {
  if (config.duration === 'logNormal') return cpu + dice.logNormal(config.ioMs, config.spread / 100)
  const half = (config.ioMs * Math.min(config.spread, 100)) / 100
  return cpu + config.ioMs - half + dice.next() * 2 * half
}

type Runtime = FunctionConfig['runtime']
/** Runtimes without measurements of their own are taken for their nearest relative. */
const RELATIVES = {
  'nodejs20.x': 'nodejs22.x', 'python3.9': 'python3.13', 'python3.10': 'python3.13', 'python3.11': 'python3.13', 'python3.12': 'python3.13',
  'java8.al2': 'java21', java11: 'java21', java17: 'java21', dotnet10: 'dotnet8', 'ruby3.2': 'ruby3.4', 'ruby3.3': 'ruby3.4',
} as const satisfies { readonly [name: string]: Runtime }
export type Measured = Exclude<Runtime, keyof typeof RELATIVES>
export const measuredAs = (runtime: Runtime): Measured => (Object.hasOwn(RELATIVES, runtime) ? RELATIVES[runtime as keyof typeof RELATIVES] : (runtime as Measured))

/** LAM-MEM-02: what an idle "hello world" of each runtime takes. */
const BASELINE_MB: Record<Measured, number> = {
  'nodejs22.x': 70, 'nodejs24.x': 72, 'python3.13': 37, 'python3.14': 38, java21: 90, java25: 92, dotnet8: 71, 'ruby3.4': 37, go: 17, rust: 15,
}
/** Max Memory Used, given what earlier invocations of the environment kept; never more than there is. */
export const memoryUsedMb = (config: FunctionConfig, keptMb = 0): number =>
  Math.min(config.memoryMb, BASELINE_MB[measuredAs(config.runtime)] + config.usedMb + keptMb)
export const outOfMemory = (config: FunctionConfig, keptMb: number): boolean =>
  BASELINE_MB[measuredAs(config.runtime)] + config.usedMb + keptMb > config.memoryMb

/** Whether this invocation fails, and how. `n` counts the function's invocations, `tries` those of the message. */
export function drawFate(config: FunctionConfig, dice: Dice, n: number, tries: number, content: Content): number {
  if (config.usedMb > 0 && outOfMemory(config, 0)) return OUT_OF_MEMORY
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

export const FREE_STREAM_BYTES = 6 * MIB
const STREAM_BYTES_PER_MS = (2 * MIB) / 1_000
/** LAM-SYNC-07: the first 6 MB leave at once, the rest at 2 MB a second. */
export const streamMs = (bytes: number): number => Math.max(0, bytes - FREE_STREAM_BYTES) / STREAM_BYTES_PER_MS

/** LAM-BILL-01: init and handler together, rounded up to whole milliseconds once, at least one. */
export const billedMs = (initMs: number, durationMs: number): number => Math.max(1, Math.ceil(initMs + durationMs - 1e-6))
