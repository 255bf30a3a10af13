import type { Usage } from '../../contract/prices.ts'
import type { FunctionConfig } from './config.ts'

/**
 * LAM-PRC-01 to 04: by request, by configured memory times billed time, by ephemeral storage above 512 MB, and for
 * provisioned concurrency by what it holds, and less for what runs on it.
 */
export function* usage(config: Pick<FunctionConfig, 'memoryMb' | 'architecture' | 'ephemeralMb'>, sum: (metric: string) => number): Iterable<Usage> {
  const atEdge = sum('EdgeBilledDuration') / 1_000
  const seconds = sum('BilledDuration') / 1_000 - atEdge
  yield { price: 'lambdaRequests', amount: sum('Invocations') - sum('EdgeInvocations') }
  const provisioned = sum('ProvisionedBilledDuration') / 1_000
  const arm = config.architecture === 'arm64'
  const gb = config.memoryMb / 1_024
  yield { price: arm ? 'lambdaSecondsArm' : 'lambdaSecondsX86', amount: gb * (seconds - provisioned) }
  yield { price: arm ? 'lambdaProvisionedRunArm' : 'lambdaProvisionedRunX86', amount: gb * provisioned }
  yield { price: arm ? 'lambdaProvisionedArm' : 'lambdaProvisionedX86', amount: sum('ProvisionedCapacity') }
  if (atEdge > 0) {
    yield { price: 'edgeRequests', amount: sum('EdgeInvocations') }
    yield { price: 'edgeSeconds', amount: gb * atEdge }
  }
  const streamed = sum('StreamedBytes')
  if (streamed > 0) yield { price: 'lambdaStreamed', amount: streamed / 1_073_741_824 }
  if (config.ephemeralMb > 512) yield { price: 'lambdaEphemeral', amount: ((config.ephemeralMb - 512) / 1_024) * seconds }
}
