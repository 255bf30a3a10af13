/**
 * What the editor knows of a function's surroundings: the context, the SDK clients that the playground has, Node's parts.
 * Written by hand and short: a hint while typing, not a copy of AWS's own declarations.
 */
import { EDGE_TYPES } from './edge/lambda.ts'
import { SHELF_TYPES } from './shelf-types.ts'

const context = `
interface LambdaContext {
  /** The name of the function. */
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** False: the answer of a callback goes out although timers or calls are still open. */
  callbackWaitsForEmptyEventLoop: boolean;
  /** Milliseconds until the timeout strikes. */
  getRemainingTimeInMillis(): number;
}
type LambdaCallback = (error?: Error | string | null, result?: unknown) => void;
`

const events = `
interface ApiEventV2 { version: "2.0"; routeKey: string; rawPath: string; rawQueryString: string; cookies?: string[]; headers: Record<string, string>; queryStringParameters?: Record<string, string>; pathParameters?: Record<string, string>; stageVariables?: Record<string, string>; body?: string; isBase64Encoded: boolean; requestContext: { http: { method: string; path: string; protocol: string; sourceIp: string; userAgent: string }; requestId: string; stage: string; time: string; timeEpoch: number; domainName: string; apiId: string; accountId: string; authorizer?: unknown } }
interface ApiResult { statusCode: number; headers?: Record<string, string | number | boolean>; multiValueHeaders?: Record<string, (string | number | boolean)[]>; cookies?: string[]; body?: string; isBase64Encoded?: boolean }
interface ApiEventV1 { resource: string; path: string; httpMethod: string; headers: Record<string, string> | null; multiValueHeaders: Record<string, string[]> | null; queryStringParameters: Record<string, string> | null; multiValueQueryStringParameters: Record<string, string[]> | null; pathParameters: Record<string, string> | null; stageVariables: Record<string, string> | null; body: string | null; isBase64Encoded: boolean; requestContext: any }
interface SqsRecord { messageId: string; receiptHandle: string; body: string; attributes: { ApproximateReceiveCount: string; SentTimestamp: string; SenderId: string; ApproximateFirstReceiveTimestamp: string; MessageGroupId?: string; MessageDeduplicationId?: string; SequenceNumber?: string }; messageAttributes: Record<string, { stringValue?: string; binaryValue?: string; dataType: string }>; md5OfBody: string; eventSource: "aws:sqs"; eventSourceARN: string; awsRegion: string }
interface SqsEvent { Records: SqsRecord[] }
interface BatchResult { batchItemFailures: { itemIdentifier: string }[] }
interface SnsEvent { Records: { EventVersion: string; EventSubscriptionArn: string; EventSource: "aws:sns"; Sns: { Type: string; MessageId: string; TopicArn: string; Subject: string | null; Message: string; Timestamp: string; MessageAttributes: Record<string, { Type: string; Value: string }> } }[] }
interface S3Event { Records: { eventVersion: string; eventSource: "aws:s3"; awsRegion: string; eventTime: string; eventName: string; s3: { bucket: { name: string; arn: string }; object: { key: string; size: number; eTag: string; versionId?: string; sequencer: string } } }[] }
interface BusEvent<T = any> { version: string; id: string; "detail-type": string; source: string; account: string; time: string; region: string; resources: string[]; detail: T }
interface KinesisEvent { Records: { kinesis: { kinesisSchemaVersion: string; partitionKey: string; sequenceNumber: string; data: string; approximateArrivalTimestamp: number }; eventSource: "aws:kinesis"; eventID: string; eventSourceARN: string }[] }
interface TableEvent { Records: { eventID: string; eventName: "INSERT" | "MODIFY" | "REMOVE"; dynamodb: { Keys: Record<string, any>; NewImage?: Record<string, any>; OldImage?: Record<string, any>; SequenceNumber: string; SizeBytes: number; StreamViewType: string }; eventSourceARN: string }[] }
`

const node = `
declare const process: { env: Record<string, string | undefined>; version: string; cwd(): string; exit(code?: number): never; hrtime: { bigint(): bigint }; memoryUsage(): { rss: number; heapUsed: number }; on(name: string, listener: (...args: any[]) => void): void; nextTick(run: (...args: any[]) => void, ...args: any[]): void; stdout: { write(text: string): boolean }; stderr: { write(text: string): boolean } };
declare function require(name: string): any;
declare const module: { exports: any };
declare const exports: any;
declare const Buffer: { from(data: any, encoding?: string): any; alloc(size: number): any; concat(list: any[]): any; byteLength(text: string, encoding?: string): number; isBuffer(value: any): boolean };
declare function setImmediate(run: (...args: any[]) => void, ...args: any[]): any;
declare const awslambda: { streamifyResponse(handler: (event: any, stream: any, context: LambdaContext) => Promise<void>): any; HttpResponseStream: { from(stream: any, metadata: { statusCode: number; headers?: Record<string, string> }): any } };
declare module "node:crypto" { export function randomUUID(): string; export function randomBytes(size: number): any; export function createHash(name: "md5" | "sha1" | "sha256" | "sha512"): { update(data: any): any; digest(encoding?: string): any }; export function createHmac(name: string, key: any): { update(data: any): any; digest(encoding?: string): any }; export function timingSafeEqual(a: any, b: any): boolean; export function randomInt(min: number, max?: number): number; export function scryptSync(password: any, salt: any, length: number, options?: { N?: number; r?: number; p?: number; maxmem?: number }): any; export function scrypt(password: any, salt: any, length: number, ...rest: any[]): void; export function pbkdf2Sync(password: any, salt: any, rounds: number, length: number, hash: string): any; export function pbkdf2(password: any, salt: any, rounds: number, length: number, hash: string, done: (error: Error | null, key: any) => void): void; export function hkdfSync(hash: string, key: any, salt: any, info: any, length: number): ArrayBuffer; export function createCipheriv(name: string, key: any, iv: any, options?: any): any; export function createDecipheriv(name: string, key: any, iv: any, options?: any): any; export function createSecretKey(key: any, encoding?: string): any; export function getRandomValues(view: any): any; export function randomFillSync(view: any): any; export function hash(name: string, data: any, encoding?: string): string; export function getHashes(): string[]; export function getCiphers(): string[]; export const webcrypto: any; export const subtle: any; const all: any; export default all }
declare module "node:util" { export function promisify(run: any): any; export function inspect(value: any, options?: any): string; export function format(...values: any[]): string; export const TextEncoder: any; export const TextDecoder: any; const all: any; export default all; export const types: any; export function inherits(a: any, b: any): void; export function deprecate(run: any, message: string): any; export function isDeepStrictEqual(a: any, b: any): boolean; export function callbackify(run: any): any; export function parseArgs(options?: any): any; export function styleText(style: any, text: string): string }
declare module "node:path" { export function join(...parts: string[]): string; export function resolve(...parts: string[]): string; export function basename(path: string, ext?: string): string; export function dirname(path: string): string; export function extname(path: string): string; const all: any; export default all; export function parse(path: string): { dir: string; base: string; name: string; ext: string; root: string }; export function format(path: any): string; export function relative(from: string, to: string): string; export function normalize(path: string): string; export function isAbsolute(path: string): boolean; export const sep: string; export const posix: any }
declare module "node:events" { export class EventEmitter { on(name: string, run: (...args: any[]) => void): this; once(name: string, run: (...args: any[]) => void): this; off(name: string, run: (...args: any[]) => void): this; emit(name: string, ...args: any[]): boolean } export default EventEmitter }
declare module "node:fs" { export function readFileSync(path: string, encoding?: string): any; export function writeFileSync(path: string, data: any): void; export function existsSync(path: string): boolean; export function unlinkSync(path: string): void; export function mkdirSync(path: string, options?: any): void; export function readdirSync(path: string): string[]; export const promises: any; const all: any; export default all; export function statSync(path: string): any; export function rmSync(path: string, options?: any): void; export function appendFileSync(path: string, data: any): void; export function copyFileSync(from: string, to: string): void; export function renameSync(from: string, to: string): void; export function createReadStream(path: string, options?: any): any; export function createWriteStream(path: string, options?: any): any }
declare module "node:fs/promises" { export function readFile(path: string, encoding?: string): Promise<any>; export function writeFile(path: string, data: any): Promise<void>; export function unlink(path: string): Promise<void>; export function mkdir(path: string, options?: any): Promise<void>; const all: any; export default all; export function readdir(path: string): Promise<string[]>; export function stat(path: string): Promise<any>; export function rm(path: string, options?: any): Promise<void>; export function access(path: string): Promise<void>; export function appendFile(path: string, data: any): Promise<void>; export function copyFile(from: string, to: string): Promise<void>; export function rename(from: string, to: string): Promise<void> }
`

/** With and without their prefix; what is not told above is there, and untyped. */
const TOLD = ['crypto', 'util', 'path', 'fs', 'fs/promises', 'events']
const UNTOLD = ['assert', 'async_hooks', 'buffer', 'http', 'https', 'module', 'os', 'perf_hooks', 'process', 'querystring', 'stream', 'stream/promises', 'string_decoder', 'timers', 'timers/promises', 'url', 'worker_threads', 'zlib']
const modules = [
  ...TOLD.map((name) => `declare module "${name}" { export * from "node:${name}"; export { default } from "node:${name}" }`),
  ...UNTOLD.flatMap((name) => [`declare module "${name}";`, `declare module "node:${name}";`]),
].join('\n')

/** The clients, by package, with the commands that each has here. */
const CLIENTS: { readonly [name: string]: readonly [client: string, ...commands: string[]] } = {
  'client-sqs': ['SQS', 'SendMessage', 'SendMessageBatch', 'ReceiveMessage', 'DeleteMessage', 'DeleteMessageBatch', 'ChangeMessageVisibility', 'GetQueueAttributes', 'GetQueueUrl', 'PurgeQueue'],
  'client-sns': ['SNS', 'Publish', 'PublishBatch', 'ConfirmSubscription', 'GetTopicAttributes', 'GetSubscriptionAttributes', 'SetSubscriptionAttributes', 'ListSubscriptionsByTopic'],
  'client-s3': ['S3', 'PutObject', 'GetObject', 'HeadObject', 'CopyObject', 'DeleteObject', 'DeleteObjects', 'ListObjectsV2', 'PutObjectTagging', 'CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload', 'AbortMultipartUpload', 'ListParts'],
  'client-dynamodb': ['DynamoDB', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem', 'TransactWriteItems', 'TransactGetItems'],
  'client-eventbridge': ['EventBridge', 'PutEvents'],
  'client-lambda': ['Lambda', 'Invoke', 'GetFunctionConfiguration'],
  'client-kinesis': ['Kinesis', 'PutRecord', 'PutRecords'],
  'client-secrets-manager': ['SecretsManager', 'GetSecretValue', 'DescribeSecret'],
  'client-ssm': ['SSM', 'GetParameter', 'GetParameters', 'GetParametersByPath'],
  'client-cloudwatch': ['CloudWatch', 'PutMetricData'],
}

/** What else is imported from them: errors to tell by their class, pages, waiting. */
const ERRORS: { readonly [name: string]: readonly string[] } = {
  'client-sqs': ['QueueDoesNotExist', 'ReceiptHandleIsInvalid', 'InvalidMessageContents', 'MessageNotInflight', 'TooManyEntriesInBatchRequest', 'BatchRequestTooLong'],
  'client-sns': ['NotFoundException', 'InvalidParameterException', 'AuthorizationErrorException', 'ThrottledException'],
  'client-s3': ['NoSuchKey', 'NoSuchBucket', 'NotFound', 'NoSuchUpload', 'InvalidObjectState'],
  'client-dynamodb': ['ConditionalCheckFailedException', 'TransactionCanceledException', 'TransactionConflictException', 'ResourceNotFoundException', 'ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded', 'InternalServerError', 'IdempotentParameterMismatchException'],
  'client-eventbridge': ['InternalException', 'ResourceNotFoundException'],
  'client-lambda': ['ResourceNotFoundException', 'TooManyRequestsException', 'InvalidRequestContentException', 'RequestTooLargeException', 'ServiceException', 'RecursiveInvocationException'],
  'client-kinesis': ['ResourceNotFoundException', 'ProvisionedThroughputExceededException', 'InvalidArgumentException'],
  'client-secrets-manager': ['ResourceNotFoundException', 'DecryptionFailure', 'InvalidParameterException', 'InvalidRequestException'],
  'client-ssm': ['ParameterNotFound', 'ParameterVersionNotFound', 'ThrottlingException'],
}
const PAGES = (name: string): string => `export function ${name}(setup: { client: any; pageSize?: number; startingToken?: any }, input: any): AsyncIterable<any>;`
const WAITER = (name: string): string => `export function ${name}(setup: { client: any; maxWaitTime: number; minDelay?: number; maxDelay?: number }, input: any): Promise<{ state: string; reason?: any }>;`
const MORE: { readonly [name: string]: string } = {
  'client-s3': PAGES('paginateListObjectsV2') + WAITER('waitUntilObjectExists') + WAITER('waitUntilObjectNotExists'),
  'client-dynamodb': PAGES('paginateQuery') + PAGES('paginateScan'), 'client-ssm': PAGES('paginateGetParametersByPath'),
}

function client(name: string, [service, ...commands]: readonly [string, ...string[]]): string {
  const methods = commands.map((command) => `${command[0]!.toLowerCase()}${command.slice(1)}(input: any): Promise<any>;`).join(' ')
  return `declare module "@aws-sdk/${name}" {
    export class ${service}Client { constructor(config?: any); send(command: any, options?: { abortSignal?: any }): Promise<any>; destroy(): void; readonly config: any; readonly middlewareStack: any }
    export class ${service} extends ${service}Client { ${methods} }
    ${commands.map((command) => `export class ${command}Command { constructor(input: any); readonly input: any }`).join('\n    ')}
    export class ${service}ServiceException extends Error { readonly $fault: "client" | "server"; readonly $metadata: { httpStatusCode: number; requestId: string; attempts: number } }
    ${(ERRORS[name] ?? []).map((error) => `export class ${error} extends ${service}ServiceException { constructor(options: any) }`).join('\n    ')}
    ${MORE[name] ?? ''}
  }`
}

const documents = `declare module "@aws-sdk/lib-dynamodb" {
  export class DynamoDBDocumentClient { static from(client: any, config?: any): DynamoDBDocumentClient; send(command: any): Promise<any> }
  ${['Get', 'Put', 'Update', 'Delete', 'Query', 'Scan', 'BatchGet', 'BatchWrite', 'TransactWrite', 'TransactGet'].map((command) => `export class ${command}Command { constructor(input: any); readonly input: any }`).join('\n  ')}
  export class DynamoDBDocument extends DynamoDBDocumentClient { static from(client: any, config?: any): DynamoDBDocument; get(input: any): Promise<any>; put(input: any): Promise<any>; update(input: any): Promise<any>; delete(input: any): Promise<any>; query(input: any): Promise<any>; scan(input: any): Promise<any>; batchGet(input: any): Promise<any>; batchWrite(input: any): Promise<any>; transactWrite(input: any): Promise<any>; transactGet(input: any): Promise<any> }
  ${PAGES('paginateQuery')} ${PAGES('paginateScan')}
}
declare module "@aws-sdk/s3-request-presigner" { export function getSignedUrl(client: any, command: any, options?: { expiresIn?: number }): Promise<string> }
declare module "@aws-sdk/lib-storage" { export class Upload { constructor(options: { client: any; params: any; queueSize?: number; partSize?: number }); on(event: "httpUploadProgress", tell: (progress: any) => void): this; done(): Promise<any>; abort(): Promise<void> } }
declare module "@smithy/node-http-handler" { export class NodeHttpHandler { constructor(options?: { connectionTimeout?: number; requestTimeout?: number; httpsAgent?: any }) } }
declare module "@aws-sdk/util-dynamodb" { export function marshall(value: any, options?: any): Record<string, any>; export function unmarshall(item: Record<string, any>, options?: any): any }
`

export const declarations = [context, events, EDGE_TYPES, node, modules, SHELF_TYPES, ...Object.entries(CLIENTS).map(([name, commands]) => client(name, commands)), documents].join('\n')
