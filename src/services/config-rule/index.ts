import { invocation } from '../../contract/source-config.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { config } from './config.ts'

export const configRule = defineService({
  id: 'configRule', title: 'Config rule', group: 'More sources', category: 'neutral', role: () => 'other',
  limit: '100 evaluations for each report',
  help: 'AWS Config asks a function whether a resource is as it should be, when its configuration changes or by the clock. The function reports by PutEvaluations; without a report the resource has no verdict.',
  config,
  ports: [{ id: 'rule', label: 'Custom rule', side: 'right', max: 1, to: { function: 'async' }, config: invocation, live: Object.keys(invocation), latency: { p50: 60, p99: 300 } }],
  summary: (values) => values.resourceType,
  arn: (name, region, account) => `arn:aws:config:${region}:${account}:config-rule/${name}`,
  naming: { pattern: /^[\w-]{1,128}$/, text: 'A rule name has 1 to 128 letters, digits, - or _.', stem: 'config-rule' },
  behaviour,
  sdk: {
    client: 'ConfigService',
    operations: { PutEvaluations: 'config:PutEvaluations' },
    resource: () => undefined,
    missing: () => ({ name: 'InvalidResultTokenException', status: 400, message: 'No rule is drawn that the token could belong to.' }),
  },
})
