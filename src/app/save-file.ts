import { shelfOf } from '../drawing/catalogue.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { present } from '../stores/drawing.ts'
import { shelf } from '../stores/shelf.ts'

/** The present drawing as a file in the downloads. */
export async function saveFile(): Promise<void> {
  const drawing = present()
  const { text, name } = await written(drawing)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  // Some browsers read the file only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Also the way out when the page has broken: whatever else fails, the drawing gets away. */
async function written(drawing: Drawing): Promise<{ readonly text: string; readonly name: string }> {
  try {
    // Not among what the first picture needs.
    const { fileNameOf, writeDrawingText } = await import('../drawing/file.ts')
    return { text: writeDrawingText(drawing, shelfOf(shelf)), name: fileNameOf(drawing.name) }
  } catch {
    return { text: JSON.stringify(drawing, null, 2), name: 'drawing.coldstart.json' }
  }
}
