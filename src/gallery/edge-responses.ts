/** After the cache and at the origin: headers, variants by device, a second origin. */
import { asks, cachePolicy, noted, origin, page } from './edge-parts.ts'
import { draw, type Entry } from './entry.ts'

const HEADERS = `function handler(event) {
  const headers = event.response.headers;
  headers['strict-transport-security'] = { value: 'max-age=63072000; includeSubDomains; preload' };
  headers['content-security-policy'] = { value: "default-src 'self'" };
  headers['x-content-type-options'] = { value: 'nosniff' };
  headers['x-frame-options'] = { value: 'DENY' };
  delete headers.server;
  return event.response;
}
`
export const edgeHeaders: Entry = {
  id: 'edge-headers', title: 'Security headers', says: 'Added on the way out, on hits as on misses',
  watch: [
    'The cache keeps what the origin said; the headers are added for each viewer, so a change holds at once.',
    'For the error of “Old links” the function does not run: viewer-response is left out from 400 on.',
    'A response headers policy sets fixed headers for nothing. The function is for those that depend on the request.',
  ],
  drawing: noted(draw('Security headers', { forSec: 60, seed: 7 }, [
    ['n1', 'client', 'Readers', 0, 0, { pattern: 'poisson', rps: 8, forMs: 0 }], ['n2', 'client', 'Old links', 0, 180, { rps: 1, forMs: 0 }],
    ['n3', 'cloudfront', 'site', 280, 60], ['n4', 's3', 'pages', 600, 60, { objects: [page('index.html', '<h1>Hello</h1>')] }], ['n5', 'cloudfrontFunction', 'headers', 280, 300, { code: HEADERS }],
  ], [asks('n1', 'n3', '/index.html'), asks('n2', 'n3', '/gone.html'), origin('n3', 'n4', { anyKey: false, listBucket: true }), ['n3', 'viewer-response', 'n5', 'edge', {}]]),
  'Set the response headers policy to **SecurityHeadersPolicy**, delete the function, and compare the cost.', 540, 280),
}

const DEVICE = `export const handler = async (event) => {
  const { request } = event.Records[0].cf;
  const mobile = request.headers["cloudfront-is-mobile-viewer"]?.[0].value === "true";
  request.uri = (mobile ? "/small" : "/large") + request.uri;
  return request;
};
`
export const edgeDevice: Entry = {
  id: 'edge-device', title: 'Variants by device', says: 'Lambda@Edge chooses the picture for phones, only when the origin is asked',
  watch: [
    'The cache policy names CloudFront-Is-Mobile-Viewer: two keys for each picture, not one for each of a thousand user agents.',
    'The function runs on misses only: a few invocations for hundreds of requests.',
    'Its first run in each region is a cold start; viewers after that have the picture from the cache.',
  ],
  drawing: noted(draw('Variants by device', { forSec: 60, seed: 7 }, [
    ['n1', 'client', 'Phones', 0, 0, { pattern: 'poisson', rps: 6, forMs: 0, userAgent: 'Mozilla/5.0 (iPhone) Mobile/15E148', countries: 'US, DE' }],
    ['n2', 'client', 'Laptops', 0, 180, { pattern: 'poisson', rps: 4, forMs: 0, userAgent: 'Mozilla/5.0 (X11; Linux x86_64)', countries: 'US, DE' }],
    ['n3', 'cloudfront', 'gallery', 280, 60, { cachePolicy: 'by-device', cachePolicies: [cachePolicy('by-device', { headers: 'CloudFront-Is-Mobile-Viewer' })] }], ['n4', 's3', 'pictures', 600, 60],
    ['n5', 'lambda', 'variant', 280, 300, { timeoutSec: 5, code: DEVICE, versions: [{ number: 1, settings: '' }] }],
  ], [asks('n1', 'n3', '/photo-{{rand 1 4}}.jpg'), asks('n2', 'n3', '/photo-{{rand 1 4}}.jpg'), origin('n3', 'n4'), ['n3', 'origin-request', 'n5', 'edge', { qualifier: '1' }]]),
  'What origin-request changes **only the origin sees**: the picture is kept under the key of the path that was asked for.', 540, 280),
}

const SHOP = `export const handler = async () => ({ statusCode: 200, body: "prices of today" });
`
export const edgeFailover: Entry = {
  id: 'edge-failover', title: 'Origin fail-over', says: 'When the shop fails, a bucket with yesterday’s prices stands in',
  watch: [
    'From 20 s to 40 s the function fails: the load balancer says 502, and the second origin of the group is asked.',
    'Viewers see no error; they wait a little longer, as every request begins with the first origin.',
    'Orders are POST: they are never tried at the second origin, and fail.',
  ],
  drawing: noted(draw('Origin fail-over', { forSec: 60, seed: 7, faults: [{ id: 'f1', on: 'n4', kind: 'errors', atSec: 20, forSec: 20, config: { rate: 100 } }] }, [
    ['n1', 'client', 'Shoppers', 0, 0, { rps: 4, forMs: 0 }], ['n6', 'client', 'Orders', 0, 180, { rps: 1, forMs: 0, body: '{"sku":"mug"}' }],
    ['n2', 'cloudfront', 'shop', 280, 60, { cachePolicy: 'CachingDisabled', methods: 'all' }], ['n3', 'alb', 'shop-lb', 580, 0], ['n4', 'lambda', 'prices', 860, 0, { code: SHOP }], ['n5', 's3', 'yesterday', 580, 220],
  ], [
    asks('n1', 'n2', '/prices'), ['n6', 'out', 'n2', 'sync', { path: '/orders', method: 'POST' }], origin('n2', 'n3', { group: 'shop' }), ['n3', 'out', 'n4', 'target'], origin('n2', 'n5', { group: 'shop', member: 'secondary' }),
  ]), 'A group names the **status codes** that count as failed. Leave 502 out of them, and shoppers see it.', 860, 200),
}
