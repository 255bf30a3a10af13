import { choice, text, type Values } from '../../contract/config.ts'
import { occasions } from '../../contract/source-config.ts'

export const config = {
  ...occasions,
  request: choice('Request', { default: 'IntentRequest', rule: 'ALX-01', options: [{ value: 'LaunchRequest', label: 'The skill is opened' }, { value: 'IntentRequest', label: 'The user wants something' }, { value: 'SessionEndedRequest', label: 'The session ends' }] }),
  intent: text('Intent', { default: 'GetForecast', maxLength: 100, when: { field: 'request', is: ['IntentRequest'] } }),
  slot: text('Slot', { default: 'city', maxLength: 100, when: { field: 'request', is: ['IntentRequest'] } }),
  value: text('Its value', { default: 'Seattle', maxLength: 256, when: { field: 'request', is: ['IntentRequest'] } }),
  locale: text('Locale', { default: 'en-US', maxLength: 10 }),
}
export type SkillConfig = Values<typeof config>
