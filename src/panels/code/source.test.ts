import { expect, test } from 'vitest'
import type { DrawingNode } from '../../drawing/drawing.ts'
import { filesOf, renamed, testsOf, withFile, withoutFile, withTest, withText } from './source.ts'

const node = (config: DrawingNode['config']): DrawingNode => ({ id: 'n1', service: 'lambda', name: 'f', x: 0, y: 0, config })
const two = node({ code: 'a', files: [{ path: 'lib.mjs', text: 'b' }, { path: 'lib3.mjs', text: 'c' }] })

test('the handler comes first, whatever it is called; what is no text is read as none', () => {
  expect(filesOf(node({}))).toEqual([{ at: -1, name: 'index.mjs', text: '' }])
  expect(filesOf(two).map(({ name, text }) => `${name} ${text}`)).toEqual(['index.mjs a', 'lib.mjs b', 'lib3.mjs c'])
  expect(filesOf(node({ code: 7, entry: 'index.ts', files: [{ path: null }] })).map(({ name, text }) => `${name} ${text}`)).toEqual(['index.ts ', 'lib.mjs '])
})

test('a file is written, added under a free name, renamed and taken away', () => {
  expect(withText(two, -1, 'x')).toEqual(['code', 'x'])
  expect(withText(two, 1, 'x')[1]).toEqual([{ path: 'lib.mjs', text: 'b' }, { path: 'lib3.mjs', text: 'x' }])
  expect((withFile(node({}))[1] as { path: string }[]).map(({ path }) => path)).toEqual(['lib.mjs'])
  expect((withFile(two)[1] as { path: string }[]).at(-1)!.path).toBe('lib4.mjs')
  expect(renamed(two, 0, 'tools.mjs')[1]).toEqual([{ path: 'tools.mjs', text: 'b' }, { path: 'lib3.mjs', text: 'c' }])
  expect(withoutFile(two, 0)[1]).toEqual([{ path: 'lib3.mjs', text: 'c' }])
})

test('an event is kept once, under a name of its own', () => {
  const first = node({ tests: withTest(node({}), '{"a":1}')[1] })
  expect(testsOf(first)).toEqual([{ name: 'event 1', event: '{"a":1}' }])
  expect(withTest(first, '{"a":1}')[1]).toEqual(testsOf(first))
  expect((withTest(first, '{"b":2}')[1] as { name: string }[]).map(({ name }) => name)).toEqual(['event 1', 'event 2'])
})
