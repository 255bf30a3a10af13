/** What a person does in the list of own drawings, and with the versions kept of each. */
import { shelfOf } from '../drawing/catalogue.ts'
import { readDrawing } from '../drawing/check.ts'
import { autosaveStore, bump, complain, flush, leave, storage, write } from './autosave.ts'
import { change, present } from './drawing.ts'
import { isEmpty } from './frames.ts'
import * as library from './library.ts'
import { namedApart, tooLong } from './names.ts'
import { shelf } from './shelf.ts'
import { tell } from './toasts.ts'

const NOTHING = { entries: [], broken: [] }
type Found = Awaited<ReturnType<typeof library.list>>

export async function listOwn(): Promise<Found> {
  const where = storage()
  return where ? library.list(where).catch(() => NOTHING) : NOTHING
}

/** Ctrl/Cmd+S: the present state under a name, beside the drawing that goes on. Says what was wrong, or nothing. */
export async function keepVersion(name: string): Promise<string | undefined> {
  const long = tooLong(name, 'What was kept before')
  if (long) return long
  if (isEmpty(present())) return 'There is nothing on the canvas to keep.'
  const where = storage()
  if (!where) return 'This page may not store anything here. Save the drawing as a file.'
  await write(present())
  const { id } = autosaveStore.getState()
  const failed = id === '' ? 'The browser does not let this page store anything here. Save the drawing as a file, or keep its link.' : await library.saveVersion(where, id, name, present(), Date.now())
  bump()
  if (failed) return failed
  tell(`Kept as “${name}”.`)
  return undefined
}

export async function renameOwn(id: string, name: string): Promise<void> {
  // The one on the canvas is renamed there, as a step that can be undone.
  if (autosaveStore.getState().id === id) {
    change('Rename drawing', (drawing) => ({ ...drawing, name }))
    flush()
    return
  }
  await guarded((where) => library.rename(where, id, name))
}

export async function duplicateOwn(id: string): Promise<void> {
  await guarded(async (where) => {
    const entry = await library.load(where, id)
    const { drawing } = entry ? readDrawing(entry.drawing, shelfOf(shelf)) : { drawing: undefined }
    if (!drawing) return tell('This drawing could not be read, and was not copied.', { tone: 'bad' })
    const saved = await library.save(where, crypto.randomUUID(), { ...drawing, name: namedApart(drawing.name, 'copy', (await library.list(where)).entries.map(({ name }) => name)) }, 0, Date.now())
    if ('failed' in saved) complain(saved.failed)
  })
}

export async function deleteOwn(id: string, name: string): Promise<void> {
  await guarded(async (where) => {
    const gone = await library.remove(where, id)
    leave(id)
    tell(`Deleted “${name}”.`, { offers: [{ label: 'Undo', run: () => void guarded(() => library.restore(where, id, gone)) }] })
  })
}

export const renameVersion = (id: string, savedAt: number, name: string): Promise<void> => guarded((where) => library.renameVersion(where, id, savedAt, name))

export async function deleteVersion(id: string, savedAt: number, name: string): Promise<void> {
  await guarded(async (where) => {
    const gone = await library.removeVersion(where, id, savedAt)
    if (gone) tell(`Deleted the version “${name}”.`, { offers: [{ label: 'Undo', run: () => void guarded(() => library.restoreVersion(where, id, gone)) }] })
  })
}

/** The list is shown anew; a store that refuses says so instead of doing nothing. */
async function guarded(work: (where: library.Shelf) => Promise<void>): Promise<void> {
  const where = storage()
  if (!where) return
  try {
    await work(where)
  } catch {
    tell('The browser did not let this be stored. Nothing was changed.', { tone: 'bad' })
  }
  bump()
}
