import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { config, wire } from './config.ts'

export const ses = defineService({
  id: 'ses', title: 'SES', group: 'More sources', category: 'messaging', role: () => 'other',
  limit: 'In the sandbox 200 mails a day, one a second',
  help: 'Mail that arrives invokes a function with its headers and verdicts. The body is not in the event: a rule that stores it in S3 has to come first. Code sends mail by SendEmail; in the sandbox, where every account begins, to verified addresses only.',
  config,
  ports: [{ id: 'rule', label: 'Receipt rule', side: 'right', to: { function: 'async' }, config: wire, live: Object.keys(wire), latency: { p50: 60, p99: 300 } }],
  summary: (values) => `mail to ${values.to}`,
  arn: (name, region, account) => `arn:aws:ses:${region}:${account}:receipt-rule-set/${name}`,
  naming: { pattern: /^[a-zA-Z0-9._-]{1,64}$/, text: 'A rule set has 1 to 64 letters, digits, ., - or _.', stem: 'mail' },
  behaviour,
  sdk: {
    client: 'SES',
    also: 'SESv2',
    operations: { SendEmail: 'ses:SendEmail', SendRawEmail: 'ses:SendRawEmail' },
    resource: () => undefined,
    missing: (_said, operation) => ({ name: 'MessageRejected', status: 400, message: `Email address is not verified: draw an SES node for ${operation}.` }),
  },
})
