/** Twenty and more things that AWS refuses, as they stand in a file: `npm run sim` exits with 2 and says where and what. */
import { expect, test } from 'vitest'
import type { Config } from '../drawing/fields.ts'
import { sketch } from '../testkit/simulate.ts'
import { plan } from './simulation.ts'
import { readAny } from './sim-read.ts'
import { refusalOf } from './sim-refuse.ts'

type Line = readonly [service: string, config?: Config]
/** Nodes in a row, named after their services; `wires` are the settings of the wires between them. */
function said(nodes: readonly Line[], wires: readonly Config[] = []): string {
  const drawing = sketch({ forSec: 1 }, (book) => {
    for (const [service] of nodes) book.add(service, service)
    nodes.slice(1).forEach(([service], at) => book.wire(nodes[at]![0], service))
  })
  const whole = { ...drawing, nodes: drawing.nodes.map((node, at) => ({ ...node, config: nodes[at]![1] ?? {} })), wires: drawing.wires.map((wire, at) => ({ ...wire, config: wires[at] ?? {} })) }
  const read = readAny(JSON.stringify(whole))
  return 'refusal' in read ? read.refusal : refusalOf(read.drawing, plan(read.drawing).findings.filter(({ level }) => level === 'error'))
}
const API: readonly Line[] = [['client'], ['restApi'], ['lambda']]

test.each<[what: string, nodes: readonly Line[], wires: readonly Config[], says: RegExp]>([
  ['a pattern that is no JSON', [['eventbridge'], ['lambda']], [{ pattern: '{"source": [' }], /^eventbridge → lambda: .* line 1, column 13.*\(VAL-11\)$/],
  ['an operator that there is none of', [['eventbridge'], ['lambda']], [{ pattern: '{"source": [{"prefixx": "a"}]}' }], /^eventbridge → lambda: .* at source\[0\].*"prefixx" is no operator/],
  ['a value without its list', [['eventbridge'], ['lambda']], [{ pattern: '{"source": "a"}' }], /^eventbridge → lambda: .* at source\./],
  ['a cron with both days', [['scheduler'], ['lambda']], [{ expression: 'cron(0 12 1 * 2 *)' }], /^scheduler → lambda: .*Write \?/],
  ['a cron of 25 o’clock', [['scheduler'], ['lambda']], [{ expression: 'cron(0 25 * * ? *)' }], /^scheduler → lambda: /],
  ['a rate of one minutes', [['scheduler'], ['lambda']], [{ expression: 'rate(1 minutes)' }], /^scheduler → lambda: .*rate\(1 minute\)/],
  ['no schedule at all', [['scheduler'], ['lambda']], [{ expression: '' }], /^scheduler → lambda: /],
  ['a date that there is none of', [['scheduler'], ['lambda']], [{ expression: 'at(2026-02-30T09:00:00)' }], /^scheduler → lambda: /],
  ['an input that is no JSON', [['scheduler'], ['lambda']], [{ input: '{a' }], /^scheduler → lambda: /],
  ['half a comparison', [['client'], ['sns'], ['lambda']], [{}, { filterPolicy: '{"a":[{"numeric":["<"]}]}' }], /^sns → lambda: .* at a\[0\]/],
  ['a filter of a mapping', [['client'], ['sqs'], ['lambda']], [{}, { filters: [{ pattern: '{"body":' }] }], /^sqs → lambda: .*\(LAM-FIL-02\)$/],
  ['an item without its key', [['client'], ['dynamodb', { items: '[{"name":"x"}]' }]], [], /^dynamodb: Item 1 of dynamodb: .*Missing the key id/],
  ['an item whose key is a number', [['client'], ['dynamodb', { items: '[{"id":7}]' }]], [], /^dynamodb: Item 1 .*Type mismatch for key id/],
  ['SQL that is none', [['iot', { sql: 'SELEC * FROM x' }], ['lambda']], [], /^iot: The rule of iot .*SELECT is expected/],
  ['a sender without an address', [['ses', { from: 'nobody' }], ['lambda']], [], /^ses: From: An address/],
  ['keys that are none', [['client'], ['httpApi', { jwtKeys: '{"keys":3}' }], ['lambda']], [{}, { authorizer: 'jwt' }], /^httpApi: .*RSA keys.*\(API-34\)$/],
  ['a path without its slash', [['client'], ['httpApi'], ['lambda']], [{}, { path: 'orders' }], /^the wire from httpApi to lambda: Path: /],
  ['a model of a type that there is none of', API, [{}, { validator: 'body', model: '{"type":"objekt"}' }], /^restApi → lambda: The model has the type "objekt"/],
  ['a template that does not end', API, [{}, { integration: 'custom', requestTemplate: '#if($x' }], /^restApi → lambda: .*\(API-16\)$/],
  ['two variables of one name', API, [{}, { path: '/{a}/{a}' }], /^restApi → lambda: .*\(API-01\)$/],
  ['a stage of two words', [['client'], ['restApi', { stage: 'a b' }], ['lambda']], [], /^restApi: Stage: /],
  ['six values in a condition', [['client'], ['alb'], ['lambda']], [{}, { priority: 1, path: '/a,/b,/c,/d,/e,/f' }], /^alb → lambda: /],
  ['an expression that names no field', [['client'], ['websocketApi', { selection: 'action' }], ['lambda']], [], /^websocketApi: Route selection expression: /],
  ['a route that only looks like one', [['client'], ['websocketApi'], ['lambda']], [{}, { route: '$join' }], /^websocketApi → lambda: "\$join" is no route/],
  ['credentials for everybody', [['client'], ['functionUrl', { corsOrigins: '*', corsCredentials: true }], ['lambda']], [], /^functionUrl: .*\(LAM-URL-05\)$/],
  ['an address that is none', [['client', { sourceIp: '999.1.1.1' }], ['lambda']], [], /^client: IP address: /],
  ['memory below the least', [['client'], ['lambda', { memoryMb: 64 }]], [], /^lambda: Memory is 128 to 10,240 MB; 64 is not\./],
])('VAL-11 refused with the place: %s', (_, nodes, wires, says) => {
  const lines = said(nodes, wires).split('\n')
  expect(lines.find((line) => says.test(line)) ?? lines).toEqual(expect.stringMatching(says))
})
