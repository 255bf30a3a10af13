import { text, type Values } from '../../contract/config.ts'
import { occasions } from '../../contract/source-config.ts'

const SQL = 'https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-reference.html'

export const config = {
  ...occasions,
  sql: text('Rule', { default: "SELECT * FROM 'greenhouse/+/moisture' WHERE moisture < 80", as: 'lines', maxLength: 16_384, rule: 'IOT-01', aws: SQL, help: 'SELECT fields FROM topic WHERE condition; version 2016-03-23. What it selects is the event.' }),
  topic: text('Topic of the messages', { default: 'greenhouse/7/moisture', maxLength: 256, rule: 'IOT-01' }),
  message: text('Message', { default: '{"row":"10","pos":"23","moisture":"75"}', as: 'json', maxLength: 65_536, help: '{{seq}} is the number of the message.' }),
  thing: text('Client id', { default: 'sensor-1', maxLength: 128 }),
}
export type RuleConfig = Values<typeof config>
