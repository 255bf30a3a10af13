import { fetchFace } from '../../contract/http/fetch.ts'
import { apiHost } from '../../contract/http/ids.ts'
import { fillStage } from '../../contract/qualifier.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { authorizerWire, config, looksAt, wire } from './config.ts'

export const httpApi = defineService({
  id: 'httpApi',
  title: 'HTTP API',
  group: 'API',
  category: 'api',
  role: () => 'http',
  limit: 'Waits 30 s at most',
  help: 'API Gateway HTTP API: each wire is a route, and passes a request on to a function and its answer back. It never retries. A slow function becomes a 503 although it runs on, a failing or malformed one a 500, a throttled one a 503. No cache, no API keys, no request validation: those are what a REST API has.',
  config,
  ports: [
    { id: 'out', label: 'Routes', side: 'right', several: true, to: { function: 'sync', http: 'sync' }, config: wire, live: Object.keys(wire), fills: fillStage, latency: { p50: 8, p99: 40 } },
    { id: 'authorizer', label: 'Authorizer', side: 'bottom', max: 1, to: { function: 'sync' }, config: authorizerWire, live: Object.keys(authorizerWire), latency: { p50: 8, p99: 40 } },
  ],
  summary: ({ stage }) => (stage === '$default' ? 'HTTP API' : `HTTP API · ${stage}`),
  arn: (name, region, account) => `arn:aws:execute-api:${region}:${account}:${name}/$default`,
  naming: { pattern: /^[\w .-]{1,128}$/, text: 'A name has 1 to 128 letters, digits, spaces, dots or dashes.', stem: 'api' },
  behaviour,
  sdk: fetchFace(apiHost),
  check,
  looks: ({ config: api, outgoing }) => looksAt(api, outgoing.filter((one) => one.port === 'out').map((one) => one.config)),
  usage: (_, sum) => [{ price: 'httpApiRequests', amount: sum('Count') }],
})
