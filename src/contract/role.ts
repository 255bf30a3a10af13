/** WIR-18: what a wire from a function to another service lets its code do there, and what a handler without code does. */
import { fits } from '../base/wildcard.ts'
import { ACTIONS } from './permission.ts'
import type { Role } from './service.ts'

/** Settings of such a wire. */
export interface Granted {
  readonly permission: boolean
  readonly actions: 'all' | 'read' | 'write' | 'exact'
  /** Actions, parted by commas, when they are said exactly. */
  readonly exactly: string
  /** Of a bucket: only keys that begin so. */
  readonly keys: string
}
/** Whether a handler without code reads or writes; `auto`: what it may, else what the store is set to. */
export interface Does {
  readonly does?: 'auto' | 'read' | 'write'
  readonly actions?: Granted['actions']
}

/** As IAM groups them: what changes nothing. */
const READS = /^[^:]+:(Get|Head|List|Describe|BatchGet|Query$|Scan$|Receive|ConditionCheck|PartiQLSelect)/i
export const isReading = (action: string): boolean => READS.test(action)

export const listOf = (text: string): string[] => text.split(',').map((one) => one.trim()).filter((one) => one !== '')

/** `part`: the key that a call is about, with its slash. */
export function grants({ permission, actions, exactly, keys }: Granted, action: string, part = ''): boolean {
  if (!permission) return false
  if (keys !== '' && part !== '' && !part.startsWith(`/${keys}`)) return false
  if (actions === 'all') return true
  return actions === 'exact' ? listOf(exactly).some((one) => like(one, action)) : isReading(action) === (actions === 'read')
}
/** It may write there under some keys at least. */
export const mayWrite = ({ permission, actions, exactly }: Granted): boolean =>
  permission && actions !== 'read' && (actions !== 'exact' || listOf(exactly).some((one) => one.includes('*') || !isReading(one)))

/** What a handler without code does: by its wire's settings, or else by what it may. */
export const writes = ({ does = 'auto', actions }: Does): boolean => does === 'write' || (does === 'auto' && actions === 'write')
export const reads = ({ does = 'auto', actions }: Does): boolean => does === 'read' || (does === 'auto' && actions === 'read')

/** The action behind what a handler without code does; a payload may name an operation of its own. */
export function modelAction(role: Role, wire: Does, payload: unknown): string {
  if (role === 'table' && typeof payload === 'object' && payload !== null && Object.hasOwn(payload, 'operation') && Object.hasOwn(payload, 'input')) return `dynamodb:${String((payload as { readonly operation: unknown }).operation)}`
  const action = ACTIONS[role] ?? ''
  return reads(wire) ? action.replace(':Put', ':Get') : action
}

/** What the statement in the role lists: as AWS's policy templates do. */
const LISTS: { readonly [R in Role]?: { readonly read: readonly string[]; readonly write: readonly string[] } } = {
  bucket: { read: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'], write: ['s3:PutObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload'] },
  table: {
    read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
    write: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
  },
  queue: { read: ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'], write: ['sqs:SendMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:PurgeQueue'] },
  topic: { read: ['sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'], write: ['sns:Publish'] },
  bus: { read: ['events:DescribeEventBus'], write: ['events:PutEvents'] },
  stream: { read: ['kinesis:GetRecords', 'kinesis:DescribeStream'], write: ['kinesis:PutRecord', 'kinesis:PutRecords'] },
  function: { read: ['lambda:GetFunctionConfiguration'], write: ['lambda:InvokeFunction'] },
}
export function listedActions(role: Role, { actions, exactly }: Pick<Granted, 'actions' | 'exactly'>): string | readonly string[] | undefined {
  const list = LISTS[role === 'fifo' ? 'queue' : role === 'fifoTopic' ? 'topic' : role]
  if (actions === 'all' || (actions !== 'exact' && !list)) return undefined
  const found = actions === 'exact' ? listOf(exactly) : list![actions]
  return found.length === 1 ? found[0]! : found
}

/** As IAM compares actions. */
export const like = (pattern: string, action: string): boolean => fits(action.toLowerCase(), pattern.toLowerCase())
