import type { Dice } from '../base/dice.ts'
import { type Micros, ms } from '../base/units.ts'

/** GEN-10: how the AWS SDK retries in its standard mode, whoever uses it: a client, or code in a function. */
export const SDK_TRIES = 3
export const SDK_CAP_MS = 20_000

/** A throttle and a failure of the service are worth another try; a function error (200) and any other refusal are not. */
export const sdkRetries = (status: number): boolean => status === 429 || status >= 500

/** The wait after this many tries: up to 100 ms, after a throttle up to 500 ms, doubled each time. Strict mode takes all of it. */
export function sdkDelay(tries: number, status: number, dice: Dice, strict: boolean): Micros {
  const longest = Math.min(SDK_CAP_MS, (status === 429 ? 500 : 100) * 2 ** (tries - 1))
  return ms(strict ? longest : dice.next() * longest)
}
