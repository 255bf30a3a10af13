import { expect, test } from 'vitest'
import { base64Encode, utf8Encode } from '../../../base/text.ts'
import { makePlan } from '../../../engine/plan.ts'
import { shardSource } from '../../../testkit/shard-source.ts'
import { simulate, sketch } from '../../../testkit/simulate.ts'
import { services } from '../../catalogue.ts'
import { recordPasses } from './filter.ts'

const filters = (...patterns: unknown[]) => patterns.map((pattern) => ({ pattern: JSON.stringify(pattern) }))
const queued = (body: string) => ({ messageId: 'm', body, eventSource: 'aws:sqs' })
const streamed = (data: string) => ({ kinesis: { partitionKey: 'a', data: base64Encode(utf8Encode(data)) }, eventSource: 'aws:kinesis' })

test('LAM-FIL-01 one of several filters is enough', () => {
  const either = filters({ body: { temp: [{ numeric: ['>', 30] }] } }, { body: { alarm: [true] } })
  expect(['{"temp":35}', '{"temp":20}', '{"temp":20,"alarm":true}'].map((body) => recordPasses(either, queued(body)))).toEqual([true, false, true])
})

test('LAM-FIL-01 a queue is filtered by body, a stream by its decoded data, a table by dynamodb', () => {
  expect(recordPasses(filters({ data: { city: ['Genève'] } }), streamed('{"city":"Genève"}'))).toBe(true)
  expect(recordPasses(filters({ partitionKey: ['a'] }), streamed('{}'))).toBe(true)
  const inserted = { eventName: 'INSERT', dynamodb: { NewImage: { id: { S: '7' } } } }
  expect(recordPasses(filters({ eventName: ['INSERT'], dynamodb: { NewImage: { id: { S: ['7'] } } } }), inserted)).toBe(true)
  expect(recordPasses(filters({ eventName: ['REMOVE'] }), inserted)).toBe(false)
})

test('LAM-FIL-04 a pattern for fields drops text, one for text drops an object, one for neither takes both', () => {
  const bodies = ['{"temp":35}', 'hello']
  const kept = (pattern: unknown) => bodies.filter((body) => recordPasses(filters(pattern), queued(body)))
  expect(kept({ body: { temp: [{ numeric: ['>', 30] }] } })).toEqual(['{"temp":35}'])
  expect(kept({ body: { none: [{ exists: false }] } })).toEqual(['{"temp":35}'])
  expect(kept({ body: ['hello'] })).toEqual(['hello'])
  expect(kept({ eventSource: ['aws:sqs'] })).toEqual(bodies)
})

test('LAM-FIL-03 LAM-EX-54 of three messages one matches: one invocation, and all three are gone from the queue', () => {
  const run = simulate({ forSec: 60 }, (drawing) => {
    drawing.add('sqs', 'readings')
    drawing.add('lambda', 'alarm', { init: 'constant', initMs: 0 })
    drawing.wire('readings', 'alarm', { config: { filters: filters({ body: { temp: [{ numeric: ['>', 30] }] } }) } })
    for (const body of ['{"temp":35}', '{"temp":20}', 'hello']) drawing.at(0, 'readings', 'send', { body })
  })
  expect(['PolledEventCount', 'FilteredOutEventCount', 'InvokedEventCount', 'Invocations'].map((name) => run.metric('alarm', name).sum)).toEqual([3, 2, 1, 1])
  expect(run.metric('readings', 'NumberOfMessagesDeleted').sum).toBe(3)
  expect(run.waiting()).toBe(0)
})

test('LAM-FIL-01 LAM-FIL-02 a bad filter and a sixth one are findings on the wire', () => {
  const findings = (list: readonly { pattern: string }[]) => {
    const all = [...services, shardSource]
    const drawing = sketch({ services: all }, (book) => {
      book.add('shardSource', 'clicks')
      book.add('lambda', 'count')
      book.wire('clicks', 'count', { config: { filters: list } })
    })
    return makePlan(drawing, all).findings.filter((one) => one.rule.startsWith('LAM-FIL')).map((one) => [one.rule, one.level, one.on, one.field])
  }
  const good = filters({ data: { a: [1] } })[0]!
  expect(findings([good])).toEqual([])
  expect(findings([good, { pattern: '{"data": "x"}' }])).toEqual([['LAM-FIL-02', 'error', 'w1', 'filters']])
  expect(findings(Array.from({ length: 6 }, () => good))).toEqual([['LAM-FIL-01', 'warning', 'w1', 'filters']])
})

test('LAM-STR-05 endless retries are a hint, with a cure', () => {
  const all = [...services, shardSource]
  const drawing = sketch({ services: all }, (book) => {
    book.add('shardSource', 'clicks')
    book.add('lambda', 'count')
    book.wire('clicks', 'count')
  })
  const hint = makePlan(drawing, all).findings.find((one) => one.rule === 'LAM-STR-05')
  expect(hint).toMatchObject({ level: 'hint', on: 'w1', fix: { on: 'w1', set: { maxRetries: 3, bisect: true } } })
})
