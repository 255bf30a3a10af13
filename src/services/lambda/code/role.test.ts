/** What the role of a function is, as its code meets it. */
import { expect, test } from 'vitest'
import { simulateCode } from '../../../testkit/simulate-code.ts'

const WRITES = (more: string) => `
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3'
const s3 = new S3Client({})
export const handler = async () => {
  ${more}
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'a', Body: 'x' }))
  return 'written'
}`

test('LAM-IAM-02 each function has a role of its own: what one may do, another may not', () => {
  const run = simulateCode({ forSec: 5 }, (drawing) => {
    drawing.add('s3', 'photos')
    for (const name of ['writer', 'reader', 'stranger']) {
      drawing.add('lambda', name, { code: WRITES(''), init: 'constant' })
      drawing.add('client', `calls-${name}`, { pattern: 'burst', burstSize: 1, forMs: 1 })
      drawing.wire(`calls-${name}`, name)
    }
    drawing.wire('writer', 'photos', { port: 'calls', config: { actions: 'write' } })
    drawing.wire('reader', 'photos', { port: 'calls', config: { actions: 'read' } })
  })
  expect(['writer', 'reader', 'stranger'].map((name) => run.metric(name, 'Errors').sum)).toEqual([0, 1, 1])
  expect(run.metric('photos', 'PutRequests').sum).toBe(1)
  expect(run.texts.filter((line) => line.includes('assumed-role/reader-role/reader is not authorized to perform: s3:PutObject'))).not.toEqual([])
})

test('LAM-IAM-05 the role’s credentials stand in the environment; a refused call is a function error, unless the code catches it', () => {
  const errors = (code: string) => {
    const run = simulateCode({ forSec: 5 }, (drawing) => {
      drawing.add('s3', 'photos')
      drawing.add('lambda', 'f', { code, init: 'constant' })
      drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
      drawing.wire('people', 'f')
      drawing.wire('f', 'photos', { port: 'calls', config: { permission: false } })
    })
    return [run.metric('f', 'Invocations').sum, run.metric('f', 'Errors').sum]
  }
  const found = "for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) if (!process.env[name]) return name"
  expect(errors(WRITES(found))).toEqual([1, 1])
  expect(errors(WRITES(`try { await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'a' })) } catch ({ name }) { return name }`))).toEqual([1, 0])
})

test('GEN-05 a statement about a bucket covers none of its objects: that is said, and the call is refused', () => {
  const run = (resource: string) => simulateCode({ forSec: 5 }, (drawing) => {
    drawing.add('s3', 'photos')
    drawing.add('lambda', 'f', { code: WRITES(''), init: 'constant', statements: [{ action: 's3:PutObject', resource }] })
    drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.wire('people', 'f')
  })
  const [bucket, objects] = [run('arn:aws:s3:::photos'), run('arn:aws:s3:::photos/*')]
  expect([bucket, objects].map((one) => one.metric('f', 'Errors').sum)).toEqual([1, 0])
  expect([bucket, objects].map((one) => one.plan.findings.map(({ rule, field }) => `${rule} ${field}`))).toEqual([['GEN-05 statements'], []])
})
