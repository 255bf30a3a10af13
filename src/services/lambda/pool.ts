import { MICROS_PER_SEC, type Micros, secondBegins } from '../../base/units.ts'
import type { Quotas } from '../../contract/quotas.ts'

const MINUTE = 60 * MICROS_PER_SEC

/** What all functions of the account share in a Region (LAM-CON-02 to 04). */
export interface Account {
  /** Reserved concurrency of all functions, and provisioned concurrency of those without any. */
  claimed: number
  /** In flight in the unreserved pool. */
  inFlight: number
  window: Window
  /** LAM-SCALE-02: the burst that all functions of the Region share in the older model. */
  burst: ScaleBudget
}
export const newAccount = (tokens: number): Account => ({ claimed: 0, inFlight: 0, window: newWindow(), burst: newBudget(tokens, true) })

/** LAM-CON-03 and D-06: requests in the present second, which begins at a whole one. */
export interface Window {
  ends: Micros
  count: number
}
/** The first request begins the first second. */
export const newWindow = (): Window => ({ ends: Number.NEGATIVE_INFINITY, count: 0 })

export function passes(window: Window, now: Micros, limit: number): boolean {
  if (now >= window.ends) open(window, now)
  if (window.count >= limit) return false
  window.count++
  return true
}

function open(window: Window, now: Micros): void {
  window.ends = secondBegins(Math.floor(now / MICROS_PER_SEC) + 1)
  window.count = 0
}

/** LAM-SCALE-01: a function gains new environments by tokens that come back, at a steady rate or once a minute. */
export interface ScaleBudget {
  tokens: number
  at: Micros
  byMinute: boolean
}
export const newBudget = (tokens: number, byMinute = false): ScaleBudget => ({ tokens, at: 0, byMinute })

export function takeToken(budget: ScaleBudget, now: Micros, quotas: Quotas): boolean {
  if (budget.byMinute) regainByMinute(budget, now, quotas)
  else {
    const regained = ((now - budget.at) * quotas.lambdaScaleRefill) / MICROS_PER_SEC
    budget.tokens = Math.min(quotas.lambdaScaleTokens, budget.tokens + regained)
    budget.at = now
  }
  // A whole token, but for the last bit that a sum of fractions loses.
  if (budget.tokens < 1 - 1e-9) return false
  budget.tokens -= 1
  return true
}

/** LAM-SCALE-02: minutes count from the moment the full burst was first drawn on. */
function regainByMinute(budget: ScaleBudget, now: Micros, quotas: Quotas): void {
  if (budget.tokens >= quotas.lambdaScaleTokens) {
    budget.at = now
    return
  }
  const minutes = Math.floor((now - budget.at) / MINUTE)
  if (minutes === 0) return
  budget.at += minutes * MINUTE
  budget.tokens = Math.min(quotas.lambdaScaleTokens, budget.tokens + minutes * quotas.lambdaScalePerMinute)
}
