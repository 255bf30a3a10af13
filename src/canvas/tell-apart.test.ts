import { expect, test } from 'vitest'
import { portOf } from '../stores/shelf.ts'
import type { Config } from '../drawing/fields.ts'
import type { Wire, WireKind } from '../drawing/drawing.ts'
import { tellApart } from './tell-apart.ts'

const labels = (service: string, port: string, ...configs: Config[]): string[] => {
  const wires = configs.map((config, at): Wire => ({ id: `w${at}`, from: 'a', to: 'b', port, kind: 'sync' as WireKind, config }))
  return wires.map((wire) => tellApart(wire, wires, portOf(service, port)))
}

test('routes say their method and path, also the one that takes everything', () => {
  expect(labels('httpApi', 'out', { method: 'GET', path: '/todos' }, { method: 'POST', path: '/todos' }, {})).toEqual(['GET /todos', 'POST /todos', 'ANY $default'])
  expect(labels('restApi', 'out', { path: '/todos/{id}' }, {})).toEqual(['ANY /todos/{id}', 'ANY every path'])
})

test('other wires say the first setting in which they differ', () => {
  expect(labels('s3', 'notifications', { events: [{ type: 's3:ObjectRemoved:*' }] }, {})).toEqual(['s3:ObjectRemoved:*', 's3:ObjectCreated:*'])
  expect(labels('s3', 'notifications', { prefix: 'uploads/' }, {})).toEqual(['uploads/', 'no prefix'])
  expect(labels('eventbridge', 'targets', { rule: 'paid' }, { rule: 'tick' })).toEqual(['paid', 'tick'])
  expect(labels('eventbridge', 'targets', { pattern: '{"source":["com.acme.a.long.name.indeed"]}' }, {})).toEqual(['source:[com.acme.a.long.n…', 'source: [prefix: ]'])
  expect(labels('alb', 'out', { priority: 3 }, {})).toEqual(['Priority 3', 'no priority'])
})

test('wires that say the same are numbered', () => {
  expect(labels('httpApi', 'out', {}, {})).toEqual(['1 of 2', '2 of 2'])
})
