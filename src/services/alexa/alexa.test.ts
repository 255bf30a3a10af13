import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

const spoken = (fn: Config, config: Config = {}) => simulate({ services: [...services, listener], forSec: 60 }, (drawing) => {
  drawing.add('alexa', 'skill', { perMinute: 1, ...config })
  drawing.add('listener', 'fn', fn)
  drawing.wire('skill', 'fn')
})
const sums = (run: ReturnType<typeof spoken>) => ['Succeeded', 'Failed', 'Timeouts'].map((name) => run.metric('skill', name).sum)

test('ALX-01 the event of an intent, and of a launch', () => {
  const event = reached(spoken({})).events[0] as { request: object }
  expect(Object.keys(event)).toEqual(['version', 'session', 'context', 'request'])
  expect(event).toMatchObject({ version: '1.0', session: { new: true }, request: { type: 'IntentRequest', timestamp: '2026-01-01T00:00:00Z', locale: 'en-US', intent: { name: 'GetForecast', slots: { city: { name: 'city', value: 'Seattle' } } } } })
  expect(Object.keys((reached(spoken({}, { request: 'LaunchRequest' })).events[0] as { request: object }).request)).toEqual(['type', 'requestId', 'timestamp', 'locale'])
})

test('ALX-01 LAM-SYNC-13 eight seconds for an answer with a version and a response', () => {
  expect(sums(spoken({ answer: '{"version":"1.0","response":{"outputSpeech":{"type":"PlainText","text":"Rain."},"shouldEndSession":true}}' }))).toEqual([1, 0, 0])
  expect(sums(spoken({ answer: '{"response":{}}' }))).toEqual([0, 1, 0])
  expect(sums(spoken({ answer: '{"version":"1.0","response":{"outputSpeech":{"type":"SSML","text":"Rain."}}}' }))).toEqual([0, 1, 0])
  expect(sums(spoken({ takesMs: 8_001 }))).toEqual([0, 1, 1])
  expect(sums(spoken({ answer: 'null' }, { request: 'SessionEndedRequest' }))).toEqual([1, 0, 0])
})
