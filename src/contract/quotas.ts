import type { Scenario } from '../drawing/drawing.ts'
import type { Finding } from './finding.ts'

/**
 * Every quota and constant in one table, used by the engine, the forms and the help alike. `current` is AWS as
 * documented in mid-2026; `course` is what the exam notes teach where it differs.
 */
export interface Quota {
  readonly name: string
  readonly label: string
  readonly current: number
  readonly course?: number
  readonly min: number
  readonly max: number
  /** Whether AWS raises it on request. */
  readonly adjustable: boolean
  readonly unit: '' | 's' | 'B' | '/s' | '/min'
  readonly page: string
}

const quota = <const N extends string>(
  name: N, label: string, current: number, range: readonly [number, number], rest: Omit<Partial<Quota>, 'name'> & { page: string },
): Quota & { readonly name: N } => ({ name, label, current, min: range[0], max: range[1], adjustable: false, unit: '', ...rest })

const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/'
const LIMITS = `${LAMBDA}gettingstarted-limits.html`
const CONCURRENCY = `${LAMBDA}lambda-concurrency.html`
const APIGW = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/'
const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/'
const SNS = 'https://docs.aws.amazon.com/sns/latest/dg/'
const EVENTS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/'

export const QUOTAS = [
  quota('lambdaConcurrency', 'Lambda concurrent executions in a Region', 1_000, [1, 100_000], { adjustable: true, page: LIMITS }),
  quota('lambdaUnreservedFloor', 'Lambda concurrency that must stay unreserved', 100, [0, 100_000], { page: CONCURRENCY }),
  quota('lambdaScaleTokens', 'New environments a function may gain at once', 1_000, [1, 100_000], { course: 3_000, page: `${LAMBDA}scaling-behavior.html` }),
  quota('lambdaScaleRefill', 'New environments a function regains per second', 100, [0, 10_000], { unit: '/s', page: `${LAMBDA}scaling-behavior.html` }),
  quota('lambdaScalePerMinute', 'New environments the Region regains per minute (older model)', 500, [0, 100_000], { unit: '/min', page: `${LAMBDA}scaling-behavior.html` }),
  quota('lambdaRequestsPerConcurrency', 'Requests per second for each unit of concurrency', 10, [1, 100], { unit: '/s', page: LIMITS }),
  quota('lambdaSyncPayloadBytes', 'Synchronous request payload', 6_291_456, [1, 6_291_456], { unit: 'B', page: LIMITS }),
  quota('lambdaResponseBytes', 'Buffered response payload', 6_291_556, [1, 6_291_556], { unit: 'B', page: LIMITS }),
  quota('lambdaStreamedBytes', 'Streamed response payload', 209_715_200, [1, 209_715_200], { unit: 'B', page: LIMITS }),
  quota('lambdaAsyncPayloadBytes', 'Asynchronous request payload', 1_048_576, [1, 1_048_576], { course: 262_144, unit: 'B', page: LIMITS }),
  quota('lambdaProvisionedPerMinute', 'Provisioned environments allocated per minute', 6_000, [1, 100_000], { course: 500, unit: '/min', page: `${LAMBDA}provisioned-concurrency.html` }),
  quota('sqsPollersStart', 'Batches a queue mapping starts with', 5, [1, 1_250], { page: `${LAMBDA}services-sqs-scaling.html` }),
  quota('sqsPollersPerMinute', 'Batches a queue mapping gains per minute', 300, [1, 10_000], { course: 60, unit: '/min', page: `${LAMBDA}services-sqs-scaling.html` }),
  quota('sqsPollersMax', 'Batches a queue mapping runs at most', 1_250, [2, 10_000], { course: 1_000, page: `${LAMBDA}services-sqs-scaling.html` }),
  quota('sqsBatchMax', 'Messages in a batch from a standard queue', 10_000, [1, 10_000], { course: 10, page: `${LAMBDA}services-sqs-parameters.html` }),
  quota('sqsMessageBytes', 'SQS message size', 1_048_576, [1_024, 1_048_576], { course: 262_144, unit: 'B', page: `${SQS}quotas-messages.html` }),
  quota('sqsInFlight', 'Messages in flight, standard queue', 120_000, [1, 120_000], { page: `${SQS}quotas-queues.html` }),
  quota('sqsFifoInFlight', 'Messages in flight, FIFO queue', 120_000, [1, 120_000], { course: 20_000, page: `${SQS}quotas-fifo.html` }),
  quota('recursionStop', 'Invocations of one function in a chain before it is stopped', 16, [1, 1_000], { page: `${LAMBDA}invocation-recursion.html` }),
  quota('kinesisRecordBytes', 'Kinesis record, data and key', 10_485_760, [1_024, 10_485_760], { course: 1_048_576, unit: 'B', page: 'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html' }),
  quota('snsMessageBytes', 'SNS message size', 262_144, [1, 262_144], { unit: 'B', page: `${SNS}large-message-payloads.html` }),
  quota('snsPublishPerSec', 'Messages published to SNS topics', 30_000, [1, 1_000_000], { adjustable: true, unit: '/s', page: 'https://docs.aws.amazon.com/general/latest/gr/sns.html' }),
  quota('apiRate', 'API Gateway requests per second, all APIs', 10_000, [1, 1_000_000], { adjustable: true, unit: '/s', page: `${APIGW}limits.html` }),
  quota('apiBurst', 'API Gateway requests at once, all APIs', 5_000, [1, 1_000_000], { page: `${APIGW}limits.html` }),
  quota('apiPayloadBytes', 'API Gateway request payload', 10_485_760, [1, 10_485_760], { unit: 'B', page: `${APIGW}limits.html` }),
  quota('apiHeaderBytes', 'API Gateway request line and headers', 10_240, [1, 10_240], { unit: 'B', page: `${APIGW}limits.html` }),
  quota('restTimeoutMs', 'REST API integration timeout', 29_000, [29_000, 300_000], { adjustable: true, page: `${APIGW}limits.html` }),
  quota('albBodyBytes', 'Load balancer body to and from a function', 1_048_576, [1, 1_048_576], { unit: 'B', page: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html' }),
  quota('websocketConnects', 'New WebSocket connections per second', 500, [1, 100_000], { adjustable: true, unit: '/s', page: `${APIGW}limits.html` }),
  quota('busEntryBytes', 'EventBridge entries of one PutEvents', 1_048_576, [1, 1_048_576], { course: 262_144, unit: 'B', page: `${EVENTS}eb-putevents.html` }),
  quota('busPutsPerSec', 'PutEvents entries to EventBridge', 10_000, [1, 1_000_000], { adjustable: true, unit: '/s', page: `${EVENTS}eb-quota.html` }),
  quota('busInvocationsPerSec', 'Invocations of EventBridge targets', 18_750, [1, 1_000_000], { adjustable: true, unit: '/s', page: `${EVENTS}eb-quota.html` }),
  quota('dynamodbTableUnits', 'DynamoDB read or write units of one table a second', 40_000, [1, 1_000_000], { adjustable: true, unit: '/s', page: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html' }),
  quota('s3WritesPerSec', 'S3 writes under one prefix', 3_500, [1, 1_000_000], { unit: '/s', page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html' }),
  quota('s3ReadsPerSec', 'S3 reads under one prefix', 5_500, [1, 1_000_000], { unit: '/s', page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html' }),
  quota('cloudfrontRequestsPerSec', 'CloudFront requests per second, each distribution', 250_000, [1, 10_000_000], { adjustable: true, unit: '/s', page: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html' }),
  quota('cloudfrontBehaviours', 'CloudFront behaviours of a distribution', 75, [1, 1_000], { course: 25, adjustable: true, page: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html' }),
] as const satisfies readonly Quota[]

export type QuotaName = (typeof QUOTAS)[number]['name']
export type Quotas = { readonly [name in QuotaName]: number }

/** A drawing's own quotas that no account could have. */
export function* checkQuotas({ quotas }: Scenario): Iterable<Finding> {
  for (const name of Object.keys(quotas)) {
    const known = (QUOTAS as readonly Quota[]).find((one) => one.name === name)
    const own = quotas[name]!
    if (!known) yield { rule: 'GEN-02', level: 'warning', text: `The scenario sets a quota called "${name}", which there is not. Mend the name; it is ignored otherwise.` }
    else if (!Number.isInteger(own) || own < known.min || own > known.max) {
      yield { rule: 'GEN-02', level: 'error', text: `The quota "${known.label}" is set to ${own}. Set a whole number from ${known.min.toLocaleString('en-US')} to ${known.max.toLocaleString('en-US')}; no account has such a one.` }
    }
  }
}

/** The quotas in force: the profile's, then the drawing's own. */
export function quotasOf(scenario: Scenario): Quotas {
  const values: Record<string, number> = {}
  for (const one of QUOTAS as readonly Quota[]) {
    const own = scenario.quotas[one.name]
    values[one.name] = own ?? (scenario.profile === 'course' ? (one.course ?? one.current) : one.current)
  }
  // As with settings: parsed from JSON the object has a shape, and reading a quota costs nothing.
  return JSON.parse(JSON.stringify(values)) as Quotas
}
