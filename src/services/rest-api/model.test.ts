import { expect, test } from 'vitest'
import { wrongModel } from './model.ts'

test('API-04 a model that API Gateway would refuse is refused, with the place of the mistake', () => {
  const said = (model: unknown) => wrongModel(JSON.stringify(model))
  expect(wrongModel('{"type"')).toBe('The model is no JSON.')
  expect(said([])).toBe('The model is no JSON object.')
  expect(said({ type: 'objekt' })).toBe('The model has the type "objekt"; there are string, number, integer, boolean, array, object, null.')
  expect(said({ type: 'object', properties: { lines: { type: 'array', items: { type: 'object', required: 'sku' } } } })).toBe('The model at lines[]: "required" is a list of names.')
  expect(said({ properties: { sku: { pattern: '[' } } })).toBe('The model at sku: "pattern" is no regular expression.')
  expect(said({ $schema: 'http://json-schema.org/draft-04/schema#', type: ['object', 'null'], properties: { n: { type: 'integer', minimum: 1 }, kind: { enum: ['a'] } }, required: ['n'] })).toBeUndefined()
})
