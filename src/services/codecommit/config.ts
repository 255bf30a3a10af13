import { choice, flag, text, type Values } from '../../contract/config.ts'
import { invocation, occasions } from '../../contract/source-config.ts'

export const config = {
  ...occasions,
  branch: text('Branch that is pushed to', { default: 'main', maxLength: 256, rule: 'CC-01' }),
  change: choice('What happens', {
    default: 'updateReference', rule: 'CC-01',
    options: [{ value: 'updateReference', label: 'Commits are pushed' }, { value: 'createReference', label: 'A branch or tag is made' }, { value: 'deleteReference', label: 'A branch or tag is deleted' }],
  }),
}
export type RepositoryConfig = Values<typeof config>

export const wire = {
  ...invocation,
  all: flag('All events', { default: true, rule: 'CC-01' }),
  createReference: flag('A branch or tag is made', { rule: 'CC-01', when: { field: 'all', is: [false] } }),
  updateReference: flag('Commits are pushed', { rule: 'CC-01', when: { field: 'all', is: [false] } }),
  deleteReference: flag('A branch or tag is deleted', { rule: 'CC-01', when: { field: 'all', is: [false] } }),
  branches: text('Branches', { maxLength: 1_024, rule: 'CC-01', help: 'Parted by commas. Empty: all.' }),
  customData: text('Custom data', { maxLength: 1_000, rule: 'CC-01' }),
}
export type TriggerWire = Values<typeof wire>
