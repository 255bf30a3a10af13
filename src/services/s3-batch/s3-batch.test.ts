import type { S3BatchEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

const job = (fn: Config, config: Config = {}) => simulate({ services: [...services, listener], forSec: 60 }, (drawing) => {
  drawing.add('s3Batch', 'job', { objects: 3, keys: 'in/my photo {{seq}}.jpg', ...config })
  drawing.add('listener', 'fn', fn)
  drawing.wire('job', 'fn')
})

test('WIR-10 one task an invocation, with its key as it stands in a manifest', () => {
  const run = job({ answer: '{"results":[{"resultCode":"Succeeded"}]}' })
  const events = reached(run).events as S3BatchEvent[]
  expect(events).toHaveLength(3)
  expect(events[2]).toMatchObject({ invocationSchemaVersion: '1.0', tasks: [{ s3Key: 'in/my%20photo%202.jpg', s3VersionId: null, s3BucketArn: 'arn:aws:s3:::photos' }] })
  expect(new Set(events.map((event) => event.job.id)).size).toBe(1)
  expect(run.metric('job', 'Succeeded').sum).toBe(3)
})

test('WIR-10 the result of a task decides; a throttled invocation is tried again', () => {
  const sums = (fn: Config) => {
    const run = job(fn, { objects: 1 })
    return ['Succeeded', 'Failed', 'Retries'].map((name) => run.metric('job', name).sum)
  }
  expect(sums({ answer: '{"results":[{"resultCode":"PermanentFailure"}]}' })).toEqual([0, 1, 0])
  expect(sums({ answer: '{}' })).toEqual([0, 1, 0])
  expect(sums({ status: 429 })).toEqual([0, 1, 5])
})
