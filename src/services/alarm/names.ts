import type { AlarmConfig } from './config.ts'

export interface NamedMetric {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Record<string, string>
}

/** Metrics that only one service has tell where they come from; GEN-11. */
const FAMILIES: readonly (readonly [namespace: string, dimension: string, pattern: RegExp])[] = [
  ['AWS/SQS', 'QueueName', /^(Approximate|NumberOf(Messages(Sent|Received|Deleted)|EmptyReceives)|SentMessageSize)/],
  ['AWS/SNS', 'TopicName', /^NumberOf(MessagesPublished|Notifications)|^PublishSize/],
  ['AWS/Kinesis', 'StreamName', /^(GetRecords|PutRecord|Incoming|(Read|Write)ProvisionedThroughput)/],
  ['AWS/DynamoDB', 'TableName', /^(Consumed|Provisioned|Read|Write|Returned|ThrottledRequests|SuccessfulRequestLatency|UserErrors|SystemErrors|ConditionalCheck|TimeToLive)/],
  ['AWS/ApiGateway', 'ApiId', /^(4xx|5xx|4XXError|5XXError|Latency|IntegrationLatency|CacheHitCount|CacheMissCount|Count)$/],
  ['AWS/ApplicationELB', 'LoadBalancer', /^(HTTPCode|Target|RequestCount|Rejected)/],
  ['AWS/Events', 'RuleName', /^(MatchedEvents|TriggeredRules|FailedInvocations|PutEvents)/],
  ['AWS/S3', 'BucketName', /^(NumberOfObjects|BucketSizeBytes|AllRequests|PutRequests|GetRequests|4xxErrors|5xxErrors)/],
]

/** What was written by hand, in the order of the names. */
const pairsOf = ({ dimensions }: Pick<AlarmConfig, 'dimensions'>): readonly (readonly [string, string])[] =>
  dimensions.split(',').flatMap((one): (readonly [string, string])[] => {
    const at = one.indexOf('=')
    return at < 0 ? [] : [[one.slice(0, at).trim(), one.slice(at + 1).trim()]]
  }).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
export const dimensionsText = (config: Pick<AlarmConfig, 'dimensions'>): string => pairsOf(config).map(([name, value]) => `${name}=${value}`).join(', ')

export function namedMetric(config: Pick<AlarmConfig, 'metric' | 'resource' | 'namespace' | 'dimensions'>): NamedMetric {
  const { metric, resource } = config
  if (config.namespace !== '') return { namespace: config.namespace, name: metric, dimensions: Object.fromEntries(pairsOf(config)) }
  const [namespace, dimension] = FAMILIES.find(([, , pattern]) => pattern.test(metric)) ?? ['AWS/Lambda', 'FunctionName']
  return { namespace, name: metric, dimensions: resource === '' ? {} : { [dimension]: resource } }
}
