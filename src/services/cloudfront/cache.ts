/** CF-01: what one edge location keeps. What was not asked for longest makes room. */
import { BY_REFERENCE } from '../../base/copy.ts'
import type { Micros } from '../../base/units.ts'
import type { HttpResponse } from '../../contract/http.ts'

/** Never changed: a refreshed one takes its place. */
export interface Entry {
  readonly [BY_REFERENCE]: true
  readonly key: string
  /** As invalidations speak of it: the path as viewers asked for it. */
  readonly path: string
  readonly response: HttpResponse
  /** When it was fetched or refreshed. */
  readonly at: Micros
  readonly ttl: Micros
  readonly bytes: number
  /** Its status is 400 or more. */
  readonly error: boolean
  /** CF-22: of an origin's error or a custom error page, so no function at viewer-response. */
  readonly quiet: boolean
  /** The origin failed lately: until then it is not asked, and what there is is served. */
  readonly restUntil: Micros
}

export class EdgeCache {
  static readonly shallow = ['entries']
  private readonly entries = new Map<string, Entry>()
  bytes = 0

  get size(): number {
    return this.entries.size
  }

  /** A look makes it the youngest. */
  find(key: string): Entry | undefined {
    const entry = this.entries.get(key)
    if (entry) {
      this.entries.delete(key)
      this.entries.set(key, entry)
    }
    return entry
  }

  keep(entry: Entry, most: number): void {
    this.drop(entry.key)
    if (entry.bytes > most) return
    this.entries.set(entry.key, entry)
    this.bytes += entry.bytes
    for (const [oldest] of this.entries) {
      if (this.bytes <= most) break
      this.drop(oldest)
    }
  }

  drop(key: string): void {
    const entry = this.entries.get(key)
    if (!entry) return
    this.bytes -= entry.bytes
    this.entries.delete(key)
  }

  /** How many went. */
  invalidate(meant: (path: string) => boolean): number {
    const gone = [...this.entries.values()].filter(({ path }) => meant(path))
    for (const { key } of gone) this.drop(key)
    return gone.length
  }
}

/** D-34: at exactly its TTL it has expired. */
export const isFresh = ({ at, ttl }: Entry, now: Micros): boolean => now - at < ttl
