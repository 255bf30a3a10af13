import { MICROS_PER_SEC, type Micros } from '../../base/units.ts'
import type { Quotas } from '../../contract/quotas.ts'

/** What all functions of the account share in a Region (LAM-CON-02 to 04). */
export interface Account {
  /** Reserved concurrency of all functions, and provisioned concurrency of those without any. */
  claimed: number
  /** In flight in the unreserved pool. */
  inFlight: number
  window: Window
}
export const newAccount = (): Account => ({ claimed: 0, inFlight: 0, window: newWindow() })

/** LAM-CON-03 and D-06: requests in the present second, which begins at a whole one. */
export interface Window {
  ends: Micros
  count: number
}
export const newWindow = (): Window => ({ ends: 0, count: 0 })

export function passes(window: Window, now: Micros, limit: number): boolean {
  if (now >= window.ends) {
    window.ends = (Math.floor(now / MICROS_PER_SEC) + 1) * MICROS_PER_SEC
    window.count = 0
  }
  if (window.count >= limit) return false
  window.count++
  return true
}

/** LAM-SCALE-01: a function gains new environments by tokens that come back at a steady rate. */
export interface ScaleBudget {
  tokens: number
  at: Micros
}

export function takeToken(budget: ScaleBudget, now: Micros, quotas: Quotas): boolean {
  const regained = ((now - budget.at) * quotas.lambdaScaleRefill) / MICROS_PER_SEC
  budget.tokens = Math.min(quotas.lambdaScaleTokens, budget.tokens + regained)
  budget.at = now
  // A whole token, but for the last bit that a sum of fractions loses.
  if (budget.tokens < 1 - 1e-9) return false
  budget.tokens -= 1
  return true
}
