/**
 * Requests that came to a distribution, made of the rows that are held: where each met a cache, what that had, how often
 * the origin was asked for it, and how it ended. Rows that come later are added; a trace that was cut is read anew.
 */
import type { Micros } from '../base/units.ts'
import { EDGE_PLACES, type Looked, readJudged, readLooked } from '../contract/edge.ts'
import { REASONS } from '../contract/reasons.ts'
import { K } from '../trace/records.ts'
import { rowsOfMessage } from '../trace/reader.ts'
import type { Recording } from './recording.ts'

export interface Visit {
  readonly serial: number
  /** The distribution, and the wire that it came along, by their places in the cast. */
  readonly place: number
  readonly wire: number
  /** When it was sent, and when it arrived. */
  readonly time: Micros
  readonly arrives: Micros
  /** Number of the row that told of it. */
  readonly row: number
  looked: { readonly time: Micros; readonly what: Looked; readonly edge: number; readonly key: number } | undefined
  kept: { readonly time: Micros; readonly until: Micros; readonly status: number } | undefined
  end: { readonly time: Micros; readonly arrives: Micros; readonly status: number } | undefined
  /** Position in REASONS of what CloudFront said no to, or of what failed; 0 for none. */
  reason: number
  /** A function answered in place of the cache or the origin. */
  made: boolean
  /** When the origin was asked for it. */
  readonly hops: Micros[]
}

interface Book {
  readonly keep: Recording['keep']
  readonly visits: Map<number, Visit[]>
  /** By serial of the request, and of what was made for it. */
  readonly open: Map<number, Visit>
  readonly made: Map<number, Visit>
  next: number
  time: Micros
}
const books = new WeakMap<Recording, Book>()

export const distributionsOf = ({ cast }: Recording): number[] => cast.nodes.flatMap(({ service }, place) => (service === 'cloudfront' ? [place] : []))

/** Requests of a distribution in the order in which they were sent. */
export function visitsOf(recording: Recording, place: number): readonly Visit[] {
  return bookOf(recording).visits.get(place) ?? []
}

function bookOf(recording: Recording): Book {
  const { keep } = recording
  let book = books.get(recording)
  if (!book) books.set(recording, (book = { keep, visits: new Map(distributionsOf(recording).map((place) => [place, []])), open: new Map(), made: new Map(), next: 0, time: 0 }))
  if (book.next >= keep.total || book.visits.size === 0) return book
  read(recording, book)
  return book
}

function read({ keep, cast, drawing }: Recording, book: Book): void {
  const ports = cast.wires.map(({ id }) => drawing.wires.find((wire) => wire.id === id)?.port)
  keep.scan(book.time, Number.POSITIVE_INFINITY, (columns, at, number) => {
    if (number < book.next) return
    const kind = columns.kind[at]!
    const serial = columns.serial[at]!
    const place = columns.place[at]!
    const time = columns.time[at]!
    const a = columns.a[at]!
    const b = columns.b[at]!
    if (kind === K.request || kind === K.retry) {
      const wire = cast.wires[place]
      const visits = wire && book.visits.get(wire.to)
      if (visits) {
        const visit: Visit = { serial, place: wire.to, wire: place, time, arrives: Math.max(time, a), row: number, looked: undefined, kept: undefined, end: undefined, reason: 0, made: false, hops: [] }
        visits.push(visit)
        book.open.set(serial, visit)
      }
      const asked = book.made.get(serial)
      if (asked && ports[place] === 'origins' && wire?.from === asked.place) asked.hops.push(time)
      return
    }
    if (kind === K.created) {
      const visit = book.open.get(a)
      if (visit && !visit.end) book.made.set(serial, visit)
      return
    }
    if (kind === K.ended) return void book.made.delete(serial)
    const visit = book.open.get(serial)
    if (!visit) return
    if (kind === K.response || kind === K.refusal) {
      if (place !== visit.wire) return
      visit.end = { time, arrives: Math.max(time, a), status: b }
      book.open.delete(serial)
    } else if (place !== visit.place) return
    else if (kind === K.looked) {
      const { place: edge, looked } = readLooked(b)
      visit.looked = { time, what: looked, edge, key: a }
    } else if (kind === K.kept) visit.kept ??= { time, until: a, status: b }
    else if (kind === K.judged) visit.made ||= readJudged(b).returned === 'generated'
    else if (kind === K.refused) visit.reason = b
  })
  book.next = keep.total
  book.time = keep.until
}

/** Those that are under way for good, as the run is over, are passed by. */
const PASSED_BY = 200

/** The last one sent by an instant, if it can be one that was answered; undefined when there is none. */
export function lastVisit(visits: readonly Visit[], time: Micros): Visit | undefined {
  let low = 0
  let high = visits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (visits[middle]!.time <= time) low = middle + 1
    else high = middle
  }
  for (let at = low - 1; at >= Math.max(0, low - PASSED_BY); at--) if (visits[at]!.end) return visits[at]
  return visits[low - 1]
}

export interface Tally {
  readonly requests: number
  /** Asked of a cache that may keep such answers; how many of them it had. */
  readonly looked: number
  readonly hits: number
  readonly hops: number
  readonly errors: number
}
export interface Totals extends Tally {
  readonly byKind: readonly { readonly kind: string; readonly times: number }[]
  readonly byEdge: readonly (Tally & { readonly label: string; readonly pop: string })[]
}

const HITS: ReadonlySet<Looked> = new Set(['hit', 'stale', 'waits'])

/** What a distribution had done by an instant. */
export function totalsAt(visits: readonly Visit[], time: Micros): Totals {
  const none = () => ({ requests: 0, looked: 0, hits: 0, hops: 0, errors: 0 })
  const all = none()
  const edges = EDGE_PLACES.map(none)
  const kinds = new Map<string, number>()
  for (const visit of visits) {
    if (visit.arrives > time) {
      if (visit.time > time) break
      continue
    }
    const { looked, end, hops } = visit
    // Before a cache is asked nothing tells where a request came in.
    const edge = looked && looked.time <= time ? edges[looked.edge] : undefined
    const counts = looked && edge && looked.what !== 'uncached' && looked.what !== 'error'
    const bad = end && end.time <= time && end.status >= 400
    const asked = hops.reduce((sum, at) => sum + (at <= time ? 1 : 0), 0)
    for (const tally of edge ? [all, edge] : [all]) {
      tally.requests++
      tally.hops += asked
      if (counts) tally.looked++
      if (counts && HITS.has(looked.what)) tally.hits++
      if (bad) tally.errors++
    }
    if (bad) {
      const kind = REASONS[visit.reason]?.code || `${end.status} ${visit.made ? 'made by a function' : 'from the origin'}`
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
  }
  return {
    ...all, byKind: [...kinds].map(([kind, times]) => ({ kind, times })).sort((one, other) => other.times - one.times),
    byEdge: EDGE_PLACES.map(({ label, pop }, place) => ({ label, pop, ...edges[place]! })).filter(({ requests }) => requests > 0),
  }
}

/** Messages that lie further from the request than this are not looked for. */
const FURTHEST = 8

/** The request at a distribution that a message is, or was made for. */
export function visitOfMessage(recording: Recording, serial: number): Visit | undefined {
  const places = distributionsOf(recording)
  let of = serial
  for (let step = 0; step < FURTHEST && of > 0; step++) {
    for (const place of places) {
      const found = visitsOf(recording, place).findLast((visit) => visit.serial === of)
      if (found) return found
    }
    of = rowsOfMessage(recording.keep, of).find(({ kind }) => kind === K.created)?.a ?? 0
  }
  return undefined
}

/** Who stored what this request found; for one that waited, who had gone for it. */
export function storedBy(recording: Recording, visit: Visit): Visit | undefined {
  const { looked } = visit
  if (!looked) return undefined
  const key = recording.texts.at(looked.key)
  const visits = visitsOf(recording, visit.place)
  for (let at = visits.length - 1; at >= 0; at--) {
    const other = visits[at]!
    if (other === visit || other.time > visit.time || other.looked?.edge !== looked.edge || !other.kept) continue
    if (looked.what !== 'waits' && other.kept.time > looked.time) continue
    if (recording.texts.at(other.looked.key) === key) return other
  }
  return undefined
}

/** What the code of a function wrote in one run of it. */
export function linesOf({ keep, texts }: Recording, serial: number, from: Micros, to: Micros): string[] {
  const lines: string[] = []
  keep.scan(from, to + 1, (columns, at) => {
    if (columns.serial[at] !== serial || columns.kind[at] !== K.logged) return
    const text = texts.at(columns.a[at]!)
    // The instant, the level, and the line itself.
    if (text !== undefined) lines.push(text.replace(/^\d+ ((INFO|PLAIN) )?/, ''))
  })
  return lines
}
