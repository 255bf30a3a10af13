import { choice, text, type Values } from '../../contract/config.ts'
import { occasions } from '../../contract/source-config.ts'

export const config = {
  ...occasions,
  trigger: choice('Trigger', { default: 'change', rule: 'CFG-01', options: [{ value: 'change', label: 'A configuration changes' }, { value: 'schedule', label: 'By the clock' }] }),
  resourceType: text('Resource type', { default: 'AWS::EC2::Instance', maxLength: 128, rule: 'CFG-01' }),
  parameters: text('Rule parameters', { default: '{"desiredInstanceType":"t2.micro"}', as: 'json', maxLength: 2_048, rule: 'CFG-01' }),
}
export type RuleConfig = Values<typeof config>
