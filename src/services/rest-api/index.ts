import { fetchFace } from '../../contract/http/fetch.ts'
import { apiHost } from '../../contract/http/ids.ts'
import { fillStage } from '../../contract/qualifier.ts'
import { stageOf } from './variables.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { authorizerWire, config, looksAt, wire } from './config.ts'

export const restApi = defineService({
  id: 'restApi',
  title: 'REST API',
  group: 'API',
  category: 'api',
  role: () => 'http',
  limit: 'Waits 29 s by default',
  help: 'API Gateway REST API: each wire is a method of a resource. Beside what an HTTP API does it has keys with usage plans, request validation, a cache, mapping templates and integrations with other services. A proxy’s answer has to have exactly the right shape: one key too many, or a body that is no text, is 502. Whatever Lambda refuses, a throttle too, is 500; an unknown path is 403. It never retries, and a function that is too slow runs on after the 504.',
  config,
  ports: [
    {
      id: 'out', label: 'Methods', side: 'right', several: true, config: wire, live: Object.keys(wire), fills: (api, method) => fillStage({ stageVariables: stageOf(api, method.deployment === 'canary') }, method), latency: { p50: 12, p99: 60 },
      to: { function: 'sync', http: 'sync', queue: 'publish', fifo: 'publish', topic: 'publish', fifoTopic: 'publish', bus: 'publish', stream: 'publish', table: 'data', bucket: 'data' },
    },
    { id: 'authorizer', label: 'Authorizer', side: 'bottom', max: 1, to: { function: 'sync' }, config: authorizerWire, live: Object.keys(authorizerWire), latency: { p50: 8, p99: 40 } },
  ],
  summary: ({ stage, cache }) => `REST API · ${stage}${cache ? ' · cache' : ''}`,
  arn: (name, region, account) => `arn:aws:execute-api:${region}:${account}:${name}/prod`,
  naming: { pattern: /^[\w .-]{1,128}$/, text: 'A name has 1 to 128 letters, digits, spaces, dots or dashes.', stem: 'rest-api' },
  behaviour,
  sdk: fetchFace(apiHost),
  check,
  looks: ({ config: api, outgoing }) => {
    const methods = outgoing.filter((one) => one.port === 'out')
    return looksAt(api, methods.map((one) => one.config)) || methods.some((one) => one.peer.role !== 'function')
  },
  usage: (values, sum) => [
    { price: 'restApiRequests', amount: sum('Count') + sum('StreamedRequests') },
    ...(values.cache ? [{ price: 'restApiCache' as const, amount: sum('CacheHours') * (CACHE_PRICE[values.cacheSizeGb] ?? 1) }] : []),
  ],
})

/** Dollars an hour of each size, in units of the smallest. */
const CACHE_PRICE: { readonly [size: string]: number } = { '0.5': 1, '1.6': 1.9, '6.1': 10, '13.5': 12.5, '28.4': 25, '58.2': 50, '118': 95, '237': 190 }
