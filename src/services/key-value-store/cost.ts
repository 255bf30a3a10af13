import type { Usage } from '../../contract/prices.ts'
import type { StoreConfig } from './config.ts'

export function* usage(_config: StoreConfig, sum: (metric: string) => number): Iterable<Usage> {
  yield { price: 'keyValueReads', amount: sum('Reads') }
}
