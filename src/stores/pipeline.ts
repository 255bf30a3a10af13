/**
 * The way of one request through a distribution, read from the rows that the run left (services/cloudfront/spec.md says
 * how): what was looked up and found, which functions ran and what became of them, how often which origin was asked, what
 * was kept. Contents are not in the trace; where somebody looked, they tell more.
 */
import { type Micros, sec } from '../base/units.ts'
import { type Looked, readJudged, type Returned, type Stage, STAGES } from '../contract/edge.ts'
import { fits } from '../base/wildcard.ts'
import { isHttpRequest, isHttpResponse } from '../contract/http/request.ts'
import { headerOf, type HttpRequest, type HttpResponse } from '../contract/http.ts'
import { costOf } from '../contract/prices.ts'
import { REASONS } from '../contract/reasons.ts'
import { withDefaults } from '../drawing/fields.ts'
import type { Drawing, DrawingNode, Wire } from '../drawing/drawing.ts'
import { config as schema, type BehaviourConfig, type DistributionConfig } from '../services/cloudfront/config.ts'
import { cacheValues, originValues } from '../services/cloudfront/policies.ts'
import { whole } from '../services/cloudfront/whole.ts'
import { K } from '../trace/records.ts'
import { rowAt, type TraceRow } from '../trace/reader.ts'
import type { Seen } from '../worker/protocol.ts'
import { configAt } from './dated.ts'
import { inEvent } from './pipeline-http.ts'
import type { Visit } from './pipeline-visits.ts'
import type { Recording } from './recording.ts'
import { sketchOf } from './shelf.ts'
import { spentOn } from './spent.ts'
import { wholeFamily } from './traces.ts'

/** What a message carried when it was sent, and what came back. */
export interface Carried {
  readonly content: unknown
  readonly answer: unknown
}
/** A function at a stage, once. */
export interface Turn {
  readonly serial: number
  readonly stage: Stage
  readonly place: number
  readonly name: string
  /** A CloudFront function; Lambda@Edge otherwise. */
  readonly light: boolean
  readonly from: Micros
  readonly to: Micros | undefined
  readonly verdict: Returned | undefined
  /** What was wrong with what it returned. */
  readonly wrong: string
  /** Milliseconds of its code, and of a cold start before it. */
  readonly ms: number | undefined
  readonly initMs: number | undefined
  readonly usd: number
}
/** The origin asked once. */
export interface Hop {
  readonly serial: number
  readonly place: number
  readonly name: string
  readonly from: Micros
  readonly to: Micros | undefined
  /** 0: none came. */
  readonly status: number
  readonly lost: boolean
  readonly second: boolean
  /** For a page that stands in for an error. */
  readonly page: boolean
  /** What the origin did for it until it answered. */
  readonly usd: number
}
export interface Refusal {
  readonly time: Micros
  readonly status: number
  readonly reason: number
}
export interface Facts {
  readonly visit: Visit
  readonly name: string
  /** `*` for the default behaviour. */
  readonly behaviour: string
  readonly config: DistributionConfig
  readonly rules: BehaviourConfig
  readonly policy: { readonly name: string; readonly minTtlSec: number; readonly defaultTtlSec: number; readonly maxTtlSec: number; readonly headers: string; readonly cookies: string; readonly query: string; readonly compression: boolean }
  /** What the origin is told besides. */
  readonly tells: { readonly headers: string; readonly cookies: string; readonly query: string } | undefined
  /** Wires of the behaviour to functions. */
  readonly wired: { readonly [S in Stage]?: Wire }
  readonly turns: readonly Turn[]
  readonly hops: readonly Hop[]
  readonly key: string | undefined
  readonly looked: Looked | undefined
  readonly kept: readonly { readonly time: Micros; readonly until: Micros; readonly status: number }[]
  readonly refusals: readonly Refusal[]
  /** The origin rests until then: an outdated answer was served in its place. */
  readonly stale: Micros | undefined
  readonly second: boolean
  readonly asked: HttpRequest | undefined
  readonly told: HttpResponse | undefined
  /** The request, and all that was made for it directly. */
  readonly serials: readonly number[]
  readonly from: Micros
  readonly to: Micros
}

/** No request is followed longer than the longest that anything at the edge may take. */
const LONGEST: Micros = 600e6

const settingsAt = (drawing: Drawing, drawn: DrawingNode, time: Micros): DistributionConfig => whole(withDefaults(schema, configAt(drawing, drawn, time)) as DistributionConfig)
/** CF-10: what was changed in mid-run holds once it has reached the edge locations. */
const deployedAt = (drawing: Drawing, drawn: DrawingNode, time: Micros): DistributionConfig => settingsAt(drawing, drawn, time - sec(settingsAt(drawing, drawn, time).deploySec))

export function factsOf(recording: Recording, visit: Visit, carried: ReadonlyMap<number, Carried> = new Map()): Facts {
  const { cast, drawing, texts } = recording
  const node = cast.nodes[visit.place]!
  const drawn = drawing.nodes.find(({ id }) => id === node.id)!
  const config = deployedAt(drawing, drawn, visit.time)
  const { own, made } = rowsOf(recording, visit)
  const wires = new Map(drawing.wires.map((wire) => [wire.id, wire]))
  const wireAt = (place: number): Wire | undefined => wires.get(cast.wires[place]?.id ?? '')
  const here = own.filter((row) => row.place === visit.place && NODE_KINDS.has(row.kind))
  const judged = here.filter(({ kind }) => kind === K.judged)
  const looks = here.find(({ kind }) => kind === K.looked)
  const refusals = here.filter(({ kind }) => kind === K.refused).map(({ time, a, b }): Refusal => ({ time, status: a, reason: b }))
  const turns: Turn[] = []
  const hops: Hop[] = []
  for (const rows of made) {
    const sent = rows.find(({ kind, place }) => kind === K.request && cast.wires[place]?.from === visit.place)
    const wire = sent && wireAt(sent.place)
    if (!sent || !wire) continue
    const to = cast.wires[sent.place]!.to
    const back = rows.find(({ kind, place }) => (kind === K.response || kind === K.refusal) && place === sent.place)
    const peer = cast.nodes[to]!
    if (isStage(wire.port)) {
      const before = turns.filter(({ stage }) => stage === wire.port).length
      const verdict = judged.filter(({ b }) => readJudged(b).stage === wire.port)[before]
      turns.push(turnOf(recording, { rows, sent, back, stage: wire.port, place: to, name: peer.name, light: peer.service !== 'lambda', verdict }))
    } else if (wire.port === 'origins') {
      const second = here.some((row) => row.kind === K.waits && row.b === 2 && row.number < sent.number)
      const lost = rows.some(({ kind, place }) => kind === K.timedOut && place === visit.place)
      hops.push({ serial: sent.serial, place: to, name: String(wire.config.name || peer.name), from: sent.time, to: back ? Math.max(back.time, back.a) : undefined, status: back?.b ?? 0, lost, second, page: isPage(config, hops, refusals, second, sent.time), usd: spentOn(recording, wholeFamily(recording, sent.serial, back ? Math.max(back.time, back.a) : visit.time + LONGEST)).usd })
    }
  }
  const text = looks && texts.at(looks.a)
  const content = carried.get(visit.serial)
  const asked = isHttpRequest(content?.content as never) ? (content!.content as HttpRequest) : undefined
  const told = isHttpResponse(content?.answer as never) ? (content!.answer as HttpResponse) : undefined
  const behaviour = behaviourOf(config, turns.map(({ serial }) => wireOfTurn(made, serial, wireAt)), asked?.path ?? pathOf(carried, turns) ?? (text === undefined ? undefined : pathIn(text)))
  const rules = config.behaviours.find(({ path }) => path.trim() === behaviour) ?? config
  const values = cacheValues(config, rules.cachePolicy) ?? cacheValues(config, 'CachingOptimized')!
  const stale = here.find((row) => row.kind === K.waits && row.b === 1)
  const last = Math.max(visit.arrives, visit.end?.arrives ?? 0, ...own.map(({ time }) => time))
  return {
    visit, name: node.name, behaviour, config, rules, policy: { ...values, name: rules.cachePolicy }, tells: rules.originPolicy.trim() === '' ? undefined : originValues(config, rules.originPolicy), wired: wiredTo(drawing.wires, node.id, behaviour), turns, hops,
    key: text, looked: visit.looked?.what, kept: here.filter(({ kind }) => kind === K.kept).map(({ time, a, b }) => ({ time, until: a, status: b })), refusals,
    stale: stale?.a, second: here.some((row) => row.kind === K.waits && row.b === 2), asked, told,
    serials: [visit.serial, ...turns.map(({ serial }) => serial), ...hops.map(({ serial }) => serial)], from: visit.time, to: last,
  }
}

const isStage = (port: string): port is Stage => (STAGES as readonly string[]).includes(port)
const NODE_KINDS: ReadonlySet<number> = new Set([K.judged, K.looked, K.kept, K.refused, K.waits])

/** Rows of the request while it is at the distribution, and of each message that was made for it. */
function rowsOf({ keep }: Recording, visit: Visit): { readonly own: readonly TraceRow[]; readonly made: readonly (readonly TraceRow[])[] } {
  const own: TraceRow[] = []
  const made = new Map<number, TraceRow[]>()
  const end = visit.end?.arrives ?? visit.time + LONGEST
  let answered = false
  keep.scan(visit.time, end + 1, (columns, at, number) => {
    if (number < visit.row) return
    const serial = columns.serial[at]!
    const kind = columns.kind[at]!
    if (serial === visit.serial) {
      if (answered) return
      own.push(rowAt(columns, at, number))
      answered = (kind === K.response || kind === K.refusal) && columns.place[at] === visit.wire
    } else if (kind === K.created && columns.a[at] === visit.serial && !answered) made.set(serial, [rowAt(columns, at, number)])
    else made.get(serial)?.push(rowAt(columns, at, number))
  })
  return { own, made: [...made.values()] }
}

interface Sent {
  readonly rows: readonly TraceRow[]
  readonly sent: TraceRow
  readonly back: TraceRow | undefined
  readonly stage: Stage
  readonly place: number
  readonly name: string
  readonly light: boolean
  readonly verdict: TraceRow | undefined
}
const ENDS: ReadonlySet<number> = new Set([K.finished, K.failed, K.timedOut, K.crashed])

function turnOf({ texts, cast, drawing }: Recording, { rows, sent, back, stage, place, name, light, verdict }: Sent): Turn {
  const over = rows.find((row) => ENDS.has(row.kind) && row.place === place)
  const init = rows.find((row) => row.kind === K.initEnded && row.place === place)
  const drawn = drawing.nodes.find(({ id }) => id === cast.nodes[place]!.id)
  const memoryMb = Number((drawn ? sketchOf(drawn).config : {}).memoryMb ?? 128)
  const ran = rows.some((row) => row.kind === K.started && row.place === place)
  const billed = over ? Math.ceil(over.a + (init?.a ?? 0)) : 0
  const usd = light ? costOf('cloudfrontFunctions', 1, PAID) : !ran ? 0 : costOf('edgeRequests', 1, PAID) + costOf('edgeSeconds', (billed / 1_000) * (memoryMb / 1_024), PAID)
  return {
    serial: sent.serial, stage, place, name, light, from: sent.time, to: back ? Math.max(back.time, back.a) : undefined,
    verdict: verdict && readJudged(verdict.b).returned, wrong: (verdict && verdict.a >= 0 && texts.at(verdict.a)) || '', ms: over?.a, initMs: init?.a, usd,
  }
}
const PAID = { freeTier: false } as const

/** A page for errors is looked for after an error that has one. */
function isPage({ errors }: DistributionConfig, hops: readonly Hop[], refusals: readonly Refusal[], second: boolean, time: Micros): boolean {
  const before = hops.at(-1)
  const has = (status: number) => errors.some((row) => row.page !== '' && row.status === String(status))
  if (before?.page || refusals.some((one) => one.time <= time && has(one.status) && !(second && !before?.second))) return true
  return before !== undefined && !before.lost && has(before.status) && before.second === second
}

const wiredTo = (wires: readonly Wire[], node: string, behaviour: string): Facts['wired'] =>
  Object.fromEntries(wires.filter((wire) => wire.from === node && isStage(wire.port) && behaviourAt(wire) === behaviour).map((wire) => [wire.port, wire]))
const behaviourAt = ({ config }: Wire): string => (typeof config.behaviour === 'string' ? config.behaviour.trim() : '*')

/** CF-23: the behaviour of the path that was asked for; a function that ran belongs to it. */
function behaviourOf({ behaviours }: DistributionConfig, ran: readonly (Wire | undefined)[], path: string | undefined): string {
  if (ran[0]) return behaviourAt(ran[0])
  const found = path === undefined ? undefined : behaviours.find((one) => fits(path, /^[/*]/.test(one.path) ? one.path.trim() : `/${one.path.trim()}`))
  return found?.path.trim() ?? '*'
}
const wireOfTurn = (made: readonly (readonly TraceRow[])[], serial: number, wireAt: (place: number) => Wire | undefined): Wire | undefined => {
  const sent = made.find((rows) => rows[0]?.serial === serial)?.find(({ kind }) => kind === K.request)
  return sent && wireAt(sent.place)
}
const pathIn = (key: string): string => (key.split('\n')[0]!.match(/\/[^?]*/)?.[0] ?? '/')
const pathOf = (carried: ReadonlyMap<number, Carried>, turns: readonly Turn[]): string | undefined => {
  const first = turns.find(({ stage }) => stage === 'viewer-request')
  const request = first && inEvent(carried.get(first.serial)?.content)?.request
  const uri = (request as { readonly uri?: unknown } | undefined)?.uri
  return typeof uri === 'string' ? uri : undefined
}

/** What was seen of messages, by serial: what each was sent with, and what it brought back. */
export function carriedIn(seen: readonly Seen[]): ReadonlyMap<number, Carried> {
  const found = new Map<number, Carried>()
  for (const one of seen) {
    const before = found.get(one.serial)
    found.set(one.serial, { content: before?.content ?? parsed(one.content), answer: one.answer === '' ? before?.answer : parsed(one.answer) })
  }
  return found
}
function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    // It was cut.
    return text
  }
}

/** X-Cache as the viewer was told it; made of the rows where nobody has looked. */
export function xCacheOf(facts: Facts): string {
  const said = facts.told && headerOf(facts.told.headers, 'x-cache')
  if (said) return said
  const { turns, looked, visit, hops, refusals } = facts
  const bad = refusals.at(-1)
  const function_ = turns.find(({ verdict }) => verdict === 'failed' || verdict === 'invalid')
  const from = (what: string) => `${what} from cloudfront`
  if (function_ && bad) return from(REASONS[bad.reason]!.code === 'FunctionThrottled' ? 'FunctionThrottledError' : REASONS[bad.reason]!.code)
  const made = turns.find(({ verdict }) => verdict === 'generated')
  if (made) return from(made.light ? 'FunctionGeneratedResponse' : 'LambdaGeneratedResponse')
  if (!visit.end) return ''
  if (looked === undefined) return from(visit.end.status === 301 || visit.end.status === 307 ? 'Redirect' : 'Error')
  if (looked === 'error') return from('Error')
  if (looked === 'hit' || looked === 'stale' || facts.stale !== undefined || (looked === 'waits' && hops.length === 0)) return from(visit.end.status >= 400 ? 'Error' : 'Hit')
  const last = hops.findLast(({ page }) => !page)
  if (looked === 'expired' && last?.status === 304) return from('RefreshHit')
  return from(refusals.length > 0 && !(facts.second && (last?.status ?? 500) < 400) ? 'Error' : (last?.status ?? 0) >= 400 ? 'Error' : 'Miss')
}
