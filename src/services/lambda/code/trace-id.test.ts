import { expect, test } from 'vitest'
import { scriptedHost } from '../../../testkit/scripted-host.ts'
import { simulate } from '../../../testkit/simulate.ts'

const HEADER = /^Root=(1-[0-9a-f]{8}-[0-9a-f]{24});Parent=([0-9a-f]{16});Sampled=([01])$/

test('GEN-12 LAM-XR-03 one trace id goes from the API through the queue to the last function; each has a parent of its own', () => {
  const seen: string[] = []
  const roots: string[] = []
  const host = scriptedHost({
    first: { *handler(event, { traceHeader }) {
      seen.push(traceHeader!)
      roots.push(event.headers['x-amzn-trace-id'])
      yield { call: ['SQS', 'SendMessage', { QueueUrl: 'jobs', MessageBody: '{}' }] }
      return { statusCode: 200 }
    } },
    last: { *handler(_, { traceHeader }) {
      seen.push(traceHeader!)
      yield { cpuMs: 1 }
      return {}
    } },
  })
  simulate({ forSec: 20, host }, (drawing) => {
    drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1, startAtMs: 4_000 })
    drawing.add('httpApi', 'api')
    drawing.add('lambda', 'takes', { code: 'first', tracing: true })
    drawing.add('sqs', 'jobs')
    drawing.add('lambda', 'works', { code: 'last' })
    drawing.wire('people', 'api')
    drawing.wire('api', 'takes', { port: 'out' })
    drawing.wire('takes', 'jobs', { port: 'calls' })
    drawing.wire('jobs', 'works')
  })
  const [takes, works] = seen.map((header) => HEADER.exec(header)!)
  expect(seen).toHaveLength(2)
  expect([takes![1], works![1]]).toEqual([roots[0]!.slice('Root='.length), takes![1]])
  expect(takes![1]!.slice(2, 10)).toBe((1_767_225_604).toString(16))
  expect(takes![2]).not.toBe(works![2])
  // LAM-XR-01: the first of a second is traced, and what follows from it, by functions that do not trace themselves.
  expect([takes![3], works![3]]).toEqual(['1', '1'])
})
