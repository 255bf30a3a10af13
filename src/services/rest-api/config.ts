import { choice, count, flag, list, millis, optional, percent, perSecond, seconds, text, type Values } from '../../contract/config.ts'
import { methodOptions } from '../../contract/http/routes.ts'
import { qualified, stageQualified } from '../../contract/qualifier.ts'

const DG = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/'
const throttle = { rule: 'API-03', aws: `${DG}api-gateway-request-throttling.html` }
const cached = { group: 'Cache', rule: 'API-10', aws: `${DG}api-gateway-caching.html`, when: { field: 'cache', is: [true] } }

export const RESPONSE_TYPES = [
  'DEFAULT_4XX', 'DEFAULT_5XX', 'ACCESS_DENIED', 'AUTHORIZER_CONFIGURATION_ERROR', 'AUTHORIZER_FAILURE', 'BAD_REQUEST_BODY', 'BAD_REQUEST_PARAMETERS',
  'INTEGRATION_FAILURE', 'INTEGRATION_TIMEOUT', 'INVALID_API_KEY', 'MISSING_AUTHENTICATION_TOKEN', 'QUOTA_EXCEEDED', 'REQUEST_TOO_LARGE', 'THROTTLED', 'UNAUTHORIZED',
] as const
export type ResponseType = (typeof RESPONSE_TYPES)[number]

export const config = {
  endpointType: choice('Endpoint', {
    default: 'EDGE', rule: 'API-15', aws: `${DG}api-gateway-api-endpoint-types.html`,
    options: [{ value: 'EDGE', label: 'Edge-optimized', help: 'Behind a CloudFront of its own' }, { value: 'REGIONAL', label: 'Regional' }, { value: 'PRIVATE', label: 'Private' }],
  }),
  integrationTimeoutMs: millis('Integration timeout', { default: 29_000, min: 50, max: 300_000, rule: 'LAM-SYNC-09', aws: `${DG}limits.html`, help: '29 s at most, unless the quota of a Regional or private API was raised. The function behind may run on, unheard.' }),
  stage: text('Stage', { default: 'prod', maxLength: 128, rule: 'API-08', aws: `${DG}set-up-stages.html`, pattern: { source: '^[A-Za-z0-9_-]{1,128}$', message: 'Letters, digits, - and _.' } }),
  stageVariables: list('Stage variables', { name: text('Name', { default: 'alias', maxLength: 64 }), value: text('Value', { maxLength: 512 }) }, { maxRows: 100, rule: 'API-08', aws: `${DG}stage-variables.html` }),
  binaryMediaTypes: text('Binary media types', { maxLength: 512, rule: 'API-07', aws: `${DG}api-gateway-payload-encodings.html`, help: 'With commas between them. All others travel as text, and Base64 is passed on as it is.' }),
  corsOrigins: text('Answers OPTIONS for origins', { maxLength: 512, rule: 'API-14', aws: `${DG}how-to-cors.html`, help: 'Adds OPTIONS methods that answer browsers, as the console does. The function has to send Access-Control-Allow-Origin itself on everything else.' }),
  stageRate: optional(perSecond('Rate of each method', { default: 0, min: 0, max: 1_000_000, group: 'Throttling', ...throttle, help: 'Empty: only the account’s limit, which all APIs share.' })),
  stageBurst: optional(count('Burst of each method', { default: 0, min: 0, max: 1_000_000, group: 'Throttling', ...throttle })),
  keys: list('API keys', {
    name: text('Name', { default: 'partner', maxLength: 64 }),
    value: text('Key', { default: 'key-of-twenty-characters', maxLength: 128 }),
    rate: optional(perSecond('Rate', { default: 0, min: 0, max: 1_000_000 })),
    burst: optional(count('Burst', { default: 0, min: 0, max: 1_000_000 })),
    quota: optional(count('Quota', { default: 0, min: 0, max: 1_000_000_000 })),
    period: choice('Period', { default: 'DAY', options: [{ value: 'DAY', label: 'a day' }, { value: 'WEEK', label: 'a week' }, { value: 'MONTH', label: 'a month' }] }),
  }, { maxRows: 50, group: 'Usage plans', rule: 'API-03', aws: `${DG}api-gateway-api-usage-plans.html`, help: 'Each with the limits of its plan; asked for by methods that want a key.' }),
  canaryPercent: percent('Share of the canary', { default: 0, min: 0, max: 100, step: 0.1, group: 'Canary', rule: 'API-09', aws: `${DG}canary-release.html`, help: 'Requests that go to the canary: to the methods of its deployment, under its variables. Promote it by making its methods those of the stage, and setting this to 0.' }),
  canaryVariables: list('Variables of the canary', { name: text('Name', { default: 'alias', maxLength: 64 }), value: text('Value', { maxLength: 512 }) }, { maxRows: 100, group: 'Canary', rule: 'API-09', help: 'In place of those of the stage with the same names.' }),
  cache: flag('Cache', { group: 'Cache', rule: 'API-10', aws: `${DG}api-gateway-caching.html`, help: 'Of GET methods, unless a method says otherwise. Paid by the hour.' }),
  cacheSizeGb: choice('Size', { default: '0.5', ...cached, options: ['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237'].map((value) => ({ value, label: `${value} GB` })) }),
  cacheTtlSec: seconds('Kept for', { default: 300, min: 0, max: 3_600, ...cached }),
  invalidation: choice('Max-age=0 without permission', {
    default: 'warn', ...cached, help: 'What happens to a request that asks for a fresh answer without being signed.',
    options: [{ value: 'fail', label: 'Refused with 403' }, { value: 'warn', label: 'Ignored, with a warning' }, { value: 'ignore', label: 'Ignored' }, { value: 'open', label: 'Allowed to all' }],
  }),
  gatewayResponses: list('Gateway responses', {
    type: choice('Type', { default: 'DEFAULT_4XX', options: RESPONSE_TYPES.map((value) => ({ value, label: value })) }),
    status: optional(count('Status', { default: 400, min: 200, max: 599 })),
    headers: text('Headers', { default: 'Access-Control-Allow-Origin: *', maxLength: 512 }),
    body: text('Body', { default: '{"message":$context.error.messageString}', maxLength: 1_024 }),
  }, { maxRows: 20, group: 'Gateway responses', rule: 'API-14', aws: `${DG}api-gateway-gatewayResponse-definition.html`, help: 'What the API says when it answers itself.' }),
}
export type RestConfig = Values<typeof config>
export type RestKey = RestConfig['keys'][number]

const permission = flag('Statement in the policy', { default: true, rule: 'GEN-05', help: 'What the function’s policy needs to let the API in. Take it away to see how AWS refuses.' })
const custom = { when: { field: 'integration', is: ['custom'] } }

/** WIR-02: a method of a resource, and its integration. */
export const wire = {
  method: choice('Method', { default: 'ANY', rule: 'API-01', options: methodOptions }),
  path: text('Resource', {
    maxLength: 1_024, rule: 'API-01', aws: `${DG}api-gateway-method-settings-method-request.html`,
    pattern: { source: '^(|/[^\\s?#]*)$', message: 'Empty, or a path such as /todos/{id} or /{proxy+}.' },
    help: 'Empty: the root and all below it. {id} is one segment, {proxy+} at the end is all that follows.',
  }),
  ...stageQualified,
  deployment: choice('Deployment', {
    default: 'both', rule: 'API-09', aws: `${DG}canary-release.html`, help: 'A method that is deployed only to the canary takes the place of the same one there.',
    options: [{ value: 'both', label: 'Stage and canary' }, { value: 'stage', label: 'Stage only' }, { value: 'canary', label: 'Canary only' }],
  }),
  integration: choice('Integration', {
    default: 'proxy', rule: 'API-16', aws: `${DG}api-gateway-integration-types.html`,
    options: [{ value: 'proxy', label: 'Proxy', help: 'The whole request as an event, the answer as it is' }, { value: 'custom', label: 'Not proxy', help: 'Mapping templates on the way in and out' }],
  }),
  async: flag('Invoke as an event', { rule: 'WIR-02', aws: `${DG}set-up-lambda-integration-async.html`, ...custom, help: 'X-Amz-Invocation-Type: Event. The caller hears 200 at once; Lambda retries.' }),
  action: text('Action', { maxLength: 64, rule: 'API-16', help: 'Of a service that is no function: SendMessage, Publish, PutEvents, PutRecord, PutItem … Empty: the plain one of each.' }),
  requestTemplate: text('Request template', { as: 'lines', maxLength: 8_192, rule: 'API-16', aws: `${DG}api-gateway-mapping-template-reference.html`, help: 'Empty: the body as it is. $input.json(\'$.x\'), $input.params(\'x\'), $context.…, $stageVariables.…, $util.…, #set, #if, #foreach.' }),
  responses: list('Responses', {
    pattern: text('When the error is', { maxLength: 256 }),
    status: count('Status', { default: 200, min: 100, max: 599 }),
    template: text('Template', { maxLength: 4_096 }),
    headers: text('Headers', { maxLength: 512 }),
  }, { maxRows: 20, rule: 'API-16', aws: `${DG}handle-errors-in-lambda-integration.html`, help: 'A pattern has to match the whole error message (of a service: the status). Empty: everything else.' }),
  timeoutMs: optional(millis('Timeout of this method', { default: 29_000, min: 50, max: 900_000, rule: 'WIR-02', help: 'Empty: that of the API. A streamed response may take 15 minutes.' })),
  authorizer: choice('Authorizer', {
    default: 'none', rule: 'API-11', aws: `${DG}apigateway-control-access-to-api.html`,
    options: [{ value: 'none', label: 'None', help: 'Open to all' }, { value: 'lambda', label: 'Lambda', help: 'The function on the API’s authorizer port decides' }, { value: 'iam', label: 'IAM', help: 'Signed requests only' }],
  }),
  apiKey: flag('API key required', { rule: 'API-04', aws: `${DG}api-gateway-setup-api-key-with-console.html` }),
  validator: choice('Validates', { default: 'none', rule: 'API-04', aws: `${DG}api-gateway-method-request-validation.html`, options: [{ value: 'none', label: 'Nothing' }, { value: 'params', label: 'Parameters' }, { value: 'body', label: 'Body' }, { value: 'both', label: 'Parameters and body' }] }),
  required: text('Required parameters', { maxLength: 512, rule: 'API-04', when: { field: 'validator', is: ['params', 'both'] }, help: 'With commas: querystring.page, header.X-Tenant.' }),
  model: text('Model', { as: 'json', maxLength: 16_384, rule: 'API-04', when: { field: 'validator', is: ['body', 'both'] }, help: 'A JSON schema for the body.' }),
  caching: choice('Cached', { default: 'default', rule: 'API-10', options: [{ value: 'default', label: 'As the stage says' }, { value: 'on', label: 'Yes' }, { value: 'off', label: 'No' }] }),
  cacheKeys: text('Cache keys', { maxLength: 512, rule: 'API-10', aws: `${DG}api-gateway-caching.html`, help: 'With commas: querystring.page, header.Accept, path.id. What is not named does not tell answers apart.' }),
  rate: optional(perSecond('Rate', { default: 0, min: 0, max: 1_000_000, ...throttle, help: 'Empty: that of the stage.' })),
  burst: optional(count('Burst', { default: 0, min: 0, max: 1_000_000, ...throttle })),
  transfer: choice('Response', {
    default: 'BUFFERED', rule: 'LAM-SYNC-07', aws: `${DG}response-transfer-mode.html`, when: { field: 'integration', is: ['proxy'] },
    options: [{ value: 'BUFFERED', label: 'Buffered', help: 'The caller has it when it is whole' }, { value: 'STREAM', label: 'Streamed', help: 'As the function writes it, for up to 15 minutes; nothing is cached' }],
  }),
  permission,
}
export type MethodConfig = Values<typeof wire>

/** WIR-03. */
export const authorizerWire = {
  type: choice('Type', { default: 'TOKEN', rule: 'API-11', aws: `${DG}apigateway-use-lambda-authorizer.html`, options: [{ value: 'TOKEN', label: 'TOKEN', help: 'One header' }, { value: 'REQUEST', label: 'REQUEST', help: 'Headers, query, stage variables' }] }),
  ...qualified,
  identitySources: text('Identity sources', { default: 'method.request.header.Authorization', maxLength: 1_024, rule: 'API-11', help: 'With commas between them. Missing one is 401, without asking the function.' }),
  validation: text('Token pattern', { maxLength: 256, rule: 'API-11', when: { field: 'type', is: ['TOKEN'] }, help: 'A regular expression; a token that does not match is 401, without asking the function.' }),
  ttlSec: seconds('Policies kept for', { default: 300, min: 0, max: 3_600, rule: 'API-11', help: 'A kept policy is asked about every method: one that names a single method denies the others.' }),
  permission,
}
export type AuthorizerConfig = Values<typeof authorizerWire>

/** Whether what happens depends on what a request says. */
export const looksAt = (api: RestConfig, methods: readonly MethodConfig[]): boolean => {
  const [only] = methods
  return methods.length !== 1 || only!.deployment !== 'both' || api.canaryPercent > 0 || only!.path !== '' || only!.method !== 'ANY' || only!.integration !== 'proxy' || only!.authorizer !== 'none' || only!.apiKey || only!.validator !== 'none' || api.cache || api.corsOrigins !== ''
}

