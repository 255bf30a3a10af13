/** Handler code through every layer: sandbox, function, queue, and back. */
import { expect, test } from 'vitest'
import { simulateCode } from '../testkit/simulate-code.ts'

const PRODUCER = `
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs'
const sqs = new SQSClient({})
let sent = 0
export const handler = async (event) => {
  await new Promise((done) => setTimeout(done, 100))
  const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify({ order: event.n }) }))
  sent++
  console.log('sent', sent, MessageId)
  return { sent }
}`
const CONSUMER = `
export const handler = async (event) => {
  const batchItemFailures = []
  for (const record of event.Records) {
    const { order } = JSON.parse(record.body)
    console.log('order', order, 'receive', record.attributes.ApproximateReceiveCount)
    if (order === 1 && record.attributes.ApproximateReceiveCount === '1') batchItemFailures.push({ itemIdentifier: record.messageId })
  }
  return { batchItemFailures }
}`

const run = (seed: number) => simulateCode({ seed, forSec: 60 }, (book) => {
  book.add('client', 'people', { pattern: 'burst', burstSize: 1, burstEveryMs: 5_000, forMs: 12_000, body: '{"n":{{seq}}}' })
  book.add('lambda', 'producer', { code: PRODUCER, environment: [{ key: 'QUEUE_URL', value: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs' }] })
  book.add('sqs', 'jobs', { visibilityTimeoutSec: 30 })
  book.add('lambda', 'consumer', { code: CONSUMER })
  book.wire('people', 'producer')
  book.wire('producer', 'jobs', { port: 'calls' })
  book.wire('jobs', 'consumer', { config: { partialBatch: true } })
})

test('SBX-02 code sends to a queue on virtual time, and code at its other end says which message failed', () => {
  const { texts, outcomes, metric } = run(7)
  const lines = texts.map((text) => text.replace(/^(\d+) (\w+) /, (_, at: string) => `${(Number(at) / 1e6).toFixed(1)} `).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'ID'))
  expect(lines).toEqual([
    '0.1 sent 1 ID', '0.1 order 0 receive 1', '5.1 sent 2 ID', '5.1 order 1 receive 1', '10.1 sent 3 ID', '10.1 order 2 receive 1', '35.1 order 1 receive 2',
  ])
  expect(metric('jobs', 'NumberOfMessagesDeleted')?.sum).toBe(3)
  expect(metric('producer', 'Invocations')?.sum).toBe(3)
  expect(outcomes()).toMatchObject({ deleted: 3 })
})

test('GEN-01 the same seed gives the same rows and texts, code and all', () => {
  const one = run(7)
  const other = run(7)
  expect(other.rows).toEqual(one.rows)
  expect(other.texts).toEqual(one.texts)
})
