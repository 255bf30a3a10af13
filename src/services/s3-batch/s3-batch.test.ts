import type { S3BatchEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

const job = (fn: Config, config: Config = {}, wire: Config = {}, forSec = 60) => simulate({ services: [...services, listener], forSec }, (drawing) => {
  drawing.add('s3Batch', 'job', { objects: 3, keys: 'in/my photo {{seq}}.jpg', ...config })
  drawing.add('listener', 'fn', fn)
  drawing.wire('job', 'fn', { config: wire })
})
const GOOD = { answer: '{"results":[{"resultCode":"Succeeded"}]}' }
const sums = (fn: Config, config: Config = { objects: 1 }, wire: Config = {}) => {
  const run = job(fn, config, wire)
  return ['Succeeded', 'Failed', 'Retries', 'JobsFailed'].map((name) => run.metric('job', name).sum)
}

test('S3-13 WIR-10 one task an invocation, with its key as it stands in a manifest', () => {
  const run = job(GOOD)
  const events = reached(run).events as S3BatchEvent[]
  expect(events).toHaveLength(3)
  expect(Object.keys(events[2]!)).toEqual(['invocationSchemaVersion', 'invocationId', 'job', 'tasks'])
  expect(events[2]).toMatchObject({ invocationSchemaVersion: '1.0', tasks: [{ s3Key: 'in/my%20photo%202.jpg', s3VersionId: null, s3BucketArn: 'arn:aws:s3:::photos' }] })
  expect(new Set(events.map((event) => event.job.id)).size).toBe(1)
  expect(run.metric('job', 'Succeeded').sum).toBe(3)
})

test('S3-13 it begins with one task at a time and doubles that each second, up to a thousand', () => {
  const run = job({ ...GOOD, takesMs: 1_000 }, { objects: 3_000 })
  const perSecond = new Map<number, number>()
  for (const at of reached(run).at) perSecond.set(at, (perSecond.get(at) ?? 0) + 1)
  expect([...perSecond]).toEqual([[0, 1], [1, 2], [2, 4], [3, 8], [4, 16], [5, 32], [6, 64], [7, 128], [8, 256], [9, 512], [10, 1_000], [11, 977]])
  expect(run.metric('job', 'TasksRunning').max).toBe(1_000)
})

test('S3-13 WIR-10 the result of a task decides: what failed for the time being is done again, six times in all', () => {
  const answer = (resultCode: string) => ({ answer: JSON.stringify({ results: [{ resultCode }] }) })
  expect(sums(answer('PermanentFailure'))).toEqual([0, 1, 0, 0])
  expect(sums(answer('TemporaryFailure'))).toEqual([0, 1, 5, 0])
  expect(sums({ ...GOOD, fails: 1 })).toEqual([0, 1, 0, 0])
  expect(sums({ answer: '{}' })).toEqual([0, 1, 0, 0])
  expect(sums({})).toEqual([1, 0, 0, 0])
  expect(sums({ answer: '{"treatMissingKeysAs":"Succeeded","results":[{"taskId":"of another","resultCode":"Succeeded"}]}' })).toEqual([1, 0, 0, 0])
  expect(sums({ answer: '{"results":[]}' })).toEqual([0, 1, 0, 0])
})

test('S3-13 a throttled invocation is tried again after 1, 2, 4, 8 and 16 s; without the statement in its role nothing is invoked', () => {
  expect(reached(job({ status: 429 }, { objects: 1 })).at).toEqual([0, 1, 3, 7, 15, 31])
  expect(sums({ status: 429 })).toEqual([0, 1, 5, 0])
  const denied = job(GOOD, {}, { permission: false })
  expect([reached(denied).events.length, denied.metric('job', 'Failed').sum]).toEqual([0, 3])
})

test('S3-13 a job of which more than half has failed is given up, once a thousand tasks have told', () => {
  const run = job({ answer: '{"results":[{"resultCode":"PermanentFailure"}]}' }, { objects: 5_000 })
  expect(['Failed', 'JobsFailed'].map((name) => run.metric('job', name).sum)).toEqual([1_000, 1])
  expect(run.waiting()).toBe(0)
  expect(sums({ answer: '{"results":[{"resultCode":"PermanentFailure"}]}' }, { objects: 999 })).toEqual([0, 999, 0, 0])
})

test('S3-13 a job is run again by the clock and by hand, never twice at once', () => {
  expect(job(GOOD, { perMinute: 2, forSec: 0 }, {}, 120).metric('job', 'Succeeded').sum).toBe(15)
  expect(job(GOOD, { perMinute: 2 }, {}, 120).metric('job', 'Succeeded').sum).toBe(6)
})
