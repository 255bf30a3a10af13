import { choice, text, type Values } from '../../contract/config.ts'
import { occasions } from '../../contract/source-config.ts'

export const config = {
  ...occasions,
  hook: choice('Code hook', { default: 'FulfillmentCodeHook', rule: 'LEX-01', options: [{ value: 'DialogCodeHook', label: 'Dialog', help: 'After every turn' }, { value: 'FulfillmentCodeHook', label: 'Fulfilment', help: 'When all slots are filled' }] }),
  intent: text('Intent', { default: 'OrderFlowers', maxLength: 100 }),
  slot: text('Slot', { default: 'FlowerType', maxLength: 100 }),
  value: text('Its value', { default: 'roses', maxLength: 256 }),
  said: text('What the user says', { default: 'I would like to order roses', maxLength: 1_024 }),
  locale: text('Locale', { default: 'en_US', maxLength: 10 }),
}
export type BotConfig = Values<typeof config>
