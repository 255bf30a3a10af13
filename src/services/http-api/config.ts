import { choice, count, flag, list, millis, optional, perSecond, seconds, text, type Values } from '../../contract/config.ts'
import { corsFields, hasCors } from '../../contract/http/cors.ts'
import { methodOptions } from '../../contract/http/routes.ts'
import { qualified, stageQualified } from '../../contract/qualifier.ts'

const DG = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/'
const throttle = { rule: 'API-03', aws: `${DG}http-api-throttling.html` }

export const config = {
  integrationTimeoutMs: millis('Integration timeout', { default: 30_000, min: 50, max: 30_000, rule: 'LAM-SYNC-09', aws: `${DG}http-api-quotas.html`, help: 'At most 30 s; the function behind may run on, unheard.' }),
  stage: text('Stage', {
    default: '$default', maxLength: 128, rule: 'API-36', aws: `${DG}http-api-stages.html`,
    pattern: { source: '^(\\$default|[A-Za-z0-9_-]{1,128})$', message: '$default, or letters, digits, - and _.' },
    help: 'A stage with a name stands in the path that the function sees.',
  }),
  stageVariables: list('Stage variables', { name: text('Name', { default: 'alias', maxLength: 64 }), value: text('Value', { maxLength: 512 }) }, { maxRows: 100, rule: 'API-08' }),
  defaultRate: optional(perSecond('Rate of each route', { default: 0, min: 0, max: 1_000_000, group: 'Throttling', ...throttle, help: 'Empty: only the account’s limit, which all APIs share.' })),
  defaultBurst: optional(count('Burst of each route', { default: 0, min: 0, max: 1_000_000, group: 'Throttling', ...throttle })),
  jwtIssuer: text('Issuer', { default: 'https://issuer.example', maxLength: 512, group: 'JWT authorizer', rule: 'API-34', aws: `${DG}http-api-jwt-authorizer.html` }),
  jwtAudience: text('Audience', { default: 'app', maxLength: 512, group: 'JWT authorizer', rule: 'API-34', help: 'With commas between them: aud of the token, or client_id where there is none.' }),
  jwtKeys: text('Public keys', { as: 'json', maxLength: 16_384, group: 'JWT authorizer', rule: 'API-34', aws: `${DG}http-api-jwt-authorizer.html`, help: 'The key set of the issuer: {"keys":[{"kty":"RSA","kid":"a","n":"…","e":"AQAB"}]}. RS256 is checked. Empty: a signature is taken for good.' }),
  jwtSource: text('Token in', { default: '$request.header.Authorization', maxLength: 256, group: 'JWT authorizer', rule: 'API-34' }),
  ...corsFields('API-33', `${DG}http-api-cors.html`),
}
export type HttpConfig = Values<typeof config>

const permission = flag('Statement in the policy', { default: true, rule: 'GEN-05', help: 'What the function’s policy needs to let the API in. Take it away to see how AWS refuses.' })

/** WIR-02: a route and what stands behind it. */
export const wire = {
  method: choice('Method', { default: 'ANY', rule: 'API-30', options: methodOptions }),
  path: text('Path', {
    default: '$default', maxLength: 1_024, rule: 'API-30', aws: `${DG}http-api-develop-routes.html`,
    pattern: { source: '^(\\$default|/[^\\s?#]*)$', message: '$default, or a path such as /todos/{id} or /{proxy+}.' },
    help: '$default takes what no other route takes. {id} is one segment, {proxy+} at the end is all that follows.',
  }),
  ...stageQualified,
  payload: choice('Payload format', { default: '2.0', rule: 'API-32', aws: `${DG}http-api-develop-integrations-lambda.html`, options: [{ value: '2.0', label: '2.0' }, { value: '1.0', label: '1.0', help: 'As REST APIs send it' }] }),
  timeoutMs: optional(millis('Timeout of this route', { default: 30_000, min: 50, max: 30_000, rule: 'WIR-02', help: 'Empty: that of the API.' })),
  authorizer: choice('Authorizer', {
    default: 'none', rule: 'API-34', aws: `${DG}http-api-access-control.html`,
    options: [
      { value: 'none', label: 'None', help: 'Open to all' }, { value: 'jwt', label: 'JWT', help: 'Issuer, audience and scopes of a token' },
      { value: 'lambda', label: 'Lambda', help: 'The function on the API’s authorizer port decides' }, { value: 'iam', label: 'IAM', help: 'Signed requests only' },
    ],
  }),
  scopes: text('Scopes', { maxLength: 512, rule: 'API-34', when: { field: 'authorizer', is: ['jwt'] }, help: 'With spaces between them; the token needs one of them.' }),
  rate: optional(perSecond('Rate', { default: 0, min: 0, max: 1_000_000, ...throttle, help: 'Empty: that of the stage.' })),
  burst: optional(count('Burst', { default: 0, min: 0, max: 1_000_000, ...throttle })),
  permission,
}
export type RouteConfig = Values<typeof wire>

/** Whether what happens depends on what a request says. */
export const looksAt = (api: HttpConfig, routes: readonly RouteConfig[]): boolean =>
  hasCors(api) || routes.length !== 1 || routes[0]!.path !== '$default' || routes[0]!.authorizer !== 'none'

/** WIR-03. */
export const authorizerWire = {
  ...qualified,
  payload: choice('Payload format', { default: '2.0', rule: 'API-34', aws: `${DG}http-api-lambda-authorizer.html`, options: [{ value: '2.0', label: '2.0' }, { value: '1.0', label: '1.0' }] }),
  simple: flag('Simple responses', { default: true, rule: 'API-34', when: { field: 'payload', is: ['2.0'] }, help: 'The function returns { isAuthorized, context }; otherwise a policy.' }),
  identitySources: text('Identity sources', { default: '$request.header.Authorization', maxLength: 1_024, rule: 'API-34', help: 'With commas between them. Missing one is 401, without asking the function.' }),
  ttlSec: seconds('Answers kept for', { default: 0, min: 0, max: 3_600, rule: 'API-34', help: 'One kept answer serves all routes, unless $context.routeKey is an identity source.' }),
  permission,
}
export type AuthorizerConfig = Values<typeof authorizerWire>
