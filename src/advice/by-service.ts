/** The same reason means other things at other services: here stand those for which the general sentence would be wrong or vague. */
import type { ReasonCode } from '../contract/reasons.ts'
import type { RecordName } from '../contract/trace.ts'
import { API, BALANCERS, BUCKETS, EVENTS, SNS, TABLES } from './pages.ts'
import { count, DG, type Teller, type Why, why } from './reasons.ts'

const RESPONSES = `${API}supported-gateway-response-types.html`
const TROUBLE = `${BALANCERS}load-balancer-troubleshooting.html`
const URLS = `${DG}urls-invocation.html`

type Tellers = { readonly [C in ReasonCode]?: Teller }

/** Both kinds of API with routes say the same of these. */
const apiThrottle = (page: string): Teller => why('API-03', `${API}${page}`,
  (rate) => `Requests came faster than the ${rate > 0 ? `${count(rate)} a second` : 'rate'} that the route, the stage or the account lets in, and the burst was used up. The function was not asked.`,
  'Raise the rate where it is set, let clients try again with a growing delay, or cache the answers.')

const SERVICES: { readonly [service: string]: Tellers } = {
  httpApi: {
    TooManyRequests: apiThrottle('http-api-throttling.html'),
    NotFound: why('API-30', `${API}http-api-develop-routes.html`, () => 'No route of the API fits this method and path, and there is no $default.', 'Give a wire that route, or add $default, which takes the rest.'),
    ServiceUnavailable: why('API-31', `${API}http-api-develop-integrations-lambda.html`, () => 'The function was throttled or was not back in time, and an HTTP API says 503 for both.', 'Give the function room, or hand the work to a queue and return 202.'),
    InternalServerError: why('API-31', `${API}http-api-develop-integrations-lambda.html`, () => 'The function failed, or Lambda did not take the request; the caller sees no more than 500.', 'Look at the function: its error stands in its own log.'),
    Forbidden: why('API-34', `${API}http-api-access-control.html`, () => 'The authorizer knows who asks, and does not allow it: a scope is missing, or the function said no.', 'Ask for a token with the scope that the route wants.'),
    Unauthorized: why('API-34', `${API}http-api-access-control.html`, () => 'There is no token where the authorizer looks for it, or it is expired, of another issuer or for another audience.', 'Send a fresh token where the identity source says.'),
    RequestTooLong: why('API-31', `${API}http-api-quotas.html`, () => 'The body is over 10 MB, which is all that an API takes.', 'Upload to S3 by a signed URL, and send the key.'),
    RequestHeadersTooLarge: why('API-31', `${API}http-api-quotas.html`, () => 'The request line and the headers have more than 10,240 bytes.', 'Send less: cookies and long tokens are the usual cause.'),
    AccessDeniedException: why('GEN-05', `${API}http-api-develop-integrations-lambda.html`, () => 'The function’s policy does not let the API in; the caller sees 500.', 'Put the statement back on the wire.'),
  },
  restApi: {
    TooManyRequests: apiThrottle('api-gateway-request-throttling.html'),
    Forbidden: why('API-04', RESPONSES, () => 'No key, a key of no plan, a policy that says no, a signature that is missing, or a path that the API does not know: a REST API says 403 to all of these.', 'Look at the message of the answer: each has its own words.'),
    MissingAuthentication: why('API-01', RESPONSES, () => 'The API knows no such resource or method. It says “Missing Authentication Token”, as if a signature were missing.', 'Mend the path or the method, or add the resource.'),
    Unauthorized: why('API-11', `${API}apigateway-use-lambda-authorizer.html`, () => 'What the authorizer looks at is not in the request, so it was not even asked.', 'Send the header or parameter that the identity source names.'),
    BadRequest: why('API-04', `${API}api-gateway-method-request-validation.html`, () => 'The validator found a parameter missing or a body that does not fit its model.', 'Send what the model asks for, or loosen it.'),
    BadGateway: why('API-04', `${API}handle-errors-in-lambda-integration.html`, () => 'The function failed, and a REST API makes 502 of that.', 'Catch the error in the handler and return a status of your own.'),
    MalformedProxyResponse: why('API-06', `${API}set-up-lambda-proxy-integrations.html`, () => 'The function returned, but not what a proxy wants: a status code, headers of single values and a body that is text, and no other keys. The caller sees 502.', 'Return { statusCode, headers, body: JSON.stringify(…) } and nothing else.'),
    GatewayTimeout: why('LAM-SYNC-09', `${API}limits.html`, () => 'The function was not back within the integration timeout, so the caller got 504. The function runs on, unheard and paid for.', 'Answer sooner: hand the work to a queue and return 202. 29 s is the most unless AWS raises it.'),
    InternalServerError: why('API-04', `${API}handle-errors-in-lambda-integration.html`, () => 'Lambda did not take the request: it was throttled, or may not be invoked. A REST API makes 500 of that.', 'Give the function room, or put its statement back on the wire.'),
    RequestTooLong: why('API-04', `${API}limits.html`, () => 'The body is over 10 MB, which is all that an API takes.', 'Upload to S3 by a signed URL, and send the key.'),
  },
  websocketApi: {
    TooManyRequests: why('API-03', `${API}apigateway-websocket-api-overview.html`, (rate) => `More connections or messages came than ${rate > 0 && rate !== 429 ? `the ${count(rate)} a second that` : 'what'} the route or the account lets in.`, 'Raise the rate where it is set, or let clients wait and try again.'),
    Forbidden: why('API-50', `${API}apigateway-websocket-api-lambda-auth.html`, () => 'The authorizer of $connect said no, or it came without a signature.', 'Send what the authorizer looks at with the first request: later messages carry no headers.'),
    Unauthorized: why('API-50', `${API}apigateway-websocket-api-lambda-auth.html`, () => 'What the authorizer of $connect looks at is not in the request.', 'Send it as a header or parameter of the first request.'),
    BadRequest: why('API-50', `${API}apigateway-websocket-api-overview.html`, () => 'The message has no field that names a route, and there is no $default.', 'Send JSON with the field of the route selection, or add $default.'),
    InternalServerError: why('API-50', `${API}apigateway-websocket-api-overview.html`, () => 'The function behind the route failed; the client got a frame that says so.', 'Look at the function: its error stands in its own log.'),
    GatewayTimeout: why('LAM-SYNC-09', `${API}apigateway-websocket-api-overview.html`, () => 'The function was not back within 29 s; the client got a frame that says so.', 'Answer later, by posting to the connection.'),
    RequestTooLong: why('API-50', `${API}limits.html`, () => 'The message is over 128 KB.', 'Send it in parts, or by S3.'),
  },
  alb: {
    ServiceUnavailable: why('ALB-02', TROUBLE, () => 'No listener rule leads to a target for this request.', 'Draw a wire to a function, or let a rule take the rest.'),
    BadRequest: why('ALB-02', TROUBLE, () => 'The request is malformed, or its headers are longer than a load balancer takes.', 'Send less in headers; 16 KB is the most for one.'),
    ServiceException: why('ALB-02', TROUBLE, () => 'Lambda itself failed, and the load balancer makes 502 of that.', 'Try again. If it goes on, see whether a fault is set.'),
    LambdaWebsocketNotSupported: why('ALB-02', TROUBLE, () => 'The client wanted to open a WebSocket, and a function cannot hold one behind a load balancer.', 'Use a WebSocket API.'),
  },
  functionUrl: {
    TooManyRequests: why('LAM-URL-06', `${DG}urls-configuration.html`, () => 'The function was throttled, and its URL says so as it is: 429.', 'Give the function more concurrency: ten requests a second for each unit of it.'),
    Forbidden: why('FURL-01', `${DG}urls-auth.html`, () => 'The request is not signed though the URL wants that, or the function’s policy does not let it in.', 'Sign the request, or open the URL; since October 2025 even an open one needs both statements in the policy.'),
    BadGateway: why('FURL-02', URLS, () => 'The function failed, and its URL makes 502 of that.', 'Catch the error in the handler and return a status of your own.'),
    MalformedProxyResponse: why('FURL-02', URLS, () => 'The function returned something that is no HTTP response; the caller sees 502.', 'Return { statusCode, headers, body }, or anything without a statusCode, which becomes the body.'),
    GatewayTimeout: why('FURL-02', URLS, () => 'The function ran into its own timeout, and its URL makes 504 of that.', 'Raise the timeout, or answer sooner.'),
    RequestTooLong: why('FURL-02', URLS, () => 'The body is over 6 MB, which is all that a function takes.', 'Upload to S3 by a signed URL, and send the key.'),
    ServiceUnavailable: why('FURL-02', URLS, () => 'Lambda itself failed, or the function could not be reached.', 'Try again with a growing delay.'),
  },
  dynamodb: {
    ProvisionedThroughputExceededException: why('DDB-02', `${TABLES}bp-partition-key-design.html`,
      () => 'More units were asked for than the table was given, and what it had saved up of the last five minutes was gone; or one partition was asked for more than 1,000 writes or 3,000 reads a second.',
      'Raise the units or switch to on demand; spread the keys where one is hot. The SDK tries again by itself, with a growing delay.'),
    ThrottlingException: why('DDB-03', `${TABLES}on-demand-capacity-mode.html`, () => 'A table on demand takes twice its former peak at once, and a little more every minute; or its ceiling was reached.', 'Warm it before the peak, raise its ceiling, or let the load grow more slowly.'),
    ValidationException: why('DDB-04', `${TABLES}Programming.Errors.html`, () => 'The request does not fit the table: a key is missing or of another type, or an expression cannot be read.', 'Mend the call: the message in the log names the field.'),
    ConditionalCheckFailedException: why('DDB-04', `${TABLES}Expressions.ConditionExpressions.html`, () => 'The condition of the write did not hold, so nothing was written; the units are paid all the same.', 'That is often what one wants: read the item again and decide anew.'),
    TransactionCanceledException: why('DDB-04', `${TABLES}transaction-apis.html`, () => 'One part of the transaction could not be done, so none was.', 'Look at the reasons in the answer, one for each part, and try again.'),
    ResourceNotFoundException: why('DDB-04', `${TABLES}Programming.Errors.html`, () => 'There is no table or index of this name.', 'Mend the name in the code: it is that of the node.'),
  },
  kinesis: {
    ValidationException: why('KDS-02', 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html', () => 'The request is not one that the stream takes: too large, or without a partition key.', 'A record has a key and 1 MB at most.'),
  },
  lambda: {
    AccessDeniedException: why('WIR-18', `${DG}lambda-intro-execution-role.html`, () => 'The role of the function does not allow this, so the SDK throws AccessDenied, and nobody was asked.', 'Let the wire allow the action, or add a statement to the role.'),
  },
  sns: {
    GatewayTimeout: why('SNS-11', `${SNS}SendMessageToHttp.prepare.html`, () => 'The endpoint had not answered within 15 s. It may have done its work all the same, and gets the message again.', 'Answer at once and work afterwards; look at x-amz-sns-message-id to know what came before.'),
  },
  eventbridge: {
    GatewayTimeout: why('EB-06', `${EVENTS}eb-api-destinations.html`, () => 'The endpoint had not answered within 5 s. It may have done its work all the same, and gets the event again.', 'Answer at once and work afterwards: put it into a queue.'),
    ThrottlingException: why('EB-01', `${EVENTS}eb-quota.html`, () => 'More events came within a second than the account may put.', 'Send ten in one call, or ask for more.'),
    ValidationException: why('EB-01', 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html', () => 'The bus did not take the entry: a source, a detail type or a detail is missing, or it is too large.', 'Look at the error code of that entry in the answer: the others went through.'),
  },
  s3: {
    DeliveryFailed: why('S3-08', `${BUCKETS}EventNotifications.html`, (tries) => `The target did not take the notification${tries > 1 ? ` in ${count(tries)} tries` : ''}, and a bucket has no dead-letter queue.`, 'Tell a queue or EventBridge instead: they keep what the function cannot take.'),
    AccessDeniedException: why('S3-05', `${BUCKETS}grant-destinations-permissions-to-s3.html`, () => 'The target’s policy does not let the bucket in, or the bucket’s does not let the caller read.', 'Put the statement back on the wire.'),
    BadRequest: why('S3-01', 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html', () => 'The bucket does not understand the request.', 'Mend the call: the message in the log says what is wrong.'),
  },
  sqs: {
    ThrottlingException: why('SQS-05', 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-fifo.html', () => 'A FIFO queue takes 300 calls a second, or more with high throughput.', 'Send in batches of ten, or turn on high throughput.'),
  },
}

/** Rows whose kind says it all, where the general sentence is of another service. */
const KINDS: { readonly [service: string]: { readonly [N in RecordName]?: Teller } } = {
  sns: {
    filtered: why('SNS-07', `${SNS}sns-subscription-filter-policies.html`, () => 'The filter policy of this subscription does not fit: every key of it must, one value of its list is enough.', 'Try the message beside the wire: it says which key does not fit. A change of a policy may take fifteen minutes.'),
    deduplicated: why('SNS-01', `${SNS}fifo-message-dedup.html`, () => 'A message with the same deduplication id came within the last five minutes: it was accepted, and not delivered again.', 'Give it another id if it is another message.'),
  },
  eventbridge: {
    filtered: why('EB-02', `${EVENTS}eb-event-patterns.html`, () => 'No rule of the bus has a pattern that this event fits, so it is gone. That is no error, and nobody is told.', 'Try the event beside the rule’s wire: it says which clause fails. An archive would have kept it.'),
  },
  sqs: {
    deduplicated: why('SQS-05', 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html', () => 'A message with the same deduplication id came within the last five minutes: it was accepted, and not stored again.', 'Give it another id if it is another message.'),
  },
  lambda: {
    filtered: why('LAM-FIL-03', `${DG}invocation-eventfiltering.html`, () => 'No filter of the event source mapping fits, so the function was not invoked for it, and nothing is paid. From a queue it is deleted.', 'Try the record beside the wire: it says which clause fails.'),
  },
  cloudfront: {
    timedOut: why('CF-07', 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html', (ms) => `The origin had not answered after ${count(ms / 1_000)} s.`, 'Make the origin faster, or raise the response timeout. A second origin in a group would have stood in.'),
  },
  alb: {
    timedOut: why('ALB-08', `${BALANCERS}target-group-health-checks.html`, (ms) => `The health check had no answer after ${count(ms / 1_000)} s.`, 'Answer it sooner, or give it more time than a cold start takes.'),
  },
}

export const reasonAt = (service: string, code: ReasonCode): Teller | undefined => SERVICES[service]?.[code]
export const kindAt = (service: string, kind: RecordName): Teller | undefined => KINDS[service]?.[kind]

/** All of them, with this number: a test looks whether each is whole. */
export const everyTeller = (a: number): { readonly at: string; readonly why: Why }[] =>
  [SERVICES, KINDS].flatMap((group) => Object.entries(group).flatMap(([service, tellers]) => Object.entries(tellers).map(([name, tell]) => ({ at: `${service} ${name}`, why: (tell as Teller)(a) }))))
