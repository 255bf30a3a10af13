import { type Config, type ListField, withDefaults } from '../../contract/config.ts'
import { config as schema, type DistributionConfig } from './config.ts'

const LISTS = ['behaviours', 'errors', 'cachePolicies', 'originPolicies', 'responsePolicies'] as const

/** Rows of a drawing that somebody wrote may say only what differs. */
export function whole(config: DistributionConfig): DistributionConfig {
  const filled: { [name: string]: unknown } = { ...config }
  for (const name of LISTS) filled[name] = (config[name] as readonly Config[]).map((row) => withDefaults((schema[name] as ListField).row, row))
  return filled as unknown as DistributionConfig
}
