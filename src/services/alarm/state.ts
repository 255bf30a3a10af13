import type { Micros } from '../../base/units.ts'
import type { Node } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import type { AlarmConfig } from './config.ts'
import type { State } from './judge.ts'
import type { Step } from './window.ts'

/** A state with what led to it. */
export interface Standing {
  readonly value: State
  readonly reason: string
  readonly reasonData: string
  readonly since: Micros
}
export interface AlarmState {
  standing: Standing
  /** Steps by their number since the beginning; old ones are dropped. */
  readonly steps: Map<number, Step>
  /** A level lasts: what it was set to last. */
  last: number | undefined
}
export type AlarmNode = Node<AlarmConfig, AlarmState>

/** The state as a number, so that it can be drawn: 0 OK, 1 alarm, -1 insufficient data. */
export const STATE = metric('AlarmState', 'level')
export const CHANGES = metric('StateChanges', 'count')
export const ACTIONS = metric('ActionsTaken', 'count')
export const FAILED = metric('ActionsFailed', 'count')
export const METRICS = [STATE, CHANGES, ACTIONS, FAILED] as const
