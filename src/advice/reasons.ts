/** A sentence for each reason: what fired, with the numbers of the row, what would have helped, and AWS's page. */
import type { ReasonCode } from '../contract/reasons.ts'
import { API, BALANCERS, BUCKETS, EVENTS, SNS, TABLES } from './pages.ts'

export interface Why {
  readonly rule: string
  readonly text: string
  readonly remedy: string
  readonly page: string
}
export type Teller = (a: number) => Why

export const DG = 'https://docs.aws.amazon.com/lambda/latest/dg/'
export const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/'
const INVOKE = 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html'
const TROUBLE = `${DG}troubleshooting-invocation.html`
const KINESIS = 'https://docs.aws.amazon.com/streams/latest/dev/'
const EDGE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/'

export const count = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 })
const seconds = (ms: number): string => `${count(ms / 1_000)} s`
export const why = (rule: string, page: string, text: (a: number) => string, remedy: string): Teller => (a) => ({ rule, page, text: text(a), remedy })

export const BY_REASON: { readonly [C in ReasonCode]?: Teller } = {
  // Lambda refuses
  ReservedFunctionConcurrentInvocationLimitExceeded: why('LAM-RC-01', `${DG}configuration-concurrency.html`,
    (limit) => `All ${count(limit)} reserved environments were busy, and a reservation is a cap as well as a guarantee.`,
    'Raise the reserved concurrency above rate × duration, shorten the handler, or put a queue in front.'),
  ReservedFunctionInvocationRateLimitExceeded: why('LAM-CON-03', `${DG}lambda-concurrency.html`,
    (limit) => `More than ten requests a second for each of ${count(limit)} reserved environments came within one second.`,
    'Raise the reserved concurrency: it also sets the request rate, ten times as much.'),
  ConcurrentInvocationLimitExceeded: why('LAM-CON-02', `${DG}lambda-concurrency.html`,
    (limit) => `The account's pool had no room, or the function gained its ${count(limit)} new environments already: it regains 100 a second.`,
    'Ask AWS for more concurrency, reserve what matters, or smooth the peak with a queue.'),
  FunctionInvocationRateLimitExceeded: why('LAM-CON-03', `${DG}gettingstarted-limits.html`,
    (limit) => `The account took more than ${limit > 0 ? `${count(limit)} requests a second: ` : ''}ten for each unit of its concurrency.`, 'Raise the account concurrency, or batch the requests.'),
  CallerRateLimitExceeded: why('LAM-THR-02', INVOKE, () => 'One caller asked more often than AWS lets a single caller ask.', 'Spread the calls over time, or let a queue hold them.'),
  ConcurrentSnapshotCreateLimitExceeded: why('LAM-THR-02', `${DG}snapstart.html`, () => 'Too many snapshots were being taken at once.', 'Publish fewer versions at a time, and try again.'),
  RequestTooLargeException: why('LAM-SYNC-03', `${DG}gettingstarted-limits.html`,
    (bytes) => `The payload of ${count(bytes)} bytes is over the limit: 6 MB synchronous, 1 MB asynchronous.`, 'Put the data into S3 and send its key.'),
  InvalidRequestContentException: why('LAM-SYNC-04', INVOKE, () => 'The payload is not JSON that Lambda could read.', 'Send valid JSON; text goes in as a JSON string.'),
  RecursiveInvocationException: why('LAM-REC-01', `${DG}invocation-recursion.html`,
    (rounds) => `The function set itself off ${rounds > 1 ? `${count(rounds - 1)} times` : 'some 16 times'} in one chain, so Lambda broke the loop.`, 'Write to another bucket, queue or prefix than the one that triggers the function.'),
  AccessDeniedException: why('GEN-05', `${DG}lambda-permissions.html`, () => 'Nobody allowed this call: a policy has to name it.', 'Draw the wire; it stands for the permission.'),
  ResourceNotFoundException: why('LAM-SYNC-04', TROUBLE, () => 'There is nothing of that name, version or alias.', 'Mend the name, or publish the version that the wire asks for.'),
  ResourceConflictException: why('LAM-LC-18', TROUBLE, () => 'An update was still in progress, and a second one has to wait for it.', 'Wait until the function is active again, then change it.'),
  ServiceException: why('LAM-SYNC-04', TROUBLE, () => 'AWS itself failed; this is no fault of the caller.', 'Try again with a growing delay. The SDK does so by itself.'),
  SnapStartTimeoutException: why('LAM-LC-17', `${DG}snapstart.html`, () => 'The environment was not restored from its snapshot within ten seconds.', 'Do less in the hook that runs after a restore, or go without SnapStart.'),

  // The function fails
  Unhandled: why('LAM-ERR-05', `${DG}nodejs-exceptions.html`, () => 'The handler threw. To the caller that is status 200 with X-Amz-Function-Error.', 'Look at the message in the log; catch what can be retried.'),
  'Sandbox.Timedout': why('LAM-ERR-02', `${DG}configuration-timeout.html`,
    (ms) => `The handler had not returned after ${seconds(ms)}, so Lambda stopped it and reset the environment.`,
    'Raise the timeout, give it more memory if it computes, or move the slow part behind a queue.'),
  'Runtime.OutOfMemory': why('LAM-ERR-03', `${DG}configuration-memory.html`, () => 'The handler needed more memory than the function has, and was killed.', 'Raise the memory, or stream instead of loading all at once.'),
  'Runtime.ExitError': why('LAM-ERR-04', TROUBLE, () => 'The process ended in the middle of an invocation; the next one initialises anew.', 'Throw an error instead of leaving the process.'),
  'Runtime.ImportModuleError': why('LAM-ERR-07', TROUBLE, () => 'A module that the code loads is not in the package, so every init fails.', 'Put it into the package or a layer.'),
  'Runtime.UserCodeSyntaxError': why('LAM-ERR-07', TROUBLE, () => 'The code does not parse, so every init fails.', 'Mend the syntax error that the log names.'),
  'Runtime.HandlerNotFound': why('LAM-ERR-07', TROUBLE, () => 'The code loads, but exports no handler of the configured name.', 'Export the handler under the name that the function is set to.'),
  'Runtime.NodejsExit': why('LAM-ERR-09', `${DG}nodejs-handler.html`, () => 'The handler waited for a promise that nothing could settle any more.', 'Settle or reject every promise that the handler awaits.'),
  'Runtime.MarshalError': why('LAM-ERR-08', `${DG}python-exceptions.html`, () => 'What the handler returned cannot be written as JSON.', 'Return plain objects, texts and numbers.'),
  'Runtime.InvalidEntrypoint': why('LAM-ERR-11', `${DG}runtimes-custom.html`, () => 'The package has no bootstrap that could be started.', 'Put an executable file named bootstrap into the root of the package.'),
  'Runtime.UnhandledPromiseRejection': why('LAM-ERR-05', `${DG}nodejs-exceptions.html`, () => 'A promise was rejected and nobody caught it, so the runtime ended.', 'Await the promise, or catch its rejection.'),
  'Runtime.MalformedHandlerName': why('LAM-ERR-07', TROUBLE, () => 'The handler is named neither as file.function nor in the way of its runtime.', 'Name it like index.handler.'),
  'Runtime.Unknown': why('LAM-ERR-04', TROUBLE, () => 'The runtime ended for a reason that it could not tell.', 'Look at the last lines of the log.'),
  'Function.ResponseSizeTooLarge': why('LAM-ERR-10', `${DG}gettingstarted-limits.html`, (bytes) => `The response${bytes > 0 ? ` of ${count(bytes)} bytes` : ''} is over 6 MB.`, 'Put it into S3 and return a link, or stream it.'),

  // Asynchronous ends
  RetriesExhausted: why('LAM-ASYNC-03', `${DG}invocation-async-error-handling.html`,
    (tries) => `The event failed ${count(tries)} times. Lambda waits one minute, then two, and then gives up.`,
    'Set a failure destination or a dead-letter queue so that nothing is lost, and make the handler survive this event.'),
  EventAgeExceeded: why('LAM-ASYNC-06', `${DG}invocation-async-error-handling.html`,
    (tries) => `The event grew older than its maximum age before it could be handled${tries > 0 ? `, after ${count(tries)} tries` : ''}.`, 'Raise the maximum event age, or the concurrency that is missing.'),
  ZeroReservedConcurrency: why('LAM-RC-02', `${DG}configuration-concurrency.html`,
    () => 'Reserved concurrency is 0: the function is switched off, and events are dead at once.', 'Set reserved concurrency above 0, or leave it empty.'),

  // Queues and delivery
  maxReceiveCount: why('SQS-01', `${SQS}sqs-dead-letter-queues.html`, (times) => `It had been received ${count(times)} times without being deleted, as often as the redrive policy allows.`, 'Fix the consumer, then redrive the dead-letter queue. At least five receives are advised.'),
  MessageRetentionPeriod: why('SQS-01', `${SQS}sqs-basic-architecture.html`, () => 'Nobody deleted it within the retention period.', 'Lengthen the retention, or give the queue more consumers.'),
  Purged: why('SQS-09', 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html', () => 'The queue was purged: all of its messages went, in flight and delayed as well. A second purge within a minute is refused.', 'Redrive or read what matters before purging.'),
  OverLimit: why('SQS-03', `${SQS}quotas-messages.html`, (limit) => `${limit > 0 ? count(limit) : '120,000'} messages were in flight, which is all that one queue allows.`, 'Delete messages sooner, or spread them over more queues.'),
  InvalidParameterValue: why('SQS-04', `${SQS}quotas-messages.html`, (bytes) => `The queue refused it${bytes > 0 ? `: ${count(bytes)} bytes, or attributes and ids that it does not take` : ''}.`, 'Keep within the maximum message size; put more into S3 and send its key.'),
  DeliveryFailed: why('SNS-04', `${SNS}sns-message-delivery-retries.html`, (tries) => `The subscriber did not take it${tries > 0 ? ` in ${count(tries)} tries` : ''}.`, 'Give the subscription a dead-letter queue, and let the subscriber answer.'),

  // HTTP front doors
  BadGateway: why('LAM-SYNC-09', `${API}http-api-troubleshooting-lambda.html`, () => 'The function’s answer was no response that the API could pass on.', 'Return statusCode, headers and a body that is text.'),
  GatewayTimeout: why('LAM-SYNC-09', `${API}http-api-quotas.html`, (ms) => `The integration had not answered after ${ms > 0 ? seconds(ms) : 'its time'}.`, 'Answer sooner: hand the work to a queue and return 202.'),
  ServiceUnavailable: why('LAM-SYNC-09', `${API}http-api-quotas.html`, () => 'The API waits 30 s at most for its integration, and turns a refused invocation into 503.', 'Answer sooner: hand the work to a queue and return 202; or give the function room.'),
  InternalServerError: why('LAM-SYNC-09', `${API}http-api-troubleshooting-lambda.html`, () => 'The function behind the API failed, and the caller sees only 500.', 'Look at the function: its error is in its own log.'),
  TooManyRequests: why('SQS-05', `${SQS}quotas-fifo.html`, () => 'More requests came within a second than are let in.', 'Send in batches, slow down, or turn on high throughput where there is such a setting.'),
  NotFound: why('LAM-SYNC-09', `${API}http-api-develop-routes.html`, () => 'No route leads anywhere for this method and path.', 'Draw a wire with that route, or ask for another path.'),
  MissingAuthentication: why('GEN-05', `${API}http-api-access-control.html`, () => 'The request bore no credentials that the front door accepts.', 'Send the token that the authorizer asks for.'),

  // Clients
  ClientTimeout: why('SRC-07', 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html', (ms) => `The client had waited ${ms > 0 ? seconds(ms) : 'long enough'} and stopped listening; what it set in motion goes on and is billed.`, 'Wait longer than the slowest answer, or answer sooner.'),

  // Streams and tables
  RetryAttemptsExhausted: why('LAM-STR-04', `${DG}kinesis-on-failure-destination.html`, (records) => `A batch${records > 0 ? ` of ${count(records)} records` : ''} failed as often as its mapping tries, and was given up.`, 'Split batches on error, report single failures, and set a destination for what is discarded.'),
  RecordAgeExceeded: why('LAM-STR-04', `${DG}kinesis-on-failure-destination.html`, (records) => `${records > 1 ? `${count(records)} records grew` : 'A record grew'} older than the mapping accepts.`, 'Raise the maximum record age, or read faster: more shards, a higher parallelization factor.'),
  ProvisionedThroughputExceededException: why('KDS-02', `${KINESIS}service-sizes-and-limits.html`, (shard) => `More was written than one shard${shard > 0 ? ` (number ${count(shard)})` : ''} or table takes in a second.`, 'Add shards or capacity, and spread the keys: one busy key stays on one shard.'),
  ThrottlingException: why('GEN-10', `${TABLES}Programming.Errors.html`, () => 'More was asked for than is let in at once.', 'Try again with a growing delay; the SDK does so by itself.'),
  ValidationException: why('GEN-05', `${TABLES}Programming.Errors.html`, () => 'What was asked for is not well formed.', 'Mend the call: the message in the log names the field.'),
  ConditionalCheckFailedException: why('GEN-05', `${TABLES}Expressions.ConditionExpressions.html`, () => 'The condition of the write did not hold, so nothing was written.', 'That is often what one wants: read the item again and decide anew.'),
  TransactionCanceledException: why('GEN-05', `${TABLES}transaction-apis.html`, () => 'One part of the transaction could not be done, so none was.', 'Look at the reasons in the answer, one for each part, and try again.'),

  // Topics
  InvalidParameter: why('SNS-08', 'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html', (bytes) => `The topic refused it${bytes > 0 ? ` (${count(bytes)} bytes)` : ''}: too large, or with attributes that it does not take.`, 'Keep within 256 KB, and name attributes as SNS asks for.'),
  AuthorizationError: why('SNS-05', `${SNS}sns-access-policy-use-cases.html`, () => 'The subscriber does not allow the topic to deliver, and a refusal is not tried again.', 'Let the topic in by the subscriber’s policy; the wire stands for that.'),
  Throttled: why('SNS-04', `${SNS}sns-message-delivery-retries.html`, () => 'More was published within a second than the account may.', 'Publish in batches of ten.'),
  KMSAccessDenied: why('SNS-05', `${SNS}sns-key-management.html`, () => 'The topic is encrypted, and the service that publishes may not use its key.', 'Encrypt with a key of your own, whose policy admits that service; the key that AWS manages admits none.'),
  EndpointRefused: why('SNS-05', `${SNS}SendMessageToHttp.prepare.html`, () => 'The endpoint answered with a status from 400 to 499. To SNS that is a delivery: it is not tried again, no dead-letter queue gets it, and it counts as delivered.', 'Answer 500 or 429 to what should come again, and 200 to what should not.'),
  NoSubscription: why('SNS-02', `${SNS}sns-create-subscribe-endpoint-to-topic.html`, () => 'The topic has no subscriber that wanted it, so it is gone.', 'Subscribe a queue or a function, loosen the filter policies, or let an endpoint confirm.'),

  // Buses and schedules
  NotAuthorizedForSourceException: why('EB-01', `${EVENTS}eb-putevents.html`, () => 'Sources that begin with aws. are the names of AWS’s own services.', 'Give the event a source of your own, such as com.acme.shop.'),
  NoMatchingRule: why('EB-02', `${EVENTS}eb-event-patterns.html`, () => 'No rule of the bus has a pattern that this event fits, so it is gone.', 'Try the event beside the rule’s wire: it says which clause fails. An archive would have kept it.'),
  NO_PERMISSIONS: why('EB-06', `${EVENTS}eb-use-resource-based.html`, () => 'The policy of the target does not let the rule in, and a refusal is not tried again.', 'Add the statement to the policy, and give the target a dead-letter queue.'),
  INVALID_JSON: why('EB-07', `${EVENTS}eb-transform-target-input.html`, () => 'The template, filled in, is no JSON: no target takes it.', 'Put texts into quotes, and leave variables that stand for values without them.'),
  MaximumRetryAttempts: why('EB-06', `${EVENTS}eb-rule-retry-policy.html`, (tries) => `The target did not take it in ${count(tries)} tries, as many as the retry policy allows.`, 'Give the target a dead-letter queue, and more room.'),
  MaximumEventAgeInSeconds: why('EB-06', `${EVENTS}eb-rule-retry-policy.html`, (tries) => `After ${count(tries)} tries the event would have been older than the retry policy allows.`, 'Allow a greater age, or give the target a dead-letter queue and more room.'),

  // Buckets
  SlowDown: why('S3-01', `${BUCKETS}optimizing-performance.html`, (limit) => `More than ${limit > 0 ? count(limit) : '3,500'} writes, or 5,500 reads, came within a second under one prefix.`, 'Spread the keys over several prefixes, and retry with growing delay.'),
  NoSuchKey: why('S3-01', `${BUCKETS}download-objects.html`, () => 'There is no object with this key.', 'Keys are compared letter by letter, and those in events are encoded: decode them first.'),
  Overtaken: why('S3-07', `${BUCKETS}notification-how-to-event-types-and-destinations.html`, () => 'Another write to the same key came within 100 ms, and without versioning only the last one is told.', 'Switch versioning on, or use a new key for each upload.'),

  // HTTP front doors
  BadRequest: why('API-04', `${API}api-gateway-method-request-validation.html`, () => 'The request is not one that this takes: malformed, or something is missing.', 'Mend the request: the answer names what is wrong.'),
  RequestTooLong: why('API-04', `${API}limits.html`, () => 'The body is larger than the door lets in: 10 MB at an API, 6 MB at a function URL.', 'Upload to S3 by a signed URL, and send the key.'),
  RequestHeadersTooLarge: why('API-31', `${API}http-api-quotas.html`, () => 'The request line and the headers have more than 10,240 bytes.', 'Send less: cookies and long tokens are the usual cause.'),
  LambdaWebsocketNotSupported: why('ALB-02', `${BALANCERS}load-balancer-troubleshooting.html`, () => 'The client wanted to open a WebSocket, and a function cannot hold one behind a load balancer.', 'Use a WebSocket API.'),
  MalformedProxyResponse: why('LAM-SYNC-11', `${API}set-up-lambda-proxy-integrations.html`,
    () => 'The function returned, but not the shape that the door in front of it wants: a status code, headers of single values, and a body that is text.', 'Return { statusCode, headers, body: JSON.stringify(…) } and nothing else.'),
  LimitExceeded: why('API-03', `${API}api-gateway-api-usage-plans.html`, () => 'The key has used up its quota of this period.', 'Raise the quota of its plan, or wait for the next period.'),
  Unauthorized: why('API-11', `${API}apigateway-use-lambda-authorizer.html`, () => 'The token is missing, or not one that the authorizer takes.', 'Send it where the identity source says.'),
  Forbidden: why('API-04', `${API}supported-gateway-response-types.html`, () => 'Whoever asks may not do this: the policy, the scope, the key or the signature does not allow it.', 'Look at what the authorizer returned, or at the key or signature that is missing.'),
  BlockedByCors: why('SRC-08', `${API}http-api-cors.html`, () => 'The browser hid the answer: it does not allow the page’s origin. Whatever the function did is done.', 'Configure CORS on the API, or have the function send Access-Control-Allow-Origin.'),
  LambdaThrottling: why('ALB-02', `${BALANCERS}load-balancer-troubleshooting.html`, () => 'Lambda throttled the invocation, and the load balancer makes 502 of that.', 'Give the function more concurrency; clients cannot tell this from a failure.'),
  LambdaUnhandled: why('ALB-02', `${BALANCERS}load-balancer-troubleshooting.html`, () => 'The function failed or timed out, and the load balancer makes 502 of that.', 'Catch the error in the handler and return a status of your own.'),
  LambdaInvalidResponse: why('ALB-07', `${BALANCERS}lambda-functions.html`, () => 'The function returned, but without a status code, with a body that is no text, or with the wrong kind of headers for this target group.', 'Return { statusCode, headers, body }, or multiValueHeaders where the target group has them.'),
  LambdaAccessDenied: why('GEN-05', `${BALANCERS}lambda-functions.html`, () => 'The function’s policy does not let the load balancer in.', 'Put the statement back on the wire.'),
  LambdaRequestTooLarge: why('ALB-02', `${BALANCERS}lambda-functions.html`, () => 'The body is larger than the 1 MB that a load balancer hands to a function.', 'Upload to S3 and send the key, or use an API, which takes more.'),
  LambdaResponseTooLarge: why('ALB-02', `${BALANCERS}lambda-functions.html`, () => 'The response is larger than the 1 MB that a load balancer takes from a function.', 'Put it into S3 and answer with a link, or use a function URL.'),
  GoneException: why('API-52', `${API}apigateway-how-to-call-websocket-api-connections.html`, () => 'The connection is closed: clients leave, and none lasts longer than two hours.', 'Forget the id when a post fails, and on $disconnect.'),
  ResponseBroken: why('LAM-SYNC-07', 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html', () => 'The function failed in the middle of a response that it streams: the status, 200, had left already, and the rest never came.', 'Have the last piece say that it is the last, so that readers notice; catch errors and write them into the stream.'),
  ClientClosed: why('ALB-02', `${BALANCERS}load-balancer-troubleshooting.html`, () => 'The client hung up before the answer came: the balancer writes 460. The function was not told, ran to its end and is billed.', 'Give the client more patience than the function has time, or make the function faster.'),
  ConnectionLost: why('API-50', `${API}apigateway-websocket-api-overview.html`, () => 'The client has vanished without closing its connection, and the API has not noticed: the post went well, and nobody received it.', 'Have clients answer what they receive, or say who they are from time to time; do not count on a post that went well.'),

  // Distributions
  GeoBlocked: why('CF-09', `${EDGE}georestrictions.html`, () => 'The distribution does not serve the viewer’s country.', 'Let the country in, or serve it by another distribution.'),
  MethodNotAllowed: why('CF-02', `${EDGE}DownloadDistValuesCacheBehavior.html`, () => 'The behaviour does not allow this method: GET and HEAD only, unless it says more.', 'Allow all methods in the behaviour that takes this path.'),
  HttpsOnly: why('CF-22', `${EDGE}using-https-viewers-to-cloudfront.html`, () => 'It came by HTTP, and the behaviour takes HTTPS only.', 'Ask by HTTPS, or let the behaviour redirect.'),
  UriTooLong: why('CF-12', `${EDGE}cloudfront-limits.html`, () => 'The URL has more than 8,192 characters.', 'Send what is long in the body.'),
  RequestHeaderTooBig: why('CF-12', `${EDGE}cloudfront-limits.html`, () => 'Headers and query string have more than 20,480 bytes together.', 'Send less: cookies are the usual cause.'),
  OriginConnectError: why('CF-07', `${EDGE}http-502-bad-gateway.html`, () => 'The origin refused the connection, or there is none.', 'Draw an origin, and look at its certificate and its doors. A second origin in a group would have stood in.'),
  OriginDnsError: why('CF-07', `${EDGE}http-502-bad-gateway.html`, () => 'Nobody knows the name of the origin.', 'Mend the domain, and what a function at origin-request made of it.'),
  OriginCommError: why('CF-07', `${EDGE}http-504-gateway-timeout.html`, () => 'The origin did not answer in time, however often it was asked.', 'Make the origin faster, or raise the response timeout. GET and HEAD are asked three times, so a slow origin is asked more.'),
  LambdaExecutionError: why('LAE-04', `${EDGE}lambda-edge-testing-debugging.html`, () => 'The function at the edge threw, and the viewer gets an error.', 'Look at its log, in the region near the viewer.'),
  LambdaLimitExceeded: why('LAE-04', `${EDGE}lambda-edge-testing-debugging.html`, () => 'The function at the edge was throttled in its region, or ran out of time: 5 s for viewers, 30 s before the origin.', 'Make it faster, or ask for more concurrency in that region.'),
  LambdaValidationError: why('LAE-05', `${EDGE}lambda-edge-testing-debugging.html`, () => 'What the function at the edge returned breaks a rule: the row before says which.', 'Return the request or the response of the event, changed only where that is allowed.'),
  TooManyInvalidationsInProgress: why('CF-10', `${EDGE}Invalidation.html`, () => 'So many paths are being invalidated that no more are taken: 3,000, or 15 with a star.', 'Wait until they are done, or put versions into the names of files.'),
  // CloudFront Functions
  FunctionExecutionError: why('CFF-08', `${EDGE}edge-functions-logs.html`, () => 'The CloudFront function threw, and the viewer gets 503.', 'Look at its line in the log: headers, cookies and query strings that are not there are undefined, so ask before reading their value.'),
  FunctionValidationError: why('CFF-08', `${EDGE}functions-event-structure.html`, () => 'What the CloudFront function returned is neither a request nor a response as CloudFront wants it, and the viewer gets 502.', 'Return event.request or event.response, or an object with a statusCode; values of headers and cookies are objects with a value.'),
  FunctionThrottled: why('CFF-06', `${EDGE}cloudfront-function-restrictions.html`, (share) => (share > 0 ? `The CloudFront function took more than a run may take, and was stopped at ${count(share)} % of it.` : 'The CloudFront function cannot be compiled, so it does not run.'), 'Keep the compute utilisation below 70: fewer loops, shorter regular expressions. Longer work belongs to Lambda@Edge.'),
}
