/** The checks of section VAL that several services share, each with its place and its remedy. */
import { expect, test } from 'vitest'
import { shelfOf } from '../drawing/catalogue.ts'
import { readDrawing } from '../drawing/check.ts'
import { EMPTY_DRAWING, type Scenario } from '../drawing/drawing.ts'
import { makePlan } from '../engine/plan.ts'
import { sketch, type Sketchbook } from '../testkit/simulate.ts'
import { services } from './catalogue.ts'

function findings(rule: string, draw: (book: Sketchbook) => void, scenario: Partial<Scenario> = {}) {
  const drawing = sketch(scenario, draw)
  const name = (id: string | undefined) => drawing.nodes.find((one) => one.id === id)?.name ?? id
  return makePlan(drawing, services).findings.filter((one) => one.rule === rule).map(({ level, on, field, text, fix }) => ({ level, on: name(on), field, text, fix }))
}

test('VAL-12 a mapping whose role may not read the source is refused in AWS’s words, with the statement as its remedy', () => {
  for (const [service, action, says] of [
    ['sqs', 'sqs:ReceiveMessage', 'The function execution role does not have permissions to call ReceiveMessage on SQS'],
    ['kinesis', 'kinesis:DescribeStream', 'Cannot access stream. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams'],
    ['dynamodb', 'dynamodb:DescribeStream', 'Cannot access stream. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams'],
  ] as const) {
    const denied = (permission: boolean) => findings('VAL-12', (book) => {
      book.add(service, 'source', service === 'dynamodb' ? { stream: 'NEW_IMAGE' } : {})
      book.add('lambda', 'fn')
      book.wire('source', 'fn', { config: { permission } })
    })
    expect(denied(true)).toEqual([])
    expect(denied(false)).toEqual([{
      level: 'error', on: 'w1', field: 'permission', fix: { on: 'w1', set: { permission: true } },
      text: expect.stringContaining(`Give it ${action} and what goes with it; AWS refuses the mapping: "${says}`),
    }])
  }
})

test('VAL-19 a function that may set itself off is warned of, with the way round and what ends it', () => {
  expect(findings('VAL-19', (book) => {
    book.add('sqs', 'jobs')
    book.add('lambda', 'work')
    book.add('sns', 'done')
    book.wire('jobs', 'work')
    book.wire('work', 'done')
    book.wire('done', 'jobs')
  })).toEqual([{
    level: 'warning', on: 'work', field: undefined, fix: undefined,
    text: 'work may set itself off: work → done → jobs → work. Break the circle, or make sure that what comes round ends; Lambda stops it after about 16 rounds, unless the function allows loops.',
  }])
  const throughTable = findings('VAL-19', (book) => {
    book.add('dynamodb', 'orders', { stream: 'NEW_IMAGE' })
    book.add('lambda', 'count')
    book.wire('orders', 'count')
    book.wire('count', 'orders')
  })
  expect(throughTable.map(({ text }) => text)).toEqual([expect.stringContaining('nothing stops it')])
})

test('VAL-19 doors that lead to doors only never answer: that is refused', () => {
  expect(findings('VAL-19', (book) => {
    book.add('httpApi', 'shop')
    book.add('restApi', 'old')
    book.add('lambda', 'fn')
    book.wire('shop', 'old')
    book.wire('old', 'shop')
    book.wire('old', 'fn')
  })).toEqual([{ level: 'error', on: 'shop', field: undefined, fix: undefined, text: expect.stringContaining('shop → old → shop') }])
})

test('VAL-19 what only looks like a circle is none: a dead-letter queue, a push down a socket, a bucket that says it itself', () => {
  expect(findings('VAL-19', (book) => {
    book.add('lambda', 'retry')
    book.add('sqs', 'dead')
    book.wire('retry', 'dead', { port: 'deadLetter' })
    book.wire('dead', 'retry')
    book.add('websocketApi', 'socket')
    book.add('lambda', 'chat')
    book.wire('socket', 'chat', { config: { routeKey: '$default' } })
    book.wire('chat', 'socket')
    book.add('s3', 'photos')
    book.add('lambda', 'thumbs')
    book.wire('photos', 'thumbs')
    book.wire('thumbs', 'photos')
  })).toEqual([])
})

test('VAL-23 the weight of an alias is a share from 0 to 100 %, between two published versions', () => {
  const says = (weight: unknown) => readDrawing({
    ...EMPTY_DRAWING, nodes: [{ id: 'n1', service: 'lambda', name: 'fn', x: 0, y: 0, config: { aliases: [{ name: 'live', version: 1, additional: 2, weight }] } }],
  }, shelfOf(services)).problems.map(({ text }) => text)
  expect([says(0), says(100), says(12.5)]).toEqual([[], [], []])
  expect(says(101)).toEqual(['fn: Aliases, row 1: Its share is 0 to 100 %; 101 is not. The default is used.'])
  expect(says(-1)).toHaveLength(1)
  expect(findings('LAM-ALI-01', (book) => book.add('lambda', 'fn', { versions: [{ number: 1, settings: '' }], aliases: [{ name: 'live', version: 1, additional: null, weight: 10 }] }))).toMatchObject([{ level: 'error', on: 'fn', field: 'aliases' }])
})

test('VAL-26 reservations leave a hundred of the account’s concurrency to all others', () => {
  const reserve = (...amounts: number[]) => findings('LAM-RC-01', (book) => amounts.forEach((reserved, at) => book.add('lambda', `fn-${at}`, { reserved })))
  expect(reserve(500, 400)).toEqual([])
  expect(reserve(500, 401)).toMatchObject([{ level: 'error', on: 'fn-1', field: 'reserved', text: expect.stringContaining('at most 400 are free: other functions hold 500 of 1000, and 100 must stay unreserved') }])
})

test('VAL-27 a dead-letter queue at a function that only polls a queue stays empty, and is said to', () => {
  const draw = (more: (book: Sketchbook) => void) => findings('VAL-27', (book) => {
    book.add('sqs', 'jobs')
    book.add('lambda', 'work')
    book.add('sqs', 'dead')
    book.wire('jobs', 'work')
    book.wire('work', 'dead', { port: 'deadLetter' })
    more(book)
  })
  expect(draw(() => {})).toEqual([{ level: 'hint', on: 'w2', field: undefined, fix: undefined, text: expect.stringMatching(/^dead stays empty: .* Draw one from jobs/) }])
  expect(draw((book) => {
    book.add('sns', 'news')
    book.wire('news', 'work')
  })).toEqual([])
})
