import { fetchFace } from '../../contract/http/fetch.ts'
import { urlHost } from '../../contract/http/ids.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config, looksAt, wire } from './config.ts'

export const functionUrl = defineService({
  id: 'functionUrl',
  title: 'Function URL',
  group: 'API',
  category: 'compute',
  role: () => 'http',
  limit: 'As long as the function: 15 minutes',
  help: 'An address of a function’s own, without anything in between: no routes, no throttling, no cache, no timeout but the function’s. Too many requests are 429, a function that fails is 502, one that times out 504. To slow it down, reserve concurrency: ten requests a second for each; 0 switches the URL off. Even a URL that is open to everybody needs two statements in the function’s policy.',
  config,
  ports: [{ id: 'out', label: 'Function', side: 'right', max: 1, to: { function: 'sync' }, config: wire, live: Object.keys(wire), latency: { p50: 5, p99: 25 } }],
  summary: ({ authType, invokeMode }) => `${authType === 'NONE' ? 'open' : 'IAM'}${invokeMode === 'BUFFERED' ? '' : ' · streamed'}`,
  arn: (name, region, account) => `arn:aws:lambda:${region}:${account}:url:${name}`,
  naming: { pattern: /^[\w .-]{1,64}$/, text: 'A name has 1 to 64 letters, digits, spaces, dots or dashes.', stem: 'url' },
  behaviour,
  sdk: fetchFace(urlHost),
  check,
  looks: ({ config: url }) => looksAt(url),
})
