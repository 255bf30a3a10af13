/** A table that is asked for one thing after another, as code would ask it. */
import type { Config } from '../contract/config.ts'
import { services } from '../services/catalogue.ts'
import { asker, told } from './asker.ts'
import { type Settings, simulate, type Sketchbook } from './simulate.ts'

export type Call = readonly [operation: string, input: Config] | readonly [operation: string, input: Config, atSec: number]
/** Asks a table for one thing after another. */
export function ask(config: Config, calls: readonly Call[], settings: Settings = {}, draw: (drawing: Sketchbook) => void = () => undefined) {
  const run = simulate({ services: [...services, asker], forSec: 60, ...settings }, (drawing) => {
    drawing.add('dynamodb', 'shop', config)
    drawing.add('asker', 'code')
    drawing.wire('code', 'shop')
    draw(drawing)
    calls.forEach(([operation, input, atSec = 1], at) => {
      const whole = operation.startsWith('Batch') || operation.startsWith('Transact') ? input : { TableName: 'shop', ...input }
      drawing.at(atSec + at * 1e-6, 'code', 'ask', { client: 'DynamoDB', operation, input: whole })
    })
  })
  // biome-ignore lint/suspicious/noExplicitAny: an answer's shape is what its test is about.
  return { run, said: told(run, 'code').map(({ content }) => content as any), sums: (...names: string[]) => names.map((name) => run.metric('shop', name).sum) }
}
export const messages = (said: readonly { name?: string; message?: string }[]) => said.map(({ name, message }) => (name ? `${name}: ${message}` : 'ok'))
export const names = (said: readonly { name?: string }[]) => said.map(({ name }) => name ?? 'ok')
export const put = (item: Config, more: Config = {}): Call => ['PutItem', { Item: item, ...more }]
export const get = (id: string, more: Config = {}): Call => ['GetItem', { Key: { id: { S: id } }, ...more }]
export const update = (id: string, expression: string, values: Config | undefined = undefined, more: Config = {}): Call =>
  ['UpdateItem', { Key: { id: { S: id } }, UpdateExpression: expression, ...(values && { ExpressionAttributeValues: values }), ...more }]
