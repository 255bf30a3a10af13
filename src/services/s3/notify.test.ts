import { S3EventNotificationEventBridgeSchema, S3Schema } from '@aws-lambda-powertools/parser/schemas/s3'
import type { S3Event as TypedS3Event } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { type Settings, simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import type { S3Event } from './event.ts'

const services = [...all, keeper] as readonly Service[]
const run = (draw: (drawing: Sketchbook) => void, settings: Settings = {}) => simulate({ services, forSec: 600, peeks: true, ...settings }, draw)
const types = (...names: string[]) => ({ events: names.map((type) => ({ type })) })
/** The records that a function was told, in order. */
const told = (done: ReturnType<typeof run>, name = 'fn') => keptBy(done.run, name).map((one) => (one.content as S3Event).Records[0]!)

test('S3-10 LAM-TRG-05 a function gets one record, in AWS’s keys and order, its key encoded as in a form', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos')
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.wire('photos', 'fn', { config: { name: 'thumb' } })
    drawing.at(1.5, 'photos', 'put', { key: 'uploads/red flower (é).jpg', body: 'hello' })
  })
  const event = keptBy(done.run, 'fn')[0]!.content as S3Event
  const typed: TypedS3Event = event as TypedS3Event
  expect(S3Schema.safeParse(typed).success).toBe(true)
  const [record] = event.Records
  expect(Object.keys(record!)).toEqual(['eventVersion', 'eventSource', 'awsRegion', 'eventTime', 'eventName', 'userIdentity', 'requestParameters', 'responseElements', 's3'])
  expect(record).toMatchObject({ eventVersion: '2.1', eventSource: 'aws:s3', eventTime: '2026-01-01T00:00:01.500Z', eventName: 'ObjectCreated:Put' })
  expect(record!.s3).toEqual({
    s3SchemaVersion: '1.0', configurationId: 'thumb', bucket: { name: 'photos', ownerIdentity: { principalId: 'A3NL1KOZZKEXMP' }, arn: 'arn:aws:s3:::photos' },
    object: { key: 'uploads/red+flower+%28%C3%A9%29.jpg', size: 5, eTag: '5d41402abc4b2a76b9719d911017c592', sequencer: expect.stringMatching(/^[0-9A-F]{18}$/) },
  })
})

test('S3-03 WIR-08 prefix and suffix are literal, and both have to fit', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos')
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.wire('photos', 'fn', { config: { prefix: 'uploads/', suffix: '.jpg' } })
    for (const key of ['uploads/a.jpg', 'uploads/a.png', 'other/a.jpg', 'uploads/b.JPG', 'uploads/.jpg']) drawing.at(0, 'photos', 'put', { key })
  })
  expect(told(done).map((record) => record.s3.object.key)).toEqual(['uploads/a.jpg', 'uploads/.jpg'])
})

test('S3-02 each change has a type of its own, and a family takes them all', () => {
  const changes = (type: string, bucket: object = {}) => told(run((drawing) => {
    drawing.add('s3', 'photos', { ...bucket })
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.wire('photos', 'fn', { config: types(type) })
    drawing.at(0, 'photos', 'put', { key: 'a' })
    drawing.at(1, 'photos', 'put', { key: 'b', multipart: true })
    drawing.at(2, 'photos', 'copy', { key: 'a', to: 'c' })
    drawing.at(3, 'photos', 'tag', { key: 'a' })
    drawing.at(4, 'photos', 'untag', { key: 'a' })
    drawing.at(5, 'photos', 'restore', { key: 'a' })
    drawing.at(6, 'photos', 'delete', { key: 'a' })
    drawing.at(7, 'photos', 'expire', { key: 'b' })
  })).map((record) => `${record.eventVersion} ${record.eventName} ${record.s3.object.key}`)
  expect(changes('s3:ObjectCreated:*')).toEqual(['2.1 ObjectCreated:Put a', '2.1 ObjectCreated:CompleteMultipartUpload b', '2.1 ObjectCreated:Copy c'])
  expect(changes('s3:ObjectCreated:Copy')).toEqual(['2.1 ObjectCreated:Copy c'])
  expect(changes('s3:ObjectTagging:*')).toEqual(['2.3 ObjectTagging:Put a', '2.3 ObjectTagging:Delete a'])
  expect(changes('s3:ObjectRestore:*')).toEqual(['2.1 ObjectRestore:Post a', '2.1 ObjectRestore:Completed a'])
  expect(changes('s3:ObjectRemoved:*')).toEqual(['2.1 ObjectRemoved:Delete a'])
  expect(changes('s3:LifecycleExpiration:*')).toEqual(['2.3 LifecycleExpiration:Delete b'])
  expect(changes('s3:LifecycleExpiration:*', { versioning: 'enabled' })).toEqual(['2.3 LifecycleExpiration:DeleteMarkerCreated b'])
})

test('S3-09 what is gone has neither size nor tag; with versioning a delete only makes a marker', () => {
  const removed = (versioning: string) => told(run((drawing) => {
    drawing.add('s3', 'photos', { versioning })
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.wire('photos', 'fn', { config: types('s3:ObjectRemoved:*') })
    drawing.at(0, 'photos', 'put', { key: 'a', body: 'x' })
    drawing.at(1, 'photos', 'delete', { key: 'a' })
  }))[0]!
  expect(removed('off')).toMatchObject({ eventName: 'ObjectRemoved:Delete' })
  expect(Object.keys(removed('off').s3.object)).toEqual(['key', 'sequencer'])
  expect(removed('enabled')).toMatchObject({ eventName: 'ObjectRemoved:DeleteMarkerCreated', s3: { object: { versionId: expect.stringMatching(/^[0-9a-f]{32}$/) } } })
})

test('S3-06 S3-08 STM-05 for a function S3 is done with the 202; a target that is busy is told again for hours, one that refuses is not', () => {
  const tries = (target: object) => {
    const done = run((drawing) => {
      drawing.add('s3', 'photos')
      drawing.add('keeper', 'queue', { refuses: true, ...target })
      drawing.wire('photos', 'queue')
      drawing.at(0, 'photos', 'put', { key: 'a' })
    }, { forSec: 20_000 })
    return [done.rows.filter((row) => row.kind === 'event').length, done.metric('photos', 'NotificationsLost').sum]
  }
  expect(tries({ status: 503, healsAtSec: 10 })).toEqual([5, 0])
  expect(tries({ status: 503 })).toEqual([33, 1])
  expect(tries({ status: 403 })).toEqual([1, 1])
  const lambda = run((drawing) => {
    drawing.add('s3', 'photos')
    drawing.add('lambda', 'fn', { ioMs: 100, failFirst: 1, init: 'constant' })
    drawing.wire('photos', 'fn')
    drawing.at(0, 'photos', 'put', { key: 'a' })
  })
  expect(lambda.story('fn', 'started').map((line) => line.split(' ')[0])).toEqual(['0', '60.1'])
  expect(lambda.metric('photos', 'NotificationsSent').sum).toBe(1)
})

test('S3-06 notifications come after a second as a rule, a few after a minute, and not in order', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos', { duplicates: 0 })
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.wire('photos', 'fn')
    for (let i = 0; i < 1_000; i++) drawing.at(i / 10, 'photos', 'put', { key: `${i}` })
  }, { mode: 'realistic', seed: 2 })
  const late = keptBy(done.run, 'fn').map((one) => one.at - Number((one.content as S3Event).Records[0]!.s3.object.key) / 10).sort((a, b) => a - b)
  expect(late).toHaveLength(1_000)
  expect(late[500]).toBeGreaterThan(0.8)
  expect(late[500]).toBeLessThan(1)
  expect(late.filter((one) => one > 60).length).toBeGreaterThanOrEqual(1)
  expect(late.filter((one) => one > 60).length).toBeLessThan(15)
  const keys = told(done).map((record) => Number(record.s3.object.key))
  expect(keys).not.toEqual([...keys].sort((a, b) => a - b))
})

test('S3-07 two writes to one key within 100 ms are told once, unless the bucket keeps versions', () => {
  const toldOf = (bucket: object, apart: number) => {
    const done = run((drawing) => {
      drawing.add('s3', 'photos', { duplicates: 0, ...bucket })
      drawing.add('keeper', 'fn', { role: 'function' })
      drawing.wire('photos', 'fn')
      drawing.at(1, 'photos', 'put', { key: 'a', body: 'first' })
      drawing.at(1 + apart, 'photos', 'put', { key: 'a', body: 'second!' })
    }, { mode: 'realistic', seed: 1 })
    return [told(done).map((record) => record.s3.object.size).sort(), done.metric('photos', 'NotificationsLost').sum]
  }
  expect(toldOf({}, 0.05)).toEqual([[7], 1])
  expect(toldOf({}, 0.1)).toEqual([[5, 7], 0])
  expect(toldOf({ versioning: 'enabled' }, 0.05)).toEqual([[5, 7], 0])
  expect(toldOf({ lossOnRace: false }, 0.05)).toEqual([[5, 7], 0])
})

test('S3-06 the sequencer of a later change of a key is greater', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos')
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.wire('photos', 'fn')
    for (const at of [0, 0, 1, 200]) drawing.at(at, 'photos', 'put', { key: 'a' })
  })
  const sequencers = told(done).map((record) => record.s3.object.sequencer)
  expect(sequencers).toEqual([...new Set(sequencers)].sort())
})

test('GEN-13 in realistic mode a notification comes twice now and then', () => {
  const sent = (mode: 'strict' | 'realistic') =>
    keptBy(run((drawing) => {
      drawing.add('s3', 'photos', { duplicates: 10 })
      drawing.add('keeper', 'fn', { role: 'function' })
      drawing.wire('photos', 'fn')
      drawing.at(0, 'photos', 'put', { times: 300 })
    }, { mode, seed: 6 }).run, 'fn').length
  expect(sent('strict')).toBe(300)
  expect(sent('realistic')).toBeGreaterThan(310)
})

test('S3-11 WIR-09 EventBridge is told of everything, with the key as it is and names of its own', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos', { versioning: 'enabled' })
    drawing.add('eventbridge', 'default')
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.wire('photos', 'default')
    drawing.wire('default', 'fn', { config: { pattern: '{"source": ["aws.s3"], "detail": {"bucket": {"name": ["photos"]}}}' } })
    drawing.at(1, 'photos', 'put', { key: 'a b.jpg', body: 'hello' })
    drawing.at(2, 'photos', 'delete', { key: 'a b.jpg' })
    drawing.at(3, 'photos', 'put', { key: 'c' })
    drawing.at(4, 'photos', 'tag', { key: 'c' })
  })
  const events = keptBy(done.run, 'fn').map((one) => one.content as { readonly 'detail-type': string; readonly detail: object; readonly resources: string[] })
  for (const event of events) expect(S3EventNotificationEventBridgeSchema.safeParse(event).success).toBe(true)
  expect(events.map((event) => event['detail-type'])).toEqual(['Object Created', 'Object Deleted', 'Object Created', 'Object Tags Added'])
  expect(events[0]).toMatchObject({ resources: ['arn:aws:s3:::photos'], detail: { version: '0', bucket: { name: 'photos' }, object: { key: 'a b.jpg', size: 5, etag: '5d41402abc4b2a76b9719d911017c592' }, requester: '123456789012', reason: 'PutObject' } })
  expect(events[1]!.detail).toMatchObject({ reason: 'DeleteObject', 'deletion-type': 'Delete Marker Created' })
})

test('S3-05 a queue hears that its notification was saved, a function does not; a withdrawn permission is never told', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos')
    drawing.add('keeper', 'queue')
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.add('keeper', 'topic', { role: 'topic' })
    drawing.wire('photos', 'queue', { config: { testEvent: true, prefix: 'a' } })
    drawing.wire('photos', 'fn', { config: { testEvent: true, prefix: 'b' } })
    drawing.wire('photos', 'topic', { config: { withdrawn: true, prefix: 'c' } })
    drawing.at(1, 'photos', 'put', { key: 'c/1' })
  })
  expect(keptBy(done.run, 'queue').map((one) => one.content)).toEqual([{ Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-01-01T00:00:00.000Z', Bucket: 'photos', RequestId: expect.any(String), HostId: expect.any(String) }])
  expect([keptBy(done.run, 'fn'), keptBy(done.run, 'topic')]).toEqual([[], []])
  expect(done.metric('photos', 'NotificationsLost').sum).toBe(1)
})

test('S3-12 LAM-REC-01 a function that writes to the bucket that sets it off is stopped after sixteen rounds', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos')
    drawing.add('lambda', 'thumb', { ioMs: 100, init: 'constant' })
    drawing.wire('photos', 'thumb')
    drawing.wire('thumb', 'photos', { port: 'calls' })
    drawing.at(0, 'photos', 'put', { key: 'a' })
  })
  expect(done.metric('thumb', 'Invocations').sum).toBe(16)
  expect(done.metric('thumb', 'RecursiveInvocationsDropped').sum).toBe(1)
  expect(done.metric('photos', 'PutRequests').sum).toBe(17)
})

test('WIR-18 S3-12 a function that reads the object it is told of goes round with nobody', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos')
    drawing.add('lambda', 'thumb', { ioMs: 100, init: 'constant' })
    drawing.wire('photos', 'thumb')
    drawing.wire('thumb', 'photos', { port: 'calls', config: { actions: 'read' } })
    drawing.at(0, 'photos', 'put', { key: 'summer 2026/a+b.jpg' })
  }, { peeks: true })
  expect(['PutRequests', 'GetRequests', '4xxErrors'].map((name) => done.metric('photos', name).sum)).toEqual([1, 1, 0])
  expect([done.metric('thumb', 'Invocations').sum, done.metric('thumb', 'Errors').sum]).toEqual([1, 0])
})

test('S3-10 S3-11 the fields of an object follow from what was done: of tags no size and no order, of a delete marker the tag of nothing', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos', { versioning: 'enabled' })
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.add('eventbridge', 'default')
    drawing.add('keeper', 'fromBus', { role: 'function' })
    const events = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:ObjectTagging:*', 's3:ObjectRestore:*'].map((type) => ({ type }))
    drawing.wire('photos', 'fn', { config: { events } })
    drawing.wire('photos', 'default')
    drawing.wire('default', 'fromBus')
    for (const [at, verb] of ['put', 'tag', 'restore', 'delete'].entries()) drawing.at(at, 'photos', verb, { key: 'a', body: 'x' })
  })
  const objects = keptBy(done.run, 'fn').map((one) => (one.content as S3Event).Records[0]!).map(({ eventName, s3 }) => `${eventName} ${Object.keys(s3.object).join(' ')}`)
  expect(objects).toEqual([
    'ObjectCreated:Put key size eTag versionId sequencer', 'ObjectTagging:Put key eTag versionId', 'ObjectRestore:Post key size eTag versionId sequencer',
    'ObjectRestore:Completed key size eTag versionId sequencer', 'ObjectRemoved:DeleteMarkerCreated key eTag versionId sequencer',
  ])
  const details = keptBy(done.run, 'fromBus').map((one) => one.content as { readonly 'detail-type': string; readonly detail: { readonly object: object; readonly [name: string]: unknown } })
  expect(details.map(({ 'detail-type': type, detail: { object, version: _, bucket: __, 'request-id': ___, ...rest } }) => [type, Object.keys(object).join(' '), rest])).toEqual([
    ['Object Created', 'key size etag version-id sequencer', { requester: '123456789012', 'source-ip-address': '203.0.113.9', reason: 'PutObject' }],
    ['Object Tags Added', 'key etag version-id', { requester: '123456789012', 'source-ip-address': '203.0.113.9' }],
    ['Object Restore Initiated', 'key size etag version-id', { requester: '123456789012', 'source-ip-address': '203.0.113.9', 'source-storage-class': 'GLACIER' }],
    ['Object Restore Completed', 'key size etag version-id', { requester: 's3.amazonaws.com', 'restore-expiry-time': '2026-01-02T00:00:02Z', 'source-storage-class': 'GLACIER' }],
    ['Object Deleted', 'key etag version-id sequencer', { requester: '123456789012', 'source-ip-address': '203.0.113.9', reason: 'DeleteObject', 'deletion-type': 'Delete Marker Created' }],
  ])
  for (const { content } of keptBy(done.run, 'fn')) expect(S3Schema.safeParse(content).success).toBe(true)
})

test('LAM-ARC-03 S3 in SNS in SQS: the event is the text of the message, and the message the body', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos')
    drawing.add('sns', 'uploads')
    drawing.add('keeper', 'queue')
    drawing.wire('photos', 'uploads')
    drawing.wire('uploads', 'queue')
    drawing.at(0, 'photos', 'put', { key: 'a' })
  })
  const envelope = JSON.parse(keptBy(done.run, 'queue')[0]!.content as string) as { readonly Subject: string; readonly Message: string }
  expect(envelope.Subject).toBe('Amazon S3 Notification')
  expect(S3Schema.safeParse(JSON.parse(envelope.Message)).success).toBe(true)
})

test('S3-02 a lifecycle rule takes objects away at the midnight after their days, and says so', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos', { expireDays: 1 })
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.wire('photos', 'fn', { config: types('s3:LifecycleExpiration:*') })
    drawing.at(0, 'photos', 'put', { key: 'at midnight' })
    drawing.at(3_600, 'photos', 'put', { key: 'later' })
  }, { forSec: 86_400 * 3 })
  expect(keptBy(done.run, 'fn').map((one) => [one.at / 86_400, (one.content as S3Event).Records[0]!.s3.object.key])).toEqual([[1, 'at+midnight'], [2, 'later']])
  expect(told(done)[0]).toMatchObject({ eventName: 'LifecycleExpiration:Delete', userIdentity: { principalId: 's3.amazonaws.com' }, requestParameters: { sourceIPAddress: 's3.amazonaws.com' } })
  expect(S3Schema.safeParse(keptBy(done.run, 'fn')[0]!.content).success).toBe(true)
})

test('WIR-08 two notifications may tell one function, by suffixes of their own', () => {
  const done = run((drawing) => {
    drawing.add('s3', 'photos')
    drawing.add('keeper', 'fn', { role: 'function' })
    for (const suffix of ['.jpg', '.png']) drawing.wire('photos', 'fn', { config: { suffix } })
    for (const key of ['a.png', 'b.gif', 'c.jpg']) drawing.at(0, 'photos', 'put', { key })
  })
  expect(told(done).map((record) => [record.s3.configurationId, record.s3.object.key])).toEqual([['fn-w2', 'a.png'], ['fn', 'c.jpg']])
})
