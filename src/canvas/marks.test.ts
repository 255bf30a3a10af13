import { expect, test } from 'vitest'
import type { Finding } from '../contract/finding.ts'
import { marksOf } from './marks.ts'

const node = (id: string) => ({ id, service: 'lambda', name: id, x: 0, y: 0, config: {} })
const DRAWING = { nodes: [node('n1'), node('n2')], wires: [{ id: 'w1', from: 'n1', port: 'calls', to: 'n2', kind: 'sync' as const, config: {} }] }
const said = (on: string | undefined, level: Finding['level'], text: string): Finding => ({ rule: 'X-1', level, text, ...(on === undefined ? {} : { on }) })

test('a mark counts what was said by its level, and names the worst', () => {
  const marks = marksOf([said('n1', 'hint', 'a'), said('n1', 'warning', 'b'), said('n1', 'warning', 'c'), said('w1', 'error', 'd'), said(undefined, 'error', 'of all'), said('gone', 'error', 'e')], DRAWING, new Map())
  expect([...marks]).toEqual([
    ['n1', { level: 'warning', many: 3, text: 'b', counts: '2 warnings, 1 hint' }],
    ['w1', { level: 'error', many: 1, text: 'd', counts: '1 error' }],
  ])
})

test('what has the same said of it keeps its mark, so that nothing is drawn anew', () => {
  const before = marksOf([said('n1', 'hint', 'a'), said('n2', 'hint', 'a')], DRAWING, new Map())
  const after = marksOf([said('n1', 'hint', 'a'), said('n2', 'error', 'b')], DRAWING, before)
  expect(after.get('n1')).toBe(before.get('n1'))
  expect(after.get('n2')).not.toBe(before.get('n2'))
})
