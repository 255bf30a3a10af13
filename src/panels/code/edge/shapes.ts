/**
 * What the editor knows of the event and the modules of a CloudFront function: members by name, each with a line of help.
 * The editor's own checker of JavaScript knows another language than these runtimes do, so it is not asked.
 */
import type { EdgeRuntime } from '../../../contract/edge.ts'

export interface Shape {
  readonly type: string
  readonly says: string
  readonly members?: { readonly [name: string]: Shape }
}
const text = (says: string): Shape => ({ type: 'string', says })
const method = (type: string, says: string): Shape => ({ type, says })

const headers: Shape = { type: '{ [name in lower case]: { value, multiValue? } }', says: 'Names in lower case. Cookies stand apart.', members: {} }
const request: Shape = {
  type: 'request', says: 'What the viewer asked for. Change it and return it.',
  members: {
    method: text('GET, POST … Read-only.'), uri: text('The path, with its slash. Changing it changes the cache key, not the behaviour.'),
    querystring: { type: '{ [name]: { value, multiValue? } } or string', says: 'May be returned as a text. A changed multiValue beats value.' },
    headers, cookies: { type: '{ [name]: { value, multiValue? } }', says: 'The cookies that the viewer sent.' },
    rawQueryString: method('() => string or undefined', 'The query as it came. Runtime 2.0.'),
  },
}
const response: Shape = {
  type: 'response', says: 'What the viewer is going to get; only at viewer response.',
  members: {
    statusCode: { type: 'number', says: '200 to 599.' }, statusDescription: text('Optional.'), headers,
    cookies: { type: '{ [name]: { value, attributes?, multiValue? } }', says: 'attributes: "Secure; Path=/; Max-Age=60".' },
    body: { type: 'string or { encoding: "text" | "base64", data }', says: 'Set it to replace the body; the one from the origin is not shown.' },
  },
}
const event: Shape = {
  type: 'event', says: 'What the function is handed.',
  members: {
    version: text('"1.0"'), request, response,
    context: { type: 'context', says: 'Which distribution, and at which stage.', members: { distributionDomainName: text('d….cloudfront.net'), distributionId: text('E…'), eventType: text('viewer-request or viewer-response'), requestId: text('Unique for each request.') } },
    viewer: { type: 'viewer', says: 'Who asks.', members: { ip: text('The viewer’s address.') } },
  },
}
const hash = method('(name: "md5" | "sha1" | "sha256") => { update, digest("hex" | "base64" | "base64url") }', 'A hash.')
const crypto: Shape = { type: 'module', says: "require('crypto')", members: { createHash: hash, createHmac: method('(name, secret) => { update, digest }', 'A hash with a secret.') } }
const querystring: Shape = { type: 'module', says: "require('querystring')", members: { parse: method('(text) => object', 'Takes a text apart.'), stringify: method('(object) => string', 'Puts it together.') } }
const kvs: Shape = {
  type: 'store', says: 'The key-value store that the function is wired to.',
  members: {
    get: method('(key, { format?: "string" | "json" | "bytes" }) => Promise', 'Throws when the key is not there.'), exists: method('(key) => Promise<boolean>', 'Whether the key is there.'),
    meta: method('() => Promise<{ creationDateTime, lastUpdatedDateTime, keyCount }>', 'Facts of the store.'),
  },
}
const cf: Shape = {
  type: 'module', says: "import cf from 'cloudfront'",
  members: {
    kvs: { ...kvs, type: '() => store' }, updateRequestOrigin: method('({ domainName?, originPath?, … }) => void', 'Another origin for this request; viewer requests only.'),
    selectRequestOriginById: method('(originId) => void', 'One of the distribution’s own origins.'),
    createRequestOriginGroup: method('({ originIds: [a, b], failoverCriteria: { statusCodes } }) => void', 'The second stands in when the first fails.'),
    edgeLocation: { type: '{ name, serverIp, region }', says: 'Where it runs; viewer requests only.' },
  },
}

/** By the name under which code usually has them. */
const ROOTS: { readonly [name: string]: Shape } = { event, request, response, headers, crypto, querystring, cf, kvs, kvsHandle: kvs, console: { type: 'console', says: 'The log.', members: { log: method('(value) => void', 'One value: join several with +.') } } }
const NEW = new Set(['cf', 'kvs', 'kvsHandle'])

/** What may follow `event.request.`; all roots for no path. */
export function membersOf(path: readonly string[], runtime: EdgeRuntime): readonly (readonly [name: string, shape: Shape])[] {
  const roots = Object.entries(ROOTS).filter(([name]) => runtime !== 'cloudfront-js-1.0' || !NEW.has(name))
  if (path.length === 0) return roots
  let at: Shape | undefined
  for (const name of path) at = at === undefined ? roots.find(([root]) => root === name)?.[1] : at.members?.[name.replace(/\(\)$/, '')]
  return Object.entries(at?.members ?? {})
}

export function shapeOf(path: readonly string[], runtime: EdgeRuntime): Shape | undefined {
  return membersOf(path.slice(0, -1), runtime).find(([name]) => name === path.at(-1))?.[1]
}

/** The chain of names before a place, without the one that is being typed: `event.request.` of `event.request.u`. */
export function pathBefore(line: string): readonly string[] | undefined {
  const chain = /((?:[A-Za-z_$][\w$]*(?:\(\))?\.)+)[\w$]*$/.exec(line)?.[1]
  if (chain !== undefined) return chain.slice(0, -1).split('.')
  return /[.'"`]\s*[\w$]*$/.test(line) ? undefined : []
}
