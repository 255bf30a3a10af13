import { expect, test } from 'vitest'
import { named, namedApart, tooLong } from './names.ts'

test('a name of 120 characters is one, a longer is refused in a sentence that says which one stays', () => {
  expect(tooLong('x'.repeat(120), 'Orders')).toBeUndefined()
  expect(tooLong('x'.repeat(121), 'Orders')).toBe('A name has at most 120 characters; this one has 121. “Orders” stays.')
})

test('a remark behind a long name shortens the name, not the remark', () => {
  expect(named('Orders', 'this tab')).toBe('Orders (this tab)')
  expect(named('x'.repeat(120), 'this tab')).toMatch(/^x{109} \(this tab\)$/)
})

test('copies have names of their own, and a copy of a copy is called after the first', () => {
  expect(namedApart('Orders', 'copy', [])).toBe('Orders (copy)')
  expect(namedApart('Orders', 'copy', ['Orders', 'Orders (copy)'])).toBe('Orders (copy 2)')
  expect(namedApart('Orders (this tab)', 'this tab', ['Orders (this tab)', 'Orders (this tab 2)'])).toBe('Orders (this tab 3)')
})
