import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config } from './config.ts'
import { usage } from './cost.ts'

export const keyValueStore = defineService({
  id: 'keyValueStore',
  title: 'Key-value store',
  group: 'Edge',
  category: 'database',
  role: () => 'keyValues',
  limit: '5 MB; keys of 512 bytes, values of 1 KB',
  help: 'What a CloudFront function looks up while a request waits: redirects, flags, secrets of tokens. It is at every edge location, is only read from code, and changes without a new version of the function; a change is everywhere after some seconds, so two viewers may see different values for a moment. A key that is not there throws. One store for a function, and runtime 2.0 only.',
  config,
  ports: [],
  summary: ({ pairs }) => {
    const lines = pairs.trim() === '' ? 0 : /^[[{]/.test(pairs.trim()) ? -1 : pairs.trim().split('\n').length
    return lines < 0 ? 'JSON' : `${lines} ${lines === 1 ? 'pair' : 'pairs'}`
  },
  arn: (name, _region, account) => `arn:aws:cloudfront::${account}:key-value-store/${name}`,
  naming: { pattern: /^[a-zA-Z0-9_-]{1,64}$/, text: 'A store’s name has 1 to 64 letters, digits, - or _.', stem: 'store' },
  behaviour,
  usage,
  check,
})
