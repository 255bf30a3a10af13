import { createHash } from 'node:crypto'
import type { KinesisStreamEvent } from 'aws-lambda'
import { KinesisDataStreamSchema } from '@aws-lambda-powertools/parser/schemas/kinesis'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { asker, told } from '../../testkit/asker.ts'
import { type Settings, simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import type { KinesisEvent } from './event.ts'
import type { StreamNode, StreamState } from './state.ts'

function stream(config: Config, draw: (drawing: Sketchbook) => void, settings: Settings = {}) {
  return simulate({ services: [...services, asker], forSec: 60, ...settings }, (drawing) => {
    drawing.add('kinesis', 'clicks', config)
    drawing.add('asker', 'code')
    drawing.wire('code', 'clicks')
    draw(drawing)
  })
}
// biome-ignore lint/suspicious/noExplicitAny: an answer's shape is what its test is about.
const said = (run: ReturnType<typeof stream>) => told(run, 'code').map(({ status, content }) => ({ status, output: content as any }))
const nodeOf = (run: ReturnType<typeof stream>) => run.run.nodes.find((node) => node.name === 'clicks')! as StreamNode & (typeof run.run.nodes)[number]
const stateOf = (run: ReturnType<typeof stream>): StreamState => nodeOf(run).state
const sums = (run: ReturnType<typeof stream>, ...names: string[]) => names.map((name) => run.metric('clicks', name).sum)
const keys = (run: ReturnType<typeof stream>) => {
  const { shards } = stateOf(run)
  return shards.map(({ records }) => Array.from({ length: records.length }, (_, at) => (run.run.world.messages.content[records.at(at)] as { partitionKey: string }).partitionKey))
}
function eventOf(run: ReturnType<typeof stream>, shard = 0): KinesisEvent {
  const { records, first } = stateOf(run).shards[shard]!
  const all = Array.from({ length: records.length }, (_, at) => at)
  return nodeOf(run).behaviour.eventOf!(nodeOf(run), { messages: all.map((at) => records.at(at)), receipts: all.map((at) => first + at) }) as KinesisEvent
}
const ask = (drawing: Sketchbook, atSec: number, operation: string, input: Config) => drawing.at(atSec, 'code', 'ask', { client: 'Kinesis', operation, input: { StreamName: 'clicks', ...input } })

test('KDS-01 the MD5 of the key, as a number of 128 bits, falls into one range of equal ones', () => {
  const users = Array.from({ length: 40 }, (_, at) => `user-${at}`)
  const run = stream({ shards: 5 }, (drawing) => users.forEach((key) => { drawing.at(0, 'clicks', 'send', { body: 'x', key }) }))
  const expected: string[][] = [[], [], [], [], []]
  for (const key of users) expected[Number((BigInt(`0x${createHash('md5').update(key).digest('hex')}`) * 5n) >> 128n)]!.push(key)
  // In their order within each shard.
  expect(keys(run)).toEqual(expected)
})

test('KDS-01 SBX-01 a hash key given in place of the key’s own decides, and one out of range is refused', () => {
  const run = stream({ shards: 4 }, (drawing) => {
    for (const ExplicitHashKey of ['0', '85070591730234615865843651857942052863', '85070591730234615865843651857942052864', '340282366920938463463374607431768211455', '340282366920938463463374607431768211456']) {
      ask(drawing, 1, 'PutRecord', { PartitionKey: 'same', Data: { $binary: 'eA==' }, ExplicitHashKey })
    }
  })
  expect(said(run).map(({ status, output }) => output.ShardId ?? `${status} ${output.name}`)).toEqual([
    'shardId-000000000000', 'shardId-000000000000', 'shardId-000000000001', 'shardId-000000000003', '400 InvalidArgumentException',
  ])
})

test('KDS-02 a shard takes a thousand records at once, then one each millisecond', () => {
  const run = stream({}, (drawing) => {
    drawing.at(1, 'clicks', 'send', { body: 'x', key: 'a', times: 1_001 })
    drawing.at(1.001, 'clicks', 'send', { body: 'x', key: 'a', times: 2 })
    drawing.at(3, 'clicks', 'send', { body: 'x', key: 'a', times: 1_000 })
  })
  expect(sums(run, 'IncomingRecords', 'WriteProvisionedThroughputExceeded')).toEqual([2_001, 2])
  expect(run.outcomes().throttled).toBe(2)
})

test('KDS-02 LAM-STR-11 a shard takes 1 MB a second, key included; one busy key has one shard, however many there are', () => {
  const half = 'x'.repeat(524_287)
  const puts = (drawing: Sketchbook) => {
    drawing.at(1, 'clicks', 'send', { body: half, key: 'k', times: 3 })
    drawing.at(1.5, 'clicks', 'send', { body: half, key: 'k', times: 2 })
  }
  for (const shards of [1, 10]) expect(sums(stream({ shards }, puts), 'IncomingRecords', 'IncomingBytes', 'WriteProvisionedThroughputExceeded')).toEqual([3, 3 * 524_288, 2])
})

test('KDS-02 the record size is data and key, 1 MiB unless the stream allows more; a large record uses up the seconds after it', () => {
  const puts = (drawing: Sketchbook) => {
    ask(drawing, 1, 'PutRecord', { PartitionKey: 'key', Data: 'x'.repeat(1_048_573) })
    ask(drawing, 3, 'PutRecord', { PartitionKey: 'key', Data: 'x'.repeat(3_145_725) })
    ask(drawing, 5, 'PutRecord', { PartitionKey: 'key', Data: 'x' })
    ask(drawing, 5.1, 'PutRecord', { PartitionKey: 'key', Data: 'x' })
  }
  const answers = (run: ReturnType<typeof stream>) => said(run).map(({ status, output }) => (status === 200 ? 200 : output.name))
  expect(answers(stream({}, puts))).toEqual([200, 'ValidationException', 200, 200])
  expect(answers(stream({ maxRecordBytes: 4_194_304 }, puts))).toEqual([200, 200, 'ProvisionedThroughputExceededException', 200])
})

test('KDS-02 SBX-01 PutRecords goes well all the same, and names each record that was refused', () => {
  const record = (at: number) => ({ PartitionKey: 'hot', Data: `record ${at}` })
  const run = stream({}, (drawing) => {
    ask(drawing, 1, 'PutRecords', { Records: Array.from({ length: 500 }, (_, at) => record(at)) })
    ask(drawing, 1, 'PutRecords', { Records: Array.from({ length: 499 }, (_, at) => record(at)) })
    ask(drawing, 1, 'PutRecords', { Records: [record(0), record(1), record(2)] })
    ask(drawing, 1, 'PutRecords', { Records: Array.from({ length: 501 }, (_, at) => record(at)) })
    ask(drawing, 1, 'PutRecords', { Records: [] })
    ask(drawing, 1, 'PutRecords', { Records: [{ PartitionKey: 'k' }] })
  })
  const [first, second, third, ...refused] = said(run)
  expect([first!.output.FailedRecordCount, second!.output.FailedRecordCount]).toEqual([0, 0])
  expect(third).toMatchObject({ status: 200, output: { FailedRecordCount: 2 } })
  expect(Object.keys(third!.output.Records[0])).toEqual(['SequenceNumber', 'ShardId'])
  expect(third!.output.Records[2]).toEqual({
    ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'Rate exceeded for shard shardId-000000000000 in stream clicks under account 123456789012.',
  })
  expect(refused.map(({ output }) => output.name)).toEqual(['ValidationException', 'ValidationException', 'ValidationException'])
  expect(refused[2]!.output.message).toContain("'records.1.member.data'")
  expect(sums(run, 'PutRecords.TotalRecords', 'PutRecords.SuccessfulRecords', 'PutRecords.ThrottledRecords')).toEqual([1_002, 1_000, 2])
})

test('KDS-02 a hot shard on demand is split a quarter of an hour after the minute that showed it', () => {
  const run = stream({ mode: 'onDemand' }, (drawing) => {
    drawing.add('client', 'site', { rps: 600, forMs: 60_000, body: '{"key":"hot"}' })
    drawing.wire('site', 'clicks')
  }, { forSec: 961 })
  const { shards, open } = stateOf(run)
  expect(shards.map((shard) => [shard.parents, shard.openedAt / 1e6])).toEqual([[[], 0], [[], 0], [[], 0], [[], 0], [[shards.find((shard) => shard.closed)!.number], 960], [[shards.find((shard) => shard.closed)!.number], 960]])
  expect(open).toHaveLength(5)
})

test('GEN-10 the SDK retries a throttle that says 400, after 500 ms in a strict run', () => {
  const run = stream({}, (drawing) => {
    drawing.at(1, 'clicks', 'send', { body: 'x', key: 'a', times: 1_000 })
    drawing.add('client', 'site', { pattern: 'burst', burstSize: 1, startAtMs: 1_000, forMs: 1, retry: 'sdk', body: '{"key":"a"}' })
    drawing.wire('site', 'clicks')
  })
  expect(run.story('site', 'waits')).toEqual(['1 waits 1001'])
  expect(run.metric('site', 'Latency').max).toBe(500)
})

test('SBX-02 a stream that is not there', () => {
  const run = stream({}, (drawing) => drawing.at(1, 'code', 'ask', { client: 'Kinesis', operation: 'PutRecord', input: { StreamName: 'other', PartitionKey: 'k', Data: 'x' } }))
  expect(said(run)[0]).toEqual({ status: 400, output: { name: 'ResourceNotFoundException', message: 'Stream other under account 123456789012 not found.' } })
})

const reads = (run: ReturnType<typeof stream>) => run.rows.filter((row) => row.kind === 'batch').map((row) => `${row.atSec} ${row.place} ${row.b}`)

test('KDS-03 LAM-STR-11 in realistic mode seven functions that poll one shard get five reads a second; the others come a second later', () => {
  const draw = (config: Config) => (drawing: Sketchbook) => {
    for (let at = 1; at <= 7; at++) {
      drawing.add('lambda', `reader-${at}`)
      drawing.wire('clicks', `reader-${at}`, { config })
    }
    drawing.at(1.99, 'clicks', 'send', { body: 'x', key: 'a' })
  }
  const run = stream({}, draw({}), { mode: 'realistic', seed: 4 })
  expect(reads(run)).toHaveLength(7)
  // The polls of the second that the record arrived in, and the two that were refused.
  expect(run.metric('clicks', 'ReadProvisionedThroughputExceeded').sum).toBe(7 - 5)
  expect(stream({}, draw({ fanOut: true }), { mode: 'realistic', seed: 4 }).metric('clicks', 'ReadProvisionedThroughputExceeded').sum).toBe(0)
})

test('KDS-03 one read brings 10,000 records, and what polling readers share is 2 MB a second', () => {
  const run = stream({ shards: 1, maxRecordBytes: 10_485_760 }, (drawing) => {
    drawing.add('lambda', 'reader', { timeoutSec: 60 })
    drawing.wire('clicks', 'reader')
    // 6 MiB in one record: the next reads wait until it is paid off.
    drawing.at(1, 'clicks', 'send', { body: 'x'.repeat(6 * 1_048_576), key: 'a' })
    drawing.at(7.5, 'clicks', 'send', { body: 'y', key: 'a' })
  }, { mode: 'realistic' })
  expect(sums(run, 'GetRecords.Records')).toEqual([2])
  const other = stream({ shards: 20 }, (drawing) => {
    drawing.add('lambda', 'reader')
    drawing.wire('clicks', 'reader', { config: { createdAtSec: 30 } })
    for (let atSec = 0; atSec < 12; atSec++) drawing.at(atSec, 'clicks', 'send', { body: 'x', key: 'a', times: 1_000 })
  })
  expect(reads(other).map((row) => row.split(' ').at(-1))).toEqual(['10000', '2000'])
})

test('KDS-04 LAM-STR-02 every reader has its own position, and finds what the retention has left', () => {
  const run = stream({ retentionHours: 24 }, (drawing) => {
    drawing.add('lambda', 'early')
    drawing.add('lambda', 'late')
    drawing.wire('clicks', 'early')
    drawing.wire('clicks', 'late', { config: { createdAtSec: 86_403 } })
    for (const atSec of [1, 2, 3, 4, 5]) drawing.at(atSec, 'clicks', 'send', { body: 'x', key: 'a' })
  }, { forSec: 86_410 })
  expect(reads(run)).toEqual([
    '1 clicks → early 1', '2 clicks → early 1', '3 clicks → early 1', '4 clicks → early 1', '5 clicks → early 1',
    // The record of second 3 is gone at this very instant.
    '86403 clicks → late 2',
  ])
  expect(run.outcomes().expired).toBe(5)
})

test('KDS-04 STM-09 after a split the children wait until their parent is dealt with, and so a key keeps its order', () => {
  const run = stream({}, (drawing) => {
    drawing.add('lambda', 'reader', { ioMs: 10_000, timeoutSec: 60, idleEndSec: 60 })
    drawing.wire('clicks', 'reader', { config: { batchSize: 1 } })
    drawing.at(1, 'clicks', 'send', { body: 'x', key: 'a', times: 2 })
    drawing.at(2, 'clicks', 'split', { shard: 0 })
    drawing.at(3, 'clicks', 'send', { body: 'x', key: 'a' })
    drawing.at(4, 'clicks', 'send', { body: 'x', key: 'b' })
  })
  const { shards } = stateOf(run)
  expect(shards.map(({ closed, parents }) => ({ closed, parents }))).toEqual([{ closed: true, parents: [] }, { closed: false, parents: [0] }, { closed: false, parents: [0] }])
  expect(keys(run)[0]).toEqual(['a', 'a'])
  // One after another out of the parent, then both children at once.
  const started = run.rows.filter((row) => row.kind === 'started').map((row) => Math.floor(row.atSec))
  const begun = started[0]!
  expect(started).toEqual([begun, begun + 10, begun + 20, begun + 20])
})

test('KDS-04 the number of shards at most doubles or halves, a merge takes two neighbours', () => {
  const run = stream({ shards: 2 }, (drawing) => {
    drawing.at(1, 'clicks', 'set', { shards: 4 })
    drawing.at(2, 'clicks', 'set', { shards: 9 })
    drawing.at(3, 'clicks', 'merge', { shard: 2, with: 3 })
    drawing.at(4, 'clicks', 'merge', { shard: 4, with: 1 })
  })
  const { shards, open } = stateOf(run)
  expect(shards.map((shard) => shard.parents)).toEqual([[], [], [0], [0], [1], [1], [2, 3]])
  expect(open).toEqual([6, 4, 5])
  expect(run.count('clicks', 'refused')).toBe(2)
})

test('KDS-05 LAM-STR-12 the event: keys, order, Base64, sequence numbers that grow, arrival in seconds', () => {
  const run = stream({}, (drawing) => {
    drawing.at(1.25, 'clicks', 'send', { body: 'Hello, this is a test.', key: '1' })
    ask(drawing, 2, 'PutRecord', { PartitionKey: 'b', Data: { $binary: '/wA=' } })
    drawing.at(3, 'clicks', 'send', { body: { n: 1 }, key: '1' })
  })
  const event = eventOf(run)
  const typed: KinesisStreamEvent = event
  expect(typed.Records.map((record) => record.kinesis.data)).toEqual(['SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==', '/wA=', 'eyJuIjoxfQ=='])
  const [first, second] = event.Records
  expect(Object.keys(first!)).toEqual(['kinesis', 'eventSource', 'eventVersion', 'eventID', 'eventName', 'invokeIdentityArn', 'awsRegion', 'eventSourceARN'])
  expect(first!.kinesis).toEqual({
    kinesisSchemaVersion: '1.0', partitionKey: '1', sequenceNumber: first!.kinesis.sequenceNumber, data: 'SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==', approximateArrivalTimestamp: 1767225601.25,
  })
  expect(first!.kinesis.sequenceNumber).toMatch(/^49\d{54}$/)
  expect(BigInt(second!.kinesis.sequenceNumber) > BigInt(first!.kinesis.sequenceNumber)).toBe(true)
  expect(first!.eventID).toBe(`shardId-000000000000:${first!.kinesis.sequenceNumber}`)
  // The sender heard the same number.
  expect(said(run)[0]!.output).toEqual({ ShardId: 'shardId-000000000000', SequenceNumber: second!.kinesis.sequenceNumber })
  expect(KinesisDataStreamSchema.parse(event).Records).toHaveLength(3)
})

test('KDS-06 LAM-STR-08 what is given up is described to the destination by its place in the stream', () => {
  const run = stream({}, (drawing) => {
    drawing.add('lambda', 'reader', { errorRate: 100 })
    drawing.add('sqs', 'discarded')
    drawing.wire('clicks', 'reader', { config: { maxRetries: 0 } })
    drawing.wire('reader', 'discarded', { port: 'onDiscard' })
    drawing.at(1, 'clicks', 'send', { body: 'secret', key: 'a', times: 2 })
  })
  const told = run.rows.find((row) => row.place === 'reader → discarded')!.message
  const { messages } = run.run.world
  const content = messages.content[messages.serial.indexOf(told)] as { KinesisBatchInfo: { startSequenceNumber: string } }
  const [first, last] = eventOf(run).Records
  expect(content.KinesisBatchInfo).toEqual({
    shardId: 'shardId-000000000000', startSequenceNumber: first!.kinesis.sequenceNumber, endSequenceNumber: last!.kinesis.sequenceNumber,
    approximateArrivalOfFirstRecord: '2026-01-01T00:00:01.000Z', approximateArrivalOfLastRecord: '2026-01-01T00:00:01.000Z', batchSize: 2, streamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks',
  })
  expect(JSON.stringify(content)).not.toContain('secret')
})

test('KDS-07 iterator age is the age of the last record of a read; shard hours and payload units are counted for the bill', () => {
  const run = stream({ shards: 3 }, (drawing) => {
    drawing.add('lambda', 'reader')
    drawing.wire('clicks', 'reader', { config: { createdAtSec: 40 } })
    drawing.at(10, 'clicks', 'send', { body: 'x', key: 'a' })
    drawing.at(25, 'clicks', 'send', { body: 'x'.repeat(25_600), key: 'a' })
  }, { forSec: 600 })
  expect(run.metric('clicks', 'GetRecords.IteratorAgeMilliseconds')).toMatchObject({ count: 1, max: 15_000 })
  expect(sums(run, 'IncomingBytes', 'PutPayloadUnits', 'GetRecords.Bytes')).toEqual([2 + 25_601, 3, 2 + 25_601])
  expect(run.metric('clicks', 'ShardHours').sum).toBeCloseTo(0.5, 9)
})
