/** The shapes that AWS's own types for functions name: the compiler holds the events to them. */
import type { CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import { makeRequest } from '../../contract/http/request.ts'
import { functionEvent } from './function-event.ts'
import { type LambdaEvent, lambdaEvent } from './lambda-event.ts'

const config = { distributionDomainName: 'd111111abcdef8.cloudfront.net', distributionId: 'EDFDVBD6EXAMPLE', requestId: '4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==' }
const request = makeRequest('GET', '/picture.jpg?size=large', [['host', 'd111111abcdef8.cloudfront.net'], ['cookie', 'a=1; b=2'], ['x-two', '1'], ['x-two', '2'], ['x-amz-cf-id', 'hidden']], '', { sourceIp: '203.0.113.178', userAgent: 'curl/7.66.0' })
const response = { status: 200, headers: [['content-type', 'image/jpeg'], ['set-cookie', 'id=x; Path=/; Secure'], ['x-cache', 'hidden']] as const, body: 'never shown' }
const asAws = (event: LambdaEvent<undefined>): CloudFrontRequestEvent => event
const answered = (event: LambdaEvent<NonNullable<LambdaEvent['Records'][number]['cf']['response']>>): CloudFrontResponseEvent => event

test('LAE-10 an event of a request is what AWS’s types say, and shows nothing that is forbidden', () => {
  const event = lambdaEvent({ config: { ...config, eventType: 'viewer-request' }, request, includeBody: false })
  expect(asAws(event as LambdaEvent<undefined>)).toEqual({
    Records: [{
      cf: {
        config: { ...config, eventType: 'viewer-request' },
        request: {
          clientIp: '203.0.113.178', method: 'GET', querystring: 'size=large', uri: '/picture.jpg',
          headers: {
            host: [{ key: 'Host', value: 'd111111abcdef8.cloudfront.net' }], cookie: [{ key: 'Cookie', value: 'a=1; b=2' }], 'x-two': [{ key: 'X-Two', value: '1' }, { key: 'X-Two', value: '2' }],
            accept: [{ key: 'Accept', value: '*/*' }], 'user-agent': [{ key: 'User-Agent', value: 'curl/7.66.0' }],
          },
        },
      },
    }],
  })
})

test('LAE-08 LAE-10 an event of a response holds both, without the body', () => {
  const event = lambdaEvent({ config: { ...config, eventType: 'viewer-response' }, request, response, includeBody: false })
  const [record] = answered(event as never).Records
  expect(record!.cf.response).toEqual({ status: '200', statusDescription: 'OK', headers: { 'content-type': [{ key: 'Content-Type', value: 'image/jpeg' }], 'set-cookie': [{ key: 'Set-Cookie', value: 'id=x; Path=/; Secure' }] } })
})

test('CFF-07 CFF-09 the same for a CloudFront function', () => {
  expect(functionEvent({ ...config, eventType: 'viewer-response' }, request, response)).toEqual({
    version: '1.0', context: { ...config, eventType: 'viewer-response' }, viewer: { ip: '203.0.113.178' },
    request: {
      method: 'GET', uri: '/picture.jpg', querystring: { size: { value: 'large' } }, cookies: { a: { value: '1' }, b: { value: '2' } },
      headers: { host: { value: 'd111111abcdef8.cloudfront.net' }, 'x-two': { value: '1', multiValue: [{ value: '1' }, { value: '2' }] }, accept: { value: '*/*' }, 'user-agent': { value: 'curl/7.66.0' } },
    },
    response: { statusCode: 200, statusDescription: 'OK', headers: { 'content-type': { value: 'image/jpeg' } }, cookies: { id: { value: 'x', attributes: 'Path=/; Secure' } } },
  })
})
