import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import type { Service } from '../../contract/service.ts'
import { asker, told } from '../../testkit/asker.ts'
import { type Settings, simulate, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import type { BucketState } from './state.ts'

const services = [...all, asker] as readonly Service[]
function ask(bucket: object, asked: readonly [operation: string, input: object][], settings: Settings = {}) {
  const run = simulate({ services, forSec: 600, ...settings }, (drawing) => {
    drawing.add('asker', 'asker')
    drawing.add('s3', 'photos', { ...bucket })
    drawing.wire('asker', 'photos')
    asked.forEach(([operation, input], at) => drawing.at(at, 'asker', 'ask', { client: 'S3', operation, input: { Bucket: 'photos', ...input } }))
  })
  return { answers: told(run).map((one) => one.content as Record<string, unknown>), statuses: told(run).map((one) => one.status), run }
}
const kept = (run: { readonly run: { readonly nodes: readonly { readonly name: string; readonly state: unknown }[] } }) => (run.run.nodes.find((node) => node.name === 'photos')!.state as BucketState).store
const put = (Key: string, Body: unknown = 'hello', more: object = {}): [string, object] => ['PutObject', { Key, Body, ...more }]

test('S3-01 SBX-01 what was put is there at once, with its facts', () => {
  const { answers, run } = ask({}, [put('a.txt', 'hello', { ContentType: 'text/plain', Metadata: { by: 'me' }, Tagging: 'k=v' }), ['GetObject', { Key: 'a.txt' }], ['HeadObject', { Key: 'a.txt' }], put('b', { $binary: 'AAEC' }), ['GetObject', { Key: 'b' }]])
  expect(answers[0]).toEqual({ ETag: '"5d41402abc4b2a76b9719d911017c592"' })
  expect(answers[1]).toEqual({ AcceptRanges: 'bytes', LastModified: 'Thu, 01 Jan 2026 00:00:00 GMT', ContentLength: 5, ETag: '"5d41402abc4b2a76b9719d911017c592"', ContentType: 'text/plain', Metadata: { by: 'me' }, TagCount: 1, Body: 'hello' })
  expect(answers[2]).not.toHaveProperty('Body')
  expect(answers[4]).toMatchObject({ ContentLength: 3, Body: { $binary: 'AAEC' } })
  expect([run.metric('photos', 'PutRequests').sum, run.metric('photos', 'GetRequests').sum, run.metric('photos', 'AllRequests').sum]).toEqual([2, 3, 5])
})

test('S3-01 what is not there is told in AWS’s words', () => {
  const { answers, statuses, run } = ask({}, [['GetObject', { Key: 'no' }], ['HeadObject', { Key: 'no' }], ['GetObject', { Bucket: 'elsewhere', Key: 'no' }], ['DeleteObject', { Key: 'no' }], put('x'.repeat(1_025)), put('', 'x')])
  expect(answers.map((one) => one.name)).toEqual(['NoSuchKey', 'NotFound', 'NoSuchBucket', undefined, 'KeyTooLongError', 'Error'])
  expect(statuses).toEqual([404, 404, 404, 200, 400, 400])
  expect(answers[0]!.message).toBe('The specified key does not exist.')
  expect(run.metric('photos', '4xxErrors').sum).toBe(4)
})

test('S3-01 a part of an object, from either end', () => {
  const ranged = (Range: string) => {
    const { answers: [, answer] } = ask({}, [put('a', 'abcdefghij'), ['GetObject', { Key: 'a', Range }]])
    return [answer!.ContentRange ?? answer!.name, (answer!.Body as { $binary?: string } | undefined)?.$binary]
  }
  expect(ranged('bytes=0-2')).toEqual(['bytes 0-2/10', btoa('abc')])
  expect(ranged('bytes=8-')).toEqual(['bytes 8-9/10', btoa('ij')])
  expect(ranged('bytes=-3')).toEqual(['bytes 7-9/10', btoa('hij')])
  expect(ranged('bytes=20-30')).toEqual(['InvalidRange', undefined])
})

test('S3-07 S3-09 with versioning every write is kept, a delete hides, and a version can be read and removed', () => {
  const first = ask({ versioning: 'enabled' }, [put('a', 'one')]).answers[0]!.VersionId
  const { answers, run } = ask({ versioning: 'enabled' }, [
    put('a', 'one'), put('a', 'two'), ['DeleteObject', { Key: 'a' }], ['GetObject', { Key: 'a' }], ['GetObject', { Key: 'a', VersionId: first }], ['DeleteObject', { Key: 'a', VersionId: first }], ['GetObject', { Key: 'a', VersionId: first }],
  ])
  expect(answers[2]).toEqual({ DeleteMarker: true, VersionId: expect.any(String) })
  expect(answers[3]).toMatchObject({ name: 'NoSuchKey' })
  expect(answers[4]).toMatchObject({ Body: 'one', VersionId: first })
  expect(answers[6]).toMatchObject({ name: 'NoSuchVersion' })
  // The second version and the marker are left.
  expect(kept(run).count).toBe(2)
})

test('S3-01 a listing has its keys in order, in pages, and folds what lies behind a delimiter', () => {
  const keys = ['b', 'a/1', 'a/2', 'c/x/1', 'a-', 'é']
  const { answers } = ask({}, [...keys.map((key) => put(key)), ['ListObjectsV2', {}], ['ListObjectsV2', { Delimiter: '/' }], ['ListObjectsV2', { MaxKeys: 2 }], ['ListObjectsV2', { MaxKeys: 2, ContinuationToken: 'a/1' }], ['ListObjectsV2', { Prefix: 'c/', Delimiter: '/' }]])
  const listed = answers.slice(keys.length).map((one) => [(one.Contents as { Key: string }[] | undefined)?.map(({ Key }) => Key) ?? [], (one.CommonPrefixes as { Prefix: string }[] | undefined)?.map(({ Prefix }) => Prefix) ?? [], one.NextContinuationToken])
  expect(listed).toEqual([
    [['a-', 'a/1', 'a/2', 'b', 'c/x/1', 'é'], [], undefined], [['a-', 'b', 'é'], ['a/', 'c/'], undefined], [['a-', 'a/1'], [], 'a/1'], [['a/2', 'b'], [], 'b'], [[], ['c/x/'], undefined],
  ])
})

test('SBX-01 copies, several deletes, tags, and a write that must not replace', () => {
  const { answers, statuses } = ask({}, [
    put('a', 'x'), ['CopyObject', { Key: 'b', CopySource: 'photos/a' }], ['CopyObject', { Key: 'c', CopySource: '/photos/none' }], ['CopyObject', { Key: 'a', CopySource: 'photos/a' }],
    ['PutObjectTagging', { Key: 'a', Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] } }], ['HeadObject', { Key: 'a' }], put('a', 'y', { IfNoneMatch: '*' }),
    ['DeleteObjects', { Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }] } }], ['ListObjectsV2', {}],
  ])
  expect(statuses).toEqual([200, 200, 404, 400, 200, 200, 412, 200, 200])
  expect(answers[1]).toMatchObject({ CopyObjectResult: { ETag: '"9dd4e461268c8034f5c8564e155c67a6"' } })
  expect(answers[5]).toMatchObject({ TagCount: 1 })
  expect(answers[7]).toEqual({ Deleted: [{ Key: 'a' }, { Key: 'b' }] })
  expect(answers[8]).toMatchObject({ KeyCount: 0 })
})

test('SBX-01 a copy may come from another bucket of the account, and keeps what it was', () => {
  const run = simulate({ services, forSec: 10 }, (drawing) => {
    drawing.add('asker', 'asker')
    for (const name of ['photos', 'archive']) {
      drawing.add('s3', name)
      drawing.wire('asker', name)
    }
    const asked: [string, object][] = [
      ['PutObject', { Bucket: 'photos', Key: 'a b', Body: 'x', ContentType: 'text/plain' }], ['CopyObject', { Bucket: 'archive', Key: 'a b', CopySource: 'photos/a%20b' }],
      ['CopyObject', { Bucket: 'archive', Key: 'c', CopySource: 'nowhere/a' }], ['CopyObject', { Bucket: 'archive', Key: 'c', CopySource: 'photos' }], ['GetObject', { Bucket: 'archive', Key: 'a b' }],
    ]
    asked.forEach(([operation, input], at) => drawing.at(at, 'asker', 'ask', { client: 'S3', operation, input: { ...input } }))
  })
  expect(told(run).map(({ status, content }) => [status, (content as { name?: string }).name])).toEqual([[200, undefined], [200, undefined], [404, 'NoSuchBucket'], [400, expect.any(String)], [200, undefined]])
  expect(told(run)[4]!.content).toMatchObject({ Body: 'x', ContentType: 'text/plain' })
  expect([run.metric('photos', 'NumberOfObjects').max, run.metric('archive', 'PutRequests').sum]).toEqual([1, 1])
})

test('S3-01 above its rate a prefix slows down, another does not', () => {
  const { statuses } = ask({}, [], { quotas: { s3WritesPerSec: 2 } })
  expect(statuses).toEqual([])
  const run = simulate({ services, forSec: 10, quotas: { s3WritesPerSec: 2 } }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 3, forMs: 1 })
    drawing.add('s3', 'photos')
    drawing.wire('shop', 'photos')
  })
  expect([run.metric('shop', '2xx').sum, run.metric('shop', '5xx').sum, run.metric('photos', '5xxErrors').sum]).toEqual([2, 1, 1])
})

test('S3-01 S3-14 WIR-01 a client uploads under the bucket’s key; a method and a path on its wire say otherwise', () => {
  const run = simulate({ services, forSec: 10 }, (drawing) => {
    drawing.add('s3', 'photos')
    for (const [name, wire] of [['up', {}], ['reader', { method: 'GET', path: '/uploads/photo-0.jpg' }], ['lost', { method: 'GET', path: '/none' }], ['cleaner', { method: 'DELETE', path: '/uploads/photo-1.jpg' }]] as const) {
      drawing.add('client', name, { pattern: 'burst', burstSize: name === 'up' ? 3 : 1, forMs: 1, startAtMs: name === 'up' ? 0 : 1_000, sizeBytes: 1_000 })
      drawing.wire(name, 'photos', { config: { ...wire } })
    }
  })
  expect(['up', 'reader', 'lost', 'cleaner'].map((name) => run.metric(name, '2xx').sum)).toEqual([3, 1, 0, 1])
  expect([kept(run).count, kept(run).bytes]).toEqual([2, 2_000])
})

const findings = (draw: (book: Sketchbook) => void) => makePlan(sketch({ services }, draw), services).findings.map(({ rule, level, on, field }) => `${rule} ${level} ${on} ${field ?? ''}`.trim())
const two = (one: object, other: object) => findings((book) => {
  book.add('s3', 'photos')
  for (const name of ['a', 'b']) book.add('lambda', name)
  book.wire('photos', 'a', { config: { ...one } })
  book.wire('photos', 'b', { config: { ...other } })
})
const CLASH = ['VAL-01 error w2 prefix']

test('VAL-01 S3-04 two notifications clash when events, prefixes and suffixes all overlap', () => {
  expect(two({}, {})).toEqual(CLASH)
  expect(two({ prefix: 'images/' }, { prefix: 'images/raw/' })).toEqual(CLASH)
  expect(two({ prefix: 'images/' }, { prefix: 'docs/' })).toEqual([])
  expect(two({ suffix: '.jpg' }, { suffix: '.png' })).toEqual([])
  expect(two({ suffix: 'g' }, { suffix: '.jpg' })).toEqual(CLASH)
  expect(two({ prefix: 'images/' }, { suffix: '.jpg' })).toEqual(CLASH)
  expect(two({ events: [{ type: 's3:ObjectCreated:*' }] }, { events: [{ type: 's3:ObjectRemoved:*' }] })).toEqual([])
  expect(two({ events: [{ type: 's3:ObjectCreated:*' }] }, { events: [{ type: 's3:ObjectCreated:Copy' }] })).toEqual(CLASH)
  expect(two({ events: [{ type: 's3:ObjectCreated:Put' }] }, { events: [{ type: 's3:ObjectCreated:Copy' }] })).toEqual([])
})

test('VAL-02 S3-05 GEN-05 S3-11 S3-12 D-33 what AWS refuses, and what will surprise', () => {
  const one = (config: object, back?: object, port = 'calls') => findings((book) => {
    book.add('s3', 'photos')
    book.add('lambda', 'fn')
    book.wire('photos', 'fn', { config: { ...config } })
    if (back) book.wire('fn', 'photos', { port, config: { ...back } })
  })
  expect(one({})).toEqual([])
  expect(one({ permission: false })).toEqual(['GEN-05 error w1 permission'])
  expect(one({ withdrawn: true })).toEqual(['S3-05 warning w1 withdrawn'])
  expect(one({ events: [] })).toEqual(['S3-02 error w1 events'])
  expect(one({ suffix: '*.jpg' })).toEqual(['D-33 warning w1 suffix'])
  const LOOP = ['S3-12 warning w1 prefix']
  expect([one({}, {}), one({ prefix: 'up' }, { keys: 'uploads/' }), one({}, { actions: 'exact', exactly: 's3:Put*' }), one({}, {}, 'onFailure')]).toEqual([LOOP, LOOP, LOOP, LOOP])
  expect([one({}, { actions: 'read' }), one({}, { permission: false }), one({ prefix: 'uploads/' }, { keys: 'thumbs/' }), one({ prefix: 'uploads/' }, {}, 'onFailure')]).toEqual([[], [], [], []])
  expect(findings((book) => {
    book.add('s3', 'photos')
    book.add('eventbridge', 'orders')
    book.wire('photos', 'orders')
  })).toContain('S3-11 error w1')
  const port = all.find((service) => service.id === 's3')!.ports[0]!
  const sketchOf = (role: string, name: string) => ({ id: name, service: 'x', name, role, config: {} }) as never
  expect(port.refuses!(sketchOf('bucket', 'photos'), sketchOf('fifo', 'q.fifo'))).toMatchObject({ rule: 'VAL-02', detour: ['eventbridge'] })
  expect(port.refuses!(sketchOf('bucket', 'photos'), sketchOf('fifoTopic', 't.fifo'))).toMatchObject({ rule: 'VAL-02' })
})
