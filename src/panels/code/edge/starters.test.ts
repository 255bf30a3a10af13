import { expect, test } from 'vitest'
import { judgeCode } from '../../../contract/dialect/judge.ts'
import type { EdgeRuntime } from '../../../contract/edge.ts'
import { readPairs } from '../../../services/key-value-store/pairs.ts'
import { told } from '../../../stores/edge-trial.ts'
import { type EdgeTold, runEdge } from '../../../testkit/edge.ts'
import { EDGE_SAMPLES } from './samples.ts'
import { EDGE_STARTERS } from './starters.ts'

/** What each makes of its sample. */
const JUDGED: { readonly [id: string]: (told: EdgeTold) => void } = {
  index: ({ value }) => expect(value.uri).toBe('/docs/index.html'),
  spa: ({ value }) => expect(value.uri).toBe('/index.html'),
  country: ({ value }) => expect(value).toMatchObject({ statusCode: 302, headers: { location: { value: '/de/shop/mugs' } } }),
  security: ({ value }) => expect(Object.keys(value.headers)).toHaveLength(6),
  key: ({ value }) => expect([value.querystring, value.headers['x-device'].value]).toEqual(['page=2&size=M&size=L', 'mobile']),
  ab: ({ value }) => expect([value.uri, value.headers['x-group'].value]).toEqual(['/b/shop/mugs', 'B']),
  robots: ({ value }) => expect(value.uri).toBe('/docs/'),
  token: ({ value }) => expect(value).toMatchObject({ uri: '/account', querystring: {} }),
  redirects: ({ value }) => expect(value).toMatchObject({ statusCode: 301, headers: { location: { value: '/handbook/' } } }),
  rollout: ({ origin }) => expect(origin).toEqual({ kind: 'update', origin: { domainName: 'new.example.com' } }),
}

test.each(EDGE_STARTERS)('the starter "$title" runs without a remark, and does what it says', ({ id, code, sample, old, pairs }) => {
  const event = EDGE_SAMPLES.find((one) => one.id === sample)!.event as object
  const store = pairs === undefined ? undefined : Object.fromEntries(readPairs(pairs).pairs.map(({ key, value }) => [key, value]))
  const runtimes: readonly EdgeRuntime[] = old ? ['cloudfront-js-2.0', 'cloudfront-js-1.0'] : ['cloudfront-js-2.0']
  for (const runtime of runtimes) {
    expect(judgeCode(code, runtime, store !== undefined).remarks).toEqual([])
    const run = runEdge(code, event, { runtime, ...(store && { pairs: store }) })
    expect(run.failed).toBeUndefined()
    JUDGED[id]!(run)
    // The distribution would take it as well.
    expect(told(run.run, JSON.stringify(event))).toMatchObject({ ended: 'returned', message: '' })
    expect(run.run.utilisation).toBeLessThan(50)
  }
})

test('what CloudFront would not take is said in its words, with what viewers get', () => {
  const event = EDGE_SAMPLES[0]!.event as object
  const of = (code: string) => told(runEdge(code, event).run, JSON.stringify(event))
  expect(of('function handler(event) { return event }')).toMatchObject({ ended: 'invalid', message: expect.stringContaining('502') })
  expect(of('function handler(event) { event.request.headers["X-Big"] = { value: "1" }; return event.request }')).toMatchObject({ ended: 'invalid', message: expect.stringContaining('lower case') })
  expect(of('function handler(event) { throw new Error("no") }')).toMatchObject({ ended: 'failed', message: 'Error: no (line 1). Viewers get 503, and FunctionExecutionErrors counts one.' })
  expect(of('function handler(event) { for (;;) {} }')).toMatchObject({ ended: 'failed', utilisation: 100, message: expect.stringContaining('FunctionThrottles') })
  expect(of('function handler(event) { let a = 1; let a = 2 }')).toMatchObject({ ended: 'failed', message: expect.stringMatching(/^It cannot be compiled. Line 1/) })
})
