/** Tests of distributions: visitors, a distribution called cdn, an origin called shop, and functions at its stages. */
import type { Config } from '../contract/config.ts'
import type { Stage } from '../contract/edge.ts'
import { type HttpHeader, headerOf, type HttpResponse } from '../contract/http.ts'
import { type Json, type Reply, type Told, visit, type Visit } from './front.ts'
import type { Settings, Sketchbook } from './simulate.ts'

/** An answer of the origin. */
export const says = (status: number, headers: { readonly [name: string]: string } = {}, body = ''): Reply =>
  ({ answer: { status, headers: Object.entries(headers) as HttpHeader[], body } satisfies HttpResponse, status })

/** What a function does at a stage: `light` is a CloudFront function. */
export interface Staged {
  readonly light?: boolean
  readonly wire?: Config
  readonly does: (event: Json, times: number) => Reply
}
export interface Shop {
  readonly config?: Config
  readonly origin?: Config
  readonly answers?: (request: Json, times: number) => Reply
  /** A second origin, called other. */
  readonly other?: { readonly wire?: Config; readonly answers: (request: Json, times: number) => Reply }
  readonly stages?: { readonly [S in Stage]?: Staged }
  readonly draw?: (book: Sketchbook) => void
  readonly settings?: Settings
}

export function shop(visits: readonly Visit[], { config = {}, origin = {}, answers = () => says(200, {}, 'goods'), other, stages = {}, draw, settings }: Shop = {}) {
  const replies: { [name: string]: (event: Json, times: number) => Reply } = { shop: answers }
  if (other) replies.other = other.answers
  for (const [stage, { does }] of Object.entries(stages)) replies[stage] = does
  const run = visit(visits, replies, (drawing) => {
    drawing.add('web', 'web')
    drawing.add('cloudfront', 'cdn', config)
    drawing.add('originHand', 'shop')
    drawing.wire('web', 'cdn')
    drawing.wire('cdn', 'shop', { port: 'origins', config: origin })
    if (other) {
      drawing.add('originHand', 'other')
      drawing.wire('cdn', 'other', { port: 'origins', config: other.wire ?? {} })
    }
    for (const [stage, { light, wire }] of Object.entries(stages)) {
      drawing.add(light ? 'edgeHand' : 'hand', stage)
      drawing.wire('cdn', stage, { port: stage, ...(wire && { config: wire }) })
    }
    draw?.(drawing)
  }, settings)
  const header = (name: string) => run.told().map(({ response }) => (response ? headerOf(response.headers, name) : undefined))
  return {
    ...run, header,
    /** X-Cache in short: Hit, Miss, … */
    caches: (): string[] => header('x-cache').map((one) => (one ?? '').replace(' from cloudfront', '')),
    /** How often the origin was asked. */
    asked: (): number => run.events('shop').length,
    statuses: (): number[] => run.told().map(({ status }) => status),
  }
}
export const bodies = (told: readonly Told[]): (string | undefined)[] => told.map(({ response }) => response?.body)

/** What a Lambda function at the edge sees of an event. */
export const cfOf = (event: Json): Json => event.Records[0].cf
