/** Drawings with a fault that is often made at the edge, to be found and repaired. */
import { asks, cachePolicy, noted, origin } from './edge-parts.ts'
import { draw, type Entry } from './entry.ts'

export const brokenKey: Entry = {
  id: 'broken-key', title: 'Repair: no hits', says: 'A cache that never has what is asked for. Why?',
  watch: [
    'Every request is a miss. Choose one in the Edge tab and look at its cache key.',
    'A cookie that differs for every visitor is part of it. Does the page depend on it?',
    'Repair: in the cache policy “shop”, set Cookies to none, or name those that the page depends on.',
  ],
  drawing: noted(draw('Repair: no hits', { forSec: 60, seed: 7 }, [
    ['n1', 'client', 'Shoppers', 0, 60, { pattern: 'poisson', rps: 8, forMs: 0, headers: [{ name: 'Cookie', value: 'sid={{uuid}}; currency={{pick EUR,USD}}' }] }],
    ['n2', 'cloudfront', 'shop', 280, 60, { cachePolicy: 'shop', cachePolicies: [cachePolicy('shop', { cookies: 'all' })] }], ['n3', 's3', 'pages', 600, 60],
  ], [asks('n1', 'n2', '/mugs/{{rand 1 3}}'), origin('n2', 'n3')]),
  '**To repair.** Run it, then look at the hit ratio in the Edge tab.', 280, 280),
}

const LATEST = `export const handler = async (event) => {
  const { response } = event.Records[0].cf;
  response.headers["x-stage"] = [{ key: "X-Stage", value: process.env.STAGE ?? "live" }];
  return response;
};
`
export const brokenLatest: Entry = {
  id: 'broken-latest', title: 'Repair: refused association', says: 'A Lambda function that works at home, and may not go to the edge',
  watch: [
    'Run is refused: each thing that Lambda@Edge may not have is named, with its remedy.',
    'Copies at the edge are made of a published version; $LATEST changes under them. And they have no environment variables.',
    'Repair: take the variables away, 128 MB, at most 5 s at a viewer stage, publish version 1 and name it on the wire.',
  ],
  drawing: noted(draw('Repair: refused association', { forSec: 30, seed: 7 }, [
    ['n1', 'client', 'Readers', 0, 60, { rps: 4, forMs: 0 }], ['n2', 'cloudfront', 'site', 280, 60], ['n3', 's3', 'pages', 600, 60],
    ['n4', 'lambda', 'stage-header', 280, 300, { memoryMb: 512, timeoutSec: 10, code: LATEST, environment: [{ key: 'STAGE', value: 'beta' }] }],
  ], [asks('n1', 'n2', '/index.html'), origin('n2', 'n3'), ['n2', 'viewer-response', 'n4', 'edge', {}]]),
  '**To repair.** Each finding has a remedy, most of them one click away.', 540, 280),
}

const HELLO = `export const handler = async (event) => {
  const { request, response } = event.Records[0].cf;
  const cookie = request.headers.cookie?.[0].value ?? "";
  const name = /user=(\\w+)/.exec(cookie)?.[1] ?? "stranger";
  response.body = "<h1>Hello, " + name + "</h1>";
  response.headers["content-type"] = [{ key: "Content-Type", value: "text/html" }];
  return response;
};
`
export const brokenHello: Entry = {
  id: 'broken-hello', title: 'Repair: hello, somebody else', says: 'Ben is greeted as Ann. A leak, and a usual one',
  watch: [
    'Ben’s answer is a hit: what origin-response made for Ann was stored for everybody with that key.',
    'In the Edge tab, “Cache key” says what is not in it: the cookie “user”.',
    'Repair: name the cookie in the cache policy “pages”, or answer with Cache-Control: private where the minimum TTL is 0. Best is to keep persons out of cached pages.',
  ],
  drawing: noted(draw('Repair: hello, somebody else', { forSec: 30, seed: 7 }, [
    ['n1', 'client', 'Ann', 0, 0, { rps: 1, forMs: 0, headers: [{ name: 'Cookie', value: 'user=Ann' }] }], ['n2', 'client', 'Ben', 0, 180, { rps: 1, forMs: 0, startAtMs: 5_000, headers: [{ name: 'Cookie', value: 'user=Ben' }] }],
    ['n3', 'cloudfront', 'site', 280, 60, { cachePolicy: 'pages', cachePolicies: [cachePolicy('pages')], originPolicy: 'AllViewerExceptHostHeader' }], ['n4', 's3', 'pages', 600, 60],
    ['n5', 'lambda', 'hello', 280, 300, { code: HELLO, versions: [{ number: 1, settings: '' }] }],
  ], [asks('n1', 'n3', '/home'), asks('n2', 'n3', '/home'), origin('n3', 'n4'), ['n3', 'origin-response', 'n5', 'edge', { qualifier: '1' }]]),
  '**To repair.** Choose a request of Ben, and follow it.', 540, 280),
}

const SEEN = `function handler(event) {
  event.request.uri = event.request.uri.toLowerCase();
  return event.request;
}
`
const POWERED = `export const handler = async (event) => {
  const { response } = event.Records[0].cf;
  delete response.headers["x-powered-by"];
  return response;
};
`
export const brokenMixed: Entry = {
  id: 'broken-mixed', title: 'Repair: two kinds of function', says: 'A CloudFront function before the cache, Lambda@Edge behind it',
  watch: [
    'Run is refused: both viewer stages of a behaviour take functions of the same kind.',
    'Must a header that is the same for everybody be taken away for each viewer anew?',
    'Repair: delete the wire, and draw it from origin-response. It then runs on misses only, and what it returns is kept.',
  ],
  drawing: noted(draw('Repair: two kinds of function', { forSec: 30, seed: 7 }, [
    ['n1', 'client', 'Readers', 0, 60, { rps: 4, forMs: 0 }], ['n2', 'cloudfront', 'site', 280, 60], ['n3', 's3', 'pages', 600, 60],
    ['n4', 'cloudfrontFunction', 'lower-case', 160, 300, { code: SEEN }], ['n5', 'lambda', 'not-powered', 420, 300, { code: POWERED, versions: [{ number: 1, settings: '' }] }],
  ], [asks('n1', 'n2', '/{{pick Home,home,HOME}}'), origin('n2', 'n3'), ['n2', 'viewer-request', 'n4', 'edge', {}], ['n2', 'viewer-response', 'n5', 'edge', { qualifier: '1' }]]),
  '**To repair.** A CloudFront function may stand with Lambda@Edge, if that stands at the origin stages.', 680, 280),
}
