/** Uploads in parts. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { asker, told } from '../../testkit/asker.ts'
import { newHost } from '../../testkit/guest.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import type { BucketState } from './state.ts'

const services = [...all, keeper, asker] as readonly Service[]
const MIB = 1_048_576
const LONG = 'x'.repeat(5 * MIB)
const md5 = (bytes: string | Buffer) => createHash('md5').update(bytes).digest()
const [LONG_TAG, END_TAG] = [md5(LONG).toString('hex'), md5('end').toString('hex')]
const whole = `${md5(Buffer.concat([md5(LONG), md5('end')])).toString('hex')}-2`

function asked(calls: readonly (readonly [operation: string, input: object])[], more: (drawing: Sketchbook) => void = () => {}) {
  const run = simulate({ services, forSec: 60 }, (drawing) => {
    drawing.add('s3', 'films', { versioning: 'off' })
    drawing.add('keeper', 'queue', { role: 'queue' })
    drawing.add('asker', 'asker')
    drawing.wire('films', 'queue', { config: { events: [{ type: 's3:ObjectCreated:*' }] } })
    drawing.wire('asker', 'films')
    calls.forEach(([operation, input], at) => drawing.at(1 + at, 'asker', 'ask', { client: 'S3', operation, input: { Bucket: 'films', Key: 'a b.mp4', ...input } }))
    more(drawing)
  })
  const heard = told(run).map(({ status, content }) => [status, content] as [number, Record<string, unknown>])
  return { run, heard, events: keptBy(run.run, 'queue').map(({ at, content }) => `${Math.floor(at)} ${(content as { Records: { eventName: string; s3: { object: { size: number; eTag: string } } }[] }).Records.map(({ eventName, s3: { object } }) => `${eventName} ${object.size} ${object.eTag}`)}`), state: run.run.nodes.find(({ name }) => name === 'films')!.state as BucketState }
}
/** The id of the only upload of these runs: the same in each. */
const UploadId = asked([['CreateMultipartUpload', {}]]).heard[0]![1].UploadId as string
const parts = (...numbers: readonly (readonly [number, string])[]) => ({ UploadId, MultipartUpload: { Parts: numbers.map(([PartNumber, ETag]) => ({ PartNumber, ETag })) } })

test('SBX-01 S3-01 S3-02 parts become an object, and an event, when they are completed, and not before', () => {
  const { heard, events, state, run } = asked([
    ['CreateMultipartUpload', { ContentType: 'video/mp4', Metadata: { by: 'me' } }], ['UploadPart', { UploadId, PartNumber: 7, Body: 'end' }], ['UploadPart', { UploadId, PartNumber: 2, Body: LONG }],
    ['ListParts', { UploadId }], ['GetObject', {}], ['CompleteMultipartUpload', parts([2, `"${LONG_TAG}"`], [7, END_TAG])], ['HeadObject', {}], ['CompleteMultipartUpload', parts([2, LONG_TAG])],
  ])
  expect(heard[0]).toEqual([200, { Bucket: 'films', Key: 'a b.mp4', UploadId }])
  expect(heard.slice(1, 3).map(([, { ETag }]) => ETag)).toEqual([`"${END_TAG}"`, `"${LONG_TAG}"`])
  expect((heard[3]![1].Parts as { PartNumber: number; Size: number }[]).map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([[2, 5 * MIB], [7, 3]])
  expect(heard[4]![0]).toBe(404)
  expect(heard[5]).toEqual([200, { Location: 'https://films.s3.us-east-1.amazonaws.com/a%20b.mp4', Bucket: 'films', Key: 'a b.mp4', ETag: `"${whole}"` }])
  expect(heard[6]![1]).toMatchObject({ ETag: `"${whole}"`, ContentLength: 5 * MIB + 3, ContentType: 'video/mp4', Metadata: { by: 'me' } })
  expect(heard[7]).toEqual([404, { name: 'NoSuchUpload', message: 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.' }])
  expect(state.store.current('a b.mp4')!.body).toBe(`${LONG}end`)
  expect(events).toEqual([`6 ObjectCreated:CompleteMultipartUpload ${5 * MIB + 3} ${whole}`])
  // Each of its requests is paid for as a PUT: to begin, two parts, to list them, to complete.
  expect(run.metric('films', 'PutRequests').sum).toBe(5)
})

test('SBX-01 what does not fit together is refused in S3’s words, and the upload stays open', () => {
  const { heard, events } = asked([
    ['CreateMultipartUpload', {}], ['UploadPart', { UploadId, PartNumber: 1, Body: 'end' }], ['UploadPart', { UploadId, PartNumber: 2, Body: { $binary: 'ZW5k' } }],
    ['UploadPart', { UploadId, PartNumber: 0, Body: 'x' }], ['UploadPart', { UploadId: 'none', PartNumber: 1, Body: 'x' }], ['UploadPart', { UploadId, PartNumber: 1, Key: 'other', Body: 'x' }],
    ['CompleteMultipartUpload', parts()], ['CompleteMultipartUpload', parts([2, END_TAG], [1, END_TAG])], ['CompleteMultipartUpload', parts([1, LONG_TAG])], ['CompleteMultipartUpload', parts([3, END_TAG])],
    ['CompleteMultipartUpload', parts([1, END_TAG], [2, END_TAG])], ['CompleteMultipartUpload', parts([2, END_TAG])],
  ])
  expect(heard.slice(3).map(([status, { name }]) => `${status} ${name ?? ''}`.trim())).toEqual([
    '400 InvalidArgument', '404 NoSuchUpload', '404 NoSuchUpload', '400 MalformedXML', '400 InvalidPartOrder', '400 InvalidPart', '400 InvalidPart', '400 EntityTooSmall', '200',
  ])
  expect(events).toHaveLength(1)
})

test('SBX-01 S3-14 an upload that is aborted leaves nothing; until then its parts weigh', () => {
  const { heard, run, state, events } = asked([['CreateMultipartUpload', {}], ['UploadPart', { UploadId, PartNumber: 1, Body: LONG }], ['UploadPart', { UploadId, PartNumber: 1, Body: 'end' }], ['AbortMultipartUpload', { UploadId }], ['AbortMultipartUpload', { UploadId }]])
  expect(heard.map(([status]) => status)).toEqual([200, 200, 200, 200, 404])
  expect([run.metric('films', 'BucketSizeBytes').max, state.openBytes, state.open.size, state.store.count, events]).toEqual([5 * MIB, 0, 0, 0, []])
})

test('SBX-01 GEN-05 Upload of lib-storage sends in one piece what fits into a part, and the rest in parts; to abort takes an action of its own', () => {
  const code = (size: string, then: string) => `import { S3Client, AbortMultipartUploadCommand, CreateMultipartUploadCommand } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
const client = new S3Client({}), where = { Bucket: 'films', Key: 'a' }
export const handler = async () => {
  const told = []
  const up = new Upload({ client, params: { ...where, Body: Buffer.alloc(${size}, 'y') } }).on('httpUploadProgress', ({ part, loaded }) => told.push([part, loaded]))
  const { ETag } = await up.done()
  ${then}
  console.log('heard:' + JSON.stringify([ETag.split('-').length, told.length]))
}`
  const run = (body: string, wire: Record<string, string>) => {
    const made = simulate({ services, forSec: 30, host: newHost() }, (drawing) => {
      drawing.add('s3', 'films')
      drawing.add('keeper', 'queue', { role: 'queue' })
      drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
      drawing.add('lambda', 'f', { code: body, init: 'constant', timeoutSec: 20, memoryMb: 3_008 })
      drawing.wire('people', 'f')
      drawing.wire('f', 'films', { port: 'calls', config: wire })
      drawing.wire('films', 'queue', { config: { events: [{ type: 's3:ObjectCreated:*' }] } })
    })
    const [event] = keptBy(made.run, 'queue')
    const line = made.texts.find((text) => text.includes('heard:'))
    return [line?.slice(line.indexOf('heard:') + 6), (event?.content as { Records: { eventName: string }[] }).Records[0]!.eventName, made.metric('films', 'PutRequests').sum]
  }
  expect(run(code('1024', ''), { actions: 'write' })).toEqual(['[1,1]', 'ObjectCreated:Put', 1])
  expect(run(code('5 * 1024 * 1024 + 1', ''), { actions: 'write' })).toEqual(['[2,2]', 'ObjectCreated:CompleteMultipartUpload', 4])
  const aborts = "const { UploadId } = await client.send(new CreateMultipartUploadCommand(where))\n  await client.send(new AbortMultipartUploadCommand({ ...where, UploadId })).catch(({ name }) => told.push(name))"
  expect(run(code('10', aborts), { actions: 'write' })[0]).toBe('[1,1]')
  expect(run(code('10', aborts), { actions: 'exact', exactly: 's3:PutObject' })[0]).toBe('[1,2]')
})
