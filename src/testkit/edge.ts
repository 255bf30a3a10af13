/** CloudFront functions in the sandbox, by hand: one run each, told in plain words. Tests only. */
import { readFileSync } from 'node:fs'
import type { EdgeAnswer, EdgeAround, EdgeProgram, EdgeRun, EdgeRuntime, OriginChange } from '../contract/edge.ts'
import { edgeHostOf } from '../sandbox/edge/host.ts'
import { engineOf } from '../sandbox/engine.ts'

let module: WebAssembly.Module | undefined
const host = () => edgeHostOf((module ??= engineOf(readFileSync(new URL('../../node_modules/quickjs-wasi/quickjs.wasm', import.meta.url)))))

export interface EdgeSettings {
  readonly runtime?: EdgeRuntime
  readonly pairs?: { readonly [key: string]: string }
  readonly now?: number
  readonly around?: EdgeAround
  readonly seed?: readonly [number, number, number, number]
}
export interface EdgeTold {
  /** What was returned, parsed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read fields of requests and responses
  readonly value: any
  /** How it ended otherwise: the message, or the kind. */
  readonly failed: string | undefined
  readonly lines: readonly string[]
  readonly origin: OriginChange | undefined
  readonly run: EdgeRun
  /** How often it was begun. */
  readonly runs: number
}

/** A request as a viewer sends it; headers and cookies as plain texts. */
export function viewerRequest(uri = '/', { headers = {}, cookies = {}, querystring = {}, method = 'GET' }: {
  readonly headers?: { readonly [name: string]: string }; readonly cookies?: { readonly [name: string]: string }; readonly querystring?: { readonly [name: string]: unknown }; readonly method?: string
} = {}) {
  const values = (from: { readonly [name: string]: string }) => Object.fromEntries(Object.entries(from).map(([name, value]) => [name, { value }]))
  return {
    version: '1.0', context: { distributionDomainName: 'd111111abcdef8.cloudfront.net', distributionId: 'EDFDVBD6EXAMPLE', eventType: 'viewer-request', requestId: 'EXAMPLE' }, viewer: { ip: '198.51.100.11' },
    request: { method, uri, querystring, headers: { host: { value: 'www.example.com' }, ...values(headers) }, cookies: values(cookies) },
  }
}
export function viewerResponse(uri = '/', response: object = { statusCode: 200, statusDescription: 'OK', headers: {}, cookies: {} }) {
  const { context, ...event } = viewerRequest(uri)
  return { ...event, context: { ...context, eventType: 'viewer-response' }, response }
}

const programs = new Map<string, EdgeProgram>()

/** Runs it, and again with what its store answers, as a function at the edge does. */
export function runEdge(code: string, event: object = viewerRequest(), { runtime = 'cloudfront-js-2.0', pairs, now = 0, around, seed = [1, 2, 3, 4] }: EdgeSettings = {}): EdgeTold {
  const key = `${runtime} ${pairs !== undefined} ${code}`
  const program = programs.get(key) ?? { runtime, code, keyValues: pairs !== undefined }
  programs.set(key, program)
  const answers: EdgeAnswer[] = []
  for (let runs = 1; ; runs++) {
    const run = host().run(program, JSON.stringify(event), seed, now, answers, around)
    const { end } = run
    if (end.kind === 'asks') {
      for (const { operation, key } of end.calls) {
        const value = pairs?.[key]
        answers.push(operation === 'meta' ? { ok: true, text: JSON.stringify({ keyCount: Object.keys(pairs ?? {}).length }) } : operation === 'exists' ? { ok: true, text: String(value !== undefined) } : value === undefined ? { ok: false, message: 'KeyNotFound' } : { ok: true, text: value })
      }
      continue
    }
    const returned = end.kind === 'returned'
    return {
      value: returned && end.json !== '' ? JSON.parse(end.json) : undefined, failed: returned ? undefined : 'message' in end ? end.message : end.kind, lines: run.lines, origin: returned ? end.origin : undefined, run, runs,
    }
  }
}
