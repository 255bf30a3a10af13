import { expect, test } from 'vitest'
import { EMPTY_DRAWING } from '../../drawing/drawing.ts'
import { eventTypes, withTypes } from './event-types.ts'

const node = (id: string, service: string, name: string) => ({ id, service, name, x: 0, y: 0, config: {} })
const wire = (id: string, from: string) => ({ id, from, port: 'out', to: 'f', kind: 'sync' as const, config: {} })
const drawing = {
  ...EMPTY_DRAWING,
  nodes: [node('f', 'lambda', 'work'), node('q', 'sqs', 'jobs'), node('r', 'sqs', 'more'), node('a', 'httpApi', 'api'), node('c', 'client', 'people')],
  wires: [wire('1', 'q'), wire('2', 'r'), wire('3', 'a'), wire('4', 'c')],
}

test('each kind of source has its event; the same from two nodes is one', () => {
  expect(eventTypes(drawing, 'f')).toEqual([
    { event: 'SqsEvent', result: 'BatchResult | void', from: ['jobs', 'more'] }, { event: 'ApiEventV2', result: 'ApiResult', from: ['api'] },
  ])
  expect(eventTypes(drawing, 'q')).toEqual([])
})

test('a distribution hands on what its stage says', () => {
  const at = (port: string) => eventTypes({ ...EMPTY_DRAWING, nodes: [node('f', 'lambda', 'work'), node('d', 'cloudfront', 'cdn')], wires: [{ ...wire('1', 'd'), port, kind: 'edge' }] }, 'f')
  expect(at('origin-request')).toEqual([{ event: 'EdgeRequestEvent', result: 'EdgeRequest | EdgeResponse', from: ['cdn'] }])
  expect(at('viewer-response')).toEqual([{ event: 'EdgeResponseEvent', result: 'EdgeResponse', from: ['cdn'] }])
})

test('the comment stands before the handler, once', () => {
  const types = eventTypes({ ...drawing, wires: [wire('1', 'q')] }, 'f')
  const typed = withTypes('let n = 0\nexport const handler = async (event) => n++\n', types)
  expect(typed).toBe('let n = 0\n/** @type {(event: SqsEvent, context: LambdaContext) => Promise<BatchResult | void>} */\nexport const handler = async (event) => n++\n')
  expect(withTypes(typed, types)).toBe(typed)
  expect(withTypes(typed, eventTypes({ ...drawing, wires: [wire('1', 'a')] }, 'f'))).toContain('ApiEventV2, context')
  expect(withTypes('const x = 1\n', types)).toBe('const x = 1\n')
  expect(withTypes('export const handler = 1', [])).toBe('export const handler = 1')
})
