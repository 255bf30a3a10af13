/**
 * Functions as people write them, after the habits of AWS's own pages: each must be taken as it stands, by the checker and
 * by the runtime, and do what it is for. All of them are ours.
 */
import { expect, test } from 'vitest'
import { judgeCode } from '../../contract/dialect/judge.ts'
import { ms } from '../../base/units.ts'
import type { EdgeRuntime } from '../../contract/edge.ts'
import { type EdgeSettings, runEdge, viewerRequest, viewerResponse } from '../../testkit/edge.ts'

const BOTH: readonly EdgeRuntime[] = ['cloudfront-js-1.0', 'cloudfront-js-2.0']
const NEW: readonly EdgeRuntime[] = ['cloudfront-js-2.0']

/** Runs it in each runtime that it is for, without a remark; all must agree. */
function tried(code: string, event: object, { runtimes = BOTH, ...settings }: EdgeSettings & { readonly runtimes?: readonly EdgeRuntime[] } = {}) {
  const told = runtimes.map((runtime) => {
    expect(judgeCode(code, runtime, settings.pairs !== undefined).remarks).toEqual([])
    return runEdge(code, event, { ...settings, runtime })
  })
  for (const one of told) expect([one.failed, one.value]).toEqual([undefined, told[0]!.value])
  return told[0]!
}

test('CFF-03 index.html for folders and for paths without an extension', () => {
  const code = `function handler(event) {
    var request = event.request;
    var uri = request.uri;
    if (uri.endsWith('/')) {
        request.uri += 'index.html';
    } else if (!uri.includes('.')) {
        request.uri += '/index.html';
    }
    return request;
}`
  expect(['/', '/docs', '/docs/', '/a.png'].map((uri) => tried(code, viewerRequest(uri)).value.uri)).toEqual(['/index.html', '/docs/index.html', '/docs/index.html', '/a.png'])
})

test('CFF-03 viewers of one country are redirected', () => {
  const code = `function handler(event) {
    var request = event.request;
    var headers = request.headers;
    var host = headers.host.value;
    var country = 'DE';
    var newurl = \`https://\${host}/de/index.html\`;
    if (headers['cloudfront-viewer-country']) {
        var countryCode = headers['cloudfront-viewer-country'].value;
        if (countryCode === country) {
            var response = {
                statusCode: 302,
                statusDescription: 'Found',
                headers: { "location": { "value": newurl } }
            };
            return response;
        }
    }
    return request;
}`
  expect(tried(code, viewerRequest('/', { headers: { 'cloudfront-viewer-country': 'DE' } })).value).toMatchObject({ statusCode: 302, headers: { location: { value: 'https://www.example.com/de/index.html' } } })
  expect(tried(code, viewerRequest('/', { headers: { 'cloudfront-viewer-country': 'FR' } })).value.uri).toBe('/')
})

test('CFF-03 headers that make a page safer', () => {
  const code = `function handler(event) {
    var response = event.response;
    var headers = response.headers;
    headers['strict-transport-security'] = { value: 'max-age=63072000; includeSubdomains; preload' };
    headers['content-security-policy'] = { value: "default-src 'none'; img-src 'self'; script-src 'self'" };
    headers['x-content-type-options'] = { value: 'nosniff' };
    headers['x-frame-options'] = { value: 'DENY' };
    return response;
}`
  expect(Object.keys(tried(code, viewerResponse()).value.headers)).toEqual(['strict-transport-security', 'content-security-policy', 'x-content-type-options', 'x-frame-options'])
})

test('CFF-03 the query string comes back as a text, sorted', () => {
  const code = `function handler(event) {
    var qs = [];
    for (var key in event.request.querystring) {
        var param = event.request.querystring[key];
        if (param.multiValue) {
            param.multiValue.forEach((mv) => { qs.push(key + '=' + mv.value) });
        } else {
            qs.push(key + '=' + param.value);
        }
    };
    event.request.querystring = qs.sort().join('&');
    return event.request;
}`
  expect(tried(code, viewerRequest('/', { querystring: { z: { value: '1' }, b: { value: 'x', multiValue: [{ value: 'y' }, { value: 'x' }] } } })).value.querystring).toBe('b=x&b=y&z=1')
})

test('CFF-03 a host is enforced, and the query string goes along', () => {
  const code = `function handler(event) {
    var request = event.request, params = '';
    if (request.headers.host.value === 'shop.example.com') { return request; }
    var names = Object.keys(request.querystring);
    if (names.length > 0) {
        params = '?' + names.map(function (name) {
            var one = request.querystring[name];
            return one.multiValue ? one.multiValue.map(function (v) { return name + '=' + v.value; }).join('&') : name + '=' + one.value;
        }).join('&');
    }
    return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: 'https://shop.example.com' + request.uri + params } } };
}`
  expect(tried(code, viewerRequest('/cart', { querystring: { id: { value: '7' } } })).value.headers.location.value).toBe('https://shop.example.com/cart?id=7')
})

test('CFF-03 half of the viewers see another page, and stay with it by a cookie', () => {
  const code = `function handler(event) {
    var request = event.request;
    var cookies = request.cookies;
    var group = cookies['x-group'] ? cookies['x-group'].value : (Math.random() < 0.5 ? 'A' : 'B');
    if (group !== 'A' && group !== 'B') { group = 'A'; }
    request.cookies['x-group'] = { value: group };
    if (group === 'B') { request.uri = request.uri.replace(/^\\/$/, '/b.html'); }
    return request;
}`
  expect(tried(code, viewerRequest('/', { cookies: { 'x-group': 'B' } })).value).toMatchObject({ uri: '/b.html', cookies: { 'x-group': { value: 'B' } } })
  const groups = new Set([1, 2, 3, 4, 5, 6].map((n) => tried(code, viewerRequest('/'), { seed: [n, n, n, n] }).value.cookies['x-group'].value))
  expect([...groups].sort()).toEqual(['A', 'B'])
})

test('CFF-03 a cookie is set with its attributes', () => {
  const code = `function handler(event) {
    var response = event.response;
    response.cookies['visited'] = { value: 'yes', attributes: 'Secure; HttpOnly; Path=/; Max-Age=86400' };
    return response;
}`
  expect(tried(code, viewerResponse()).value.cookies.visited.attributes).toBe('Secure; HttpOnly; Path=/; Max-Age=86400')
})

test('CFF-03 the cache key is made smaller: the kind of device for the agent, no parameters of campaigns', () => {
  const code = `function handler(event) {
    var request = event.request;
    var agent = request.headers['user-agent'] ? request.headers['user-agent'].value : '';
    var device = /mobile|android|iphone/i.test(agent) ? 'mobile' : 'desktop';
    request.headers['x-device'] = { value: device };
    Object.keys(request.querystring).filter((name) => name.startsWith('utm_') || name === 'fbclid').forEach((name) => delete request.querystring[name]);
    var accept = request.headers['accept-language'];
    if (accept) { request.headers['accept-language'] = { value: accept.value.toLowerCase().startsWith('de') ? 'de' : 'en' }; }
    return request;
}`
  expect(tried(code, viewerRequest('/', { headers: { 'user-agent': 'Mozilla/5.0 (iPhone)', 'accept-language': 'de-AT,de;q=0.9' }, querystring: { utm_source: { value: 'x' }, id: { value: '1' } } })).value)
    .toMatchObject({ headers: { 'x-device': { value: 'mobile' }, 'accept-language': { value: 'de' } }, querystring: { id: { value: '1' } } })
})

test('CFF-04 a signed token is checked with the means of runtime 1.0', () => {
  const code = `var crypto = require('crypto');
var response401 = { statusCode: 401, statusDescription: 'Unauthorized' };
var key = 'LzdWGpAToQ1DqYuzHxE6YOqi7G3X2yvNBot9mCXfx5k';
function jwt_decode(token, key) {
    if (!token) { throw new Error('No token supplied'); }
    var segments = token.split('.');
    if (segments.length !== 3) { throw new Error('Not enough or too many segments'); }
    var payload = JSON.parse(String.bytesFrom(segments[1], 'base64url'));
    var signature = crypto.createHmac('sha256', key).update([segments[0], segments[1]].join('.')).digest('base64url');
    if (signature !== segments[2]) { throw new Error('Signature verification failed'); }
    if (payload.nbf && Date.now() < payload.nbf * 1000) { throw new Error('Token not yet active'); }
    if (payload.exp && Date.now() > payload.exp * 1000) { throw new Error('Token expired'); }
    return payload;
}
function handler(event) {
    var request = event.request;
    if (!request.querystring.jwt) { console.log('Error: No JWT in the querystring'); return response401; }
    try { jwt_decode(request.querystring.jwt.value, key); } catch (e) { console.log(e); return response401; }
    delete request.querystring.jwt;
    return request;
}`
  const token = (payload: object, key = 'LzdWGpAToQ1DqYuzHxE6YOqi7G3X2yvNBot9mCXfx5k') => runEdge(`function handler(event) { var crypto = require('crypto'); var body = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url') + '.' + Buffer.from(${JSON.stringify(JSON.stringify(payload))}).toString('base64url'); return { t: body + '.' + crypto.createHmac('sha256', '${key}').update(body).digest('base64url') } }`).value.t as string
  const asked = (jwt: string) => tried(code, viewerRequest('/', { querystring: { jwt: { value: jwt } } }), { runtimes: ['cloudfront-js-1.0'] })
  const good = asked(token({ sub: 'ü', nbf: 1_516_239_022, exp: 1_916_239_022 }))
  expect(good.value).toMatchObject({ uri: '/', querystring: {} })
  expect(good.run.utilisation).toBeLessThan(40)
  expect(asked(token({ exp: 1_516_239_022 })).lines).toEqual(['Error: Token expired'])
  expect(asked(token({}, 'other')).lines).toEqual(['Error: Signature verification failed'])
  expect(asked('a.b').value.statusCode).toBe(401)
  expect(tried(code, viewerRequest('/'), { runtimes: ['cloudfront-js-1.0'] }).lines).toEqual(['Error: No JWT in the querystring'])
})

test('CFF-05 the secret of a token comes from a store, in runtime 2.0', () => {
  const code = `import crypto from 'crypto';
import cf from 'cloudfront';

const response401 = {
    statusCode: 401,
    statusDescription: 'Unauthorized'
};
const kvsKey = 'jwt.secret';

function _constantTimeEquals(a, b) {
    if (a.length != b.length) {
        return false;
    }
    let xor = 0;
    for (let i = 0; i < a.length; i++) {
        xor |= (a.charCodeAt(i) ^ b.charCodeAt(i));
    }
    return 0 === xor;
}

async function handler(event) {
    let request = event.request;
    const secret_key = await getSecret();
    if (!secret_key || !request.querystring.jwt) {
        return response401;
    }
    const segments = request.querystring.jwt.value.split('.');
    const signature = crypto.createHmac('sha256', secret_key).update(\`\${segments[0]}.\${segments[1]}\`).digest('base64url');
    if (!_constantTimeEquals(signature, segments[2])) {
        return response401;
    }
    const payload = JSON.parse(Buffer.from(segments[1], 'base64url'));
    if (payload.exp && Date.now() > payload.exp * 1000) {
        return response401;
    }
    delete request.querystring.jwt;
    return request;
}

async function getSecret() {
    try {
        const kvsHandle = cf.kvs();
        return await kvsHandle.get(kvsKey);
    } catch (err) {
        console.log(\`Error reading value for key: \${kvsKey}, error: \${err}\`);
        return null;
    }
}`
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.xTAFvwT7mD2XENdzxWhx3QnJ1pUH5nA4-8oDZv0pQbU'
  const asked = (pairs: { [key: string]: string }) => tried(code, viewerRequest('/', { querystring: { jwt: { value: jwt } } }), { runtimes: NEW, pairs })
  expect(asked({ 'jwt.secret': 'wrong' }).value.statusCode).toBe(401)
  expect(asked({}).lines).toEqual(['Error reading value for key: jwt.secret, error: Error: KeyNotFound'])
})

test('CFF-05 a route and a rollout from a store choose the origin', () => {
  const code = `import cf from 'cloudfront';

const kvsHandle = cf.kvs();

async function handler(event) {
    const request = event.request;
    try {
        const config = await kvsHandle.get('routing', { format: 'json' });
        const header = request.headers['x-route'];
        if (config.mode === 'header' && header && header.value === 'private') {
            cf.selectRequestOriginById('private-origin');
        } else if (config.mode === 'weighted' && hash(event.viewer.ip) % 100 < config.weight) {
            cf.updateRequestOrigin({ domainName: 'new.example.com', timeouts: { readTimeout: 30 } });
        }
    } catch (error) {
        console.log('Routing error: ' + error);
    }
    return request;
}

function hash(str) {
    let sum = 0;
    for (let i = 0; i < str.length; i++) {
        sum = ((sum << 5) - sum) + str.charCodeAt(i);
        sum = sum & sum;
    }
    return Math.abs(sum);
}`
  const asked = (routing: object, headers = {}) => tried(code, viewerRequest('/', { headers }), { runtimes: NEW, pairs: { routing: JSON.stringify(routing) } }).origin
  expect(asked({ mode: 'header' }, { 'x-route': 'private' })).toEqual({ kind: 'select', id: 'private-origin', origin: {} })
  expect(asked({ mode: 'weighted', weight: 100 })).toEqual({ kind: 'update', origin: { domainName: 'new.example.com', timeouts: { readTimeout: 30 } } })
  expect(asked({ mode: 'weighted', weight: 0 })).toBeUndefined()
})

test('CFF-05 redirects from a store, and what is not there passes', () => {
  const code = `import cf from 'cloudfront';
async function handler(event) {
  const request = event.request;
  const kvs = cf.kvs();
  if (await isKnown(kvs, request.uri)) {
    const to = await kvs.get(request.uri);
    return { statusCode: 308, statusDescription: 'Permanent Redirect', headers: { location: { value: to } } };
  }
  return request;
}
async function isKnown(kvs, key) {
  return await kvs.exists(key);
}`
  expect(tried(code, viewerRequest('/old'), { runtimes: NEW, pairs: { '/old': '/new' } }).value.headers.location.value).toBe('/new')
  expect(tried(code, viewerRequest('/other'), { runtimes: NEW, pairs: { '/old': '/new' } }).value.uri).toBe('/other')
})

test('CFF-03 a page of one’s own for robots, an answer to OPTIONS, and a body as base64', () => {
  const code = `function handler(event) {
    var request = event.request, agent = request.headers['user-agent'];
    if (request.method === 'OPTIONS') {
        return { statusCode: 204, statusDescription: 'No Content', headers: { 'access-control-allow-origin': { value: '*' }, 'access-control-allow-methods': { value: 'GET, POST' } } };
    }
    if (agent && /(?:bot|crawler|spider)/i.test(agent.value)) {
        return { statusCode: 403, statusDescription: 'Forbidden', headers: { 'content-type': { value: 'text/html' } }, body: { encoding: 'text', data: '<p>No</p>' } };
    }
    return request;
}`
  expect(tried(code, viewerRequest('/', { method: 'OPTIONS' })).value.statusCode).toBe(204)
  expect(tried(code, viewerRequest('/', { headers: { 'user-agent': 'EvilBot/1.0' } })).value.body.data).toBe('<p>No</p>')
  expect(tried(code, viewerRequest('/')).value.uri).toBe('/')
})

test('CFF-03 Basic authorization, in the words of each runtime', () => {
  const one = `var users = { ann: 'secret' };
function handler(event) {
    var request = event.request;
    var header = request.headers.authorization;
    if (header && header.value.indexOf('Basic ') === 0) {
        var pair = String.bytesFrom(header.value.substring(6), 'base64').split(':');
        if (users[pair[0]] === pair[1]) { return request; }
    }
    return { statusCode: 401, headers: { 'www-authenticate': { value: 'Basic realm="Enter"' } } };
}`
  const two = one.replace("String.bytesFrom(header.value.substring(6), 'base64')", 'atob(header.value.substring(6))')
  const event = (pair: string) => viewerRequest('/', { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } })
  for (const [code, runtimes] of [[one, ['cloudfront-js-1.0']], [two, NEW]] as const) {
    expect(tried(code, event('ann:secret'), { runtimes }).value.uri).toBe('/')
    expect(tried(code, event('ann:wrong'), { runtimes }).value.statusCode).toBe(401)
  }
})

test('CFF-03 an ETag of the path, the date of now, and the viewer’s address for the origin', () => {
  const code = `var crypto = require('crypto');
function handler(event) {
    var request = event.request;
    request.headers['true-client-ip'] = { value: event.viewer.ip };
    request.headers['x-path-hash'] = { value: crypto.createHash('md5').update(request.uri).digest('hex') };
    request.headers['x-date'] = { value: new Date(Date.now()).toISOString() };
    return request;
}`
  expect(tried(code, viewerRequest('/a'), { now: ms(2_000) }).value.headers).toMatchObject({ 'true-client-ip': { value: '198.51.100.11' }, 'x-path-hash': { value: expect.stringMatching(/^[0-9a-f]{32}$/) }, 'x-date': { value: '2026-01-01T00:00:02.000Z' } })
})

test('CFF-03 a function of many old habits: prototypes, closures, switch, labels, getters and regular expressions', () => {
  const code = `'use strict';
var Rule = (function () {
    function Rule(pattern, target) { this.pattern = pattern; this.target = target; }
    Rule.prototype.apply = function (uri) { return this.pattern.test(uri) ? uri.replace(this.pattern, this.target) : null; };
    return Rule;
}());
var rules = [new Rule(/^\\/blog\\/(\\d{4})\\/(.+)$/, '/archive/$1-$2'), new Rule(/^\\/(?<lang>[a-z]{2})\\/home$/, '/home.$1.html')];
var settings = { get fallback() { return '/index.html'; }, 'max': 3 };
function handler(event) {
    var request = event.request, i, found = null;
    search: for (i = 0; i < rules.length; i++) {
        found = rules[i].apply(request.uri);
        if (found !== null) break search;
    }
    switch (typeof found) {
        case 'string': request.uri = found; break;
        default: request.uri = settings.fallback;
    }
    request.headers['x-rules'] = { value: [i, 2 ** settings.max, rules.length].map(function (n) { return n.toString(10).padStart(2, '0'); }).join(',') };
    return request;
}`
  expect(tried(code, viewerRequest('/blog/2026/hello')).value.uri).toBe('/archive/2026-hello')
  expect(tried(code, viewerRequest('/de/home')).value).toMatchObject({ uri: '/home.de.html', headers: { 'x-rules': { value: '01,08,02' } } })
  expect(tried(code, viewerRequest('/x')).value.uri).toBe('/index.html')
})

test('CFF-03 a bulk of redirects in one object fits, and a linear search through thousands does not', () => {
  const table = (n: number) => JSON.stringify(Object.fromEntries(Array.from({ length: n }, (_, i) => [`/old${i}`, `/new${i}`])))
  const byKey = `var map = ${table(300)};\nfunction handler(event) { var to = map[event.request.uri]; return to ? { statusCode: 301, headers: { location: { value: to } } } : event.request; }`
  expect(tried(byKey, viewerRequest('/old299')).run.utilisation).toBeLessThan(20)
  const search = `function handler(event) { var uri = event.request.uri, hits = 0; for (var i = 0; i < 6000; i++) { if (('/old' + i).indexOf(uri) === 0) hits++; } event.request.headers.hits = { value: '' + hits }; return event.request; }`
  expect(runEdge(search, viewerRequest('/old299')).failed).toBe('cut')
})
