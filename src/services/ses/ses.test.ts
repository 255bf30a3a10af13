import { SesSchema } from '@aws-lambda-powertools/parser/schemas/ses'
import type { SESEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { asker, told } from '../../testkit/asker.ts'
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

test('SES-02 SBX-01 code sends mail by both APIs; in the sandbox to verified addresses, one a second, 200 a day', () => {
  const sent = (config: Config, inputs: readonly (readonly [client: string, input: Config, atSec: number])[]) => {
    const run = simulate({ services: [...services, asker], forSec: 100 }, (drawing) => {
      drawing.add('ses', 'mail', { perMinute: 0, ...config })
      drawing.add('asker', 'code')
      drawing.wire('code', 'mail')
      for (const [client, input, atSec] of inputs) drawing.at(atSec, 'code', 'ask', { client, operation: 'SendEmail', input })
    })
    return { run, said: told(run, 'code').map(({ status, content }) => ({ status, ...(content as { name?: string; message?: string; MessageId?: string }) })) }
  }
  const first = { Source: 'shop@example.com', Destination: { ToAddresses: ['ada@example.com'] }, Message: {} }
  const second = { FromEmailAddress: 'shop@example.com', Destination: { ToAddresses: ['ada@example.com'] }, Content: { Simple: {} } }
  const { said, run } = sent({}, [
    ['SES', first, 1], ['SESv2', second, 2], ['SES', first, 2], ['SESv2', second, 2],
    ['SES', { ...first, Destination: { ToAddresses: ['bob@other.org'] } }, 4], ['SES', { ...first, Source: 'Me <me@other.org>' }, 5], ['SES', { Source: 'shop@example.com' }, 6],
  ])
  expect(said.map(({ status, name }) => `${status} ${name ?? 'sent'}`)).toEqual(['200 sent', '200 sent', '400 Throttling', '429 TooManyRequestsException', '400 MessageRejected', '400 MessageRejected', '400 InvalidParameterValue'])
  expect(said[0]!.MessageId).toMatch(/^0100[0-9a-f]{12}-[0-9a-f]{8}-000000$/)
  expect(said[4]!.message).toBe('Email address is not verified. The following identities failed the check in region US-EAST-1: bob@other.org')
  expect(run.metric('mail', 'Send').sum).toBe(2)
  const outside = sent({ sandbox: false, perDay: 2, perSecond: 10 }, [1, 2, 3].map((atSec) => ['SES', { ...first, Destination: { ToAddresses: ['bob@other.org'] } }, atSec] as const))
  expect(outside.said.map(({ message }) => message ?? 'sent')).toEqual(['sent', 'sent', 'Daily message quota exceeded.'])
})
