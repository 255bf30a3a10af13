/**
 * Drawings as files. Saving makes a download; opening takes what was chosen or dropped, be it the text of a drawing or a
 * picture that carries one. What is opened is a step that can be undone, and a file that cannot be opened changes nothing.
 */
import { shelfOf } from '../drawing/catalogue.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { open, present } from './drawing.ts'
import { linkStore, report } from './link.ts'
import { shelf } from './shelf.ts'
import { tell } from './toasts.ts'

// Not among what the first picture needs.
const format = async () => (await Promise.all([import('../drawing/file.ts'), import('./settings.ts')]))[0]

const OPENS = '.json,.svg,.png'

/** The present drawing as a file in the downloads. */
export async function saveFile(): Promise<void> {
  const { text, name } = await written(present())
  download(new Blob([text], { type: 'application/json' }), name)
}

export function download(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // Some browsers read the file only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Lets the user choose a file, and opens it. */
export function chooseFile(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = OPENS
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (file) void openFile(file)
  })
  input.click()
}

export async function openFile(file: File): Promise<void> {
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    // A folder, or a file that was moved or locked since it was chosen.
    tell(`The browser cannot read “${file.name}”. It may be a folder, or have been moved meanwhile: choose it again.`, { tone: 'bad' })
    return
  }
  const { readFileBytes } = await format()
  const { drawing, problems } = readFileBytes(bytes, shelfOf(shelf))
  if (drawing) {
    // From here on it is the user's own, whatever link the page was opened by.
    linkStore.setState({ visiting: false, readOnly: false, atSec: undefined })
    open(drawing, `Open “${drawing.name}”`)
  }
  report(problems)
}

/** Files that are dropped anywhere on the page are opened, not shown by the browser in place of the page. Called once by the page. */
export function attachDrop(page: Document): void {
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
  const invite = (on: boolean): void => { page.documentElement.toggleAttribute('data-dropping', on) }
  page.addEventListener('dragover', (event) => {
    if (!carriesFiles(event) || !event.dataTransfer) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    invite(true)
  })
  // Without a next element it left the window; between two elements nothing changes.
  page.addEventListener('dragleave', (event) => { if (!event.relatedTarget) invite(false) })
  page.addEventListener('drop', (event) => {
    invite(false)
    if (!carriesFiles(event)) return
    event.preventDefault()
    const [file, another] = event.dataTransfer?.files ?? []
    if (another) tell('One drawing is open at a time: drop one file.', { tone: 'bad' })
    else if (file) void openFile(file)
  })
}

/** Also the way out when the page has broken: whatever else fails, the drawing gets away. */
async function written(drawing: Drawing): Promise<{ readonly text: string; readonly name: string }> {
  try {
    const { fileNameOf, writeDrawingText } = await format()
    return { text: writeDrawingText(drawing, shelfOf(shelf)), name: fileNameOf(drawing.name) }
  } catch {
    return { text: JSON.stringify(drawing, null, 2), name: 'drawing.coldstart.json' }
  }
}
