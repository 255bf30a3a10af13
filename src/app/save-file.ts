import { present } from '../stores/drawing.ts'

/** The present drawing as a file in the downloads. */
export function saveFile(): void {
  const drawing = present()
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(drawing, null, 2)], { type: 'application/json' }))
  link.download = `${drawing.name.replace(/[^\p{L}\p{N} _-]+/gu, '').trim() || 'drawing'}.coldstart.json`
  link.click()
  // Some browsers read the file only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
