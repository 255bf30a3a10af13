import { expect, test } from 'vitest'
import { Watchdog } from './watchdog.ts'

test('five questions without an answer, and it is lost; any word in between begins anew', () => {
  const dog = new Watchdog()
  const answers = () => [dog.next(), dog.next(), dog.next(), dog.next(), dog.next()]
  expect(answers()).toEqual(['ask', 'ask', 'ask', 'ask', 'ask'])
  dog.heard()
  expect(answers()).toEqual(['ask', 'ask', 'ask', 'ask', 'ask'])
  expect(dog.next()).toBe('lost')
})
