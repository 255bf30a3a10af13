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

export function namedMetric({ metric, resource }: Pick<AlarmConfig, 'metric' | 'resource'>): NamedMetric {
  const [namespace, dimension] = FAMILIES.find(([, , pattern]) => pattern.test(metric)) ?? ['AWS/Lambda', 'FunctionName']
  return { namespace, name: metric, dimensions: resource === '' ? {} : { [dimension]: resource } }
}
