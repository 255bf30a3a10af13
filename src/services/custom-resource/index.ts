import { invocation } from '../../contract/source-config.ts'
import { textIn } from '../../contract/sdk.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { config } from './config.ts'
import { RESPONSE_HOST } from './host.ts'

export const customResource = defineService({
  id: 'customResource', title: 'Custom resource', group: 'More sources', category: 'neutral', role: () => 'other',
  limit: 'Waits an hour for an answer',
  help: 'CloudFormation invokes a function for a resource of your own, and waits until somebody puts an answer to the response URL. A function that throws has not answered: the stack hangs for an hour, and its rollback, which asks the same function to delete, for another.',
  config,
  ports: [{ id: 'token', label: 'Service token', side: 'right', max: 1, to: { function: 'async' }, config: invocation, live: Object.keys(invocation), latency: { p50: 60, p99: 300 } }],
  summary: (values) => `${values.request} ${values.type}`,
  arn: (name, region, account) => `arn:aws:cloudformation:${region}:${account}:stack/${name}`,
  naming: { pattern: /^[a-zA-Z][a-zA-Z0-9-]{0,127}$/, text: 'A stack name begins with a letter, and has up to 128 letters, digits or -.', stem: 'stack' },
  behaviour,
  sdk: {
    client: 'HTTP',
    operations: { fetch: '' },
    resource: (_, input) => textIn(input, 'url') ?? '',
    isMeant: (said, name) => said.startsWith(RESPONSE_HOST) && said.includes(encodeURIComponent(`:stack/${name}/`)),
    missing: (said) => ({ name: 'ENOTFOUND', status: 404, message: `getaddrinfo ENOTFOUND ${said.slice(0, 200)}` }),
  },
})
