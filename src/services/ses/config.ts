import { choice, text, type Values } from '../../contract/config.ts'
import { invocation, occasions } from '../../contract/source-config.ts'

export const config = {
  ...occasions,
  from: text('From', { default: 'Jane Doe <janedoe@example.com>', maxLength: 320 }),
  to: text('To', { default: 'johndoe@example.com', maxLength: 320, rule: 'SES-01', help: 'The recipient that the receipt rule is for.' }),
  subject: text('Subject', { default: 'Test Subject', maxLength: 998 }),
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
