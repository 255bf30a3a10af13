/** What functions return is anything at all: it is judged, and nothing breaks. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STAGES } from '../../contract/edge.ts'
import { makeRequest } from '../../contract/http/request.ts'
import { functionEvent, judgeFunction } from './function-event.ts'
import { lambdaEvent } from './lambda-event.ts'
import { judgeLambda } from './lambda-judge.ts'

const request = makeRequest('POST', '/a?x=1&x=2', [['host', 'www.example.com'], ['cookie', 'a=1; b=2'], ['x-one', '1']], 'body')
const response = { status: 200, headers: [['content-type', 'text/html'], ['set-cookie', 'a=1; Secure']] as const, body: 'goods' }
const config = { distributionDomainName: 'd', distributionId: 'E', requestId: 'r' }

const names = ['status', 'statusCode', 'statusDescription', 'headers', 'cookies', 'body', 'bodyEncoding', 'uri', 'querystring', 'method', 'origin', 'custom', 's3', 'domainName', 'customHeaders', 'x-one', 'value', 'multiValue', 'key', 'encoding', 'data', '__proto__', 'constructor']
const leaf = fc.oneof(fc.constantFrom<unknown>('/', '/a', '200', 200, 204, 'text', 'base64', '', null, true), fc.string(), fc.integer())
const { tree } = fc.letrec((tie) => ({ tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 6 })) }))

test('LAE-05 whatever a Lambda function returns is passed on, or refused with a reason', () => {
  fc.assert(fc.property(fc.oneof(tree, fc.jsonValue()), fc.constantFrom(...STAGES), (answer, stage) => {
    const judged = judgeLambda(answer, { stage, request, response: stage.endsWith('response') ? response : undefined, includeBody: true, domain: 'origin.example.com' })
    if (judged.kind === 'invalid') expect(judged.why).toMatch(/^[A-Z"u].{10,}\.$/s)
    else if (judged.kind === 'response') expect(judged.response.status).toBeGreaterThanOrEqual(200)
    else expect(judged.request.path.startsWith('/')).toBe(true)
  }), { numRuns: 2_000, seed: 3 })
})

test('CFF-08 whatever a CloudFront function returns is passed on, or refused with a reason', () => {
  fc.assert(fc.property(fc.oneof(tree, fc.jsonValue()), fc.boolean(), (answer, late) => {
    const judged = judgeFunction(answer, late ? 'viewer-response' : 'viewer-request', request, late ? response : undefined)
    if (judged.kind === 'invalid') expect(judged.why.length).toBeGreaterThan(10)
  }), { numRuns: 2_000, seed: 4 })
})

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
const text = fc.stringMatching(/^[A-Za-z0-9_.-]{1,8}$/)
const asked = fc.record({ path: fc.stringMatching(/^\/[a-z0-9/.]{0,10}$/), query: fc.array(fc.tuple(text, text), { maxLength: 4 }), headers: fc.array(fc.tuple(name.map((one) => `x-${one}`), text), { maxLength: 4 }), cookies: fc.array(fc.tuple(name, text), { maxLength: 3 }) })

test('LAE-11 CFF-09 a request that is returned as it came is the one that came', () => {
  fc.assert(fc.property(asked, ({ path, query, headers, cookies }) => {
    const given = makeRequest('GET', `${path}${query.length > 0 ? `?${query.map((pair) => pair.join('=')).join('&')}` : ''}`, [...headers, ...(cookies.length > 0 ? [['cookie', cookies.map((pair) => pair.join('=')).join('; ')] as const] : [])], '')
    const full = lambdaEvent({ config: { ...config, eventType: 'viewer-request' }, request: given, includeBody: false })
    const lambda = judgeLambda(JSON.parse(JSON.stringify(full.Records[0]!.cf.request)), { stage: 'viewer-request', request: given, response: undefined, includeBody: false, domain: '' })
    const light = judgeFunction((JSON.parse(JSON.stringify(functionEvent({ ...config, eventType: 'viewer-request' }, given, undefined))) as { request: unknown }).request, 'viewer-request', given, undefined)
    const sorted = (pairs: readonly (readonly [string, string])[]) => pairs.map(([one, value]) => `${one.toLowerCase()}: ${value}`).sort()
    for (const judged of [lambda, light]) {
      if (judged.kind !== 'request') throw new Error(JSON.stringify(judged))
      expect([judged.request.path, judged.request.query.split('&').sort()]).toEqual([given.path, given.query.split('&').sort()])
      // Of cookies with one name the first place counts; they may move together.
      expect(sorted(judged.request.headers.filter(([one]) => one.toLowerCase() !== 'cookie'))).toEqual(sorted(given.headers.filter(([one]) => one !== 'cookie')))
    }
  }), { numRuns: 300, seed: 5 })
})
