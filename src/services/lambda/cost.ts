import type { Usage } from '../../contract/prices.ts'
import type { FunctionConfig } from './config.ts'

/** LAM-PRC-01 to 03: by request, by configured memory times billed time, and by ephemeral storage above 512 MB. */
export function* usage(config: Pick<FunctionConfig, 'memoryMb' | 'architecture' | 'ephemeralMb'>, sum: (metric: string) => number): Iterable<Usage> {
  const seconds = sum('BilledDuration') / 1_000
  yield { price: 'lambdaRequests', amount: sum('Invocations') }
  yield { price: config.architecture === 'arm64' ? 'lambdaSecondsArm' : 'lambdaSecondsX86', amount: (config.memoryMb / 1_024) * seconds }
  if (config.ephemeralMb > 512) yield { price: 'lambdaEphemeral', amount: ((config.ephemeralMb - 512) / 1_024) * seconds }
}
