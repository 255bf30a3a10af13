/** Joins the library of own drawings to the page: every change is kept a moment later, and a full or missing store says so. */
import { createStore as createTable, del, get, keys, update } from 'idb-keyval'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { shelfOf } from '../drawing/catalogue.ts'
import { readDrawing } from '../drawing/check.ts'
import { type Drawing, EMPTY_DRAWING } from '../drawing/drawing.ts'
import { amend, drawingStore, open, present } from './drawing.ts'
import { saveFile } from './files.ts'
import { isEmpty } from './frames.ts'
import * as library from './library.ts'
import { linkStore, report } from './link.ts'
import { named, namedApart } from './names.ts'
import './settings.ts'
import { shelf } from './shelf.ts'
import { tell } from './toasts.ts'

interface AutosaveState {
  readonly id: string
  readonly state: 'clean' | 'pending' | 'saved' | 'failed'
  /** Grows when the list of drawings has changed. */
  readonly version: number
}
export const autosaveStore = createStore<AutosaveState>()(() => ({ id: '', state: 'clean', version: 0 }))
export const useAutosave = (): AutosaveState => useStore(autosaveStore)
export const bump = (): void => autosaveStore.setState(({ version }) => ({ version: version + 1 }))

const PAUSE_MS = 500
const CURRENT = 'coldstart.current'

/** In a sandboxed frame there is no storage: then nothing is kept, and the page says so once. */
let table: library.Shelf | undefined
let told = false
export function storage(): library.Shelf | undefined {
  if (table) return table
  try {
    const store = createTable('coldstart', 'drawings')
    table = {
      get: (key) => get(key, store), update: (key, change) => update(key, change, store), del: (key) => del(key, store),
      keys: async () => (await keys(store)).map(String),
    }
  } catch {
    complain('This page may not store anything here. Keep the link, or save the drawing as a file.')
  }
  return table
}

export function complain(text: string): void {
  autosaveStore.setState({ state: 'failed' })
  if (told) return
  told = true
  tell(text, { tone: 'bad', offers: [{ label: 'Save as a file', run: () => void saveFile() }] })
}

/**
 * Where a drawing is kept: its id once it has one, and how often it was written. Whoever writes holds on to the home it
 * had when it was asked to, whatever has been opened meanwhile.
 */
interface Home {
  id: string
  revision: number
}
let home: Home = { id: '', revision: 0 }
/** The home of each state of a drawing: undo and redo lead from one drawing to another and back. */
const homes = new WeakMap<Drawing, Home>()
const byId = new Map<string, Home>()
/** What a link brought is a copy that belongs to nobody until it is changed. */
const guests = new WeakSet<Drawing>()
let opening = false
let timer = 0

function moveInto(next: Home, state: AutosaveState['state']): void {
  home = next
  autosaveStore.setState({ id: home.id, state })
  if (home.id !== '') remember(home.id)
}

function homeOf(id: string, revision: number): Home {
  const found = byId.get(id) ?? { id, revision }
  found.revision = revision
  byId.set(id, found)
  return found
}

/** Opens what was open last, unless a link brought something, and keeps what changes. Called once by the page. */
export async function attachAutosave(): Promise<void> {
  if (!linkStore.getState().visiting && isEmpty(present())) {
    const id = remembered()
    if (id) await openOwn(id)
  }
  drawingStore.subscribe(({ history, opened }, before) => {
    if (history.present === before.history.present || opening) return
    if (opened !== before.opened) {
      flush(before.history.present)
      moveInto({ id: '', revision: 0 }, 'clean')
      if (linkStore.getState().visiting) return void guests.add(history.present)
    }
    clearTimeout(timer)
    timer = 0
    // Undo and redo lead from a guest to one's own work and back: each goes on under its own name, or none.
    const own = guests.has(history.present) ? { id: '', revision: 0 } : homes.get(history.present)
    if (own && own !== home) return moveInto(own, own.id === '' ? 'clean' : 'saved')
    autosaveStore.setState({ state: 'pending' })
    timer = window.setTimeout(() => {
      timer = 0
      void write(present())
    }, PAUSE_MS)
  })
  // Whoever closes the page has not waited for the pause.
  addEventListener('pagehide', () => flush())
}

/** What waits to be written is written now. */
export function flush(drawing = present()): void {
  if (timer === 0) return
  clearTimeout(timer)
  timer = 0
  void write(drawing)
}

/** One after the other: a write that overtook another would be taken for somebody else's. */
let writes: Promise<unknown> = Promise.resolve()
export function write(drawing: Drawing): Promise<void> {
  const mine = home
  const done = writes.then(() => put(drawing, mine))
  writes = done.catch(() => {})
  return done
}

async function put(drawing: Drawing, mine: Home): Promise<void> {
  const where = storage()
  if (!where || isEmpty(drawing)) return
  const id = mine.id || crypto.randomUUID()
  const saved = await library.save(where, id, drawing, mine.revision, Date.now())
  if ('failed' in saved) return complain(saved.failed)
  if ('conflict' in saved) return keepCopy(drawing, mine)
  Object.assign(mine, { id, revision: saved.revision })
  byId.set(id, mine)
  homes.set(drawing, mine)
  bump()
  if (mine === home) moveInto(mine, present() === drawing ? 'saved' : 'pending')
}

/** Another tab has written since: this tab's work goes on under a name and an id of its own. */
async function keepCopy(drawing: Drawing, mine: Home): Promise<void> {
  const where = storage()
  const taken = where ? await library.list(where).catch(() => undefined) : undefined
  const name = namedApart(drawing.name, 'this tab', taken?.entries.map((one) => one.name) ?? [])
  const copy = { ...drawing, name }
  const next: Home = { id: '', revision: 0 }
  if (mine === home) {
    home = next
    opening = true
    amend((now) => (now === drawing ? copy : { ...now, name }))
    opening = false
    tell(`Another tab changed this drawing. What you do here is kept as “${name}”.`, { tone: 'bad' })
  }
  await put(copy, next)
}

/** Opens one of the user's own drawings. */
export async function openOwn(id: string): Promise<void> {
  const where = storage()
  if (!where) return
  flush()
  await writes
  const entry = await library.load(where, id).catch(() => undefined)
  if (!entry) {
    const there = await library.holds(where, id).catch(() => true)
    if (there) tell('This drawing could not be read: what the browser kept of it is damaged. It was left as it is; your other drawings are not touched.', { tone: 'bad' })
    return
  }
  const { drawing, problems } = readDrawing(entry.drawing, shelfOf(shelf))
  report(problems)
  if (drawing) take(drawing, homeOf(id, entry.revision), `Open “${drawing.name}”`)
}

/** Opens a version that was kept, as a step that can be undone; the drawing goes on from there. */
export async function openVersion(id: string, savedAt: number): Promise<void> {
  const where = storage()
  if (!where) return
  flush()
  await writes
  const entry = await library.load(where, id).catch(() => undefined)
  const version = entry?.versions.find((one) => one.savedAt === savedAt)
  if (!entry || !version) return tell('This version is not there any more. Nothing was changed.', { tone: 'bad' })
  const { drawing, problems } = readDrawing(version.drawing, shelfOf(shelf))
  report(problems)
  if (!drawing) return
  // What is on the canvas would be written over by the first edit, and not survive the page.
  const now = JSON.stringify(entry.drawing)
  if (entry.versions.every((one) => JSON.stringify(one.drawing) !== now)) {
    const failed = await library.saveVersion(where, id, named('Before', version.name.slice(0, 100)), entry.drawing, Date.now())
    if (failed) return tell(failed, { tone: 'bad' })
    bump()
  }
  take(drawing, homeOf(id, entry.revision), `Open version “${version.name}”`)
}

function take(drawing: Drawing, into: Home, label: string): void {
  opening = true
  open(drawing, label)
  opening = false
  homes.set(drawing, into)
  linkStore.setState({ visiting: false })
  moveInto(into, 'saved')
}

export function newDrawing(): void {
  flush()
  opening = true
  open(EMPTY_DRAWING, 'New drawing')
  opening = false
  linkStore.setState({ visiting: false })
  moveInto({ id: '', revision: 0 }, 'clean')
}

/** A drawing that is being deleted has no home any more: what is on the canvas would be kept anew. */
export function leave(id: string): void {
  byId.delete(id)
  if (home.id === id) moveInto({ id: '', revision: 0 }, 'clean')
}

function remembered(): string | null {
  try {
    return localStorage.getItem(CURRENT)
  } catch {
    return null
  }
}

function remember(id: string): void {
  try {
    localStorage.setItem(CURRENT, id)
  } catch {
    // The drawing itself is kept; only which one was open last is not.
  }
}
