import { BY_REFERENCE } from '../../base/copy.ts'
import { type Micros, ms } from '../../base/units.ts'
import type { Content } from '../../contract/messages.ts'
import type { Node, WireEnd } from '../../contract/service.ts'
import type { Program } from '../../contract/handler.ts'
import { programOf } from './code/program.ts'
import type { CallWire, FunctionConfig } from './config.ts'
import type { EdgePlaceOf } from './edge-place.ts'
import { type Pace, thawMs } from './init.ts'
import { outOfMemory } from './model.ts'

/** What follows from the settings alone, worked out once so that an invocation need not. */
export interface Traits {
  /** Never changed, so copies of a run share it. */
  readonly [BY_REFERENCE]: true
  /** The settings of this version. */
  readonly config: FunctionConfig
  /** `$LATEST`, or its number. */
  readonly name: string
  /** A copy in another region, for a distribution. */
  readonly edge: EdgePlaceOf | undefined
  /** The wires that the handler calls, in the order they were drawn, and what it sends along each (undefined: its event). */
  readonly calls: WireEnd[]
  readonly payloads: Content[]
  /** The code of the handler, where the model does not stand for it. */
  readonly program: Program | undefined
  /** What the handler returns. */
  readonly result: Content
  /** Something may go wrong, or take longer, that a plain invocation need not look at. */
  readonly wears: boolean
  /** The handler does nothing but take its time: it calls nobody, and nothing in the settings makes it fail. */
  readonly tame: boolean
  /** The timeout in milliseconds. */
  readonly limitMs: number
  /** LAM-BILL-01: before August 2025 the init of a managed runtime in a zip archive was free. */
  readonly billsInit: boolean
  readonly pace: Pace
  /** What thawing an environment takes. */
  readonly thaw: Micros
}

export function traitsOf(node: Node<FunctionConfig>, config: FunctionConfig, name: string): Traits {
  const calls = node.outgoing.filter((wire) => wire.port === 'calls')
  const program = programOf(node, config, name)
  const wears = config.tmpMb > 0 || config.leakMb > 0 || config.responseBytes > 0
  const pace = node.strict ? 'strict' : node.scenario.profile === 'course' ? 'course' : 'measured'
  return {
    [BY_REFERENCE]: true, config, name, edge: undefined, calls,
    payloads: payloadsOf(calls),
    program,
    // Nothing said is null to whoever reads it; a door in front takes it for a good answer all the same.
    result: parse(config.response, undefined),
    wears,
    tame: program === undefined && !wears && !config.streaming && calls.length === 0 && endsWell(config),
    limitMs: config.timeoutSec * 1_000,
    billsInit: billsInit(config, node.scenario.profile),
    pace,
    thaw: ms(thawMs(pace)),
  }
}

/** What it sends along each wire. */
export const payloadsOf = (calls: readonly WireEnd[]): Content[] => calls.map((wire) => parse((wire.config as CallWire).payload, undefined))

const endsWell = (config: FunctionConfig): boolean =>
  config.failFirst === 0 && config.failTries === 0 && config.poison === '' && config.errorRate === 0 && !(config.usedMb > 0 && outOfMemory(config, 0))

/** LAM-BILL-01. */
export function billsInit(config: FunctionConfig, profile: Node['scenario']['profile']): boolean {
  const managed = config.runtime !== 'go' && config.runtime !== 'rust'
  return profile !== 'course' || config.packageType === 'image' || !managed
}

/** Text that is no JSON is sent as the text it is. */
function parse(text: string, empty: Content): Content {
  if (text === '') return empty
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
