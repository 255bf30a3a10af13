import { invocation } from '../../contract/source-config.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config } from './config.ts'

export const iot = defineService({
  id: 'iot', title: 'IoT rule', group: 'More sources', category: 'messaging', role: () => 'other',
  limit: '20,000 rule actions a second',
  help: 'Messages of devices on a topic; a rule in SQL decides which of them, and what of them, a function gets. There is no envelope: the event is what the rule selects.',
  config,
  ports: [{ id: 'action', label: 'Rule action', side: 'right', to: { function: 'async' }, config: invocation, live: Object.keys(invocation), latency: { p50: 60, p99: 300 } }],
  summary: (values) => values.topic,
  arn: (name, region, account) => `arn:aws:iot:${region}:${account}:rule/${name}`,
  naming: { pattern: /^[a-zA-Z0-9_]{1,128}$/, text: 'A rule name has 1 to 128 letters, digits or _.', stem: 'rule' },
  behaviour,
  check,
})
