import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { config, wire } from './config.ts'

export const httpApi = defineService({
  id: 'httpApi',
  title: 'HTTP API',
  group: 'API',
  category: 'api',
  role: () => 'http',
  limit: 'Waits 30 s at most',
  help: 'API Gateway HTTP API: passes a request on to a function and its answer back. It never retries; a slow function becomes a 503 although it runs on.',
  config,
  ports: [{ id: 'out', label: 'Routes', side: 'right', to: { function: 'sync', http: 'sync' }, config: wire, latency: { p50: 8, p99: 40 } }],
  summary: () => 'HTTP API',
  arn: (name, region, account) => `arn:aws:execute-api:${region}:${account}:${name}/$default`,
  naming: { pattern: /^[\w .-]{1,128}$/, text: 'A name has 1 to 128 letters, digits, spaces, dots or dashes.', stem: 'api' },
  behaviour,
  usage: (_, sum) => [{ price: 'httpApiRequests', amount: sum('Count') }],
})
