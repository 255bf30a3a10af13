/**
 * CFF-08: whether what a function returned can be a request or a response at all. The distribution looks closer: it knows
 * what was there before.
 */
import { field } from '../../contract/sdk.ts'

export function isResult(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return typeof field(value, 'uri') === 'string' || field(value, 'statusCode') !== undefined
}
