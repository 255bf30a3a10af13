import type { SQSBatchResponse } from 'aws-lambda'
import { expect, test } from 'vitest'
import { judgeBatchResponse } from './queue-response.ts'

const ids = ['m1', 'm2', 'm3']
const failures = (...itemIdentifiers: unknown[]) => ({ batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })) })

test('LAM-SQS-07 the messages that are named stay, the others are done', () => {
  const answer: SQSBatchResponse = { batchItemFailures: [{ itemIdentifier: 'm2' }] }
  expect(judgeBatchResponse(answer, ids)).toEqual([false, true, false])
  expect(judgeBatchResponse(failures('m3', 'm1', 'm3'), ids)).toEqual([true, false, true])
})

test.each([
  ['nothing', undefined], ['null', null], ['an empty object', {}], ['an object about something else', { statusCode: 200 }],
  ['an empty list', { batchItemFailures: [] }], ['null for the list', { batchItemFailures: null }],
])('LAM-SQS-07 %s means that all went well', (_, content) => {
  expect(judgeBatchResponse(content, ids)).toEqual([false, false, false])
})

test.each([
  ['text', 'done'], ['a number', 1], ['a list', []], ['no list', { batchItemFailures: 'm1' }], ['an empty id', failures('')],
  ['null for an id', failures(null)], ['an unknown id beside a known one', failures('m1', 'm9')],
  ['another key', { batchItemFailures: [{ itemId: 'm1' }] }], ['bare ids', { batchItemFailures: ['m1'] }],
])('LAM-SQS-07 %s means that all failed', (_, content) => {
  expect(judgeBatchResponse(content, ids)).toEqual([true, true, true])
})
