/** Joins the library of own drawings to the page: every change is kept a moment later, and a full or missing store says so. */
import { createStore as createTable, del, get, keys, update } from 'idb-keyval'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { shelfOf } from '../drawing/catalogue.ts'
import { readDrawing } from '../drawing/check.ts'
import { type Drawing, EMPTY_DRAWING } from '../drawing/drawing.ts'
import { drawingStore, open, present } from './drawing.ts'
import { isEmpty } from './frames.ts'
import * as library from './library.ts'
import { linkStore, report } from './link.ts'
import './settings.ts'
import { shelf } from './shelf.ts'
import { tell } from './toasts.ts'

interface AutosaveState {
  readonly id: string
  readonly revision: number
  readonly state: 'clean' | 'pending' | 'saved' | 'failed'
  /** Grows when the list of drawings has changed. */
  readonly version: number
}
export const autosaveStore = createStore<AutosaveState>()(() => ({ id: '', revision: 0, state: 'clean', version: 0 }))
export const useAutosave = (): AutosaveState => useStore(autosaveStore)

const PAUSE_MS = 500
const CURRENT = 'coldstart.current'

/** In a sandboxed frame there is no storage: then nothing is kept, and the page says so once. */
let table: library.Shelf | undefined
let told = false
function storage(): library.Shelf | undefined {
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

function complain(text: string): void {
  autosaveStore.setState({ state: 'failed' })
  if (told) return
  told = true
  tell(text, { tone: 'bad' })
}

/** Opens what was open last, unless a link brought something, and keeps what changes. Called once by the page. */
export async function attachAutosave(): Promise<void> {
  if (!linkStore.getState().visiting && isEmpty(present())) await reopen()
  let timer = 0
  drawingStore.subscribe(({ history, opened }, before) => {
    if (opened !== before.opened && !opening) autosaveStore.setState({ id: '', revision: 0 })
    if (history.present === before.history.present || opening) return
    // What a link brought is a copy that belongs to nobody until it is changed.
    if (opened !== before.opened && linkStore.getState().visiting) return void guests.add(history.present)
    clearTimeout(timer)
    // Undo and redo lead from a guest to one's own work and back: each goes on under its own name, or none.
    const home = guests.has(history.present) ? '' : homes.get(history.present)
    if (home !== undefined && home !== autosaveStore.getState().id) {
      autosaveStore.setState({ id: home, revision: revisions.get(home) ?? 0, state: home === '' ? 'clean' : 'saved' })
      if (home !== '') remember(home)
      return
    }
    autosaveStore.setState({ state: 'pending' })
    timer = window.setTimeout(() => void write(present()), PAUSE_MS)
  })
}
let opening = false
/** Under which id each state of a drawing was kept, and how often each entry was written. */
const homes = new WeakMap<Drawing, string>()
const revisions = new Map<string, number>()
const guests = new WeakSet<Drawing>()
function settle(drawing: Drawing, id: string, revision: number): void {
  homes.set(drawing, id)
  revisions.set(id, revision)
}

async function reopen(): Promise<void> {
  const id = remembered()
  const where = storage()
  if (!id || !where) return
  await openOwn(id)
}

/** Opens one of the user's own drawings. */
export async function openOwn(id: string): Promise<void> {
  const where = storage()
  if (!where) return
  const entry = await library.load(where, id).catch(() => undefined)
  if (!entry) {
    const there = await library.holds(where, id).catch(() => true)
    if (there) tell('This drawing could not be read: what the browser kept of it is damaged. It was left as it is; your other drawings are not touched.', { tone: 'bad' })
    return
  }
  const { drawing, problems } = readDrawing(entry.drawing, shelfOf(shelf))
  report(problems)
  if (!drawing) return
  take(drawing, id, entry.revision)
}

function take(drawing: Drawing, id: string, revision: number): void {
  opening = true
  open(drawing, `Open “${drawing.name}”`)
  opening = false
  settle(drawing, id, revision)
  autosaveStore.setState({ id, revision, state: 'saved' })
  remember(id)
}

export function newDrawing(): void {
  opening = true
  open(EMPTY_DRAWING, 'New drawing')
  opening = false
  autosaveStore.setState({ id: '', revision: 0, state: 'clean' })
}

async function write(drawing: Drawing): Promise<void> {
  const where = storage()
  if (!where || isEmpty(drawing)) return
  const { id: known, revision } = autosaveStore.getState()
  const id = known || crypto.randomUUID()
  const saved = await library.save(where, id, drawing, revision, Date.now())
  if ('failed' in saved) return complain(saved.failed)
  if ('conflict' in saved) {
    // Another tab has written since: this tab's work goes on under a name of its own.
    autosaveStore.setState({ id: '', revision: 0 })
    tell('Another tab changed this drawing. What you do here is kept as a copy.', { tone: 'bad' })
    const copy = { ...drawing, name: `${drawing.name} (this tab)` }
    return write(copy)
  }
  settle(drawing, id, saved.revision)
  autosaveStore.setState(({ version }) => ({ id, revision: saved.revision, state: 'saved', version: version + 1 }))
  remember(id)
}

/** Ctrl/Cmd+S: the present state under a name, beside the drawing that goes on. */
export async function keepVersion(name: string): Promise<void> {
  await write(present())
  const where = storage()
  const { id } = autosaveStore.getState()
  if (!where || !id) return
  const failed = await library.saveVersion(where, id, name, present(), Date.now())
  if (failed) complain(failed)
  else tell(`Kept as “${name}”.`)
  bump()
}

export async function listOwn(): Promise<Awaited<ReturnType<typeof library.list>>> {
  const where = storage()
  return where ? library.list(where).catch(() => ({ entries: [], broken: [] })) : { entries: [], broken: [] }
}

export async function renameOwn(id: string, name: string): Promise<void> {
  await library.rename(storage()!, id, name)
  if (autosaveStore.getState().id === id) await openOwn(id)
  bump()
}

export async function duplicateOwn(id: string): Promise<void> {
  const entry = await library.load(storage()!, id)
  if (!entry) return
  const { drawing } = readDrawing(entry.drawing, shelfOf(shelf))
  if (drawing) await library.save(storage()!, crypto.randomUUID(), { ...drawing, name: `${drawing.name} (copy)` }, 0, Date.now())
  bump()
}

export async function deleteOwn(id: string, name: string): Promise<void> {
  const gone = await library.remove(storage()!, id)
  if (autosaveStore.getState().id === id) autosaveStore.setState({ id: '', revision: 0 })
  bump()
  tell(`Deleted “${name}”.`, { offers: [{ label: 'Undo', run: () => void library.restore(storage()!, id, gone).then(bump) }] })
}

/** Opens a named version as a step that can be undone. */
export async function openVersion(id: string, savedAt: number): Promise<void> {
  const entry = await library.load(storage()!, id)
  const version = entry?.versions.find((one) => one.savedAt === savedAt)
  const read = version && readDrawing(version.drawing, shelfOf(shelf))
  if (entry && read?.drawing) take(read.drawing, id, entry.revision)
}

const bump = (): void => autosaveStore.setState(({ version }) => ({ version: version + 1 }))

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
