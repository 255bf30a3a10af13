import { SesSchema } from '@aws-lambda-powertools/parser/schemas/ses'
import type { SESEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

const mail = (config: Config, fn: Config, wire: Config = {}) => simulate({ services: [...services, listener], forSec: 120 }, (drawing) => {
  drawing.add('ses', 'mail', { perMinute: 6, ...config })
  drawing.add('listener', 'fn', fn)
  drawing.wire('mail', 'fn', { config: wire })
})

test('SES-01 WIR-27 LAM-TRG-01 the event of a mail, in AWS’s shape', () => {
  const run = mail({}, {})
  const { events, at } = reached(run)
  expect(at).toEqual([0, 10, 20, 30, 40, 50])
  const event = events[1] as SESEvent
  expect(SesSchema.parse(event).Records).toHaveLength(1)
  const [record] = event.Records
  expect(record).toMatchObject({
    eventSource: 'aws:ses', eventVersion: '1.0',
    ses: {
      mail: { timestamp: '2026-01-01T00:00:10.000Z', source: 'janedoe@example.com', destination: ['johndoe@example.com'], headersTruncated: false, commonHeaders: { from: ['Jane Doe <janedoe@example.com>'], date: 'Thu, 1 Jan 2026 00:00:10 +0000', subject: 'Test Subject' } },
      receipt: { recipients: ['johndoe@example.com'], action: { type: 'Lambda', invocationType: 'Event', functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:fn' } },
    },
  })
  expect(Object.keys(record!.ses.mail)).toEqual(['timestamp', 'source', 'messageId', 'destination', 'headersTruncated', 'headers', 'commonHeaders'])
})

test('SES-01 LAM-SYNC-13 a synchronous rule waits 30 s for a disposition, and takes three', () => {
  const sums = (fn: Config) => {
    const run = mail({ forSec: 10 }, fn, { invocation: 'RequestResponse' })
    return ['Succeeded', 'Failed', 'Timeouts'].map((name) => run.metric('mail', name).sum)
  }
  expect(sums({ answer: '{"disposition":"STOP_RULE"}' })).toEqual([1, 0, 0])
  expect(sums({})).toEqual([1, 0, 0])
  expect(sums({ answer: '{"disposition":"MAYBE"}' })).toEqual([0, 1, 0])
  expect(sums({ takesMs: 31_000 })).toEqual([0, 1, 1])
})

test('GEN-05 without permission the mail reaches nobody', () => {
  const run = mail({}, {}, { permission: false })
  expect(reached(run).events).toEqual([])
  expect(run.metric('mail', 'Failed').sum).toBe(6)
  expect(run.outcomes()).toEqual({ refused: 6 })
})
