/**
 * Which messages a node holds at an instant, one by one: what waits in a queue, what is hidden with a consumer and until
 * when, what is delayed, what waits for its next try. Made of the rows that are held; copies on the way make going back cheap.
 */
import type { Micros } from '../base/units.ts'
import { K } from '../trace/records.ts'
import type { Recording } from './recording.ts'

export const HOLDS = ['waiting', 'inFlight', 'delayed', 'retry'] as const
export type Hold = (typeof HOLDS)[number]

export interface Held {
  readonly serial: number
  readonly place: number
  readonly hold: Hold
  /** When it came into this state, and when it came to this node. */
  readonly since: Micros
  readonly came: Micros
  /** When a hidden or delayed one shows, or the next try comes; 0 for none. */
  readonly until: Micros
  /** How often it was received or tried so far. */
  readonly times: number
}

/** What became of the messages that a node held. */
export interface Gone {
  readonly deleted: number
  readonly moved: number
  readonly lost: number
}

interface Book {
  readonly held: Map<number, Held>
  readonly gone: { deleted: number; moved: number; lost: number }[]
}
interface Copy extends Book {
  readonly number: number
  readonly time: Micros
}

/** Rows that tell something between two copies. */
const APART = 150_000
const MOST_COPIES = 16

export class HeldMessages {
  private readonly recording: Recording
  private readonly apart: number
  private copies: Copy[] = []
  private book: Book
  private sinceCopy = 0
  /** Number of the first row that is not in it yet, and the time it stands at. */
  private next = 0
  private time: Micros = -1
  /** Of the last row that is in it: where the camera stands ahead of what is simulated, rows still come from before its instant. */
  private seen: Micros = 0

  constructor(recording: Recording, apart = APART) {
    this.recording = recording
    this.apart = apart
    this.book = this.empty()
  }

  seek(time: Micros): Book {
    if (time < this.time) {
      const copy = this.copies.findLast((one) => one.time <= time)
      this.book = copy ? duplicate(copy) : this.empty()
      this.next = copy ? copy.number : 0
      this.seen = copy ? Math.max(0, copy.time) : 0
      this.sinceCopy = 0
    }
    this.recording.keep.scan(this.seen, time + 1, (columns, row, number) => {
      if (number < this.next) return
      this.next = number + 1
      this.seen = columns.time[row]!
      const kind = columns.kind[row]!
      if (!TELLS.has(kind)) return
      if (this.sinceCopy >= this.apart && number > (this.copies.at(-1)?.number ?? -1)) this.copy(number, columns.time[row]!)
      this.sinceCopy++
      apply(this.book, kind, columns.place[row]!, columns.serial[row]!, columns.time[row]!, columns.a[row]!, columns.b[row]!)
    })
    this.time = time
    return this.book
  }

  /** Before this row. Its time is one earlier: other rows of the same instant are not all in it. */
  private copy(number: number, time: Micros): void {
    this.sinceCopy = 0
    this.copies.push({ ...duplicate(this.book), number, time: time - 1 })
    if (this.copies.length > MOST_COPIES) this.copies = this.copies.filter((_, at) => at % 2 === 1)
  }

  private empty(): Book {
    return { held: new Map(), gone: this.recording.cast.nodes.map(() => ({ deleted: 0, moved: 0, lost: 0 })) }
  }
}

const duplicate = ({ held, gone }: Book): Book => ({ held: new Map(held), gone: gone.map((one) => ({ ...one })) })

const TELLS: ReadonlySet<number> = new Set([
  K.visible, K.leased, K.delayed, K.accepted, K.waits, K.deleted, K.duplicated, K.deadLettered, K.expired, K.dropped, K.started, K.ended, K.request, K.event, K.retry,
])

function apply({ held, gone }: Book, kind: number, place: number, serial: number, time: Micros, a: number, b: number): void {
  if (serial === 0) return
  const put = (hold: Hold, until: Micros, times: number) => {
    const before = held.get(serial)
    held.set(serial, { serial, place, hold, since: time, came: before?.place === place ? before.came : time, until, times })
  }
  switch (kind) {
    case K.visible: return put('waiting', 0, b)
    case K.accepted: return put('waiting', 0, 0)
    case K.leased: return put('inFlight', a, b)
    case K.delayed: return put('delayed', a, 0)
    case K.waits: return put('retry', a, b - 1)
    case K.deleted:
      if (held.delete(serial)) gone[place]!.deleted++
      return
    case K.deadLettered:
      held.delete(serial)
      gone[place]!.moved++
      return
    case K.expired:
    case K.dropped:
      held.delete(serial)
      gone[place]!.lost++
      return
    case K.request:
    case K.event:
    case K.retry:
      // It is on its way again. What a queue holds stays there while a consumer works on it.
      if (held.get(serial)?.hold === 'retry') held.delete(serial)
      return
    case K.started:
    case K.ended: {
      const now = held.get(serial)
      if (now && now.hold !== 'inFlight' && now.place === place) held.delete(serial)
      else if (kind === K.ended) held.delete(serial)
    }
  }
}

const books = new WeakMap<Recording, HeldMessages>()
function bookOf(recording: Recording): HeldMessages {
  let book = books.get(recording)
  if (!book) books.set(recording, (book = new HeldMessages(recording)))
  return book
}

export interface HeldAt {
  /** In the order in which they came to be so. */
  readonly messages: readonly Held[]
  readonly counts: { readonly [H in Hold]: number }
  /** The first instant at which a hidden or delayed one shows; 0 when none is. */
  readonly nextAt: Micros
  /** Since when the oldest is here; 0 when none is. */
  readonly oldest: Micros
  readonly gone: Gone
}

export interface HeldCounts {
  readonly counts: { readonly [H in Hold]: number }
  readonly nextAt: Micros
  readonly gone: Gone
}

/** The same without the messages: what cards show, a few times a second. */
export function heldCounts(recording: Recording, time: Micros): HeldCounts[] {
  const { held, gone } = bookOf(recording).seek(time)
  const found = gone.map((one) => ({ counts: { waiting: 0, inFlight: 0, delayed: 0, retry: 0 }, nextAt: 0, gone: one }))
  for (const { place, hold, until } of held.values()) {
    const here = found[place]
    if (!here) continue
    here.counts[hold]++
    if (until > 0 && (here.nextAt === 0 || until < here.nextAt)) here.nextAt = until
  }
  return found
}

/** What every node holds at an instant, by place. Nodes that hold nothing and lost nothing are left out. */
export function heldAt(recording: Recording, time: Micros): Map<number, HeldAt> {
  const { held, gone } = bookOf(recording).seek(time)
  const found = new Map<number, { messages: Held[]; counts: Record<Hold, number>; nextAt: Micros; oldest: Micros; gone: Gone }>()
  const at = (place: number) => {
    let one = found.get(place)
    if (!one) found.set(place, (one = { messages: [], counts: { waiting: 0, inFlight: 0, delayed: 0, retry: 0 }, nextAt: 0, oldest: 0, gone: gone[place]! }))
    return one
  }
  gone.forEach(({ deleted, moved, lost }, place) => { if (deleted + moved + lost > 0) at(place) })
  for (const message of held.values()) {
    const here = at(message.place)
    here.messages.push(message)
    here.counts[message.hold]++
    if (message.until > 0 && (here.nextAt === 0 || message.until < here.nextAt)) here.nextAt = message.until
    if (here.oldest === 0 || message.came < here.oldest) here.oldest = message.came
  }
  return found
}
