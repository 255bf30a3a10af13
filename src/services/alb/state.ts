import { BY_REFERENCE } from '../../base/copy.ts'
import type { Node, WireEnd } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import { type BalancerConfig, looksAt, type TargetConfig } from './config.ts'
import { type Rule, rulesOf } from './rules.ts'

export const REQUESTS = metric('RequestCount', 'count')
export const RESPONSE_TIME = metric('TargetResponseTime', 'value', 's', 'p99')
export const ELB_4 = metric('HTTPCode_ELB_4XX_Count', 'count')
export const ELB_5 = metric('HTTPCode_ELB_5XX_Count', 'count')
export const TARGET_2 = metric('HTTPCode_Target_2XX_Count', 'count')
export const TARGET_3 = metric('HTTPCode_Target_3XX_Count', 'count')
export const TARGET_4 = metric('HTTPCode_Target_4XX_Count', 'count')
export const TARGET_5 = metric('HTTPCode_Target_5XX_Count', 'count')
export const USER_ERROR = metric('LambdaUserError', 'count')
export const INTERNAL_ERROR = metric('LambdaInternalError', 'count')
export const PROCESSED = metric('LambdaTargetProcessedBytes', 'count', 'B')
export const REDIRECTS = metric('HTTP_Redirect_Count', 'count')
export const FIXED = metric('HTTP_Fixed_Response_Count', 'count')
export const HEALTHY = metric('HealthyHostCount', 'level')
export const UNHEALTHY = metric('UnHealthyHostCount', 'level')
export const CAPACITY = metric('ConsumedLCUs', 'count')
export const HOURS = metric('BalancerHours', 'count')
export const METRICS = [REQUESTS, RESPONSE_TIME, ELB_4, ELB_5, TARGET_2, TARGET_3, TARGET_4, TARGET_5, USER_ERROR, INTERNAL_ERROR, PROCESSED, REDIRECTS, FIXED, HEALTHY, UNHEALTHY, CAPACITY, HOURS]

/** STM-02: `initial` until the first verdict. */
export interface Health {
  state: 'initial' | 'healthy' | 'unhealthy'
  good: number
  bad: number
  /** The check under way, or NONE. */
  check: number
}
export interface BalancerState {
  readonly wires: { readonly [BY_REFERENCE]: true; readonly list: readonly WireEnd[] }
  rules: readonly Rule[]
  /** Everything goes to one place, whatever it says. */
  plain: boolean
  /** Targets whose next check has a timer. */
  readonly checked: boolean[]
  readonly health: Health[]
  /** Weighted turns, by target. */
  readonly turns: number[]
  /** Since the last full minute. */
  requests: number
  bytes: number
}
export type BalancerNode = Node<BalancerConfig, BalancerState>

export const rulesIn = (config: BalancerConfig, list: readonly WireEnd[]): Pick<BalancerState, 'rules' | 'plain'> => ({
  rules: rulesOf(config, list), plain: list.length > 0 && !looksAt(config, list.map((wire) => wire.config as TargetConfig)),
})

export function newState(node: BalancerNode): BalancerState {
  const list = node.outgoing.filter((wire) => wire.port === 'out')
  return {
    wires: { [BY_REFERENCE]: true, list }, ...rulesIn(node.config, list), checked: list.map(() => false),
    health: list.map(() => ({ state: 'initial', good: 0, bad: 0, check: -1 })), turns: list.map(() => 0), requests: 0, bytes: 0,
  }
}
