import { expect, test } from 'vitest'
import { plan } from './simulation.ts'
import { sketch } from '../testkit/simulate.ts'
import { refusalOf } from './sim-refuse.ts'

test('VAL-09 a refusal names its node once, and a wire by both its ends', () => {
  const drawing = sketch({}, (book) => {
    book.add('cloudfront', 'site')
    book.add('cloudfrontFunction', 'reads cookie', { code: 'function handler(event) { return await x }' })
    book.add('httpApi', 'api')
    book.add('lambda', 'f')
    book.wire('site', 'reads cookie')
    book.wire('api', 'f', { config: { authorizer: 'lambda' } })
  })
  const lines = refusalOf(drawing, plan(drawing).findings.filter(({ level }) => level === 'error')).split('\n')
  expect(lines.filter((line) => line.includes('VAL-09'))).toEqual([expect.stringMatching(/^reads cookie, line 1: (?!.*reads cookie)/)])
  expect(lines.filter((line) => line.includes('→'))).toEqual([expect.stringMatching(/^api → f: /)])
})

test('VAL-11 a sentence that only begins like the name still gets it', () => {
  const drawing = sketch({}, (book) => book.add('sqs', 'Two'))
  expect(refusalOf(drawing, [{ rule: 'VAL-11', level: 'error', on: 'n1', text: 'Two queues are called so.' }, { rule: 'VAL-11', level: 'error', on: 'n1', text: 'Twofold.' }])).toBe('Two queues are called so. (VAL-11)\nTwo: Twofold. (VAL-11)')
})
