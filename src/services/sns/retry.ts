/** SNS-04: when a delivery that failed on the subscriber's side is tried again. */
import { pow } from '../../base/math.ts'
import type { SubscriptionConfig } from './config.ts'

/** Seconds to wait after this many tries; undefined when that was the last. */
export const managedDelay = (tries: number): number | undefined => {
  if (tries < 3) return 0
  if (tries < 5) return 1
  if (tries < 15) return between(1, 20, tries - 5, 10, 'geometric')
  return tries < 100_015 ? 20 : undefined
}

/** The phases of an HTTP endpoint's policy: without delay, at the shortest, growing, at the longest. */
export function httpDelay(policy: SubscriptionConfig, tries: number): number | undefined {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries, minDelayTarget, maxDelayTarget, backoffFunction } = policy
  const retry = tries - 1
  if (retry >= numRetries) return undefined
  const growing = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries
  if (retry < numNoDelayRetries) return 0
  if (retry < numNoDelayRetries + numMinDelayRetries) return minDelayTarget
  const step = retry - numNoDelayRetries - numMinDelayRetries
  return step < growing ? between(minDelayTarget, maxDelayTarget, step, growing, backoffFunction) : maxDelayTarget
}

/** Step by step from one delay to the other. AWS shows the shapes, not the formulas: these are ours. */
function between(from: number, to: number, step: number, steps: number, shape: SubscriptionConfig['backoffFunction']): number {
  if (steps < 2) return from
  const last = steps - 1
  switch (shape) {
    case 'linear':
      return from + ((to - from) * step) / last
    case 'arithmetic':
      return from + ((to - from) * step * (step + 1)) / (last * (last + 1))
    case 'geometric':
      return from * pow(to / from, step / last)
    case 'exponential':
      return from + ((to - from) * (2 ** step - 1)) / (2 ** last - 1)
  }
}
