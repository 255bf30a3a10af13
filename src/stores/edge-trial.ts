/**
 * A CloudFront function by itself, as the console's Test: one event, one run, how much of its time it took. And the same
 * request sent through the distribution that it belongs to, to see what comes of it there.
 */
import { judgeFunction } from '../services/cloudfront/function-event.ts'
import type { EdgeProgram, EdgeRun, OriginChange, Stage } from '../contract/edge.ts'
import { isViewerStage, STAGES } from '../contract/edge.ts'
import type { HttpHeader, HttpRequest, HttpResponse } from '../contract/http.ts'
import type { Drawing, DrawingNode } from '../drawing/drawing.ts'
import { withDefaults } from '../drawing/fields.ts'
import { config as schema } from '../services/cloudfront-function/config.ts'
import { config as storeSchema } from '../services/key-value-store/config.ts'
import { readPairs } from '../services/key-value-store/pairs.ts'
import { runInEdge } from '../worker/edge-client.ts'
import { CALLER, trySending } from './trial.ts'
import { serviceOf } from './shelf.ts'

export interface EdgeTrial {
  readonly ended: 'returned' | 'invalid' | 'failed'
  /** What it returned, as JSON; '' when there is nothing. */
  readonly output: string
  /** Why it failed, or what CloudFront would not take. */
  readonly message: string
  readonly utilisation: number
  readonly lines: readonly string[]
  readonly origin: OriginChange | undefined
}

let number = 0

/** An own property of what somebody typed. */
const field = (of: unknown, name: string): unknown => (typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? (of as { readonly [name: string]: unknown })[name] : undefined)
function textIn(of: unknown, name: string): string | undefined {
  const value = field(of, name)
  return typeof value === 'string' ? value : undefined
}

/** Runs it; a later call puts an earlier one aside. */
export async function tryEdge(drawing: Drawing, node: DrawingNode, event: string): Promise<EdgeTrial> {
  const pairs = pairsFor(drawing, node)
  const { code, runtime } = withDefaults(schema, node.config)
  const program: EdgeProgram = { code, runtime, keyValues: pairs !== undefined }
  const run = await runInEdge({ program, event: compact(event), pairs: pairs ?? {}, seed: ++number })
  return told(run, event)
}

/** The event's type is read from its text, written as the distribution writes it. */
const compact = (event: string): string => JSON.stringify(JSON.parse(event))

export function told({ end, utilisation, lines }: EdgeRun, event: string): EdgeTrial {
  const base = { utilisation: Math.min(100, utilisation), lines, output: '', message: '', origin: undefined }
  if (end.kind === 'threw') return { ...base, ended: 'failed', message: `${end.message}. Viewers get 503, and FunctionExecutionErrors counts one.` }
  if (end.kind === 'cut') return { ...base, utilisation: 100, ended: 'failed', message: 'It took more than it may, and was stopped. Viewers get 503, and FunctionThrottles counts one.' }
  if (end.kind === 'broken') return { ...base, ended: 'failed', message: `It cannot be compiled. Line ${end.line}: ${end.message}` }
  if (end.kind === 'asks') return { ...base, ended: 'failed', message: 'It waits for its store without end.' }
  const value: unknown = end.json === '' ? undefined : JSON.parse(end.json)
  const { stage, request, response } = partsOf(JSON.parse(event))
  const judged = judgeFunction(value, stage, request, response)
  const output = end.json === '' ? '' : JSON.stringify(value, null, 2)
  return judged.kind === 'invalid' ? { ...base, output, ended: 'invalid', message: `${judged.why} Viewers get 502, and FunctionValidationErrors counts one.` } : { ...base, output, ended: 'returned', origin: end.origin }
}

/** What stood in the event, as the distribution has it. */
function partsOf(event: unknown): { readonly stage: Stage; readonly request: HttpRequest; readonly response: HttpResponse | undefined } {
  const said = field(event, 'request')
  const response = field(event, 'response')
  const type = textIn(field(event, 'context'), 'eventType') as Stage
  const status = field(response, 'statusCode')
  return {
    stage: STAGES.includes(type) && isViewerStage(type) ? type : response === undefined ? 'viewer-request' : 'viewer-response',
    request: { method: textIn(said, 'method') ?? 'GET', path: textIn(said, 'uri') ?? '/', query: queryOf(field(said, 'querystring')), headers: headersOf(said), sourceIp: textIn(field(event, 'viewer'), 'ip') ?? '203.0.113.9' },
    response: response === undefined ? undefined : { status: typeof status === 'number' ? status : 200, headers: headersOf(response) },
  }
}
function* values(said: unknown): Iterable<readonly [name: string, value: string]> {
  for (const [name, one] of Object.entries(typeof said === 'object' && said !== null ? said : {})) {
    const many = field(one, 'multiValue')
    for (const each of Array.isArray(many) && many.length > 0 ? (many as unknown[]) : [one]) yield [name, textIn(each, 'value') ?? '']
  }
}
const headersOf = (said: unknown): HttpHeader[] => [...values(field(said, 'headers'))]
const queryOf = (said: unknown): string => (typeof said === 'string' ? said : [...values(said)].map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&'))

/** Of the store that it is wired to; undefined without one. */
function pairsFor({ nodes, wires }: Drawing, node: DrawingNode): { readonly [key: string]: string } | undefined {
  const wire = wires.find((one) => one.from === node.id)
  const store = nodes.find((one) => one.id === wire?.to)
  return store && Object.fromEntries(readPairs(withDefaults(storeSchema, store.config).pairs).pairs.map(({ key, value }) => [key, value]))
}

/** The distribution that calls it at a stage. */
export function distributionOf({ nodes, wires }: Drawing, node: DrawingNode): DrawingNode | undefined {
  const wire = wires.find((one) => one.to === node.id && one.kind === 'edge')
  return nodes.find((one) => one.id === wire?.from)
}

export interface SentThrough {
  readonly status: number
  readonly headers: readonly HttpHeader[]
  readonly body: string
}

/** The event's request, sent to the distribution as it is drawn, with nobody else there. */
export async function sendThrough(drawing: Drawing, distribution: DrawingNode, event: string): Promise<SentThrough> {
  const { request } = partsOf(JSON.parse(event))
  const cookies = [...values(field(field(JSON.parse(event), 'request'), 'cookies'))].map(([name, value]) => `${name}=${value}`).join('; ')
  const country = request.headers.find(([name]) => name === 'cloudfront-viewer-country')?.[1] ?? ''
  const headers = [...request.headers.filter(([name]) => name !== 'host' && !name.startsWith('cloudfront-')), ...(cookies === '' ? [] : [['cookie', cookies] as const])].map(([name, value]) => ({ name, value }))
  const isSource = (one: DrawingNode) => serviceOf(one.service)?.role(withDefaults(serviceOf(one.service)!.config, one.config)) === 'client'
  const kept = drawing.nodes.filter((one) => !isSource(one))
  const ids = new Set(kept.map((one) => one.id))
  const answer = await trySending({
    ...drawing,
    nodes: [...kept, { id: CALLER, service: 'client', name: CALLER, x: 0, y: 0, config: { pattern: 'manual', headers, ...(country !== '' && { country }), timeoutMs: 60_000 } }],
    wires: [...drawing.wires.filter((wire) => ids.has(wire.from) && ids.has(wire.to)), { id: 'trial', from: CALLER, port: 'out', to: distribution.id, kind: 'sync', config: { method: request.method, path: `${request.path}${request.query === '' ? '' : `?${request.query}`}` } }],
    scenario: { ...drawing.scenario, faults: [], forSec: 120, actions: [{ id: 't0', atSec: 0, on: CALLER, do: 'send', config: {} }] },
  })
  const said: unknown = answer === '' ? undefined : JSON.parse(answer)
  const status = field(said, 'status')
  const list = field(said, 'headers')
  return { status: typeof status === 'number' ? status : 0, headers: Array.isArray(list) ? (list as HttpHeader[]) : [], body: textIn(said, 'body') ?? '' }
}
