/**
 * The user's own drawings, kept in the browser. Pure logic over a small store of keys and values, so that it can be
 * tried without a browser; autosave.ts joins it to the page.
 *
 * An entry carries a revision. Whoever writes says which revision was read: when another tab has written since, nothing
 * is overwritten, and the writer is told to keep its work under a name of its own.
 */
import { type Drawing, EMPTY_DRAWING } from '../drawing/drawing.ts'

export interface Shelf {
  get(key: string): Promise<unknown>
  /** Reads and writes in one transaction. */
  update(key: string, change: (before: unknown) => unknown): Promise<void>
  del(key: string): Promise<void>
  keys(): Promise<string[]>
}

export interface Entry {
  readonly id: string
  readonly name: string
  readonly revision: number
  /** Milliseconds since 1970. */
  readonly savedAt: number
  readonly drawing: unknown
  /** Named versions, newest first. */
  readonly versions: readonly Version[]
}
export interface Version {
  readonly name: string
  readonly savedAt: number
  readonly drawing: unknown
}
export interface Listed {
  readonly id: string
  readonly name: string
  readonly savedAt: number
  readonly versions: readonly { readonly name: string; readonly savedAt: number }[]
}

const PREFIX = 'drawing:'
const MOST_VERSIONS = 50

export type Saved = { readonly revision: number } | { readonly conflict: true } | { readonly failed: string }

/** Writes a drawing if nobody else has written since `revision` (0: it is new). */
export async function save(shelf: Shelf, id: string, drawing: Drawing, revision: number, now: number): Promise<Saved> {
  let result: Saved = { conflict: true }
  try {
    await shelf.update(PREFIX + id, (before) => {
      const entry = readEntry(id, before)
      if ((entry?.revision ?? 0) !== revision && entry !== undefined) {
        result = { conflict: true }
        return before
      }
      result = { revision: revision + 1 }
      return { id, name: drawing.name, revision: revision + 1, savedAt: now, drawing, versions: entry?.versions ?? [] } satisfies Entry
    })
  } catch (error) {
    return { failed: whyFailed(error) }
  }
  return result
}

/** Keeps the present state under a name; the drawing itself goes on. */
export async function saveVersion(shelf: Shelf, id: string, name: string, drawing: unknown, now: number): Promise<string | undefined> {
  let full = false
  try {
    await shelf.update(PREFIX + id, (before) => {
      const entry = readEntry(id, before) ?? { id, name: EMPTY_DRAWING.name, revision: 0, savedAt: now, drawing, versions: [] }
      full = entry.versions.length >= MOST_VERSIONS
      // Its time tells a version from the others.
      const savedAt = entry.versions.reduce((time, version) => Math.max(time, version.savedAt + 1), now)
      return full ? before : { ...entry, versions: [{ name, savedAt, drawing }, ...entry.versions] }
    })
    return full ? `${MOST_VERSIONS} versions of this drawing are kept already, and none is thrown away by itself. Delete one in “Your drawings” first.` : undefined
  } catch (error) {
    return whyFailed(error)
  }
}

export async function load(shelf: Shelf, id: string): Promise<Entry | undefined> {
  return readEntry(id, await shelf.get(PREFIX + id))
}

/** Whether anything stands there, readable or not. */
export const holds = async (shelf: Shelf, id: string): Promise<boolean> => (await shelf.get(PREFIX + id)) !== undefined

/** What is there, newest first. Entries that cannot be read are counted, not hidden. */
export async function list(shelf: Shelf): Promise<{ readonly entries: readonly Listed[]; readonly broken: string[] }> {
  const entries: Listed[] = []
  const broken: string[] = []
  for (const key of await shelf.keys()) {
    if (!key.startsWith(PREFIX)) continue
    const id = key.slice(PREFIX.length)
    const entry = readEntry(id, await shelf.get(key))
    if (!entry) broken.push(id)
    else entries.push({ id, name: entry.name, savedAt: entry.savedAt, versions: entry.versions.map(({ name, savedAt }) => ({ name, savedAt })) })
  }
  entries.sort((a, b) => b.savedAt - a.savedAt)
  return { entries, broken }
}

export async function rename(shelf: Shelf, id: string, name: string): Promise<void> {
  await shelf.update(PREFIX + id, (before) => {
    const entry = readEntry(id, before)
    if (!entry || typeof entry.drawing !== 'object' || entry.drawing === null) return before
    return { ...entry, name, revision: entry.revision + 1, drawing: { ...entry.drawing, name } }
  })
}

export const renameVersion = (shelf: Shelf, id: string, savedAt: number, name: string): Promise<void> =>
  versionsOf(shelf, id, (versions) => versions.map((one) => (one.savedAt === savedAt ? { ...one, name } : one)))

/** Takes a version away and gives it back, for `restoreVersion`. */
export async function removeVersion(shelf: Shelf, id: string, savedAt: number): Promise<Version | undefined> {
  let gone: Version | undefined
  await versionsOf(shelf, id, (versions) => {
    gone = versions.find((one) => one.savedAt === savedAt)
    return versions.filter((one) => one !== gone)
  })
  return gone
}
export const restoreVersion = (shelf: Shelf, id: string, version: Version): Promise<void> =>
  versionsOf(shelf, id, (versions) => [...versions, version].sort((a, b) => b.savedAt - a.savedAt))

const versionsOf = (shelf: Shelf, id: string, edit: (versions: readonly Version[]) => readonly Version[]): Promise<void> =>
  shelf.update(PREFIX + id, (before) => {
    const entry = readEntry(id, before)
    return entry ? { ...entry, versions: edit(entry.versions) } : before
  })

/** Takes it away and gives it back, so that the deletion can be undone with `restore`. */
export async function remove(shelf: Shelf, id: string): Promise<unknown> {
  const before = await shelf.get(PREFIX + id)
  await shelf.del(PREFIX + id)
  return before
}
export const restore = (shelf: Shelf, id: string, value: unknown): Promise<void> => shelf.update(PREFIX + id, () => value)

/** Storage is written by other versions, by hand and by halves: only what has the right shape counts as an entry. */
function readEntry(id: string, value: unknown): Entry | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { name, revision, savedAt, drawing, versions } = value as Record<string, unknown>
  if (typeof drawing !== 'object' || drawing === null) return undefined
  return {
    id, drawing,
    name: typeof name === 'string' && name !== '' ? name.slice(0, 120) : EMPTY_DRAWING.name,
    revision: typeof revision === 'number' && Number.isSafeInteger(revision) && revision >= 0 ? revision : 0,
    savedAt: typeof savedAt === 'number' && Number.isFinite(savedAt) ? savedAt : 0,
    versions: Array.isArray(versions) ? versions.filter(isVersion) : [],
  }
}

function isVersion(value: unknown): value is Version {
  if (typeof value !== 'object' || value === null) return false
  const { name, savedAt, drawing } = value as Record<string, unknown>
  return typeof name === 'string' && typeof savedAt === 'number' && typeof drawing === 'object' && drawing !== null
}

function whyFailed(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  if (name === 'QuotaExceededError') return 'The browser has no room left for this drawing. Save it as a file, or delete drawings you no longer need.'
  return 'The browser does not let this page store anything here. Save the drawing as a file, or keep its link.'
}
