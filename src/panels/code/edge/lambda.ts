/** Lambda@Edge for the code pane: an event and a handler for each of the four stages. */
import type { Stage } from '../../../contract/edge.ts'

const header = (key: string, value: string) => [{ key, value }]
const request = {
  clientIp: '203.0.113.178',
  headers: { host: header('Host', 'd111111abcdef8.cloudfront.net'), 'user-agent': header('User-Agent', 'Mozilla/5.0 (iPhone)'), accept: header('Accept', 'text/html') },
  method: 'GET', querystring: 'size=large', uri: '/shop/mugs',
}
const s3Origin = { s3: { authMethod: 'origin-access-identity', customHeaders: {}, domainName: 'site.s3.us-east-1.amazonaws.com', path: '', region: 'us-east-1' } }
const response = { status: '200', statusDescription: 'OK', headers: { 'content-type': header('Content-Type', 'text/html'), server: header('Server', 'AmazonS3') } }
const event = (eventType: Stage, more: object) => ({
  Records: [{ cf: { config: { distributionDomainName: 'd111111abcdef8.cloudfront.net', distributionId: 'EDFDVBD6EXAMPLE', eventType, requestId: '4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==' }, ...more } }],
})

export const EDGE_EVENTS = [
  { id: 'edge-viewer-request', title: 'CloudFront viewer request', event: event('viewer-request', { request }) },
  { id: 'edge-origin-request', title: 'CloudFront origin request', event: event('origin-request', { request: { ...request, headers: { ...request.headers, host: header('Host', 'site.s3.us-east-1.amazonaws.com'), 'cloudfront-is-mobile-viewer': header('CloudFront-Is-Mobile-Viewer', 'true') }, origin: s3Origin } }) },
  { id: 'edge-origin-response', title: 'CloudFront origin response', event: event('origin-response', { request: { ...request, origin: s3Origin }, response: { ...response, status: '404', statusDescription: 'Not Found' } }) },
  { id: 'edge-viewer-response', title: 'CloudFront viewer response', event: event('viewer-response', { request, response }) },
] as const

export const EDGE_HANDLERS = [
  {
    id: 'edgeSignIn', title: 'Lambda@Edge: sign-in before the cache', of: ['cloudfront'], sample: 'edge-viewer-request', port: 'viewer-request',
    code: `// Viewer request: every request, hits included. Five seconds and 128 MB at most.
export const handler = async (event) => {
  const { request } = event.Records[0].cf;
  const cookies = (request.headers.cookie ?? []).map(({ value }) => value).join("; ");
  if (/(^|; )session=/.test(cookies)) return request;
  return {
    status: "302",
    statusDescription: "Found",
    headers: { location: [{ key: "Location", value: \`/sign-in?to=\${encodeURIComponent(request.uri)}\` }] },
  };
};
`,
  },
  {
    id: 'edgeVariant', title: 'Lambda@Edge: variants by device', of: ['cloudfront'], sample: 'edge-origin-request', port: 'origin-request',
    code: `// Origin request: only when the cache has nothing. Put CloudFront-Is-Mobile-Viewer into the cache policy: what decides
// the answer has to be in the key.
export const handler = async (event) => {
  const { request } = event.Records[0].cf;
  const mobile = request.headers["cloudfront-is-mobile-viewer"]?.[0].value === "true";
  request.uri = (mobile ? "/mobile" : "/desktop") + request.uri;
  return request;
};
`,
  },
  {
    id: 'edgeOrigin', title: 'Lambda@Edge: another origin', of: ['cloudfront'], sample: 'edge-origin-request', port: 'origin-request',
    code: `// Origin request. The Host header has to follow the origin, or that does not know what is asked of it.
export const handler = async (event) => {
  const { request } = event.Records[0].cf;
  if (!request.uri.startsWith("/shop/")) return request;
  const domainName = "shop.example.com";
  request.origin = { custom: { domainName, port: 443, protocol: "https", path: "", sslProtocols: ["TLSv1.2"], readTimeout: 10, keepaliveTimeout: 5, customHeaders: {} } };
  request.headers.host = [{ key: "Host", value: domainName }];
  return request;
};
`,
  },
  {
    id: 'edgeMissing', title: 'Lambda@Edge: a page for what is missing', of: ['cloudfront'], sample: 'edge-origin-response', port: 'origin-response',
    code: `// Origin response: what is returned here is kept for everybody. The origin's body is not shown, but may be replaced.
export const handler = async (event) => {
  const { request, response } = event.Records[0].cf;
  if (response.status !== "404") return response;
  response.status = "200";
  response.statusDescription = "OK";
  response.headers["content-type"] = [{ key: "Content-Type", value: "text/html" }];
  response.headers["cache-control"] = [{ key: "Cache-Control", value: "max-age=10" }];
  response.body = \`<p>There is no \${request.uri} yet.</p>\`;
  return response;
};
`,
  },
  {
    id: 'edgeHeaders', title: 'Lambda@Edge: headers for the viewer', of: ['cloudfront'], sample: 'edge-viewer-response', port: 'viewer-response',
    code: `// Viewer response. The status may not be changed here; a CloudFront function does the same for a sixth of the price.
export const handler = async (event) => {
  const { response } = event.Records[0].cf;
  response.headers["strict-transport-security"] = [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }];
  response.headers["x-content-type-options"] = [{ key: "X-Content-Type-Options", value: "nosniff" }];
  return response;
};
`,
  },
] as const

/** What the editor knows of them. */
export const EDGE_TYPES = `
interface EdgeHeaders { [name: string]: { key?: string; value: string }[] }
interface EdgeRequest { readonly clientIp: string; headers: EdgeHeaders; readonly method: string; querystring: string; uri: string; body?: { inputTruncated: boolean; action: "read-only" | "replace"; encoding: "base64" | "text"; data: string }; origin?: { custom?: any; s3?: any } }
interface EdgeResponse { status: string | number; statusDescription?: string; headers?: EdgeHeaders; body?: string; bodyEncoding?: "text" | "base64" }
interface EdgeConfig { readonly distributionDomainName: string; readonly distributionId: string; readonly eventType: string; readonly requestId: string }
interface EdgeRequestEvent { Records: { cf: { config: EdgeConfig; request: EdgeRequest } }[] }
interface EdgeResponseEvent { Records: { cf: { config: EdgeConfig; request: EdgeRequest; response: EdgeResponse } }[] }
`
