import { choice, optional, seconds, text, type Values } from '../../contract/config.ts'
import { occasions } from '../../contract/source-config.ts'

export const config = {
  ...occasions,
  request: choice('Request', { default: 'Create', rule: 'CFN-01', options: [{ value: 'Create', label: 'Create' }, { value: 'Update', label: 'Update' }, { value: 'Delete', label: 'Delete' }] }),
  type: text('Resource type', { default: 'Custom::Resource', maxLength: 60, rule: 'CFN-01' }),
  logicalId: text('Logical id', { default: 'MyResource', maxLength: 255 }),
  properties: text('Properties', { default: '{"Size":"1"}', as: 'json', maxLength: 16_384, rule: 'CFN-01', help: 'CloudFormation hands all values over as text.' }),
  timeoutSec: seconds('Service timeout', { default: 3_600, min: 1, max: 3_600, rule: 'CFN-01', aws: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html', help: 'The stack hangs for so long when nobody answers.' }),
  reportAfterSec: optional(seconds('Functions without code answer after', { default: 1, min: 0, max: 3_600, rule: 'CFN-01', help: 'Code puts its answer to the response URL. A function without code cannot; empty: nobody answers.' })),
}
export type StackConfig = Values<typeof config>
