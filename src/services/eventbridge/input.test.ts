import { expect, test } from 'vitest'
import { withDefaults } from '../../contract/config.ts'
import { target, type TargetConfig } from './config.ts'
import { inputFor, pick } from './input.ts'

const event = {
  version: '0', id: 'e-1', 'detail-type': 'OrderPlaced', source: 'shop', account: '1', time: '2026-01-01T00:00:00Z', region: 'us-east-1', resources: ['arn:a', 'arn:b'],
  detail: { id: 7, name: 'a "b"', items: [{ sku: 'x' }, { sku: 'y' }], open: true, nothing: null },
}
const facts = { ruleArn: 'arn:rule', ruleName: 'mine', ingestionTime: '2026-01-01T00:00:01.000Z' }
const made = (config: Partial<TargetConfig>) => inputFor(withDefaults(target, config) as TargetConfig, event, facts)
const filled = (template: string, ...paths: [string, string][]) => made({ input: 'transformer', template, paths: paths.map(([name, path]) => ({ name, path })) })

test('EB-07 the whole event, a part of it, or a constant', () => {
  expect(made({}).value).toBe(event)
  expect(made({ input: 'path', inputPath: '$.detail.items[1]' }).value).toEqual({ sku: 'y' })
  expect(made({ input: 'path', inputPath: '$.detail.gone' }).text).toBe('null')
  expect(made({ input: 'constant', constant: '{"a": 1}' })).toEqual({ value: { a: 1 }, text: '{"a": 1}' })
})

test('EB-07 paths know names, places, stars, and names in brackets', () => {
  expect(pick(event, '$')).toBe(event)
  expect(pick(event, "$['detail-type']")).toBe('OrderPlaced')
  expect(pick(event, '$.detail-type')).toBe('OrderPlaced')
  expect(pick(event, '$.detail.items[*].sku')).toEqual(['x', 'y'])
  expect(pick(event, '$.detail.items[5].sku')).toBeUndefined()
})

test('EB-07 a variable that stands for a value keeps its type; what is missing is null', () => {
  expect(filled('{"id": <id>, "name": <name>, "items": <items>, "open": <open>, "gone": <gone>}', ['id', '$.detail.id'], ['name', '$.detail.name'], ['items', '$.detail.items'], ['open', '$.detail.open'], ['gone', '$.detail.gone']).value)
    .toEqual({ id: 7, name: 'a "b"', items: [{ sku: 'x' }, { sku: 'y' }], open: true, gone: null })
})

test('EB-07 inside quotes a variable is text; what is missing is nothing', () => {
  expect(filled('"order <id> of <name><gone> is <open>"', ['id', '$.detail.id'], ['name', '$.detail.name'], ['gone', '$.detail.gone'], ['open', '$.detail.open']).value).toBe('order 7 of a "b" is true')
  expect(filled('{"all": "<items>"}', ['items', '$.resources']).value).toEqual({ all: '["arn:a","arn:b"]' })
})

test('EB-07 AWS’s own variables: the rule, the time, the event with and without its detail', () => {
  expect(filled('{"r": <aws.events.rule-name>, "a": "<aws.events.rule-arn>", "t": <aws.events.event.ingestion-time>}').value).toEqual({ r: 'mine', a: 'arn:rule', t: '2026-01-01T00:00:01.000Z' })
  expect(filled('{"e": <aws.events.event.json>}').value).toEqual({ e: event })
  const { detail: _, ...rest } = event
  expect(filled('{"e": <aws.events.event>}').value).toEqual({ e: rest })
})

test('EB-07 a template that becomes no JSON has no value', () => {
  expect(filled('order <id>', ['id', '$.detail.id'])).toEqual({ value: undefined, text: 'order 7' })
})
