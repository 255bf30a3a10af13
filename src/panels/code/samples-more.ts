/** Events of the sources that seldom change: those around other services' own doings. */
const ACCOUNT = '123456789012'
const REGION = 'us-east-1'
const TIME = '2026-01-01T00:00:00.000Z'
const ID = '1f2e3d4c-5b6a-4978-8899-aabbccddeeff'
const POOL = { region: REGION, userPoolId: `${REGION}_Example01`, userName: 'ada', callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' } }

const headers = { authorization: 'Bearer allow-me', host: 'abc123.execute-api.us-east-1.amazonaws.com' }
const stack = `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/shop/${ID}`
const intent = { name: 'BookHotel', slots: { City: { shape: 'Scalar', value: { originalValue: 'Oslo', interpretedValue: 'Oslo', resolvedValues: ['Oslo'] } } }, state: 'ReadyForFulfillment', confirmationState: 'None' }
const verdict = { status: 'PASS' }

export const MORE = [
  {
    id: 'authorizer-v2', title: 'HTTP API authorizer (2.0)',
    event: {
      version: '2.0', type: 'REQUEST', routeArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:abc123/$default/GET/orders`, identitySource: ['Bearer allow-me'], routeKey: 'GET /orders', rawPath: '/orders', rawQueryString: '', headers,
      requestContext: { accountId: ACCOUNT, apiId: 'abc123', domainName: headers.host, domainPrefix: 'abc123', http: { method: 'GET', path: '/orders', protocol: 'HTTP/1.1', sourceIp: '203.0.113.10', userAgent: 'curl/8.5.0' }, requestId: 'JKJaXmPLvHcESHA=', routeKey: 'GET /orders', stage: '$default', time: '01/Jan/2026:00:00:00 +0000', timeEpoch: 1_767_225_600_000 },
    },
  },
  {
    id: 'sign-up', title: 'Cognito, before sign-up',
    event: { version: '1', ...POOL, triggerSource: 'PreSignUp_SignUp', request: { userAttributes: { email: 'ada@example.com' }, validationData: null, clientMetadata: {} }, response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false } },
  },
  {
    id: 'token', title: 'Cognito, before a token is made',
    event: { version: '1', ...POOL, triggerSource: 'TokenGeneration_Authentication', request: { userAttributes: { sub: ID, email_verified: 'true', 'cognito:user_status': 'CONFIRMED', email: 'ada@example.com' }, groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null }, clientMetadata: {} }, response: { claimsOverrideDetails: null } },
  },
  {
    id: 'mail', title: 'SES mail',
    event: {
      Records: [{
        eventSource: 'aws:ses', eventVersion: '1.0',
        ses: {
          mail: { timestamp: TIME, source: 'ada@example.org', messageId: 'o3vrnil0e2ic28tr', destination: ['orders@example.com'], headersTruncated: false, headers: [{ name: 'Subject', value: 'An order' }], commonHeaders: { returnPath: 'ada@example.org', from: ['ada@example.org'], date: 'Thu, 1 Jan 2026 00:00:00 +0000', to: ['orders@example.com'], messageId: `<${ID}@example.com>`, subject: 'An order' } },
          receipt: { timestamp: TIME, processingTimeMillis: 574, recipients: ['orders@example.com'], spamVerdict: verdict, virusVerdict: verdict, spfVerdict: verdict, dkimVerdict: verdict, dmarcVerdict: verdict, dmarcPolicy: 'reject', action: { type: 'Lambda', functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:mail`, invocationType: 'RequestResponse' } },
        },
      }],
    },
  },
  { id: 'device', title: 'IoT rule', event: { device: 'cellar-1', temperature: 34.5, topic: 'sensors/cellar-1', at: 1_767_225_600_000 } },
  {
    id: 'pipeline', title: 'CodePipeline job',
    event: { 'CodePipeline.job': { id: ID, accountId: ACCOUNT, data: { actionConfiguration: { configuration: { FunctionName: 'check', UserParameters: 'https://shop.example.com' } }, inputArtifacts: [{ location: { s3Location: { bucketName: 'artifacts', objectKey: 'shop/SourceArti/1a2b3c4' }, type: 'S3' }, revision: null, name: 'SourceArtifact' }], outputArtifacts: [], artifactCredentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'EXAMPLE', sessionToken: 'EXAMPLE', expirationTime: 1_767_229_200_000 } } } },
  },
  {
    id: 'resource', title: 'CloudFormation custom resource',
    event: { RequestType: 'Create', ServiceToken: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:resource`, ResponseURL: `https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/${encodeURIComponent(`${stack}|Seed|${ID}`)}?AWSAccessKeyId=EXAMPLE`, StackId: stack, RequestId: ID, LogicalResourceId: 'Seed', ResourceType: 'Custom::Seed', ResourceProperties: { ServiceToken: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:resource`, Table: 'orders' } },
  },
  {
    id: 'rule', title: 'AWS Config rule',
    event: {
      version: '1.0', ruleParameters: '{"desiredInstanceType":"t2.micro"}', resultToken: 'EXAMPLE', eventLeftScope: false, executionRoleArn: `arn:aws:iam::${ACCOUNT}:role/config-role`, configRuleArn: `arn:aws:config:${REGION}:${ACCOUNT}:config-rule/config-rule-0123456`, configRuleName: 'instance-type', configRuleId: 'config-rule-0123456', accountId: ACCOUNT,
      invokingEvent: JSON.stringify({ configurationItem: { configurationItemCaptureTime: TIME, awsAccountId: ACCOUNT, configurationItemStatus: 'OK', resourceId: 'i-0123456789abcdef0', ARN: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0123456789abcdef0`, awsRegion: REGION, resourceType: 'AWS::EC2::Instance', configuration: { instanceType: 'm5.large' }, tags: {}, relationships: [] }, messageType: 'ConfigurationItemChangeNotification' }),
    },
  },
  {
    id: 'bot', title: 'Lex V2',
    event: {
      messageVersion: '1.0', invocationSource: 'FulfillmentCodeHook', inputMode: 'Text', responseContentType: 'text/plain; charset=utf-8', sessionId: '1f2e3d4c', inputTranscript: 'a room in Oslo', bot: { id: 'EXAMPLE123', name: 'hotel', aliasId: 'TSTALIASID', aliasName: 'TestBotAlias', localeId: 'en_US', version: 'DRAFT' },
      interpretations: [{ intent, nluConfidence: 0.95 }], proposedNextState: { dialogAction: { type: 'Close' }, intent }, requestAttributes: {}, sessionState: { activeContexts: [], sessionAttributes: {}, runtimeHints: {}, intent, originatingRequestId: ID }, transcriptions: [],
    },
  },
  {
    id: 'skill', title: 'Alexa skill',
    event: { version: '1.0', session: { new: true, sessionId: 'amzn1.echo-api.session.EXAMPLE', application: { applicationId: 'amzn1.ask.skill.EXAMPLE' }, attributes: {}, user: { userId: 'amzn1.ask.account.EXAMPLE' } }, context: {}, request: { type: 'IntentRequest', requestId: `amzn1.echo-api.request.${ID}`, timestamp: '2026-01-01T00:00:00Z', locale: 'en-US', intent: { name: 'OrderIntent', confirmationStatus: 'NONE', slots: {} } } },
  },
  { id: 'task', title: 'S3 Batch Operations', event: { invocationSchemaVersion: '1.0', invocationId: 'YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo', job: { id: ID }, tasks: [{ taskId: 'dGFza2lkZ29lc2hlcmUK', s3Key: 'photos/a+cat%21.jpg', s3VersionId: null, s3BucketArn: 'arn:aws:s3:::photos' }] } },
  {
    id: 'push', title: 'CodeCommit',
    event: { Records: [{ awsRegion: REGION, codecommit: { references: [{ commit: '5c4ef1049f1d27deadbeeff313e0730018be182b', ref: 'refs/heads/main' }] }, eventId: ID, eventName: 'ReferenceChanges', eventPartNumber: 1, eventSource: 'aws:codecommit', eventSourceARN: `arn:aws:codecommit:${REGION}:${ACCOUNT}:shop`, eventTime: '2026-01-01T00:00:00.000+0000', eventTotalParts: 1, eventTriggerConfigId: ID, eventTriggerName: 'tests-trigger', eventVersion: '1.0', userIdentityARN: `arn:aws:iam::${ACCOUNT}:user/developer` }] },
  },
] as const
