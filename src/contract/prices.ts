/**
 * Prices in one table, us-east-1, US dollars, as the AWS price list had them on the date below. Tiers are read upwards:
 * each holds up to its limit of units a month.
 */
export const PRICES_OF = '2026-06-30'

export interface Tier {
  readonly upTo: number
  readonly usd: number
}
const flat = (usd: number): readonly Tier[] => [{ upTo: Number.POSITIVE_INFINITY, usd }]
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/'

export interface Price {
  readonly label: string
  readonly unit: string
  readonly tiers: readonly Tier[]
  /** Free each month. */
  readonly free: number
  readonly rule: string
  readonly page: string
}

export const PRICES = {
  lambdaRequests: { label: 'Requests', unit: 'requests', tiers: flat(0.2e-6), free: 1e6, rule: 'LAM-PRC-01', page: LAMBDA },
  lambdaSecondsX86: { label: 'Duration, x86', unit: 'GB-s', tiers: [{ upTo: 6e9, usd: 0.0000166667 }, { upTo: 15e9, usd: 0.000015 }, { upTo: Number.POSITIVE_INFINITY, usd: 0.0000133334 }], free: 400_000, rule: 'LAM-PRC-01', page: LAMBDA },
  lambdaSecondsArm: { label: 'Duration, arm64', unit: 'GB-s', tiers: [{ upTo: 7.5e9, usd: 0.0000133334 }, { upTo: 18.75e9, usd: 0.0000120001 }, { upTo: Number.POSITIVE_INFINITY, usd: 0.0000106667 }], free: 400_000, rule: 'LAM-PRC-01', page: LAMBDA },
  lambdaEphemeral: { label: 'Ephemeral storage above 512 MB', unit: 'GB-s', tiers: flat(0.0000000309), free: 0, rule: 'LAM-PRC-03', page: LAMBDA },
  lambdaStreamed: { label: 'Streamed, beyond 6 MB a response', unit: 'GB', tiers: flat(0.008), free: 100, rule: 'LAM-PRC-03', page: LAMBDA },
  lambdaProvisionedX86: { label: 'Provisioned concurrency, x86', unit: 'GB-s', tiers: flat(0.0000041667), free: 0, rule: 'LAM-PRC-04', page: LAMBDA },
  lambdaProvisionedArm: { label: 'Provisioned concurrency, arm64', unit: 'GB-s', tiers: flat(0.0000033334), free: 0, rule: 'LAM-PRC-04', page: LAMBDA },
  lambdaProvisionedRunX86: { label: 'Duration on provisioned, x86', unit: 'GB-s', tiers: flat(0.0000097222), free: 0, rule: 'LAM-PRC-04', page: LAMBDA },
  lambdaProvisionedRunArm: { label: 'Duration on provisioned, arm64', unit: 'GB-s', tiers: flat(0.0000077778), free: 0, rule: 'LAM-PRC-04', page: LAMBDA },
  httpApiRequests: { label: 'Requests', unit: 'requests', tiers: [{ upTo: 300e6, usd: 1e-6 }, { upTo: Number.POSITIVE_INFINITY, usd: 0.9e-6 }], free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/api-gateway/pricing/' },
  sqsStandard: { label: 'Requests, standard', unit: 'requests', tiers: flat(0.4e-6), free: 1e6, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/sqs/pricing/' },
  sqsFifo: { label: 'Requests, FIFO', unit: 'requests', tiers: flat(0.5e-6), free: 1e6, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/sqs/pricing/' },
  kinesisShardHours: { label: 'Shard hours', unit: 'hours', tiers: flat(0.015), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/kinesis/data-streams/pricing/' },
  kinesisUnits: { label: 'PUT payload units of 25 KB', unit: 'units', tiers: flat(0.014e-6), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/kinesis/data-streams/pricing/' },
  kinesisStreamHours: { label: 'Stream hours, on demand', unit: 'hours', tiers: flat(0.04), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/kinesis/data-streams/pricing/' },
  kinesisIn: { label: 'Data in, on demand', unit: 'GB', tiers: flat(0.08), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/kinesis/data-streams/pricing/' },
  kinesisOut: { label: 'Data out, on demand', unit: 'GB', tiers: flat(0.04), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/kinesis/data-streams/pricing/' },
  snsPublishes: { label: 'Publishes', unit: 'requests', tiers: flat(0.5e-6), free: 1e6, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/sns/pricing/' },
  restApiRequests: { label: 'Requests', unit: 'requests', tiers: [{ upTo: 333e6, usd: 3.5e-6 }, { upTo: 1e9, usd: 2.8e-6 }, { upTo: 20e9, usd: 2.38e-6 }, { upTo: Number.POSITIVE_INFINITY, usd: 1.51e-6 }], free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/api-gateway/pricing/' },
  restApiCache: { label: 'Cache, 0.5 GB', unit: 'hours', tiers: flat(0.02), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/api-gateway/pricing/' },
  websocketMessages: { label: 'Messages of 32 KB', unit: 'messages', tiers: [{ upTo: 1e9, usd: 1e-6 }, { upTo: Number.POSITIVE_INFINITY, usd: 0.8e-6 }], free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/api-gateway/pricing/' },
  websocketMinutes: { label: 'Connection minutes', unit: 'minutes', tiers: flat(0.25e-6), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/api-gateway/pricing/' },
  albHours: { label: 'Load balancer hours', unit: 'hours', tiers: flat(0.0225), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/elasticloadbalancing/pricing/' },
  albCapacity: { label: 'Capacity units', unit: 'LCU-hours', tiers: flat(0.008), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/elasticloadbalancing/pricing/' },
  busEvents: { label: 'Custom events', unit: 'events', tiers: flat(1e-6), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/eventbridge/pricing/' },
  dynamodbWrites: { label: 'Write request units', unit: 'units', tiers: flat(0.625e-6), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/dynamodb/pricing/' },
  dynamodbReads: { label: 'Read request units', unit: 'units', tiers: flat(0.125e-6), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/dynamodb/pricing/' },
  dynamodbWriteHours: { label: 'Provisioned write units', unit: 'unit-hours', tiers: flat(0.00065), free: 18_250, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/dynamodb/pricing/' },
  dynamodbReadHours: { label: 'Provisioned read units', unit: 'unit-hours', tiers: flat(0.00013), free: 18_250, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/dynamodb/pricing/' },
  schedulerInvocations: { label: 'Invocations', unit: 'invocations', tiers: flat(1e-6), free: 14e6, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/eventbridge/pricing/' },
  s3Writes: { label: 'PUT, COPY, POST, LIST', unit: 'requests', tiers: flat(0.005e-3), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/s3/pricing/' },
  s3Reads: { label: 'GET and others', unit: 'requests', tiers: flat(0.0004e-3), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/s3/pricing/' },
  cloudfrontRequests: { label: 'HTTPS requests', unit: 'requests', tiers: flat(1e-6), free: 10e6, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/cloudfront/pricing/' },
  cloudfrontOut: { label: 'Data to viewers', unit: 'GB', tiers: [{ upTo: 10_240, usd: 0.085 }, { upTo: 51_200, usd: 0.08 }, { upTo: 153_600, usd: 0.06 }, { upTo: 512_000, usd: 0.04 }, { upTo: 1_048_576, usd: 0.03 }, { upTo: 5_242_880, usd: 0.025 }, { upTo: Number.POSITIVE_INFINITY, usd: 0.02 }], free: 1_024, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/cloudfront/pricing/' },
  cloudfrontToOrigin: { label: 'Data to the origin', unit: 'GB', tiers: flat(0.02), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/cloudfront/pricing/' },
  cloudfrontInvalidations: { label: 'Invalidation paths', unit: 'paths', tiers: flat(0.005), free: 1_000, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/cloudfront/pricing/' },
  cloudfrontFunctions: { label: 'CloudFront Functions', unit: 'invocations', tiers: flat(0.1e-6), free: 2e6, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/cloudfront/pricing/' },
  keyValueReads: { label: 'Reads of key-value stores', unit: 'reads', tiers: flat(0.03e-6), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/cloudfront/pricing/' },
  edgeRequests: { label: 'Lambda@Edge requests', unit: 'requests', tiers: flat(0.6e-6), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/lambda/pricing/' },
  edgeSeconds: { label: 'Lambda@Edge duration', unit: 'GB-s', tiers: flat(0.00005001), free: 0, rule: 'LAM-PRC-05', page: 'https://aws.amazon.com/lambda/pricing/' },
} as const satisfies Record<string, Price>
export type PriceName = keyof typeof PRICES

/** So many units of one thing that is paid for. */
export interface Usage {
  readonly price: PriceName
  readonly amount: number
}

/** What a month's amount costs, tier by tier, the free part first if it counts. */
export function costOf(name: PriceName, amount: number, options: { readonly freeTier: boolean }): number {
  const { tiers, free }: Price = PRICES[name]
  let left = Math.max(0, amount - (options.freeTier ? free : 0))
  let from = 0
  let usd = 0
  for (const tier of tiers) {
    const here = Math.min(left, tier.upTo - from)
    usd += here * tier.usd
    left -= here
    from = tier.upTo
    if (left <= 0) break
  }
  return usd
}
