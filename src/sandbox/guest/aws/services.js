// @ts-nocheck
/** The clients that need no more than a list: what they can do, and what they throw. */
const { clientModule, pages } = part('aws/core')
const dates = (...names) => ({
  finish: (output) => {
    for (const name of names) if (typeof output[name] === 'string' || typeof output[name] === 'number') output[name] = new Date(output[name])
    return output
  },
})
/** A payload: bytes that can be told as text. */
const payload = {
  finish: (output) => {
    if (output.Payload === undefined || output.Payload === null) return output
    const bytes = typeof output.Payload === 'string' ? Buffer.from(output.Payload) : output.Payload
    core.define(bytes, 'transformToString', (encoding) => Buffer.from(bytes).toString(encoding))
    return { ...output, Payload: bytes }
  },
}

const parameters = { finish: (output) => (output.Parameters?.forEach((one) => dates('LastModifiedDate').finish(one)), output) }

const all = {
  sns: { service: 'SNS', operations: { Publish: null, PublishBatch: null, ConfirmSubscription: null, GetTopicAttributes: null, GetSubscriptionAttributes: null, SetSubscriptionAttributes: null, ListSubscriptionsByTopic: null }, failures: ['NotFoundException', 'InvalidParameterException', 'InvalidParameterValueException', 'AuthorizationErrorException', 'EndpointDisabledException', 'InternalErrorException', 'ThrottledException', 'BatchEntryIdsNotDistinctException', 'EmptyBatchRequestException', 'TooManyEntriesInBatchRequestException', 'BatchRequestTooLongException', 'InvalidBatchEntryIdException', 'KMSThrottlingException', 'PlatformApplicationDisabledException', 'ValidationException'] },
  eventbridge: { service: 'EventBridge', operations: { PutEvents: null }, failures: ['InternalException', 'ResourceNotFoundException', 'ConcurrentModificationException', 'InvalidEventPatternException', 'LimitExceededException', 'ManagedRuleException', 'PolicyLengthExceededException', 'ResourceAlreadyExistsException'] },
  scheduler: { service: 'Scheduler', operations: { CreateSchedule: null, DeleteSchedule: null }, failures: ['ResourceNotFoundException', 'ConflictException', 'ValidationException', 'ThrottlingException', 'ServiceQuotaExceededException', 'InternalServerException'] },
  kinesis: { service: 'Kinesis', operations: { PutRecord: null, PutRecords: null }, failures: ['ResourceNotFoundException', 'ProvisionedThroughputExceededException', 'InvalidArgumentException', 'AccessDeniedException', 'KMSThrottlingException', 'InternalFailureException', 'LimitExceededException', 'ResourceInUseException'] },
  firehose: { service: 'Firehose', operations: { PutRecord: null, PutRecordBatch: null }, failures: ['ResourceNotFoundException', 'InvalidArgumentException', 'InvalidKMSResourceException', 'InvalidSourceException', 'ServiceUnavailableException', 'LimitExceededException'] },
  lambda: { service: 'Lambda', operations: { Invoke: payload, GetFunctionConfiguration: null }, failures: ['ResourceNotFoundException', 'TooManyRequestsException', 'ServiceException', 'InvalidParameterValueException', 'InvalidRequestContentException', 'RequestTooLargeException', 'ResourceConflictException', 'ResourceNotReadyException', 'UnsupportedMediaTypeException', 'EC2ThrottledException', 'RecursiveInvocationException', 'SnapStartTimeoutException'] },
  sfn: { service: 'SFN', operations: { StartExecution: dates('startDate'), StartSyncExecution: dates('startDate', 'stopDate'), SendTaskSuccess: null, SendTaskFailure: null, SendTaskHeartbeat: null, DescribeExecution: dates('startDate', 'stopDate') }, failures: ['StateMachineDoesNotExist', 'ExecutionAlreadyExists', 'ExecutionDoesNotExist', 'ExecutionLimitExceeded', 'InvalidArn', 'InvalidExecutionInput', 'InvalidName', 'InvalidOutput', 'InvalidToken', 'TaskDoesNotExist', 'TaskTimedOut', 'StateMachineDeleting'] },
  ses: { service: 'SES', operations: { SendEmail: null, SendRawEmail: null }, failures: ['MessageRejected', 'MailFromDomainNotVerifiedException', 'ConfigurationSetDoesNotExistException', 'AccountSendingPausedException'] },
  sesv2: { service: 'SESv2', operations: { SendEmail: null }, failures: ['MessageRejected', 'MailFromDomainNotVerifiedException', 'NotFoundException', 'BadRequestException', 'TooManyRequestsException', 'AccountSuspendedException', 'SendingPausedException', 'LimitExceededException'] },
  'secrets-manager': { service: 'SecretsManager', operations: { GetSecretValue: dates('CreatedDate'), PutSecretValue: null, UpdateSecretVersionStage: null, DescribeSecret: dates('CreatedDate', 'LastChangedDate', 'LastRotatedDate') }, failures: ['ResourceNotFoundException', 'DecryptionFailure', 'InvalidParameterException', 'InvalidRequestException', 'InternalServiceError', 'EncryptionFailure', 'LimitExceededException', 'ResourceExistsException'] },
  kms: { service: 'KMS', operations: { Encrypt: null, Decrypt: null, GenerateDataKey: null }, failures: ['NotFoundException', 'DisabledException', 'InvalidCiphertextException', 'KeyUnavailableException', 'InvalidGrantTokenException', 'KMSInternalException', 'KMSInvalidStateException', 'IncorrectKeyException', 'InvalidKeyUsageException', 'DependencyTimeoutException'] },
  ssm: { service: 'SSM', operations: { GetParameter: { finish: (output) => (output.Parameter && dates('LastModifiedDate').finish(output.Parameter), output) }, GetParameters: parameters, GetParametersByPath: parameters }, failures: ['ParameterNotFound', 'ParameterVersionNotFound', 'InternalServerError', 'InvalidKeyId', 'InvalidFilterKey', 'InvalidFilterOption', 'InvalidFilterValue', 'InvalidNextToken', 'ThrottlingException'] },
  cloudwatch: { service: 'CloudWatch', operations: { PutMetricData: null }, failures: ['InternalServiceFault', 'InvalidParameterCombinationException', 'InvalidParameterValueException', 'MissingRequiredParameterException', 'LimitExceededException'] },
  apigatewaymanagementapi: { service: 'ApiGatewayManagementApi', operations: { PostToConnection: null, DeleteConnection: null, GetConnection: dates('ConnectedAt', 'LastActiveAt') }, failures: ['GoneException', 'ForbiddenException', 'LimitExceededException', 'PayloadTooLargeException'] },
  codepipeline: { service: 'CodePipeline', operations: { PutJobSuccessResult: null, PutJobFailureResult: null }, failures: ['JobNotFoundException', 'InvalidJobStateException', 'ValidationException', 'OutputVariablesSizeExceededException'] },
  codedeploy: { service: 'CodeDeploy', operations: { PutLifecycleEventHookExecutionStatus: null }, failures: ['DeploymentDoesNotExistException', 'InvalidLifecycleEventHookExecutionIdException', 'InvalidLifecycleEventHookExecutionStatusException', 'LifecycleEventAlreadyCompletedException'] },
  'config-service': { service: 'ConfigService', operations: { PutEvaluations: null }, failures: ['InvalidParameterValueException', 'InvalidResultTokenException', 'NoSuchConfigRuleException'] },
  'cognito-identity-provider': { service: 'CognitoIdentityProvider', operations: { AdminGetUser: dates('UserCreateDate', 'UserLastModifiedDate'), AdminUpdateUserAttributes: null, AdminInitiateAuth: null }, failures: ['UserNotFoundException', 'NotAuthorizedException', 'ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'UserNotConfirmedException', 'PasswordResetRequiredException', 'InternalErrorException'] },
  sts: { service: 'STS', operations: { GetCallerIdentity: null, AssumeRole: { finish: (output) => (output.Credentials && dates('Expiration').finish(output.Credentials), output) } }, failures: ['ExpiredTokenException', 'MalformedPolicyDocumentException', 'PackedPolicyTooLargeException', 'RegionDisabledException'] },
}

const made = Object.create(null)
for (const name of Object.keys(all)) {
  Object.defineProperty(exports, name, {
    enumerable: true,
    get: () => {
      if (!made[name]) {
        made[name] = clientModule({ client: all[name].service, ...all[name] })
        if (name === 'ssm') made[name].paginateGetParametersByPath = pages(made[name].GetParametersByPathCommand, 'NextToken', 'NextToken', 'MaxResults')
      }
      return made[name]
    },
  })
}
