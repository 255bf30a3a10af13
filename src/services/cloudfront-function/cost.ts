import type { Usage } from '../../contract/prices.ts'
import type { FunctionConfig } from './config.ts'

export function* usage(_config: FunctionConfig, sum: (metric: string) => number): Iterable<Usage> {
  yield { price: 'cloudfrontFunctions', amount: sum('FunctionInvocations') }
}
