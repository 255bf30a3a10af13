/** What handlers use most of the packages of the shelf; the rest of them is there, and untyped. */
const middleware = ['http-json-body-parser', 'http-cors', 'http-error-handler', 'sqs-partial-batch-failure', 'validator']

export const SHELF_TYPES = `
declare module "@middy/core" {
  interface MiddyRequest { event: any; context: LambdaContext; response: any; error: Error | null; internal: Record<string, any> }
  interface Middy { (event: any, context: LambdaContext): Promise<any>; use(middleware: any): Middy; before(run: (request: MiddyRequest) => any): Middy; after(run: (request: MiddyRequest) => any): Middy; onError(run: (request: MiddyRequest) => any): Middy; handler<E = any>(handler: (event: E, context: LambdaContext) => any): Middy }
  export default function middy(handler?: (event: any, context: LambdaContext) => any): Middy
}
${middleware.map((name) => `declare module "@middy/${name}" { export default function middleware(options?: any): any }`).join('\n')}
declare module "@middy/validator/transpile" { export function transpileSchema(schema: object, options?: object): any }
declare module "@aws-lambda-powertools/batch" {
  export const EventType: { readonly SQS: "SQS"; readonly KinesisDataStreams: "KinesisDataStreams"; readonly DynamoDBStreams: "DynamoDBStreams" };
  export class BatchProcessor { constructor(type: "SQS" | "KinesisDataStreams" | "DynamoDBStreams", options?: any) }
  export class SqsFifoPartialProcessorAsync extends BatchProcessor { constructor() }
  export function processPartialResponse(event: any, handle: (record: any, context?: any) => any, processor: BatchProcessor, options?: { context?: LambdaContext; processInParallel?: boolean; throwOnFullBatchFailure?: boolean; skipGroupOnError?: boolean }): Promise<BatchResult>;
}
declare module "@aws-lambda-powertools/logger" { export class Logger { constructor(options?: { serviceName?: string; logLevel?: string; persistentKeys?: Record<string, any> }); addContext(context: LambdaContext): void; appendKeys(keys: Record<string, any>): void; debug(message: any, ...more: any[]): void; info(message: any, ...more: any[]): void; warn(message: any, ...more: any[]): void; error(message: any, ...more: any[]): void } }
declare module "@aws-lambda-powertools/metrics" {
  export const MetricUnit: Record<"Count" | "Milliseconds" | "Seconds" | "Bytes" | "Percent" | "NoUnit", string>;
  export class Metrics { constructor(options?: { namespace?: string; serviceName?: string }); addMetric(name: string, unit: string, value: number): this; addDimension(name: string, value: string): this; publishStoredMetrics(): void }
}
declare module "@aws-lambda-powertools/idempotency" {
  export function makeIdempotent<F extends (...args: any[]) => any>(run: F, options: { persistenceStore: any; config?: any; dataIndexArgument?: number }): F;
  export class IdempotencyConfig { constructor(options: { eventKeyJmesPath?: string; expiresAfterSeconds?: number; useLocalCache?: boolean }) }
}
declare module "@aws-lambda-powertools/idempotency/dynamodb" { export class DynamoDBPersistenceLayer { constructor(options: { tableName: string; keyAttr?: string; sortKeyAttr?: string }) } }
declare module "uuid" { export function v4(): string; export function v7(): string; export function v5(name: string, namespace: string): string; export function validate(text: string): boolean }
declare module "nanoid" { export function nanoid(size?: number): string }
declare module "ulid" { export function ulid(seed?: number): string }
`
