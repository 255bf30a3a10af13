/** Functions with code of their own at the stages of a distribution. */
import { expect, test } from 'vitest'
import { bodies, says, shop } from '../../testkit/distribution.ts'
import { newHost } from '../../testkit/guest.ts'
import type { Visit } from '../../testkit/front.ts'
import { simulate } from '../../testkit/simulate.ts'

const sends = (code: string, visits: readonly Visit[] = [[0, 'GET', '/a']]) => shop(visits, {
  answers: ({ path }) => says(200, {}, `shop ${path}`), other: { wire: { name: 'other' }, answers: ({ path, headers }) => says(200, {}, `other ${path} ${new Map(headers as [string, string][]).get('x-key') ?? ''}`.trim()) },
  draw: (drawing) => {
    drawing.add('cloudfrontFunction', 'f', { code })
    drawing.wire('cdn', 'f', { port: 'viewer-request' })
  },
  settings: { host: newHost() },
})

test('CFF-05 a function chooses an origin by its name, changes it, or makes a group of two', () => {
  expect(bodies(sends("import cf from 'cloudfront'\nfunction handler(event) { cf.selectRequestOriginById('other'); return event.request }").told())).toEqual(['other /a'])
  expect(bodies(sends("import cf from 'cloudfront'\nfunction handler(event) { cf.updateRequestOrigin({ originPath: '/v2' }); return event.request }").told())).toEqual(['shop /v2/a'])
  expect(sends("import cf from 'cloudfront'\nfunction handler(event) { cf.updateRequestOrigin({ domainName: 'nowhere.example.com' }); return event.request }").statuses()).toEqual([502])
  expect(sends("import cf from 'cloudfront'\nfunction handler(event) { cf.selectRequestOriginById('none'); return event.request }").told()).toMatchObject([{ status: 502, reason: 'FunctionValidationError' }])
})

test('CFF-05 another origin is no part of the key: whoever comes first decides for all', () => {
  const run = sends("import cf from 'cloudfront'\nfunction handler(event) { if (event.request.headers['x-beta']) cf.selectRequestOriginById('other'); return event.request }", [[0, 'GET', '/a', { 'x-beta': '1' }], [1, 'GET', '/a'], [2, 'GET', '/b']])
  expect(bodies(run.told())).toEqual(['other /a', 'other /a', 'shop /b'])
})

test('CFF-05 a function is told where it runs, and the query as the viewer wrote it', () => {
  const code = "import cf from 'cloudfront'\nfunction handler(event) { return { statusCode: 200, body: cf.edgeLocation.name + ' ' + event.request.rawQueryString() } }"
  expect(bodies(sends(code, [[0, 'GET', '/a?b=%20&a=1&b'], [1, 'GET', '/a']]).told())).toEqual(['IAD b=%20&a=1&b', 'IAD undefined'])
})

test('SBX-04 code in a function fetches from a distribution, along a wire or by its host', () => {
  for (const drawn of [true, false]) {
    const run = simulate({ forSec: 5, host: newHost() }, (book) => {
      book.add('client', 'people', { rps: 1, forMs: 2_000 })
      book.add('lambda', 'page', { code: "export const handler = async () => { const answer = await fetch('https://cdn.example.com/a.txt'); return { status: answer.status, cache: answer.headers.get('x-cache'), body: await answer.text() } }" })
      book.add('cloudfront', 'cdn')
      book.add('s3', 'site')
      book.wire('people', 'page')
      if (drawn) book.wire('page', 'cdn')
      book.wire('cdn', 'site', { port: 'origins' })
    })
    expect([run.metric('cdn', 'Requests').sum, run.metric('cdn', 'CacheHitRate').avg]).toEqual([2, 50])
    expect(run.outcomes()).toEqual({ succeeded: 5 })
  }
})
