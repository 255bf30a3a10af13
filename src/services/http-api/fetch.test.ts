import { expect, test } from 'vitest'
import { apiHost, balancerHost, urlHost } from '../../contract/http/ids.ts'
import { type Script, scriptedHost } from '../../testkit/scripted-host.ts'
import { simulate, type Sketchbook } from '../../testkit/simulate.ts'

/** One invocation of code that asks what is drawn. */
function asking(handler: Script, draw: (book: Sketchbook) => void) {
  const answers: { readonly ok: boolean; readonly json: string }[] = []
  const host = scriptedHost({ code: { *handler(event, context, globals) {
    const found: unknown = yield* handler(event, context, globals)
    answers.push(...(found as typeof answers))
    return null
  } } })
  const run = simulate({ forSec: 30, host }, (drawing) => {
    drawing.add('client', 'people', { pattern: 'burst', burstSize: 1, forMs: 1 })
    drawing.add('lambda', 'asker', { code: 'code', timeoutSec: 20 })
    drawing.wire('people', 'asker')
    draw(drawing)
  })
  return { ...run, answers }
}
const arn = 'arn:aws:x:us-east-1:123456789012:x'
const ask = (url: string, more: object = {}) => ({ call: ['HTTP', 'fetch', { url, method: 'GET', headers: {}, ...more }] as const })

test('SBX-04 fetch in code reaches APIs, URLs and load balancers by their hosts, and hears any status as an answer', () => {
  const { answers, metric } = asking(function* () {
    const heard = []
    for (const url of [`https://${apiHost('shop', arn)}/a?b=1`, `https://${urlHost('own', arn)}/`, `http://${balancerHost('front', arn)}/x`, 'https://shop.example/missing', 'https://nobody.example/']) heard.push(yield ask(url))
    return heard
  }, (drawing) => {
    drawing.add('httpApi', 'shop')
    drawing.add('functionUrl', 'own')
    drawing.add('alb', 'front')
    drawing.add('lambda', 'f', { response: '{"statusCode":200,"body":"hello"}' })
    drawing.wire('shop', 'f', { port: 'out', config: { path: '/a' } })
    drawing.wire('own', 'f')
    drawing.wire('front', 'f')
  })
  expect(answers.map(({ ok, json }) => [ok, JSON.parse(json).status, JSON.parse(json).body, JSON.parse(json).name])).toEqual([
    [true, 200, 'hello', undefined], [true, 200, 'hello', undefined], [true, 200, 'hello', undefined], [true, 404, '{"message":"Not Found"}', undefined], [false, undefined, undefined, 'ENOTFOUND'],
  ])
  expect([metric('shop', 'Count').sum, metric('f', 'Invocations').sum]).toEqual([2, 3])
})

test('SBX-04 what fetch sends is a request like any other: method, headers and body', () => {
  const { answers } = asking(function* () {
    return [yield ask('https://shop.example/orders', { method: 'POST', headers: { authorization: 'none' }, body: '{}' }), yield ask('https://shop.example/orders')]
  }, (drawing) => {
    drawing.add('restApi', 'shop')
    drawing.add('lambda', 'f', { response: '{"statusCode":201,"body":"made"}' })
    drawing.wire('shop', 'f', { port: 'out', config: { path: '/orders', method: 'POST' } })
  })
  expect(answers.map(({ json }) => `${JSON.parse(json).status} ${JSON.parse(json).body}`)).toEqual(['201 made', '403 {"message":"Missing Authentication Token"}'])
})
