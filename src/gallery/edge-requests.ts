/** CloudFront functions before the cache: what the key is made of, who may pass, and where to. */
import { asks, cachePolicy, noted, origin, originPolicy, page } from './edge-parts.ts'
import { draw, type Entry } from './entry.ts'

const SORTED = `// Keeps what the shop reads, in one order and one spelling.
const KEPT = ['colour', 'size'];

function handler(event) {
  const request = event.request;
  const found = {};
  Object.keys(request.querystring).forEach((name) => {
    found[name.toLowerCase()] = request.querystring[name].value.toLowerCase();
  });
  request.querystring = KEPT.filter((name) => name in found).map((name) => name + '=' + found[name]).join('&');
  return request;
}
`
export const edgeKey: Entry = {
  id: 'edge-key', title: 'One key for one page', says: 'A function sorts query strings before the cache, and drops what nobody reads',
  watch: [
    'Ten spellings of two pages: sorted, written small and without utm they are two keys.',
    'In the Edge tab, “Viewer request” shows what the function changed, “Cache key” what is left.',
    'Delete the wire to “sorted” and run again: the hit ratio falls, the origin is asked for every spelling.',
  ],
  drawing: noted(draw('One key for one page', { forSec: 60, seed: 7 }, [
    ['n1', 'client', 'Shoppers', 0, 60, { pattern: 'poisson', rps: 8, forMs: 0 }],
    ['n2', 'cloudfront', 'shop', 280, 60, { cachePolicy: 'by-query', cachePolicies: [cachePolicy('by-query', { query: 'all' })] }],
    ['n3', 's3', 'pages', 600, 60], ['n4', 'cloudfrontFunction', 'sorted', 280, 300, { code: SORTED }],
  ], [
    asks('n1', 'n2', '/shoes?{{pick size=42&colour=red,colour=red&size=42,Colour=Red&size=42,size=42&colour=red&utm=mail,size=42&colour=RED&utm=ad,size=43&colour=blue,colour=Blue&size=43,utm=ad&colour=blue&size=43,SIZE=43&colour=blue,size=43&colour=blue&utm=mail}}'),
    origin('n2', 'n3'), ['n2', 'viewer-request', 'n4', 'edge', {}],
  ]), '**The key decides.** Every spelling that is a key of its own is fetched from the origin once more, at each edge location.', 540, 280),
}

const SPLIT = `// One page, two versions. Who has been here keeps theirs.
function handler(event) {
  const request = event.request;
  if (event.response) {
    const version = request.uri.split('/')[1];
    event.response.cookies.version = { value: version, attributes: 'Path=/; Max-Age=604800' };
    return event.response;
  }
  const cookie = request.cookies.version;
  const version = cookie && cookie.value === 'b' ? 'b' : cookie ? 'a' : Math.random() < 0.2 ? 'b' : 'a';
  request.uri = '/' + version + request.uri;
  return request;
}
`
export const edgeTest: Entry = {
  id: 'edge-test', title: 'A/B test by cookie', says: 'A fifth of the new visitors see version b, and keep it',
  watch: [
    'The cookie chooses the path, not the key: both versions are cached once for all.',
    'One function stands at both viewer stages: on the way back it sets the cookie.',
    'Visitors with the cookie never change sides.',
  ],
  drawing: noted(draw('A/B test by cookie', { forSec: 60, seed: 7 }, [
    ['n1', 'client', 'New visitors', 0, 0, { pattern: 'poisson', rps: 6, forMs: 0 }],
    ['n2', 'client', 'Known, version b', 0, 180, { pattern: 'poisson', rps: 2, forMs: 0, headers: [{ name: 'Cookie', value: 'version=b; theme=dark' }] }],
    ['n3', 'cloudfront', 'site', 280, 60], ['n4', 's3', 'pages', 600, 60, { objects: [page('a/index.html', '<h1>Buy</h1>'), page('b/index.html', '<h1>Buy now</h1>')] }],
    ['n5', 'cloudfrontFunction', 'version', 280, 300, { code: SPLIT }],
  ], [
    asks('n1', 'n3', '/index.html'), asks('n2', 'n3', '/index.html'), origin('n3', 'n4', { anyKey: false }),
    ['n3', 'viewer-request', 'n5', 'edge', {}], ['n3', 'viewer-response', 'n5', 'edge', {}],
  ]), 'The uri is changed **before** the key is made. With the cookie in the key instead, every theme would be a page of its own.', 540, 280),
}

const TOKEN = `import crypto from 'crypto';
import cf from 'cloudfront';

const kvs = cf.kvs();
const denied = { statusCode: 401, statusDescription: 'Unauthorized', headers: { 'cache-control': { value: 'no-store' } } };

async function handler(event) {
  const request = event.request;
  const given = request.headers.authorization;
  const parts = given ? given.value.replace('Bearer ', '').split('.') : [];
  if (parts.length !== 3) return denied;
  const secret = await kvs.get('secret');
  const signed = crypto.createHmac('sha256', secret).update(parts[0] + '.' + parts[1]).digest('base64url');
  if (signed !== parts[2]) return denied;
  const claims = JSON.parse(Buffer.from(parts[1], 'base64url').toString());
  return claims.exp * 1000 > Date.now() ? request : denied;
}
`
const bearer = (claims: string, signature: string) => [{ name: 'Authorization', value: `Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${claims}.${signature}` }]
export const edgeToken: Entry = {
  id: 'edge-token', title: 'Token checked at the viewer', says: 'An HMAC is checked before the cache; the secret lies in a key-value store',
  watch: [
    'Members share the cached film: the token is no part of the key.',
    'A forged token and one that has expired get 401 from the function; neither cache nor origin hears of them.',
    'Time stands still while a function runs, but Date.now says when it began.',
  ],
  drawing: noted(draw('Token checked at the viewer', { forSec: 60, seed: 7 }, [
    ['n1', 'client', 'Member', 0, 0, { rps: 4, forMs: 0, headers: bearer('eyJzdWIiOiJhbm4iLCJleHAiOjE3OTg3NjE2MDB9', '1zN9kdH-rT5dcM0Dc-rf2HzTykiaI_AKOOOcz9Tz5SU') }],
    ['n2', 'client', 'Expired', 0, 160, { rps: 1, forMs: 0, headers: bearer('eyJzdWIiOiJiZW4iLCJleHAiOjE3MzU2ODk2MDB9', 'j2QVbJK_2mfZTI1rMu0TloTqFtuxKEMvsWbUk4o84rc') }],
    ['n3', 'client', 'Forger', 0, 320, { rps: 1, forMs: 0, headers: bearer('eyJzdWIiOiJldmUiLCJleHAiOjE3OTg3NjE2MDB9', 'b5gtM8pjHfoFWmbok36Sdlre-HMSjN38f1Y-OIoHgQ8') }],
    ['n4', 'cloudfront', 'films', 280, 140], ['n5', 's3', 'films-bucket', 600, 140],
    ['n6', 'cloudfrontFunction', 'token', 280, 360, { code: TOKEN }], ['n7', 'keyValueStore', 'secrets', 600, 360, { pairs: 'secret=open sesame' }],
  ], [
    asks('n1', 'n4', '/film.mp4'), asks('n2', 'n4', '/film.mp4'), asks('n3', 'n4', '/film.mp4'), origin('n4', 'n5'), ['n4', 'viewer-request', 'n6', 'edge', {}], ['n6', 'keyValues', 'n7', 'data', {}],
  ]), 'A CloudFront function has **no network**: what it must know lies in its code, or in a key-value store.', 860, 200),
}

const GEO = `const HOME = { DE: '/de/', AT: '/de/', FR: '/fr/' };

function handler(event) {
  const request = event.request;
  const country = request.headers['cloudfront-viewer-country'];
  const home = country && HOME[country.value];
  if (request.uri !== '/' || !home) return request;
  return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: home } } };
}
`
export const edgeGeo: Entry = {
  id: 'edge-geo', title: 'Redirect by country', says: 'The front page sends German and French speakers to their own',
  watch: [
    'Each edge location has a cache of its own: the first viewer of every part of the world goes to the origin.',
    'The country is there because the origin request policy names it. It is not in the key, so the page is cached once for all.',
    'Take the header out of the policy: the function finds none, and nobody is redirected.',
  ],
  drawing: noted(draw('Redirect by country', { forSec: 60, seed: 7 }, [
    ['n1', 'client', 'The world', 0, 60, { pattern: 'poisson', rps: 8, forMs: 0, countries: 'DE 3, FR 2, US 3, JP 2' }],
    ['n2', 'cloudfront', 'site', 280, 60, { originPolicy: 'country', originPolicies: [originPolicy('country', 'CloudFront-Viewer-Country')], defaultRootObject: 'index.html' }],
    ['n3', 's3', 'pages', 600, 60], ['n4', 'cloudfrontFunction', 'by-country', 280, 300, { code: GEO }],
  ], [asks('n1', 'n2', '/'), origin('n2', 'n3'), ['n2', 'viewer-request', 'n4', 'edge', {}]]),
  'What a function answers itself is **never cached**: it runs again for the next viewer.', 540, 280),
}

const BOTS = `import cf from 'cloudfront';

const kvs = cf.kvs();

async function handler(event) {
  const request = event.request;
  const agent = (request.headers['user-agent'] || { value: '' }).value.toLowerCase();
  const names = (await kvs.get('names')).split(',');
  if (request.uri === '/robots.txt' || !names.some((name) => agent.includes(name))) return request;
  console.log('turned away ' + agent);
  return { statusCode: 403, statusDescription: 'Forbidden' };
}
`
export const edgeBots: Entry = {
  id: 'edge-bots', title: 'Bots turned away', says: 'Names of scrapers in a key-value store; one line changed, known everywhere in seconds',
  watch: [
    'Scrapers ask for pages that nobody cached: each would be a request to the origin.',
    'They get 403 from the function for a tenth of a cent per ten thousand.',
    'At 30 s the store is told of a second name: five seconds later “Grabber” is turned away, too. No deployment.',
  ],
  drawing: noted(draw('Bots turned away', { forSec: 60, seed: 7, actions: [{ id: 'a1', atSec: 30, on: 'n6', do: 'put', config: { key: 'names', value: 'scrapy,grabber' } }] }, [
    ['n1', 'client', 'Readers', 0, 0, { pattern: 'poisson', rps: 6, forMs: 0 }],
    ['n2', 'client', 'Scraper', 0, 160, { rps: 4, forMs: 0, userAgent: 'Scrapy/2.11' }], ['n3', 'client', 'Grabber', 0, 320, { rps: 4, forMs: 0, userAgent: 'Grabber/1.0' }],
    ['n4', 'cloudfront', 'news', 280, 140], ['n5', 's3', 'articles', 600, 140], ['n6', 'keyValueStore', 'bots', 600, 360, { pairs: 'names=scrapy' }],
    ['n7', 'cloudfrontFunction', 'no-bots', 280, 360, { code: BOTS }],
  ], [
    asks('n1', 'n4', '/today/{{rand 1 5}}'), asks('n2', 'n4', '/archive/{{seq}}'), asks('n3', 'n4', '/archive/x{{seq}}'), origin('n4', 'n5'), ['n4', 'viewer-request', 'n7', 'edge', {}], ['n7', 'keyValues', 'n6', 'data', {}],
  ]), 'User agents are easily forged: this keeps honest bots out. AWS WAF does more.', 860, 200),
}

const SPA = `function handler(event) {
  const request = event.request;
  // A path without a dot is a page of the app, which index.html draws.
  if (!request.uri.includes('.')) request.uri = '/index.html';
  return request;
}
`
export const edgeSpa: Entry = {
  id: 'edge-spa', title: 'Single-page app', says: 'Every path of the app is index.html; files are files',
  watch: [
    'Thousands of paths are one key: /orders/7 comes from the cache.',
    'A picture that is not there stays an error: S3 says 403, as the distribution may not list the bucket.',
    'The usual way, a custom error page for 403 and 404, would answer missing pictures with index.html and 200.',
  ],
  drawing: noted(draw('Single-page app', { forSec: 60, seed: 7 }, [
    ['n1', 'client', 'Users', 0, 0, { pattern: 'poisson', rps: 8, forMs: 0 }], ['n2', 'client', 'Old links', 0, 180, { rps: 0.5, forMs: 0 }],
    ['n3', 'cloudfront', 'app', 280, 60], ['n4', 's3', 'app-files', 600, 60, { objects: [page('index.html', '<div id="app"></div><script src="/app.js"></script>'), page('app.js', 'start()')] }],
    ['n5', 'cloudfrontFunction', 'to-index', 280, 300, { code: SPA }],
  ], [
    asks('n1', 'n3', '{{pick /,/orders,/orders/7,/account,/app.js}}'), asks('n2', 'n3', '/logo.png'), origin('n3', 'n4', { anyKey: false }), ['n3', 'viewer-request', 'n5', 'edge', {}],
  ]), 'Errors are cached, too: the missing picture costs the origin one request every ten seconds, if at all.', 540, 280),
}
