import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffOf, pretty } from './json.ts'

const show = (before: string, after: string) => diffOf(before, after).map(({ sign, text }) => sign + text).join('\n')

test('a diff shows what went and what came, and no more', () => {
  expect(show('a\nb\nc', 'a\nx\nc\nd')).toBe(' a\n-b\n+x\n c\n+d')
  expect(show('a', 'a')).toBe(' a')
})

test('a diff leads from one text to the other, whatever they are', () => {
  const text = fc.array(fc.constantFrom('{', '}', '"a": 1', '"b": 2', ''), { maxLength: 30 }).map((lines) => lines.join('\n'))
  fc.assert(fc.property(text, text, (before, after) => {
    const lines = diffOf(before, after)
    expect(lines.filter(({ sign }) => sign !== '+').map((line) => line.text).join('\n')).toBe(before)
    expect(lines.filter(({ sign }) => sign !== '-').map((line) => line.text).join('\n')).toBe(after)
  }))
})

test('JSON within JSON is opened, and what is no JSON is left alone', () => {
  expect(pretty('"{\\"a\\":1}"')).toBe('{\n  "a": 1\n}')
  expect(pretty('"hello"')).toBe('hello')
  expect(pretty('{"a":')).toBe('{"a":')
})
