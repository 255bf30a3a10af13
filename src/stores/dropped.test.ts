import { expect, test } from 'vitest'
import { record } from '../testkit/record.ts'
import { droppedBy } from './dropped.ts'

test('SQS-09 what a purge dropped is known by its action, and not by others of that instant', () => {
  const run = record({ forSec: 20 }, (book) => {
    book.add('sqs', 'jobs')
    book.add('sqs', 'other')
    book.at(1, 'jobs', 'send', { times: 3 })
    book.at(5, 'other', 'send', { times: 2 })
    book.at(5, 'jobs', 'purge')
    book.at(5, 'other', 'send')
  })
  expect(['a1', 'a2', 'a3', 'a4', 'gone'].map((id) => droppedBy(run, id).messages)).toEqual([[], [], [1, 2, 3], [], []])
})

test('LAM-LC-01 new code ends idle environments', () => {
  const run = record({ forSec: 20 }, (book) => {
    book.add('client', 'people', { rps: 2, forMs: 2_000 })
    book.add('lambda', 'work', { ioMs: 10, init: 'constant', initMs: 0 })
    book.wire('people', 'work')
    book.at(5, 'work', 'deploy')
  })
  expect(droppedBy(run, 'a1')).toEqual({ messages: [], environments: 1 })
})
