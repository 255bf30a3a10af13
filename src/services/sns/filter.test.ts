import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import { simulate, sketch } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

/** Which of the messages reach a queue behind this policy, and the topic's metrics. */
function through(policy: unknown, messages: readonly { body: unknown; attributes?: object }[], scope = 'MessageAttributes') {
  const run = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('sns', 'orders')
    drawing.add('sqs', 'queue')
    drawing.wire('orders', 'queue', { config: { raw: true, filterPolicy: JSON.stringify(policy), filterScope: scope } })
    messages.forEach((message, at) => drawing.at(at, 'orders', 'publish', { ...message }))
  })
  const counts = (...names: string[]) => names.map((name) => run.metric('orders', `NumberOfNotificationsFilteredOut${name}`).sum)
  return { passed: run.metric('queue', 'NumberOfMessagesSent').sum, filtered: run.metric('orders', 'NumberOfNotificationsFilteredOut').sum, counts, run }
}
const order = (attributes?: object) => ({ body: 'x', ...(attributes && { attributes }) })

test('SNS-07 all named attributes must fit, one value of each is enough, and a missing attribute is a refusal', () => {
  const policy = { store: ['north', 'west'], price: [{ numeric: ['>=', 100] }] }
  const seen = through(policy, [order({ store: 'north', price: 100 }), order({ store: 'south', price: 100 }), order({ store: 'west' }), order({ store: 'west', price: 99 })])
  expect([seen.passed, seen.filtered]).toEqual([1, 3])
  expect(seen.run.outcomes()).toEqual({ succeeded: 1, filtered: 3 })
  expect(seen.run.count('orders', 'filtered')).toBe(3)
})

test('SNS-07 a list attribute fits when one of its values does; types are compared', () => {
  const policy = { interests: ['rugby', 'football'] }
  expect(through(policy, [order({ interests: ['chess', 'rugby'] }), order({ interests: ['chess'] }), order({ interests: 'rugby' })]).passed).toBe(2)
  expect(through({ size: [3] }, [order({ size: 3 }), order({ size: '3' })]).passed).toBe(1)
})

test('SNS-07 the operators: beginning, end, case, anything but, absence, addresses, either', () => {
  const passed = (policy: object, ...attributes: object[]) => through(policy, attributes.map(order)).passed
  expect(passed({ a: [{ prefix: 'bas' }] }, { a: 'baseball' }, { a: 'rugby' })).toBe(1)
  expect(passed({ a: [{ suffix: 'ball' }] }, { a: 'baseball' }, { a: 'rugby' })).toBe(1)
  expect(passed({ a: [{ 'equals-ignore-case': 'tennis' }] }, { a: 'TENNIS' }, { a: 'golf' })).toBe(1)
  expect(passed({ a: [{ 'anything-but': ['rugby'] }] }, { a: 'rugby' }, { a: 'golf' })).toBe(1)
  expect(passed({ a: [{ 'anything-but': { prefix: 'order-' } }] }, { a: 'order-1' }, { a: 'data' })).toBe(1)
  expect(passed({ a: [{ exists: false }] }, { b: 'x' }, { a: 'x' })).toBe(1)
  expect(passed({ ip: [{ cidr: '10.0.0.0/24' }] }, { ip: '10.0.0.7' }, { ip: '10.0.1.7' })).toBe(1)
  expect(passed({ $or: [{ a: ['x'] }, { b: [1] }] }, { a: 'x' }, { b: 1 }, { a: 'y', b: 2 })).toBe(2)
})

test('SNS-07 SNS-12 what is filtered out is counted by its cause', () => {
  const names = ['-NoMessageAttributes', '-InvalidAttributes', '-MessageBody', '-InvalidMessageBody']
  expect(through({ store: ['north'] }, [order(), order({ store: 'south' })]).counts(...names)).toEqual([1, 0, 0, 0])
  const bodies = through({ total: [{ numeric: ['>', 10] }] }, [{ body: { total: 11 } }, { body: { total: 3 } }, { body: 'hello' }, { body: '[1]' }], 'MessageBody')
  expect([bodies.passed, ...bodies.counts(...names)]).toEqual([1, 0, 0, 1, 2])
})

test('SNS-07 scope MessageBody looks into objects and lists', () => {
  const policy = { customer: { tier: ['gold'] }, items: { kind: ['book'] } }
  const seen = through(policy, [
    { body: { customer: { tier: 'gold' }, items: [{ kind: 'pen' }, { kind: 'book' }] } },
    { body: { customer: { tier: 'gold' }, items: [{ kind: 'pen' }] } },
  ], 'MessageBody')
  expect(seen.passed).toBe(1)
})

test('SNS-07 a policy that AWS refuses is a finding on its wire, with the place', () => {
  const findings = (filterPolicy: string, filterScope = 'MessageAttributes') => {
    const drawing = sketch({}, (book) => {
      book.add('sns', 'orders')
      book.add('sqs', 'queue')
      book.wire('orders', 'queue', { config: { filterPolicy, filterScope } })
    })
    return makePlan(drawing, services).findings.filter(({ rule }) => rule === 'SNS-07').map(({ level, on, text }) => `${level} ${on} ${text}`)
  }
  expect(findings('{"store": ["north"]}')).toEqual([])
  expect(findings('{"store": "north"}')).toEqual([expect.stringMatching(/^error w1 .*at store\. A value stands in a list/)])
  expect(findings('{"store": ["north"')).toEqual([expect.stringContaining('line 1')])
  expect(findings('{"a": {"b": [1]}}')).toEqual([expect.stringContaining('has no fields of its own')])
  expect(findings('{"a": {"b": [1]}}', 'MessageBody')).toEqual([])
  expect(findings(JSON.stringify(Object.fromEntries([...'abcdef'].map((name) => [name, ['x']]))))).toEqual([expect.stringContaining('at most 5 fields')])
  const many = (n: number) => Array.from({ length: n }, (_, i) => i)
  expect(findings(JSON.stringify({ a: many(15), b: many(10) }))).toEqual([])
  expect(findings(JSON.stringify({ a: many(15), b: many(11) }))).toEqual([expect.stringContaining('165')])
})
