/**
 * GEN-05, GEN-06: the statement that a wire stands for. A source that pushes needs one in the policy of its target; one
 * that assumes a role needs it there, and then no principal is named.
 */
import type { Role } from './service.ts'

export interface Grant {
  /** The service that comes, or `role`: it assumes one. */
  readonly principal: string
  readonly role: Role
  readonly from: string
  readonly to: string
  readonly qualifier?: string
}
export interface Statement {
  readonly Sid?: string
  readonly Effect: 'Allow'
  readonly Principal?: { readonly Service: string } | '*'
  readonly Action: string | readonly string[]
  readonly Resource: string | readonly string[]
  readonly Condition?: object
}

export const ACCOUNT = '123456789012'
export const ACTIONS: { readonly [R in Role]?: string } = {
  function: 'lambda:InvokeFunction', queue: 'sqs:SendMessage', fifo: 'sqs:SendMessage', topic: 'sns:Publish', fifoTopic: 'sns:Publish', bus: 'events:PutEvents', stream: 'kinesis:PutRecord', bucket: 's3:PutObject', table: 'dynamodb:PutItem',
}
/** Queues, topics and functions have policies of their own; to others AWS goes by a role. */
const WITH_POLICY: readonly Role[] = ['function', 'queue', 'fifo', 'topic', 'fifoTopic']

export function statementFor({ principal, role, from, to, qualifier = '' }: Grant): Statement | undefined {
  const action = ACTIONS[role]
  if (action === undefined) return undefined
  const resource = role === 'function' && qualifier !== '' ? `${to}:${qualifier}` : to
  if (principal === 'role' || !WITH_POLICY.includes(role)) return { Effect: 'Allow', Action: action, Resource: resource }
  const name = principal.split('.')[0]!
  return {
    Sid: `${name}-${from.split(/[:/]/).at(-1)!.replace(/[^A-Za-z0-9-]/g, '-')}`, Effect: 'Allow', Principal: { Service: principal }, Action: action, Resource: resource,
    // A bucket's ARN names no account: another's bucket of that name would pass. A skill has no ARN.
    Condition: principal === 'alexa-appkit.amazon.com' ? { StringEquals: { 'lambda:EventSourceToken': from } } : { ...(principal === 's3.amazonaws.com' && { StringEquals: { 'AWS:SourceAccount': ACCOUNT } }), ArnLike: { 'AWS:SourceArn': from } },
  }
}
