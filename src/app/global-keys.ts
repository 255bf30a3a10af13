import { current } from '../canvas/current.ts'
import { editKeys, isTyping } from '../canvas/keys.ts'
import { deleteSelection, pasteText, selectionText } from '../stores/actions.ts'
import { camera } from '../stores/camera.ts'
import { redo, undo } from '../stores/drawing.ts'
import { openMenu } from '../stores/menu.ts'
import { seek, stepRow, toggle } from '../stores/run.ts'
import { setView, viewStore } from '../stores/view.ts'

/** Keys that work wherever the focus is. Called once by the page. */
export function attachKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return
    if (event.key === 'Escape' && leaveInspector(event.target)) return
    if (isModal() ? windowKeys(event) : command(event) || editKeys(event)) event.preventDefault()
  })
  // The browser's own events carry the clipboard without asking for permission.
  for (const name of ['copy', 'cut'] as const) {
    document.addEventListener(name, (event) => {
      const text = isTyping(event.target) || isModal() || String(getSelection()) ? undefined : selectionText()
      if (!text) return
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
      if (name === 'cut') deleteSelection()
    })
  }
  document.addEventListener('paste', (event) => {
    if (isTyping(event.target) || isModal()) return
    void pasteText(event.clipboardData?.getData('text/plain') ?? '')
  })
}

/** What stands below an open dialog is out of reach: for keys, too. */
const isModal = (): boolean => document.querySelector('dialog:modal') !== null

/** From one window to another. */
function windowKeys(event: KeyboardEvent): boolean {
  const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : ''
  if (key === 'k') setView({ window: viewStore.getState().window === 'commands' ? undefined : 'commands' })
  else if (key === 's') setView({ window: 'keep' })
  return key === 'k' || key === 's'
}

function command(event: KeyboardEvent): boolean {
  if (windowKeys(event)) return true
  const key = event.key.toLowerCase()
  if (event.ctrlKey || event.metaKey) {
    if (isTyping(event.target)) return false
    else if (key === 'z' && event.shiftKey) redo()
    else if (key === 'z') undo()
    else if (key === 'y') redo()
    else return false
    return true
  }
  if (isTyping(event.target) || event.altKey) return false
  if (event.key === '?') setView({ window: 'shortcuts' })
  else if (event.key === '/') search()
  else if (key === 'r' && !event.shiftKey) toggle()
  else if (event.key === ',') stepRow(-1)
  else if (event.key === '.') stepRow(1)
  else if (event.key === 'Home') seek(0)
  else return false
  return true
}

/** From the settings back to the node they belong to. */
function leaveInspector(target: EventTarget | null): boolean {
  const id = current()
  if (!id || !(target instanceof Element) || !target.closest('[data-panel="inspector"]')) return false
  camera().focus(id)
  return true
}

/** To the palette's search field; where the palette is folded away, the same as a list. */
function search(): void {
  const field = document.getElementById('palette-search')
  if (field) field.focus()
  else openMenu({ kind: 'add' })
}
