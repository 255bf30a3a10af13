/** What a Lambda authorizer said, judged: a policy document (API-13), or a plain yes or no (API-34). */
import { fits } from '../../base/wildcard.ts'
import type { Content } from '../messages.ts'

/** `none`: no statement speaks of it. `broken`: no answer that an API understands. */
export type Decision = 'allow' | 'deny' | 'none' | 'broken'

interface Record {
  readonly [name: string]: unknown
}
const isRecord = (value: unknown): value is Record => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

/** An explicit Deny wins over any Allow. */
export function judgePolicy(answer: Content, arn: string): Decision {
  if (!isRecord(answer) || typeof answer.principalId !== 'string' || !isRecord(answer.policyDocument)) return 'broken'
  const { Statement } = answer.policyDocument
  if (Statement === undefined) return 'broken'
  let allowed = false
  for (const statement of listOf(Statement)) {
    if (!isRecord(statement) || (statement.Effect !== 'Allow' && statement.Effect !== 'Deny')) return 'broken'
    const acts = listOf(statement.Action).some((one) => typeof one === 'string' && fits('execute-api:invoke', one.toLowerCase()))
    const covers = listOf(statement.Resource).some((one) => typeof one === 'string' && fits(arn, one))
    if (!acts || !covers) continue
    if (statement.Effect === 'Deny') return 'deny'
    allowed = true
  }
  return allowed ? 'allow' : 'none'
}

/** API-13: `context` holds single values; an object or a list in it breaks the answer. Undefined: it does. */
export function contextOf(answer: Content, asText: boolean): { [name: string]: unknown } | undefined {
  if (!isRecord(answer) || answer.context === undefined || answer.context === null) return {}
  if (!isRecord(answer.context)) return undefined
  const found: [string, unknown][] = []
  for (const name of Object.keys(answer.context)) {
    const value = answer.context[name]
    if (asText && typeof value === 'object' && value !== null) return undefined
    found.push([name, asText ? String(value) : value])
  }
  return Object.fromEntries(found)
}

export const simpleYes = (answer: Content): boolean | undefined => (isRecord(answer) && typeof answer.isAuthorized === 'boolean' ? answer.isAuthorized : undefined)
