import type { LexV2Event } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

const talked = (fn: Config) => simulate({ services: [...services, listener], forSec: 60 }, (drawing) => {
  drawing.add('lex', 'bot', { perMinute: 1 })
  drawing.add('listener', 'fn', fn)
  drawing.wire('bot', 'fn')
})
const sums = (run: ReturnType<typeof talked>) => ['Succeeded', 'Failed', 'Timeouts', 'Retries'].map((name) => run.metric('bot', name).sum)

test('LEX-01 the event of a turn', () => {
  const event: LexV2Event = reached(talked({})).events[0] as LexV2Event
  expect(Object.keys(event)).toEqual(['messageVersion', 'invocationSource', 'inputMode', 'responseContentType', 'sessionId', 'inputTranscript', 'bot', 'interpretations', 'proposedNextState', 'requestAttributes', 'sessionState', 'transcriptions'])
  expect(event).toMatchObject({ invocationSource: 'FulfillmentCodeHook', bot: { name: 'bot', aliasId: 'TSTALIASID' }, sessionState: { intent: { name: 'OrderFlowers', state: 'ReadyForFulfillment', slots: { FlowerType: { value: { interpretedValue: 'roses' } } } } } })
})

test('LEX-01 LAM-SYNC-13 the answer says the next step; anything else fails, and nobody tries again', () => {
  expect(sums(talked({ answer: '{"sessionState":{"dialogAction":{"type":"Close"}}}' }))).toEqual([1, 0, 0, 0])
  expect(sums(talked({ answer: '{"sessionState":{"dialogAction":{"type":"ElicitSlot"}}}' }))).toEqual([0, 1, 0, 0])
  expect(sums(talked({ answer: 'null' }))).toEqual([0, 1, 0, 0])
  expect(sums(talked({ fails: 1 }))).toEqual([0, 1, 0, 0])
  expect(sums(talked({ takesMs: 30_001 }))).toEqual([0, 1, 1, 0])
})
