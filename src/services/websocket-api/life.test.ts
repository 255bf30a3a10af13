/** Connections as they come and go, and what reaches a client without its asking. */
import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import { scriptedHost } from '../../testkit/scripted-host.ts'
import { type Settings, simulate, sketch } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

interface Seen {
  readonly at: number
  readonly kind: string
  readonly code?: number
  readonly answer?: string
}
/** One client that says hello at 1 s, and a clock of its own that posts to whoever is known. */
function chat(config: object, settings: Settings = {}, postEveryMs = 0) {
  const seen: Seen[] = []
  const known = new Set<string>()
  const host = scriptedHost({
    talk: { *handler({ requestContext }) {
      const { eventType, connectionId, requestTimeEpoch, disconnectStatusCode } = requestContext
      seen.push({ at: requestTimeEpoch / 1_000 - 1_767_225_600, kind: eventType, ...(eventType === 'DISCONNECT' && { code: disconnectStatusCode }) })
      if (eventType === 'DISCONNECT') known.delete(connectionId)
      else known.add(connectionId)
      yield { cpuMs: 0 }
      return { statusCode: 200 }
    } },
    post: { *handler({ now }) {
      for (const id of known) {
        const { ok, json } = (yield { call: ['ApiGatewayManagementApi', 'PostToConnection', { ConnectionId: id, Data: 'news' }] })!
        seen.push({ at: Number(now), kind: 'POST', answer: ok ? 'ok' : JSON.parse(json).name })
      }
      return {}
    } },
  })
  const run = simulate({ forSec: 3_000, ...settings, host }, (drawing) => {
    drawing.add('client', 'phone', { pattern: 'burst', burstSize: 1, forMs: 1, startAtMs: 1_000, body: '{"action":"hello"}' })
    drawing.add('websocketApi', 'api', { connections: 1, ...config })
    drawing.add('lambda', 'talks', { code: 'talk', timeoutSec: 20 })
    drawing.wire('phone', 'api')
    drawing.wire('api', 'talks', { port: 'out' })
    if (postEveryMs === 0) return
    drawing.add('client', 'clock', { pattern: 'burst', burstSize: 1, burstEveryMs: postEveryMs, forMs: 0, startAtMs: 2_000, body: '{"now":{{seq}}}' })
    drawing.add('lambda', 'posts', { code: 'post', timeoutSec: 20, statements: [{ action: 'execute-api:ManageConnections', resource: '*' }] })
    drawing.wire('clock', 'posts')
  })
  return { run, seen }
}
const lines = (seen: readonly Seen[]) => seen.map(({ at, kind, code, answer }) => [at, kind, code ?? answer].filter((one) => one !== undefined).join(' '))

test('API-52 what a function posts reaches the client down its own wire, and keeps the connection from idling', () => {
  const { run, seen } = chat({}, { forSec: 1_500 }, 500_000)
  expect(lines(seen)).toEqual(['1 CONNECT', '1 MESSAGE', '0 POST ok', '1 POST ok', '2 POST ok'])
  expect([run.metric('phone', 'Received').sum, run.metric('phone', 'Sent').sum, run.metric('api', 'MessageCount').sum]).toEqual([3, 1, 4])
  expect(run.outcomes()).toEqual({ succeeded: expect.any(Number) })
})

test('API-50 a client that closes says so: $disconnect hears 1000, and a post to it afterwards is 410', () => {
  const { seen } = chat({ closeAfterSec: 100 })
  expect(lines(seen)).toEqual(['1 CONNECT', '1 MESSAGE', '101 DISCONNECT 1000'])
})

test('API-50 one that vanishes is open for the API until it was idle for ten minutes; what is posted meanwhile is lost', () => {
  const { run, seen } = chat({ closeAfterSec: 100, leaves: 'vanishes' }, { forSec: 1_000 }, 300_000)
  expect(lines(seen)).toEqual(['1 CONNECT', '1 MESSAGE', '0 POST ok', '1 POST ok', '602 DISCONNECT 1001'])
  expect([run.metric('phone', 'Received').sum, run.outcomes().dropped]).toEqual([1, 1])
})

test('API-50 a client may come back by itself with the handshake of the first time; each connection has an id of its own', () => {
  const { run, seen } = chat({ comesBackSec: 5 }, { forSec: 1_300 })
  expect(lines(seen)).toEqual(['1 CONNECT', '1 MESSAGE', '601 DISCONNECT 1001', '606 CONNECT', '1206 DISCONNECT 1001', '1211 CONNECT'])
  expect([run.metric('api', 'ConnectCount').sum, run.metric('phone', 'Sent').sum]).toEqual([3, 1])
})

test('API-50 a message of more than 32 KB comes in several frames; one frame of that size ends the connection with 1009', () => {
  const large = (frameBytes: number) => {
    const { seen } = chat({ frameBytes }, { forSec: 10 })
    return lines(seen)
  }
  expect(large(32_768)).toEqual(['1 CONNECT', '1 MESSAGE'])
  const cut = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'phone', { pattern: 'burst', burstSize: 1, forMs: 1, sizeBytes: 40_000 })
    drawing.add('websocketApi', 'whole', { connections: 1, frameBytes: 65_536 })
    drawing.add('client', 'phone2', { pattern: 'burst', burstSize: 1, forMs: 1, sizeBytes: 40_000 })
    drawing.add('websocketApi', 'split', { connections: 1 })
    drawing.add('lambda', 'f')
    drawing.wire('phone', 'whole')
    drawing.wire('phone2', 'split')
    drawing.wire('whole', 'f')
    drawing.wire('split', 'f')
  })
  expect([cut.metric('phone', '4xx').sum, cut.metric('phone2', '2xx').sum]).toEqual([1, 1])
})

test('API-03 what is posted draws from the account’s bucket too: LimitExceededException', () => {
  const { seen } = chat({}, { forSec: 12, quotas: { apiRate: 1, apiBurst: 1 } }, 500)
  expect(lines(seen).slice(0, 6)).toEqual(['1 CONNECT', '1 MESSAGE', '0 POST ok', '1 POST ok', '3 POST ok', '2 POST LimitExceededException'])
})

test('API-08 a stage variable names the alias that a route invokes; one that is named twice is refused', () => {
  const settings = (response: string) => ({ response: `{"statusCode":200,"body":"${response}"}` })
  const run = (value: string) => simulate({ forSec: 5, peeks: true }, (drawing) => {
    drawing.add('client', 'phone', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('websocketApi', 'api', { stageVariables: [{ name: 'alias', value }] })
    drawing.add('lambda', 'f', { ...settings('latest'), versions: [{ number: 1, settings: JSON.stringify({ ioMs: 500 }) }], aliases: [{ name: 'live', version: 1, additional: null, weight: 0 }] })
    drawing.wire('phone', 'api')
    drawing.wire('api', 'f', { port: 'out', config: { qualifier: '${stageVariables.alias}' } })
  })
  expect(['live', '$LATEST'].map((value) => run(value).metric('f', 'Duration').max)).toEqual([500, 50])
  const twice = makePlan(sketch({}, (drawing) => drawing.add('websocketApi', 'api', { stageVariables: [{ name: 'a', value: '1' }, { name: 'a', value: '2' }] })), services as never)
  expect(twice.findings.map(({ rule, level, field }) => `${rule} ${level} ${field}`)).toContain('API-08 error stageVariables')
})
