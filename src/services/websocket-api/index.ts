import { fillStage } from '../../contract/qualifier.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { authorizerWire, config, looksAt, wire } from './config.ts'
import { face } from './face.ts'

export const websocketApi = defineService({
  id: 'websocketApi',
  title: 'WebSocket API',
  group: 'API',
  category: 'api',
  role: () => 'http',
  limit: '2 hours a connection, 10 minutes idle',
  help: 'API Gateway WebSocket API: clients keep connections open, functions see single messages. $connect decides who gets in; a field of each message names its route. What a function returns does not reach the client by itself: it posts to the connection by its id, and hears 410 when that is gone. A client sends its messages here over several connections in turn, and what is posted goes back down its wire.',
  config,
  ports: [
    { id: 'out', label: 'Routes', side: 'right', several: true, to: { function: 'sync' }, config: wire, live: Object.keys(wire), fills: fillStage, latency: { p50: 12, p99: 60 } },
    { id: 'authorizer', label: 'Authorizer', side: 'bottom', max: 1, to: { function: 'sync' }, config: authorizerWire, live: Object.keys(authorizerWire), latency: { p50: 8, p99: 40 } },
  ],
  summary: ({ stage }) => `WebSocket · ${stage}`,
  arn: (name, region, account) => `arn:aws:execute-api:${region}:${account}:${name}/prod`,
  naming: { pattern: /^[\w .-]{1,128}$/, text: 'A name has 1 to 128 letters, digits, spaces, dots or dashes.', stem: 'socket' },
  behaviour,
  check,
  sdk: face,
  looks: ({ outgoing }) => outgoing.some((one) => one.port === 'authorizer') || looksAt(outgoing.filter((one) => one.port === 'out').map((one) => one.config)),
  usage: (_, sum) => [{ price: 'websocketMessages', amount: sum('MeteredMessages') }, { price: 'websocketMinutes', amount: sum('ConnectionMinutes') }],
})
