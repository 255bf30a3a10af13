import { expect, test } from 'vitest'
import { utf8Bytes } from './text.ts'

test('a text is as long in bytes as UTF-8 makes it', () => {
  for (const text of ['', 'cold', 'für', '€', '🙂', 'a€🙂ü']) expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length)
})
