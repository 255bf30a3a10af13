/** ARC-5 in small: code that is told of an upload reads it, writes a thumbnail, and tells a topic and a bus. */
import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { newHost } from '../../testkit/guest.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import type { BucketState } from './state.ts'

const services = [...all, keeper] as readonly Service[]
const THUMB = `
import { S3Client, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { SNSClient, PublishCommand } from '@aws-sdk/client-sns'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
const s3 = new S3Client({}), sns = new SNSClient({}), bus = new EventBridgeClient({})
export const handler = async (event) => {
  const { bucket, object } = event.Records[0].s3
  const Key = decodeURIComponent(object.key.replace(/\\+/g, ' '))
  const { Body, ContentLength } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key }))
  const text = await Body.transformToString()
  const { ETag } = await s3.send(new PutObjectCommand({ Bucket: 'thumbs', Key: 'small/' + Key, Body: text.slice(0, 4), ContentType: 'text/plain' }))
  await sns.send(new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:123456789012:made', Subject: 'Thumbnail', Message: Key, MessageAttributes: { size: { DataType: 'Number', StringValue: String(ContentLength) } } }))
  const put = await bus.send(new PutEventsCommand({ Entries: [{ Source: 'thumbs', DetailType: 'Made', Detail: JSON.stringify({ Key, ETag }) }, { Source: 'aws.no', DetailType: 'x', Detail: '{}' }] }))
  try { await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: 'gone' })) } catch (problem) { return { failed: put.FailedEntryCount, name: problem.name, status: problem.$metadata.httpStatusCode } }
}
`

test('SBX-01 LAM-TRG-05 code that is told of an upload reads it, writes another object, and tells a topic and a bus', () => {
  const run = simulate({ services, forSec: 60, host: newHost() }, (drawing) => {
    drawing.add('s3', 'photos')
    drawing.add('s3', 'thumbs')
    drawing.add('sns', 'made')
    drawing.add('eventbridge', 'default')
    drawing.add('lambda', 'thumb', { code: THUMB, timeoutSec: 10, memoryMb: 1_769, statements: [{ action: '*', resource: '*' }] })
    for (const name of ['large', 'all']) drawing.add('keeper', name)
    drawing.wire('photos', 'thumb', { config: { prefix: 'uploads/' } })
    drawing.wire('made', 'large', { config: { raw: true, filterPolicy: '{"size": [{"numeric": [">", 5]}]}' } })
    drawing.wire('default', 'all', { config: { pattern: '{"source": ["thumbs"]}', input: 'path' } })
    drawing.at(1, 'photos', 'put', { key: 'uploads/a cat.jpg', body: 'meow meow' })
    drawing.at(2, 'photos', 'put', { key: 'uploads/b.jpg', body: 'tiny' })
  })
  expect(run.metric('thumb', 'Errors').sum).toBe(0)
  const store = (run.run.nodes.find((node) => node.name === 'thumbs')!.state as BucketState).store
  expect(store.listed('').map((key) => [key, store.current(key)!.body])).toEqual([['small/uploads/a cat.jpg', 'meow'], ['small/uploads/b.jpg', 'tiny']])
  expect(keptBy(run.run, 'large').map((one) => one.content)).toEqual(['uploads/a cat.jpg'])
  expect(keptBy(run.run, 'all').map((one) => one.content)).toEqual([{ Key: 'uploads/a cat.jpg', ETag: '"4a4be40c96ac6314e91d93f38043a634"' }, { Key: 'uploads/b.jpg', ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/) }])
})

test('SBX-01 GEN-05 that a key is not there is told only to who may list the bucket; to others it is forbidden', () => {
  const heard = (statements: readonly { readonly action: string; readonly resource: string }[], wire?: Record<string, string>) => {
    const run = simulate({ services, forSec: 5, host: newHost() }, (drawing) => {
      drawing.add('s3', 'photos')
      drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
      drawing.add('lambda', 'f', { code: MISSES, init: 'constant', statements })
      drawing.wire('people', 'f')
      if (wire) drawing.wire('f', 'photos', { port: 'calls', config: wire })
    })
    const line = run.texts.find((text) => text.includes('heard:'))
    return JSON.parse(line!.slice(line!.indexOf('heard:') + 6)) as unknown
  }
  const objects = { action: 's3:*', resource: 'arn:aws:s3:::photos/*' }
  const there = [['NoSuchKey', 404, 'The specified key does not exist.'], ['NotFound', 404, 'UnknownError'], ['NoSuchKey', 404, 'The specified key does not exist.']]
  const words = 'User: arn:aws:sts::123456789012:assumed-role/f-role/f is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::photos" because no identity-based policy allows the s3:ListBucket action'
  const hidden = [['AccessDenied', 403, words], ['403', 403, 'UnknownError'], ['AccessDenied', 403, words]]
  expect(heard([objects])).toEqual(hidden)
  expect(heard([objects, { action: 's3:ListBucket', resource: 'arn:aws:s3:::photos' }])).toEqual(there)
  expect(heard([], { actions: 'all' })).toEqual(there)
  expect(heard([], { actions: 'exact', exactly: 's3:GetObject, s3:PutObject' })).toEqual(hidden)
  expect(heard([], { actions: 'exact', exactly: 's3:GetObject, s3:PutObject, s3:ListBucket', keys: 'un' })).toEqual(there)
})

const MISSES = `
import { S3Client, GetObjectCommand, HeadObjectCommand, CopyObjectCommand } from '@aws-sdk/client-s3'
const s3 = new S3Client({})
export const handler = async () => {
  const heard = []
  for (const command of [new GetObjectCommand({ Bucket: 'photos', Key: 'unknown' }), new HeadObjectCommand({ Bucket: 'photos', Key: 'unknown' }), new CopyObjectCommand({ Bucket: 'photos', Key: 'unsaved', CopySource: 'photos/unknown' })])
    await s3.send(command).catch((problem) => heard.push([problem.name, problem.$metadata.httpStatusCode, problem.message]))
  console.log('heard:' + JSON.stringify(heard))
}
`

test('SBX-01 GEN-05 a copy needs s3:GetObject where it comes from, and s3:PutObject where it goes', () => {
  const COPIES = `import { S3Client, CopyObjectCommand } from '@aws-sdk/client-s3'
export const handler = async () => { await new S3Client({}).send(new CopyObjectCommand({ Bucket: 'archive', Key: 'copy', CopySource: 'photos/a%20cat.jpg' })) }`
  const run = (from: Record<string, string> | undefined) => {
    const done = simulate({ services, forSec: 5, host: newHost() }, (drawing) => {
      drawing.add('s3', 'photos', { objects: [{ key: 'a cat.jpg', body: 'meow', contentType: '', cacheControl: '', sizeBytes: 0 }] })
      drawing.add('s3', 'archive')
      drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
      drawing.add('lambda', 'f', { code: COPIES, init: 'constant' })
      drawing.wire('people', 'f')
      drawing.wire('f', 'archive', { port: 'calls', config: { actions: 'write' } })
      if (from) drawing.wire('f', 'photos', { port: 'calls', config: from })
    })
    return [done.metric('archive', 'PutRequests').sum, done.texts.flatMap((line) => /to perform: (\S+) on resource: \\*"([^"\\]+)/.exec(line)?.slice(1) ?? [])]
  }
  expect(run({ actions: 'read' })).toEqual([1, []])
  expect(run({ actions: 'write' })).toEqual([0, ['s3:GetObject', 'arn:aws:s3:::photos/a cat.jpg']])
  expect(run(undefined)).toEqual([0, ['s3:GetObject', 'arn:aws:s3:::photos/a cat.jpg']])
})

test('SBX-01 GEN-05 a version is read and deleted by actions of their own: those for objects do not do', () => {
  const VERSIONS = `import { S3Client, PutObjectCommand, GetObjectCommand, DeleteObjectCommand } from '@aws-sdk/client-s3'
const s3 = new S3Client({}), it = { Bucket: 'photos', Key: 'a' }
export const handler = async () => {
  const { VersionId } = await s3.send(new PutObjectCommand({ ...it, Body: 'x' }))
  const heard = []
  for (const command of [new GetObjectCommand(it), new GetObjectCommand({ ...it, VersionId }), new DeleteObjectCommand({ ...it, VersionId })]) heard.push(await s3.send(command).then(() => 'well', ({ message }) => /perform: (\\S+)/.exec(message)[1]))
  console.log('heard:' + JSON.stringify(heard))
}`
  const heard = (exactly: string) => {
    const run = simulate({ services, forSec: 5, host: newHost() }, (drawing) => {
      drawing.add('s3', 'photos', { versioning: 'enabled' })
      drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
      drawing.add('lambda', 'f', { code: VERSIONS, init: 'constant' })
      drawing.wire('people', 'f')
      drawing.wire('f', 'photos', { port: 'calls', config: { actions: 'exact', exactly } })
    })
    const line = run.texts.find((text) => text.includes('heard:'))!
    return JSON.parse(line.slice(line.indexOf('heard:') + 6)) as unknown
  }
  expect(heard('s3:PutObject, s3:GetObject, s3:DeleteObject')).toEqual(['well', 's3:GetObjectVersion', 's3:DeleteObjectVersion'])
  expect(heard('s3:PutObject, s3:Get*, s3:DeleteObjectVersion')).toEqual(['well', 'well', 'well'])
})

test('SBX-01 GEN-05 of many that are deleted at once each is judged by itself: the answer lists those that may not go', () => {
  const MANY = `import { S3Client, DeleteObjectsCommand } from '@aws-sdk/client-s3'
export const handler = async () => {
  const { Deleted, Errors } = await new S3Client({}).send(new DeleteObjectsCommand({ Bucket: 'photos', Delete: { Objects: [{ Key: 'tmp/a' }, { Key: 'keep/b' }, { Key: 'tmp/c' }] } }))
  console.log('heard:' + JSON.stringify([Deleted?.map(({ Key }) => Key), Errors?.map(({ Key, Code, Message }) => [Key, Code, /resource: "(.*?)"/.exec(Message)[1]])]))
}`
  const heard = (wire: Record<string, string>) => {
    const run = simulate({ services, forSec: 5, host: newHost() }, (drawing) => {
      drawing.add('s3', 'photos', { objects: ['tmp/a', 'keep/b', 'tmp/c'].map((key) => ({ key, body: 'x', contentType: '', cacheControl: '', sizeBytes: 0 })) })
      drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
      drawing.add('lambda', 'f', { code: MANY, init: 'constant' })
      drawing.wire('people', 'f')
      drawing.wire('f', 'photos', { port: 'calls', config: wire })
    })
    const line = run.texts.find((text) => text.includes('heard:'))!
    return [...(JSON.parse(line.slice(line.indexOf('heard:') + 6)) as unknown[]), (run.run.nodes.find((node) => node.name === 'photos')!.state as BucketState).store.listed('')]
  }
  expect(heard({ actions: 'write' })).toEqual([['tmp/a', 'keep/b', 'tmp/c'], null, []])
  expect(heard({ actions: 'write', keys: 'tmp/' })).toEqual([['tmp/a', 'tmp/c'], [['keep/b', 'AccessDenied', 'arn:aws:s3:::photos/keep/b']], ['keep/b']])
  expect(heard({ actions: 'read' })[2]).toHaveLength(3)
})
