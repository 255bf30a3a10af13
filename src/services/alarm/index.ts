import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config, wire } from './config.ts'
import { dimensionsText } from './names.ts'

export const alarm = defineService({
  id: 'alarm',
  title: 'CloudWatch alarm',
  group: 'Operations',
  category: 'neutral',
  role: () => 'alarm',
  limit: 'Looks once a minute',
  help: 'Watches one metric of one node, or one that code measures itself, and tells a topic or a function when its state changes, not while it lasts. Metrics that count failures have no data while nothing runs: decide what missing data mean, or the alarm falls to "insufficient data".',
  config,
  ports: [{ id: 'actions', label: 'Actions', side: 'right', to: { topic: 'alarm', function: 'alarm' }, config: wire, live: Object.keys(wire) }],
  summary: (values) => `${values.statistic} of ${values.metric}`,
  arn: (name, region, account) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
  naming: { pattern: /^[\x20-\x7e]{1,255}$/, text: 'An alarm name has 1 to 255 printable characters.', stem: 'alarm' },
  behaviour,
  watches: (values) => [{ node: values.resource, metric: values.metric, ...(values.namespace !== '' && { own: { namespace: values.namespace, dimensions: dimensionsText(values) } }) }],
  check,
})
