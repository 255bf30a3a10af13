import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config } from './config.ts'
import { usage } from './cost.ts'

export const cloudfrontFunction = defineService({
  id: 'cloudfrontFunction',
  title: 'CloudFront function',
  group: 'Edge',
  category: 'compute',
  role: () => 'edgeFunction',
  limit: '10 KB of code; less than a millisecond',
  help: 'JavaScript at every edge location, for requests and responses of viewers: rewrites, redirects, headers, tokens, cookies. No network, no body, no timers, no packages; a millisecond of computing, counted from 0 to 100, and past that it is stopped. It runs on every request, hits included, so it also decides what the cache key is made of. Nothing outlives a run. What it cannot do, Lambda@Edge can, for six times the price.',
  config,
  ports: [{ id: 'keyValues', label: 'Key-value store', side: 'right', max: 1, to: { keyValues: 'data' }, latency: { p50: 0.3, p99: 2 } }],
  summary: ({ runtime, stage }) => `${runtime === 'cloudfront-js-1.0' ? 'JavaScript 1.0' : 'JavaScript 2.0'}${stage === 'LIVE' ? '' : ' · in development'}`,
  arn: (name, _region, account) => `arn:aws:cloudfront::${account}:function/${name}`,
  naming: { pattern: /^[a-zA-Z0-9_-]{1,64}$/, text: 'A function name has 1 to 64 letters, digits, - or _.', stem: 'edge' },
  behaviour,
  runs: () => true,
  looks: () => true,
  usage,
  check,
})
