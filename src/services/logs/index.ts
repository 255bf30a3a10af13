import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config, wire } from './config.ts'

export const logs = defineService({
  id: 'logs',
  title: 'CloudWatch log group',
  group: 'Operations',
  category: 'neutral',
  role: () => 'logs',
  limit: 'Two subscriptions for each group',
  help: 'Takes in what functions write, and hands matching lines on to a function or a stream: in batches, packed and in Base64. A function that reads its own log group would invoke itself without end.',
  config,
  ports: [{ id: 'subscription', label: 'Subscriptions', side: 'right', max: 2, to: { function: 'subscription', stream: 'subscription' }, config: wire, live: Object.keys(wire), latency: { p50: 2_000, p99: 20_000 } }],
  summary: () => 'CloudWatch Logs',
  arn: (name, region, account) => `arn:aws:logs:${region}:${account}:log-group:${name}:*`,
  naming: { pattern: /^[A-Za-z0-9_./#-]{1,512}$/, text: 'A log group has 1 to 512 letters, digits and _ - / . #.', stem: 'log-group' },
  behaviour,
  // Lines are filtered by what they say.
  looks: (view) => view.incoming.length > 0,
  check,
})
