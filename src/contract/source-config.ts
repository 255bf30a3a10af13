import { count, flag, seconds } from '../drawing/fields.ts'
import { qualified } from './qualifier.ts'

/** When a light source makes something happen; spread into its settings. */
export const occasions = {
  perMinute: count('A minute', { default: 6, min: 0, max: 600_000, step: 0.001, help: 'How often it happens, evenly spaced. 0: only by hand.' }),
  startAtSec: seconds('Begins at', { default: 0, min: 0, max: 31_536_000, group: 'When' }),
  forSec: seconds('Goes on for', { default: 60, min: 0, max: 31_536_000, group: 'When', help: '0: to the end of the run.' }),
}
export interface Occasions {
  readonly perMinute: number
  readonly startAtSec: number
  readonly forSec: number
}

/** WIR-27: the settings of a wire to the function. */
export const invocation = {
  ...qualified,
  permission: flag('Permission', { default: true, rule: 'GEN-05', help: 'The statement in the policy of the function that lets this service in. Take it away to see the failure.' }),
}
