import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { asker, told } from '../../testkit/asker.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'

const services = [...all, keeper, asker] as readonly Service[]
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:orders'
function ask(topic: { readonly type?: string }, ...asked: readonly [operation: string, input: object][]) {
  const name = topic.type === 'fifo' ? 'orders.fifo' : 'orders'
  const run = simulate({ services, forSec: 60 }, (drawing) => {
    drawing.add('asker', 'asker')
    drawing.add('sns', name, { ...topic })
    drawing.add('keeper', 'queue', { role: topic.type === 'fifo' ? 'fifo' : 'queue' })
    drawing.wire('asker', name)
    drawing.wire(name, 'queue')
    asked.forEach(([operation, input], at) => drawing.at(at, 'asker', 'ask', { client: 'SNS', operation, input: { TopicArn: topic.type === 'fifo' ? `${TOPIC}.fifo` : TOPIC, ...input } }))
  })
  return { told: told(run), kept: keptBy(run.run, 'queue'), run }
}
const opened = (kept: { readonly content: unknown } | undefined): unknown => JSON.parse(kept!.content as string)
const refused = (input: object, topic = {}) => {
  const [answer] = ask(topic, ['Publish', input]).told
  const { name, message } = answer!.content as { name: string; message: string }
  return `${answer!.status} ${name}: ${message}`
}

test('SBX-01 Publish answers with the id that subscribers see', () => {
  const { told: [answer], kept: [kept] } = ask({}, ['Publish', { Message: 'hi', Subject: 'S', MessageAttributes: { store: { DataType: 'String', StringValue: 'north' } } }])
  expect(answer).toMatchObject({ status: 200, content: { MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/) } })
  expect(opened(kept!)).toMatchObject({ ...(answer!.content as object), Subject: 'S', Message: 'hi', MessageAttributes: { store: { Type: 'String', Value: 'north' } } })
})

test('SBX-01 Publish refuses in AWS’s words', () => {
  expect(refused({})).toBe('400 InvalidParameterException: Invalid parameter: Empty message')
  expect(refused({ Message: 'x', Subject: 'two\nlines' })).toBe('400 InvalidParameterException: Invalid parameter: Subject')
  expect(refused({ Message: 'x'.repeat(262_145) })).toBe('400 InvalidParameterException: Invalid parameter: Message too long')
  expect(refused({ Message: '{"a":"b"}', MessageStructure: 'json' })).toContain('No default entry')
  expect(refused({ Message: 'x', MessageDeduplicationId: 'd' })).toContain('not valid for this topic type')
  expect(refused({ Message: 'x', MessageAttributes: { a: { DataType: 'Date', StringValue: '1' } } })).toContain('invalid message attribute type')
  expect(refused({ Message: 'x', TopicArn: `${TOPIC}-2` })).toBe('404 NotFoundException: Topic does not exist')
  expect(refused({ Message: 'x', TopicArn: undefined })).toContain('TopicArn or TargetArn')
})

test('SBX-01 with MessageStructure json each protocol gets its own text', () => {
  expect(opened(ask({}, ['Publish', { MessageStructure: 'json', Message: '{"default":"d","sqs":"for queues"}' }]).kept[0])).toMatchObject({ Message: 'for queues' })
  expect(opened(ask({}, ['Publish', { MessageStructure: 'json', Message: '{"default":"d","lambda":"f"}' }]).kept[0])).toMatchObject({ Message: 'd' })
})

test('SNS-01 a FIFO topic wants a group and an id, and answers a repetition with the id of the first', () => {
  expect(refused({ Message: 'x' }, { type: 'fifo' })).toContain('MessageGroupId parameter is required')
  expect(refused({ Message: 'x', MessageGroupId: 'g' }, { type: 'fifo' })).toContain('ContentBasedDeduplication')
  const input = { Message: 'x', MessageGroupId: 'g', MessageDeduplicationId: 'd' }
  const { told: [first, second], kept } = ask({ type: 'fifo' }, ['Publish', input], ['Publish', input])
  expect(first!.content).toMatchObject({ SequenceNumber: '10000000000000001000' })
  expect((second!.content as { MessageId: string }).MessageId).toBe((first!.content as { MessageId: string }).MessageId)
  expect(kept).toHaveLength(1)
})

test('SBX-01 SNS-02 PublishBatch takes ten entries at most, and tells which failed', () => {
  const batch = (...entries: object[]) => ask({}, ['PublishBatch', { PublishBatchRequestEntries: entries }])
  const good = batch({ Id: 'a', Message: '1' }, { Id: 'b' }, { Id: 'c', Message: '3' })
  expect(good.told[0]!.content).toMatchObject({ Successful: [{ Id: 'a' }, { Id: 'c' }], Failed: [{ Id: 'b', Code: 'InvalidParameter', SenderFault: true }] })
  expect(good.kept).toHaveLength(2)
  const name = (...entries: object[]) => (batch(...entries).told[0]!.content as { name: string }).name
  expect(name()).toBe('EmptyBatchRequestException')
  expect(name({ Id: 'a', Message: '1' }, { Id: 'a', Message: '2' })).toBe('BatchEntryIdsNotDistinctException')
  expect(name(...Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, Message: 'x' })))).toBe('TooManyEntriesInBatchRequestException')
  expect(name({ Id: 'a', Message: 'x'.repeat(200_000) }, { Id: 'b', Message: 'x'.repeat(100_000) })).toBe('BatchRequestTooLongException')
})
