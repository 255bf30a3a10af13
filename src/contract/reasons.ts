/**
 * Why something was refused or lost, in AWS's own words. Rows of the trace carry the position in this list; text for
 * people (the rule, the numbers, what would have helped) is made from it where it is shown.
 */
export const REASONS = [
  { code: '', status: 0 },
  // Lambda, LAM-THR-02
  { code: 'ReservedFunctionConcurrentInvocationLimitExceeded', status: 429 },
  { code: 'ReservedFunctionInvocationRateLimitExceeded', status: 429 },
  { code: 'ConcurrentInvocationLimitExceeded', status: 429 },
  { code: 'FunctionInvocationRateLimitExceeded', status: 429 },
  { code: 'CallerRateLimitExceeded', status: 429 },
  { code: 'ConcurrentSnapshotCreateLimitExceeded', status: 429 },
  // Lambda, LAM-SYNC-04
  { code: 'RequestTooLargeException', status: 413 },
  { code: 'InvalidRequestContentException', status: 400 },
  { code: 'RecursiveInvocationException', status: 400 },
  { code: 'AccessDeniedException', status: 403 },
  { code: 'ResourceNotFoundException', status: 404 },
  { code: 'ResourceConflictException', status: 409 },
  { code: 'ServiceException', status: 500 },
  // Function errors: status 200 with X-Amz-Function-Error
  { code: 'Unhandled', status: 200 },
  { code: 'Sandbox.Timedout', status: 200 },
  { code: 'Runtime.OutOfMemory', status: 200 },
  { code: 'Runtime.ExitError', status: 200 },
  { code: 'Runtime.ImportModuleError', status: 200 },
  { code: 'Runtime.UserCodeSyntaxError', status: 200 },
  { code: 'Runtime.HandlerNotFound', status: 200 },
  { code: 'Runtime.NodejsExit', status: 200 },
  { code: 'Function.ResponseSizeTooLarge', status: 200 },
  // Asynchronous ends, LAM-DEST-02
  { code: 'RetriesExhausted', status: 0 },
  { code: 'EventAgeExceeded', status: 0 },
  { code: 'ZeroReservedConcurrency', status: 0 },
  // Queues and delivery
  { code: 'maxReceiveCount', status: 0 },
  { code: 'MessageRetentionPeriod', status: 0 },
  { code: 'Purged', status: 0 },
  { code: 'OverLimit', status: 403 },
  { code: 'InvalidParameterValue', status: 400 },
  { code: 'DeliveryFailed', status: 0 },
  // HTTP front doors
  { code: 'BadGateway', status: 502 },
  { code: 'GatewayTimeout', status: 504 },
  { code: 'ServiceUnavailable', status: 503 },
  { code: 'InternalServerError', status: 500 },
  { code: 'TooManyRequests', status: 429 },
  { code: 'NotFound', status: 404 },
  // Clients
  { code: 'ClientTimeout', status: 0 },
  { code: 'MissingAuthentication', status: 403 },
  // Streams
  { code: 'RetryAttemptsExhausted', status: 0 },
  { code: 'RecordAgeExceeded', status: 0 },
  // Lambda, LAM-ERR-08, LAM-ERR-11, LAM-LC-17
  { code: 'Runtime.MarshalError', status: 200 },
  { code: 'Runtime.InvalidEntrypoint', status: 200 },
  { code: 'SnapStartTimeoutException', status: 408 },
  // Topics
  { code: 'InvalidParameter', status: 400 },
  { code: 'AuthorizationError', status: 403 },
  { code: 'Throttled', status: 429 },
  { code: 'KMSAccessDenied', status: 400 },
  { code: 'NoSubscription', status: 0 },
  // Buses and schedules
  { code: 'NotAuthorizedForSourceException', status: 400 },
  { code: 'NoMatchingRule', status: 0 },
  { code: 'NO_PERMISSIONS', status: 403 },
  { code: 'INVALID_JSON', status: 400 },
  { code: 'MaximumRetryAttempts', status: 0 },
  { code: 'MaximumEventAgeInSeconds', status: 0 },
  // Buckets
  { code: 'SlowDown', status: 503 },
  { code: 'NoSuchKey', status: 404 },
  { code: 'Overtaken', status: 0 },
  // Code of one's own
  { code: 'Runtime.UnhandledPromiseRejection', status: 200 },
  { code: 'Runtime.MalformedHandlerName', status: 200 },
  { code: 'Runtime.Unknown', status: 200 },
  // Streams and tables
  { code: 'ProvisionedThroughputExceededException', status: 400 },
  { code: 'ThrottlingException', status: 400 },
  { code: 'ValidationException', status: 400 },
  { code: 'ConditionalCheckFailedException', status: 400 },
  { code: 'TransactionCanceledException', status: 400 },
  // HTTP front doors: what they refuse themselves, and what they make of a function
  { code: 'Unauthorized', status: 401 },
  { code: 'Forbidden', status: 403 },
  { code: 'BadRequest', status: 400 },
  { code: 'RequestTooLong', status: 413 },
  { code: 'RequestHeadersTooLarge', status: 431 },
  { code: 'LimitExceeded', status: 429 },
  { code: 'MalformedProxyResponse', status: 502 },
  { code: 'GoneException', status: 410 },
  { code: 'ConnectionLost', status: 0 },
  { code: 'ResponseBroken', status: 200 },
  { code: 'ClientClosed', status: 460 },
  { code: 'LambdaInvalidResponse', status: 502 },
  { code: 'LambdaUnhandled', status: 502 },
  { code: 'LambdaThrottling', status: 502 },
  { code: 'LambdaAccessDenied', status: 502 },
  { code: 'LambdaRequestTooLarge', status: 413 },
  { code: 'LambdaResponseTooLarge', status: 502 },
  { code: 'LambdaWebsocketNotSupported', status: 400 },
  { code: 'BlockedByCors', status: 0 },
  // CloudFront Functions
  { code: 'FunctionExecutionError', status: 503 },
  { code: 'FunctionValidationError', status: 502 },
  { code: 'FunctionThrottled', status: 503 },
  // Distributions: what they refuse, and what they make of functions and origins
  { code: 'GeoBlocked', status: 403 },
  { code: 'MethodNotAllowed', status: 403 },
  { code: 'HttpsOnly', status: 403 },
  { code: 'UriTooLong', status: 414 },
  { code: 'RequestHeaderTooBig', status: 494 },
  { code: 'OriginConnectError', status: 502 },
  { code: 'OriginDnsError', status: 502 },
  { code: 'OriginCommError', status: 504 },
  { code: 'LambdaExecutionError', status: 503 },
  { code: 'LambdaLimitExceeded', status: 503 },
  { code: 'LambdaValidationError', status: 502 },
  { code: 'TooManyInvalidationsInProgress', status: 400 },
  // A topic’s HTTP endpoint said no: a delivery, all the same
  { code: 'EndpointRefused', status: 0 },
] as const
export type ReasonCode = (typeof REASONS)[number]['code']
const NUMBERS = new Map<string, number>(REASONS.map((reason, index) => [reason.code, index]))
export const reason = (code: ReasonCode): number => NUMBERS.get(code)!

const PROVISIONED_THROUGHPUT = reason('ProvisionedThroughputExceededException')
const THROTTLING = reason('ThrottlingException')
/** Refused for want of room, and so worth another try; older services say so with 400 and a name, newer ones with 429. */
export const isThrottle = (status: number, why: number): boolean => status === 429 || why === PROVISIONED_THROUGHPUT || why === THROTTLING
