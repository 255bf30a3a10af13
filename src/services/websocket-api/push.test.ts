import { expect, test } from 'vitest'
import { scriptedHost } from '../../testkit/scripted-host.ts'
import { simulate } from '../../testkit/simulate.ts'

test('API-52 code behind a WebSocket API posts to its connection, looks at it and closes it; then it is gone', () => {
  const answers: { readonly ok: boolean; readonly json: string }[] = []
  const host = scriptedHost({ code: { *handler(event) {
    if (event.requestContext.eventType !== 'MESSAGE') return { statusCode: 200 }
    const { connectionId } = event.requestContext
    for (const [operation, input] of [['PostToConnection', { ConnectionId: connectionId, Data: 'hello' }], ['GetConnection', { ConnectionId: connectionId }], ['PostToConnection', { ConnectionId: connectionId, Data: 'x'.repeat(131_073) }], ['DeleteConnection', { ConnectionId: connectionId }], ['PostToConnection', { ConnectionId: connectionId, Data: 'late' }]] as const) {
      answers.push((yield { call: ['ApiGatewayManagementApi', operation, input] })!)
    }
    return { statusCode: 200 }
  } } })
  const run = simulate({ forSec: 30, host }, (drawing) => {
    drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1, startAtMs: 2_000, body: '{"action":"x"}' })
    drawing.add('websocketApi', 'chat', { connections: 1 })
    drawing.add('lambda', 'f', { code: 'code', timeoutSec: 20, statements: [{ action: 'execute-api:ManageConnections', resource: '*' }] })
    drawing.wire('people', 'chat')
    drawing.wire('chat', 'f', { port: 'out' })
  })
  expect(answers.map(({ ok, json }) => [ok, JSON.parse(json).name ?? JSON.parse(json).ConnectedAt])).toEqual([[true, undefined], [true, '2026-01-01T00:00:02.000Z'], [false, 'PayloadTooLargeException'], [true, undefined], [false, 'GoneException']])
  expect([run.metric('chat', 'MessageCount').sum, run.metric('people', '2xx').sum]).toEqual([2, 1])
})
