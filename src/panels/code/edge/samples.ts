/** Events to try a CloudFront function with, as the console makes them. */
export interface EdgeSample {
  readonly id: string
  readonly title: string
  readonly event: unknown
}

const context = (eventType: string) => ({ distributionDomainName: 'd111111abcdef8.cloudfront.net', distributionId: 'EDFDVBD6EXAMPLE', eventType, requestId: 'EXAMPLEntjQpEXAMPLE_SG5Z-EXAMPLEPmPfEXAMPLEu3EqEXAMPLE==' })
const viewer = { ip: '203.0.113.9' }
const value = (text: string) => ({ value: text })
const request = (uri: string, more: object = {}) => ({ method: 'GET', uri, querystring: {}, headers: { host: value('www.example.com'), 'user-agent': value('Mozilla/5.0') }, cookies: {}, ...more })

/** HS256 of {"sub":"1","exp":1893456000}, signed with "secret". */
const TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjoxODkzNDU2MDAwfQ.nfKU_KY0TAsupAmBix_I0aT93wKnDNDxSEIF2Jw1awg'

export const EDGE_SAMPLES: readonly EdgeSample[] = [
  { id: 'request', title: 'Viewer request', event: { version: '1.0', context: context('viewer-request'), viewer, request: request('/docs/') } },
  {
    id: 'full', title: 'Viewer request, with query, cookies and country', event: {
      version: '1.0', context: context('viewer-request'), viewer,
      request: request('/shop/mugs', {
        querystring: { page: value('2'), size: { value: 'M', multiValue: [value('M'), value('L')] }, utm_source: value('mail') },
        headers: { host: value('www.example.com'), 'user-agent': value('Mozilla/5.0 (iPhone)'), 'accept-language': value('de-AT,de;q=0.9'), 'cloudfront-viewer-country': value('DE') },
        cookies: { session: value('abc'), 'x-group': value('B') },
      }),
    },
  },
  { id: 'token', title: 'Viewer request, with a signed token', event: { version: '1.0', context: context('viewer-request'), viewer, request: request('/account', { querystring: { jwt: value(TOKEN) } }) } },
  {
    id: 'response', title: 'Viewer response', event: {
      version: '1.0', context: context('viewer-response'), viewer, request: request('/index.html'),
      response: { statusCode: 200, statusDescription: 'OK', headers: { 'content-type': value('text/html'), server: value('CustomOrigin') }, cookies: { seen: { value: '1', attributes: 'Path=/' } } },
    },
  },
]
export const eventText = ({ event }: EdgeSample): string => JSON.stringify(event, null, 2)
