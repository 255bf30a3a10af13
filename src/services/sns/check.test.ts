import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import { sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

const findings = (draw: (book: Sketchbook) => void) => makePlan(sketch({}, draw), services).findings.map(({ rule, level, on, field }) => `${rule} ${level} ${on} ${field ?? ''}`.trim())
const withHttp = (config: object) =>
  findings((book) => {
    book.add('sns', 'orders')
    book.add('httpApi', 'web')
    book.wire('orders', 'web', { config: { ...config } })
  })

test('SNS-01 SNS-02 the name of a FIFO topic ends in .fifo; a topic without subscribers is a hint', () => {
  expect(findings((book) => { book.add('sns', 'orders', { type: 'fifo' }) })).toEqual(['SNS-01 warning n1', 'SNS-02 hint n1'])
})

test('SNS-04 SNS-11 the policy of an HTTP endpoint must hold together, and take an hour at most', () => {
  expect(withHttp({})).toEqual([])
  expect(withHttp({ numRetries: 2, numNoDelayRetries: 3 })).toEqual(['SNS-04 error w1 numRetries'])
  expect(withHttp({ minDelayTarget: 30 })).toEqual(['SNS-04 error w1 maxDelayTarget'])
  expect(withHttp({ numRetries: 100, maxDelayTarget: 60, minDelayTarget: 60 })).toEqual(['SNS-04 error w1 numRetries'])
  expect(withHttp({ confirmed: false })).toEqual(['SNS-11 warning w1 confirmed'])
})

test('SNS-11 VAL-03 people subscribe with an address or a number that could be one, to standard topics', () => {
  const withPeople = (people: readonly object[], type = 'standard') => findings((book) => { book.add('sns', type === 'fifo' ? 'orders.fifo' : 'orders', { type, people: people.map((one) => ({ ...one })) }) })
  const anna = { protocol: 'email', endpoint: 'anna@example.com', confirmed: true }
  expect(withPeople([anna, { protocol: 'sms', endpoint: '+14155550100', confirmed: false }])).toEqual([])
  expect(withPeople([{ ...anna, endpoint: 'anna' }, { protocol: 'sms', endpoint: '0171 555', confirmed: true }, { ...anna, confirmed: false }])).toEqual(['SNS-11 error n1 people', 'SNS-11 error n1 people', 'SNS-11 hint n1 people'])
  expect(withPeople([anna], 'fifo')).toEqual(['VAL-03 error n1 people'])
})

test('SNS-06 SNS-08 GEN-05 GEN-06 dead-letter queues name subscribers, functions get no raw text, missing statements are told', () => {
  const seen = findings((book) => {
    book.add('sns', 'orders')
    book.add('lambda', 'mail')
    book.add('sqs', 'dead')
    book.add('sqs', 'queue')
    book.wire('orders', 'mail', { config: { raw: true, permission: false } })
    book.wire('orders', 'queue', { config: { permission: false } })
    book.wire('orders', 'dead', { port: 'deadLetter', config: { subscriptions: 'nobody' } })
  })
  expect(seen).toEqual(['SNS-08 hint w1 raw', 'GEN-05 warning w1 permission', 'GEN-06 warning w2 permission', 'SNS-06 error w3 subscriptions'])
})
