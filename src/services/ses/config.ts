import { choice, count, flag, perSecond, text, type Values } from '../../contract/config.ts'
import { invocation, occasions } from '../../contract/source-config.ts'

const ADDRESS = { pattern: { source: '^([^<>@]*<[^\\s<>@]+@[^\\s<>@]+\\.[^\\s<>@]+>|[^\\s<>@]+@[^\\s<>@]+\\.[^\\s<>@]+)$', message: 'An address: ada@example.com, or a name and <ada@example.com>.' } }

export const config = {
  ...occasions,
  from: text('From', { default: 'Jane Doe <janedoe@example.com>', maxLength: 320, rule: 'SES-01', ...ADDRESS }),
  to: text('To', { default: 'johndoe@example.com', maxLength: 320, rule: 'SES-01', ...ADDRESS, help: 'The recipient that the receipt rule is for.' }),
  subject: text('Subject', { default: 'Test Subject', maxLength: 998 }),
  sandbox: flag('In the sandbox', { default: true, group: 'Sending', rule: 'SES-02', aws: 'https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html', help: 'Where every account begins: mail goes to verified addresses only.' }),
  verified: text('Verified', { default: 'example.com', maxLength: 4_096, group: 'Sending', rule: 'SES-02', help: 'Addresses and domains, parted by commas. Nobody else may send.' }),
  perSecond: perSecond('Sending rate', { default: 1, min: 1, max: 10_000, group: 'Sending', rule: 'SES-02' }),
  perDay: count('Mails in 24 hours', { default: 200, min: 1, max: 100_000_000, group: 'Sending', rule: 'SES-02' }),
}
export type MailConfig = Values<typeof config>

export const wire = {
  ...invocation,
  invocation: choice('Invocation', {
    default: 'Event', rule: 'SES-01', aws: 'https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda.html',
    options: [{ value: 'Event', label: 'Event', help: 'The mail goes on at once' }, { value: 'RequestResponse', label: 'RequestResponse', help: 'The function decides within 30 s whether later rules are carried out' }],
  }),
}
export type MailWire = Values<typeof wire>
