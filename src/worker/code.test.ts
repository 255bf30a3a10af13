/** Handler code through every layer: sandbox, function, queue, and back. */
import { expect, test } from 'vitest'
import type { Action, Drawing, Fault } from '../drawing/drawing.ts'
import { newHost } from '../testkit/guest.ts'
import { sketch } from '../testkit/simulate.ts'
import { simulateCode } from '../testkit/simulate-code.ts'
import { advance, change, plan, simulation } from './simulation.ts'

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

test('a run with code that is changed in mid-run is the run of the scenario it ends with, texts and all', () => {
  const drawing = (actions: readonly Action[], faults: readonly Fault[] = []) => sketch({ seed: 7, forSec: 60, actions, faults }, (book) => {
    book.add('client', 'people', { rps: 1, body: '{"n":{{seq}}}' })
    book.add('lambda', 'producer', { code: PRODUCER, environment: [{ key: 'QUEUE_URL', value: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs' }] })
    book.add('sqs', 'jobs', { visibilityTimeoutSec: 30 })
    book.add('lambda', 'consumer', { code: CONSUMER })
    book.wire('people', 'producer')
    book.wire('producer', 'jobs', { port: 'calls' })
    book.wire('jobs', 'consumer', { config: { partialBatch: true } })
  })
  const begin = (of: Drawing) => {
    const texts = new Map<number, string>()
    return { made: simulation(plan(of), () => {}, { digest: true, hosts: newHost, onText: (text, number) => texts.set(number, text) }), texts }
  }
  const end = ({ made, texts }: ReturnType<typeof begin>) => {
    advance(made, made.run.end, () => false)
    made.trace.flush()
    return { digest: made.trace.digest(), texts: [...texts].slice(0, made.run.world.texts) }
  }
  const late: Action[] = [{ id: 'a1', atSec: 31.5, on: 'n2', do: 'set', config: { memoryMb: 512 } }, { id: 'a2', atSec: 12.25, on: 'n1', do: 'send', config: { times: 5 } }]
  const faults: Fault[] = [{ id: 'f1', on: 'n3', kind: 'outage', atSec: 20, forSec: 4, config: {} }, { id: 'f2', on: 'n2', kind: 'errors', atSec: 40, forSec: 5, config: { rate: 50 } }]
  const one = begin(drawing([]))
  advance(one.made, 50e6, () => false)
  expect(change(one.made, drawing(late.slice(0, 1)))).toMatchObject({ at: 31.5e6 })
  advance(one.made, 45e6, () => false)
  expect(change(one.made, drawing(late, faults))).toMatchObject({ at: 12.25e6 })
  expect(end(one)).toEqual(end(begin(drawing(late, faults))))
})
