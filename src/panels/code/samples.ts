/** Events to try a handler with, one for each way in which a function is invoked; envelopes within envelopes, too. */
import { EDGE_EVENTS } from './edge/lambda.ts'
import { MORE } from './samples-more.ts'

export interface Sample {
  readonly id: string
  readonly title: string
  readonly event: unknown
}

const ACCOUNT = '123456789012'
const REGION = 'us-east-1'
const TIME = '2026-01-01T00:00:00.000Z'
const MS = 1_767_225_600_000
const ID = '1f2e3d4c-5b6a-4978-8899-aabbccddeeff'

const order = { orderId: 'A-1001', items: [{ sku: 'mug', price: 12.5, quantity: 2 }] }

const s3 = {
  Records: [{
    eventVersion: '2.1', eventSource: 'aws:s3', awsRegion: REGION, eventTime: TIME, eventName: 'ObjectCreated:Put',
    userIdentity: { principalId: 'AWS:AIDAEXAMPLE' }, requestParameters: { sourceIPAddress: '203.0.113.10' },
    responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810', 'x-amz-id-2': 'FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD' },
    s3: {
      s3SchemaVersion: '1.0', configurationId: 'uploads', bucket: { name: 'photos', ownerIdentity: { principalId: 'A3NL1KOZZKExample' }, arn: 'arn:aws:s3:::photos' },
      object: { key: 'uploads/cat.jpg', size: 1_048_576, eTag: 'd41d8cd98f00b204e9800998ecf8427e', sequencer: '0055AED6DCD90281E5' },
    },
  }],
}

const sqs = (body: string, type: 'standard' | 'fifo' = 'standard') => ({
  Records: [{
    messageId: ID, receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a', body,
    attributes: {
      ApproximateReceiveCount: '1', SentTimestamp: String(MS),
      ...(type === 'fifo' && { SequenceNumber: '18849496460467696128', MessageGroupId: 'customer-7' }),
      SenderId: 'AIDAIENQZJOLO23YVJ4VO', ...(type === 'fifo' && { MessageDeduplicationId: 'order-1001' }), ApproximateFirstReceiveTimestamp: String(MS + 1),
    },
    messageAttributes: {}, md5OfBody: '7b270e59b47ff90a553787216d55d91d', eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:orders${type === 'fifo' ? '.fifo' : ''}`, awsRegion: REGION,
  }],
})

const notice = (message: string) => ({
  Type: 'Notification', MessageId: ID, TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:news`, Subject: null, Message: message, Timestamp: TIME,
  SignatureVersion: '1', Signature: 'EXAMPLE', SigningCertUrl: 'https://sns.us-east-1.amazonaws.com/cert.pem',
  UnsubscribeUrl: `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:${REGION}:${ACCOUNT}:news:${ID}`,
  MessageAttributes: { kind: { Type: 'String', Value: 'order' } },
})
const sns = (message: string) => ({
  Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: `arn:aws:sns:${REGION}:${ACCOUNT}:news:${ID}`, Sns: notice(message) }],
})
/** As it stands in a queue's body: the names of two fields differ. */
const inQueue = (message: string) => {
  const { SigningCertUrl, UnsubscribeUrl, Subject: _, ...rest } = notice(message)
  return JSON.stringify({ ...rest, SigningCertURL: SigningCertUrl, UnsubscribeURL: UnsubscribeUrl })
}

const bus = {
  version: '0', id: ID, 'detail-type': 'Order Placed', source: 'shop.orders', account: ACCOUNT, time: '2026-01-01T00:00:00Z', region: REGION, resources: [], detail: order,
}

const apiV2 = {
  version: '2.0', routeKey: 'POST /orders', rawPath: '/orders', rawQueryString: 'dry=1', headers: { 'content-type': 'application/json', host: 'abc123.execute-api.us-east-1.amazonaws.com', 'user-agent': 'curl/8.5.0' },
  queryStringParameters: { dry: '1' },
  requestContext: {
    accountId: ACCOUNT, apiId: 'abc123', domainName: 'abc123.execute-api.us-east-1.amazonaws.com', domainPrefix: 'abc123',
    http: { method: 'POST', path: '/orders', protocol: 'HTTP/1.1', sourceIp: '203.0.113.10', userAgent: 'curl/8.5.0' },
    requestId: 'JKJaXmPLvHcESHA=', routeKey: 'POST /orders', stage: '$default', time: '01/Jan/2026:00:00:00 +0000', timeEpoch: MS,
  },
  body: JSON.stringify(order), isBase64Encoded: false,
}

const apiV1 = {
  resource: '/orders/{id}', path: '/orders/A-1001', httpMethod: 'GET', headers: { Accept: 'application/json', Host: 'abc123.execute-api.us-east-1.amazonaws.com' },
  multiValueHeaders: { Accept: ['application/json'], Host: ['abc123.execute-api.us-east-1.amazonaws.com'] }, queryStringParameters: null, multiValueQueryStringParameters: null,
  pathParameters: { id: 'A-1001' }, stageVariables: null,
  requestContext: {
    accountId: ACCOUNT, apiId: 'abc123', domainName: 'abc123.execute-api.us-east-1.amazonaws.com', domainPrefix: 'abc123', extendedRequestId: 'JKJaXmPLvHcESHA=', httpMethod: 'GET',
    identity: { sourceIp: '203.0.113.10', userAgent: 'curl/8.5.0' }, path: '/prod/orders/A-1001', protocol: 'HTTP/1.1', requestId: ID, requestTime: '01/Jan/2026:00:00:00 +0000',
    requestTimeEpoch: MS, resourceId: '123456', resourcePath: '/orders/{id}', stage: 'prod',
  },
  body: null, isBase64Encoded: false,
}

export const SAMPLES: readonly Sample[] = [
  { id: 'own', title: 'Own JSON', event: { key: 'value' } },
  { id: 'api-v2', title: 'HTTP API or function URL (2.0)', event: apiV2 },
  { id: 'api-v1', title: 'REST API (1.0)', event: apiV1 },
  {
    id: 'alb', title: 'Load balancer',
    event: {
      requestContext: { elb: { targetGroupArn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:targetgroup/orders/49e9d65c45c6791a` } }, httpMethod: 'GET', path: '/orders', queryStringParameters: { page: '2' },
      headers: { accept: '*/*', host: 'orders-123.us-east-1.elb.amazonaws.com', 'x-forwarded-for': '203.0.113.10', 'x-forwarded-port': '443', 'x-forwarded-proto': 'https' }, body: '', isBase64Encoded: false,
    },
  },
  {
    id: 'authorizer', title: 'REST API authorizer (token)',
    event: { type: 'TOKEN', authorizationToken: 'Bearer allow-me', methodArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:abc123/prod/GET/orders` },
  },
  { id: 'websocket', title: 'WebSocket message', event: { requestContext: { routeKey: '$default', eventType: 'MESSAGE', connectionId: 'L0SM9cOFvHcCIhw=', messageId: 'L0SM9dGPvHcCIhw=', stage: 'prod', apiId: 'abc123', requestTimeEpoch: MS, domainName: 'abc123.execute-api.us-east-1.amazonaws.com' }, body: '{"action":"say","text":"hello"}', isBase64Encoded: false } },
  { id: 'sqs', title: 'SQS', event: sqs(JSON.stringify(order)) },
  { id: 'sqs-fifo', title: 'SQS FIFO', event: sqs(JSON.stringify(order), 'fifo') },
  { id: 'sns', title: 'SNS', event: sns(JSON.stringify(order)) },
  { id: 'sns-sqs', title: 'SNS in SQS', event: sqs(inQueue(JSON.stringify(order))) },
  { id: 's3', title: 'S3', event: s3 },
  { id: 's3-sqs', title: 'S3 in SQS', event: sqs(JSON.stringify(s3)) },
  { id: 's3-sns-sqs', title: 'S3 in SNS in SQS', event: sqs(inQueue(JSON.stringify(s3))) },
  { id: 'bus', title: 'EventBridge', event: bus },
  { id: 'bus-sqs', title: 'EventBridge in SQS', event: sqs(JSON.stringify(bus)) },
  { id: 'schedule', title: 'EventBridge schedule', event: { ...bus, 'detail-type': 'Scheduled Event', source: 'aws.events', resources: [`arn:aws:events:${REGION}:${ACCOUNT}:rule/every-minute`], detail: {} } },
  {
    id: 'kinesis', title: 'Kinesis',
    event: {
      Records: [{
        kinesis: { kinesisSchemaVersion: '1.0', partitionKey: 'customer-7', sequenceNumber: '49590338271490256608559692538361571095921575989136588898', data: btoa(JSON.stringify(order)), approximateArrivalTimestamp: MS / 1_000 },
        eventSource: 'aws:kinesis', eventVersion: '1.0', eventID: 'shardId-000000000000:49590338271490256608559692538361571095921575989136588898', eventName: 'aws:kinesis:record',
        invokeIdentityArn: `arn:aws:iam::${ACCOUNT}:role/function-role`, awsRegion: REGION, eventSourceARN: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/clicks`,
      }],
    },
  },
  {
    id: 'table', title: 'DynamoDB stream',
    event: {
      Records: [{
        eventID: 'c4ca4238a0b923820dcc509a6f75849b', eventName: 'INSERT', eventVersion: '1.1', eventSource: 'aws:dynamodb', awsRegion: REGION,
        dynamodb: { ApproximateCreationDateTime: MS / 1_000, Keys: { pk: { S: 'ORDER#A-1001' } }, NewImage: { pk: { S: 'ORDER#A-1001' }, total: { N: '25' } }, SequenceNumber: '4421584500000000017450439091', SizeBytes: 52, StreamViewType: 'NEW_AND_OLD_IMAGES' },
        eventSourceARN: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders/stream/2026-01-01T00:00:00.000`,
      }],
    },
  },
  { id: 'logs', title: 'CloudWatch Logs', event: { awslogs: { data: 'H4sIAAAAAAAAAHWPwQqCQBCGX0Xm7EFtK+smZBEUgXoLCdMhFtKV3akI8d0bLYmibvPPN3wz00CJxmQnTO41whwWQRIctmEcB6sQbFC3CjW3XW8kxpOpP+OC22d1Wml1qZkQGtoMsScxaczKN3plG8zlaHIta5KqWsozoTYw3/djzwhpLwivWFGHGpAFe7DL68JlBUk+l7KSN7tCOEJ4M3/qOI49vMHj+zCKdlFqLaU2ZHV2a4Ct/an0/ivdX8oYc1UVX860fQDQiMdxRQEAAA==' } } },
  { id: 'alarm', title: 'CloudWatch alarm', event: { source: 'aws.cloudwatch', alarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:errors`, accountId: ACCOUNT, time: '2026-01-01T00:00:00.000+0000', region: REGION, alarmData: { alarmName: 'errors', state: { value: 'ALARM', reason: 'Threshold Crossed: 1 datapoint [5.0] was greater than the threshold (1.0).', timestamp: '2026-01-01T00:00:00.000+0000' } } } },
  { id: 'destination', title: 'Lambda destination (failure)', event: { version: '1.0', timestamp: TIME, requestContext: { requestId: ID, functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:resize:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: 3 }, requestPayload: order, responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' }, responsePayload: { errorType: 'Error', errorMessage: 'no', trace: [] } } },
  ...EDGE_EVENTS, ...MORE,
]

export const textOf = (sample: Sample): string => JSON.stringify(sample.event, null, 2)
