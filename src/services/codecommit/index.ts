import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { config, wire } from './config.ts'

export const codecommit = defineService({
  id: 'codecommit', title: 'CodeCommit repository', group: 'More sources', category: 'neutral', role: () => 'other',
  limit: '10 triggers for each repository',
  help: 'A push invokes functions asynchronously, with references and commits but no content: the function has to fetch that.',
  config,
  ports: [{ id: 'trigger', label: 'Triggers', side: 'right', max: 10, to: { function: 'async' }, config: wire, live: Object.keys(wire), latency: { p50: 60, p99: 300 } }],
  summary: (values) => `pushes to ${values.branch}`,
  arn: (name, region, account) => `arn:aws:codecommit:${region}:${account}:${name}`,
  naming: { pattern: /^[\w.-]{1,100}$/, text: 'A repository name has 1 to 100 letters, digits, ., - or _.', stem: 'repository' },
  behaviour,
})
