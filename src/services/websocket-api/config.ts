import { bytes, choice, count, flag, list, millis, optional, perSecond, seconds, text, type Values } from '../../contract/config.ts'
import { qualified, stageQualified } from '../../contract/qualifier.ts'

const DG = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/'

export const config = {
  selection: text('Route selection expression', {
    default: '$request.body.action', maxLength: 128, rule: 'API-50', aws: `${DG}websocket-api-develop-routes.html`,
    pattern: { source: '^(\\$request\\.body\\.[\\w.-]+|\\$\\{request\\.body\\.[\\w.-]+\\})$', message: '$request.body. and the name of a field.' }, help: 'The field of a message that names its route.',
  }),
  stage: text('Stage', { default: 'prod', maxLength: 128, rule: 'API-51', pattern: { source: '^[A-Za-z0-9_-]{1,128}$', message: 'Letters, digits, - and _.' } }),
  stageVariables: list('Stage variables', { name: text('Name', { default: 'alias', maxLength: 64 }), value: text('Value', { maxLength: 512 }) }, { maxRows: 100, rule: 'API-51' }),
  integrationTimeoutMs: millis('Integration timeout', { default: 29_000, min: 50, max: 29_000, rule: 'API-50', aws: `${DG}limits.html` }),
  connections: count('Connections of each client', { default: 10, min: 1, max: 10_000, group: 'Connections', rule: 'API-50', help: 'A client sends its messages over so many connections in turn; each opens with its first message.' }),
  closeAfterSec: seconds('A client closes after', { default: 0, min: 0, max: 7_200, group: 'Connections', rule: 'API-50', help: '0: it stays until it was idle for 10 minutes, or two hours are over.' }),
  leaves: choice('And leaves', {
    default: 'closes', group: 'Connections', rule: 'API-50',
    options: [
      { value: 'closes', label: 'With a close frame', help: '$disconnect hears 1000 at once' },
      { value: 'vanishes', label: 'Without a word', help: 'As a phone in a tunnel: the API knows it ten idle minutes later, and what is posted until then is lost' },
    ],
  }),
  comesBackSec: optional(seconds('Comes back after', { default: 1, min: 0, max: 7_200, group: 'Connections', rule: 'API-50', help: 'When its connection has ended, with the handshake of the first. Empty: with its next message.' })),
  frameBytes: bytes('Frames of a client', { default: 32_768, min: 1, max: 131_072, group: 'Connections', rule: 'API-50', aws: `${DG}apigateway-execution-service-websocket-limits-table.html`, help: 'A longer message is sent in several. A frame of more than 32 KB ends the connection with 1009.' }),
  rate: optional(perSecond('Rate of each route', { default: 0, min: 0, max: 1_000_000, group: 'Throttling', rule: 'API-03', help: 'Empty: only the account’s limit, which all APIs share.' })),
  burst: optional(count('Burst of each route', { default: 0, min: 0, max: 1_000_000, group: 'Throttling', rule: 'API-03' })),
}
export type SocketConfig = Values<typeof config>

const permission = flag('Statement in the policy', { default: true, rule: 'GEN-05', help: 'What the function’s policy needs to let the API in. Take it away to see how AWS refuses.' })

export const wire = {
  route: text('Route', {
    maxLength: 128, rule: 'API-50', aws: `${DG}websocket-api-develop-routes.html`, pattern: { source: '^[\\w$.:/-]*$', message: '$connect, $disconnect, $default, or a word that messages name.' },
    help: 'Empty: $connect, $disconnect and $default. Else one route: one of these, or a word of your own.',
  }),
  ...stageQualified,
  replies: flag('Sends back what the function returns', { rule: 'API-50', aws: `${DG}apigateway-websocket-api-route-response.html`, help: 'A route response: without it the function has to post to the connection.' }),
  permission,
}
export type RouteConfig = Values<typeof wire>

/** WIR-03: asked once, when a connection opens. */
export const authorizerWire = {
  ...qualified,
  identitySources: text('Identity sources', { default: 'route.request.header.Authorization', maxLength: 1_024, rule: 'API-50', help: 'With commas between them. Missing one is 401, without asking the function.' }),
  permission,
}
export type AuthorizerConfig = Values<typeof authorizerWire>

/** Whether what happens depends on what a message says. */
export const looksAt = (routes: readonly RouteConfig[]): boolean => routes.length !== 1 || routes[0]!.route !== ''

