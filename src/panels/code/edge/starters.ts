/** CloudFront functions to begin with: what each is for, with which sample it can be tried, and what its store holds. */
export interface EdgeStarter {
  readonly id: string
  readonly title: string
  readonly code: string
  /** Of the samples (samples.ts). */
  readonly sample: string
  /** Runs in runtime 1.0 as well. */
  readonly old?: true
  /** Needs these pairs in its key-value store. */
  readonly pairs?: string
}

export const EDGE_STARTERS: readonly EdgeStarter[] = [
  {
    id: 'index', title: 'index.html for folders', sample: 'request', old: true,
    code: `// Viewer request. /docs and /docs/ both become /docs/index.html.
function handler(event) {
  var request = event.request;
  var uri = request.uri;
  if (uri.endsWith('/')) {
    request.uri = uri + 'index.html';
  } else if (!uri.includes('.')) {
    request.uri = uri + '/index.html';
  }
  return request;
}
`,
  },
  {
    id: 'spa', title: 'One page for all paths (SPA)', sample: 'full', old: true,
    code: `// Viewer request. Whatever is no file is the app's own business.
function handler(event) {
  var request = event.request;
  if (!/\\.[a-z0-9]+$/i.test(request.uri)) {
    request.uri = '/index.html';
  }
  return request;
}
`,
  },
  {
    id: 'country', title: 'Redirect by country', sample: 'full', old: true,
    code: `// Viewer request. Name CloudFront-Viewer-Country in the cache or origin request policy: without it the header is not there.
function handler(event) {
  var request = event.request;
  var country = request.headers['cloudfront-viewer-country'];
  if (country && country.value === 'DE' && !request.uri.startsWith('/de/')) {
    return {
      statusCode: 302,
      statusDescription: 'Found',
      headers: { location: { value: '/de' + request.uri } }
    };
  }
  return request;
}
`,
  },
  {
    id: 'security', title: 'Security headers', sample: 'response', old: true,
    code: `// Viewer response.
function handler(event) {
  var response = event.response;
  var headers = response.headers;
  headers['strict-transport-security'] = { value: 'max-age=63072000; includeSubDomains; preload' };
  headers['x-content-type-options'] = { value: 'nosniff' };
  headers['x-frame-options'] = { value: 'DENY' };
  headers['referrer-policy'] = { value: 'same-origin' };
  return response;
}
`,
  },
  {
    id: 'key', title: 'A smaller cache key', sample: 'full', old: true,
    code: `// Viewer request. What is the same page is asked for with the same key: parameters of campaigns go, the rest is
// sorted, and of the user agent only the kind of device is kept.
function handler(event) {
  var request = event.request;
  var kept = [];
  Object.keys(request.querystring).sort().forEach((name) => {
    if (name.startsWith('utm_') || name === 'fbclid') return;
    var one = request.querystring[name];
    (one.multiValue || [one]).forEach((each) => kept.push(name + '=' + each.value));
  });
  request.querystring = kept.join('&');
  var agent = request.headers['user-agent'] ? request.headers['user-agent'].value : '';
  request.headers['x-device'] = { value: /mobile|iphone|android/i.test(agent) ? 'mobile' : 'desktop' };
  return request;
}
`,
  },
  {
    id: 'ab', title: 'A/B test by cookie', sample: 'full', old: true,
    code: `// Viewer request. Viewers without the cookie are drawn; set it at viewer response, or they are drawn again.
function handler(event) {
  var request = event.request;
  var cookie = request.cookies['x-group'];
  var group = cookie && /^[AB]$/.test(cookie.value) ? cookie.value : Math.random() < 0.5 ? 'A' : 'B';
  request.headers['x-group'] = { value: group };
  if (group === 'B') {
    request.uri = '/b' + request.uri;
  }
  return request;
}
`,
  },
  {
    id: 'robots', title: 'Turn robots away', sample: 'request', old: true,
    code: `// Viewer request. Answered at the edge: neither the cache nor the origin hears of it.
function handler(event) {
  var agent = event.request.headers['user-agent'];
  if (!agent || /(bot|crawler|spider|curl)/i.test(agent.value)) {
    return {
      statusCode: 403,
      statusDescription: 'Forbidden',
      headers: { 'content-type': { value: 'text/plain' } },
      body: 'Not for robots.'
    };
  }
  return event.request;
}
`,
  },
  {
    id: 'token', title: 'Signed token, secret in a store', sample: 'token', pairs: 'jwt.secret=secret',
    code: `import crypto from 'crypto';
import cf from 'cloudfront';

// Viewer request. The key-value store holds the secret under jwt.secret.
const unauthorized = { statusCode: 401, statusDescription: 'Unauthorized' };

async function handler(event) {
  const request = event.request;
  const token = request.querystring.jwt;
  if (!token) {
    return unauthorized;
  }
  const parts = token.value.split('.');
  const secret = await cf.kvs().get('jwt.secret');
  const signature = crypto.createHmac('sha256', secret).update(parts[0] + '.' + parts[1]).digest('base64url');
  if (parts.length !== 3 || signature !== parts[2]) {
    return unauthorized;
  }
  const claims = JSON.parse(Buffer.from(parts[1], 'base64url').toString());
  if (claims.exp && Date.now() > claims.exp * 1000) {
    console.log('expired: ' + claims.sub);
    return unauthorized;
  }
  delete request.querystring.jwt;
  return request;
}
`,
  },
  {
    id: 'redirects', title: 'Redirects from a store', sample: 'request', pairs: '/docs/=/handbook/\n/old=/new',
    code: `import cf from 'cloudfront';

const kvs = cf.kvs();

// Viewer request. One key for each path that moved.
async function handler(event) {
  const request = event.request;
  try {
    const to = await kvs.get(request.uri);
    return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: to } } };
  } catch (error) {
    return request;
  }
}
`,
  },
  {
    id: 'rollout', title: 'Another origin for some', sample: 'full', pairs: 'rollout={"percent":100,"domain":"new.example.com"}',
    code: `import cf from 'cloudfront';

// Viewer request. How many go to the new origin is changed in the store, without a new version of this function.
async function handler(event) {
  const rollout = await cf.kvs().get('rollout', { format: 'json' });
  if (hash(event.viewer.ip) % 100 < rollout.percent) {
    cf.updateRequestOrigin({ domainName: rollout.domain });
  }
  return event.request;
}

function hash(text) {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    sum = (sum * 31 + text.charCodeAt(i)) % 1000003;
  }
  return sum;
}
`,
  },
]
