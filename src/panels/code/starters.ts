/** Handlers to begin with: what each is for, and with which sample it can be tried. */
import { STARTERS as FIRST } from '../../drawing/codec/starters-a.ts'
import { CODE_B } from '../../drawing/codec/starters-b.ts'
import type { Drawing } from '../../drawing/drawing.ts'
import { EDGE_HANDLERS } from './edge/lambda.ts'

export interface Starter {
  readonly id: string
  readonly title: string
  readonly code: string
  /** The services whose events it reads; none for those that show how to, and how not to. */
  readonly of: readonly string[]
  /** Of the samples (samples.ts). */
  readonly sample: string
  /** The port of theirs whose wires bring it; none: any but an authorizer's. */
  readonly port?: string
  /** Rows of settings without which it finds nothing to read. */
  readonly brings?: { readonly [field: string]: readonly { readonly [column: string]: string }[] }
}

type Line = readonly [id: string, title: string, of: readonly string[], sample: string, port?: string]
const code = (id: string): string => FIRST.find((one) => one.id === id)?.code ?? CODE_B[id]!
const made = (lines: readonly Line[]): readonly Starter[] =>
  lines.map(([id, title, of, sample, port]) => ({ id, title, of, sample, code: code(id), ...(port !== undefined && { port }), ...(BRINGS[id] && { brings: BRINGS[id] }) }))

const BRINGS: { readonly [id: string]: NonNullable<Starter['brings']> } = {
  secretGood: { environment: [{ key: 'SECRET_ID', value: 'shop/db' }], store: [{ kind: 'secret', name: 'shop/db', value: '{"user":"shop","password":"not in the code"}' }] },
}

/** The settings that a starter changes: its code, and rows that are not there yet. */
export function settingsOf({ code, brings = {} }: Starter, config: { readonly [field: string]: unknown }): readonly (readonly [field: string, value: unknown])[] {
  const added = Object.entries(brings).map(([field, rows]) => {
    const there = Array.isArray(config[field]) ? (config[field] as readonly { readonly [column: string]: unknown }[]) : []
    return [field, [...there, ...rows.filter((row) => !there.some((one) => one.key === row.key && one.name === row.name))]] as const
  })
  return [['code', code], ...added]
}

export const BY_SOURCE: readonly Starter[] = [...made([
  ['hello', 'Hello', ['client'], 'own'],
  ['order', 'Order from an API', ['httpApi', 'restApi', 'functionUrl'], 'api-v2'],
  ['http', 'HTTP API, by route', ['httpApi', 'functionUrl'], 'api-v2'],
  ['rest', 'REST API, one item of a table', ['restApi'], 'api-v1'],
  ['guard', 'REST API authorizer', ['restApi'], 'authorizer', 'authorizer'],
  ['gate', 'HTTP API authorizer', ['httpApi'], 'authorizer-v2', 'authorizer'],
  ['socket', 'WebSocket messages', ['websocketApi'], 'websocket'],
  ['stream', 'Function URL, streamed', ['functionUrl'], 'api-v2'],
  ['alb', 'Load balancer', ['alb'], 'alb'],
  ['batch', 'SQS batch, partial failures', ['sqs'], 'sqs'],
  ['fifo', 'SQS FIFO, in order', ['sqs'], 'sqs-fifo'],
  ['envelope', 'SNS, S3 or EventBridge in SQS', ['sqs', 'sns'], 's3-sns-sqs'],
  ['topic', 'SNS message', ['sns'], 'sns'],
  ['bus', 'EventBridge to SNS', ['eventbridge'], 'bus'],
  ['cron', 'Schedule: clean a bucket', ['eventbridge', 'scheduler'], 'schedule'],
  ['thumbnail', 'S3 thumbnail', ['s3'], 's3'],
  ['task', 'S3 Batch Operations', ['s3Batch'], 'task'],
  ['shard', 'Kinesis records', ['kinesis'], 'kinesis'],
  ['changes', 'DynamoDB stream', ['dynamodb'], 'table'],
  ['alarm', 'CloudWatch alarm', ['alarm'], 'alarm'],
  ['logs', 'CloudWatch Logs', ['logs'], 'logs'],
  ['failures', 'Destination for failures', ['lambda'], 'destination', 'onFailure'],
  ['signUp', 'Cognito, before sign-up', ['cognito'], 'sign-up'],
  ['claims', 'Cognito, claims of a token', ['cognito'], 'token'],
  ['mail', 'SES mail', ['ses'], 'mail'],
  ['device', 'IoT rule', ['iot'], 'device'],
  ['pipeline', 'CodePipeline action', ['codepipeline'], 'pipeline'],
  ['push', 'CodeCommit trigger', ['codecommit'], 'push'],
  ['resource', 'CloudFormation custom resource', ['customResource'], 'resource'],
  ['rule', 'AWS Config rule', ['configRule'], 'rule'],
  ['bot', 'Lex', ['lex'], 'bot'],
  ['skill', 'Alexa skill', ['alexa'], 'skill'],
]), ...EDGE_HANDLERS]

/** What the course warns of, and what it advises: two handlers that differ in one thing. */
export const PAIRS = made([
  ['connectBad', 'Connection: in every invocation (bad)', [], 'own'],
  ['connectGood', 'Connection: outside the handler (good)', [], 'own'],
  ['chargeBad', 'A message twice: charged twice (bad)', [], 'sqs'],
  ['chargeGood', 'A message twice: idempotent (good)', [], 'sqs'],
  ['secretBad', 'A secret in the code (bad)', [], 'own'],
  ['secretGood', 'A secret from Secrets Manager (good)', [], 'own'],
  ['batchBad', 'One bad message fails the batch (bad)', [], 'sqs'],
  ['batch', 'One bad message alone comes back (good)', [], 'sqs'],
  ['loopBad', 'Writes where it listens (bad)', [], 's3'],
  ['thumbnail', 'Writes elsewhere (good)', [], 's3'],
  ['awaitBad', 'A call that nobody awaits (bad)', [], 'api-v2'],
  ['awaitGood', 'A call that is awaited (good)', [], 'api-v2'],
  ['stateBad', 'A caller kept outside the handler (bad)', [], 'api-v2'],
  ['stateGood', 'A caller kept within the request (good)', [], 'api-v2'],
  ['cache', '/tmp as a cache (good)', [], 'own'],
  ['deadline', 'Gives up before the timeout (good)', [], 'own'],
])

/** Those that read what reaches this function. */
export function fitting({ nodes, wires }: Drawing, id: string): readonly Starter[] {
  const into = wires.filter((wire) => wire.to === id).map((wire) => ({ service: nodes.find((node) => node.id === wire.from)?.service ?? '', port: wire.port }))
  return BY_SOURCE.filter(({ of, port }) => into.some((wire) => of.includes(wire.service) && (port === undefined ? wire.port !== 'authorizer' : wire.port === port)))
}
