import { type FocusEvent, type KeyboardEvent, useMemo } from 'react'
import { deleteSelection, deleteWithContents, duplicate, nudge, selectAll, zoomToSelection } from '../stores/actions.ts'
import { camera } from '../stores/camera.ts'
import { drawingStore, present, select } from '../stores/drawing.ts'
import { add } from '../stores/frame-actions.ts'
import { openMenu } from '../stores/menu.ts'
import { setView, viewStore } from '../stores/view.ts'
import { current, setCurrent } from './current.ts'
import { neighbour, type Direction } from './walk.ts'

/** Fetched when it is asked for. */
export const tidy = (): void => void import('../stores/layout.ts').then((part) => part.tidy())

const ARROWS: { readonly [key: string]: Direction } = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }
const STEP: { readonly [D in Direction]: readonly [number, number] } = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }

/** The keys of the canvas: one tab stop, arrows walk, Alt+arrows move, C connects, Ctrl+arrow makes what follows. */
export function useCanvasKeys() {
  return useMemo(() => ({
    onFocus(event: FocusEvent) {
      const id = nodeUnder(event.target)
      if (!id) return
      setCurrent(id)
      if (event.target.matches(':focus-visible') && !drawingStore.getState().selection.has(id)) select([id])
    },
    onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || isTyping(event.target)) return
      if (press(event)) event.preventDefault()
    },
  }), [])
}

type Press = Pick<globalThis.KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>

function press(event: Press): boolean {
  const mod = event.ctrlKey || event.metaKey
  const id = (event.target && nodeUnder(event.target)) ?? current()
  const card = id !== undefined && present().nodes.some((node) => node.id === id)
  const direction = ARROWS[event.key]
  if (direction) return arrow(direction, id, event, mod)
  if (mod) return false
  switch (event.key) {
    case 'F2':
      if (id && !card) setView({ editing: id })
      return id !== undefined && !card
    case 'Enter':
      if (id) select([id])
      if (present().notes.some((note) => note.id === id)) {
        setView({ editing: id })
        return true
      }
      setView({ sheet: 'inspector' })
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-panel="inspector"] :is(input, select, textarea)')?.focus())
      return true
    case ' ':
      if (id) select(toggled(id))
      return true
    case 'c': case 'C':
      if (id && card) openMenu({ kind: 'connect', from: id, ...spot(id) })
      return true
    case 'n': case 'N':
      camera().focus(add('note'))
      return true
    case 's': case 'S': setView({ snap: !viewStore.getState().snap }); return true
    case 'ContextMenu':
      if (id) openMenu({ kind: card ? 'node' : 'frame', id, ...spot(id) })
      return true
    case 'F10':
      if (id && event.shiftKey) openMenu({ kind: card ? 'node' : 'frame', id, ...spot(id) })
      return event.shiftKey
    case 'w': case 'W': return nextWire(id)
    case 'v': case 'V': setView({ tool: 'select' }); return true
    case 'h': case 'H': setView({ tool: 'pan' }); return true
    case 'L':
      tidy()
      return true
    case '+': case '=': camera().zoomBy(1.25); return true
    case '-': camera().zoomBy(1 / 1.25); return true
    case '0': camera().zoomTo(1); return true
    case '1': camera().fit(); return true
    case '2': zoomToSelection(); return true
    default: return false
  }
}

function arrow(direction: Direction, id: string | undefined, event: Press, mod: boolean): boolean {
  if (!id) return false
  if (event.altKey) {
    const [x, y] = STEP[direction]
    const far = event.shiftKey ? 40 : 8
    if (!drawingStore.getState().selection.has(id)) select([id])
    nudge(x * far, y * far)
    return true
  }
  if (mod && !present().nodes.some((node) => node.id === id)) return false
  if (mod) {
    openMenu({ kind: 'follow', from: id, ...spot(id) })
    return true
  }
  const next = neighbour(present(), id, direction)
  if (!next) return true
  select(event.shiftKey ? [...drawingStore.getState().selection, next] : [next])
  camera().focus(next)
  return true
}

/** The wires of a node, one after the other. */
function nextWire(id: string | undefined): boolean {
  const mine = present().wires.filter((wire) => wire.from === id || wire.to === id)
  if (mine.length === 0) return false
  const { selection } = drawingStore.getState()
  const at = mine.findIndex((wire) => selection.has(wire.id))
  select([mine[(at + 1) % mine.length]!.id])
  return true
}

function toggled(id: string): string[] {
  const { selection } = drawingStore.getState()
  return selection.has(id) ? [...selection].filter((one) => one !== id) : [...selection, id]
}

function spot(id: string): { at?: { x: number; y: number } } {
  const box = document.getElementById(`node-${id}`)?.getBoundingClientRect()
  return box ? { at: { x: box.right + 10, y: box.top } } : {}
}

/** Keys that edit the drawing wherever the focus is, unless somebody types; those of the canvas too when it is nowhere. */
export function editKeys(event: globalThis.KeyboardEvent): boolean {
  if (isTyping(event.target)) return false
  if (event.target === document.body && press(event)) return true
  const mod = event.ctrlKey || event.metaKey
  if (!mod && (event.key === 'Delete' || event.key === 'Backspace')) (event.shiftKey ? deleteWithContents : deleteSelection)()
  else if (!mod && event.key === 'Escape') select([])
  else if (mod && event.key.toLowerCase() === 'a') selectAll()
  else if (mod && event.key.toLowerCase() === 'd') duplicate()
  else if (mod && event.key.toLowerCase() === 'g') camera().focus(add('group'))
  else return false
  return true
}

const nodeUnder = (target: EventTarget): string | undefined =>
  target instanceof Element ? target.closest('.react-flow__node')?.getAttribute('data-id') ?? undefined : undefined

export const isTyping = (target: EventTarget | null): boolean =>
  // The code editor takes its text by a way of its own, in an element that is none of these.
  // A dialog is open, or on its way: what had the focus in it may be gone, and keys must not reach what lies behind.
  document.querySelector('dialog:modal') !== null || viewStore.getState().window !== undefined
  || target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('dialog, [role="textbox"]') !== null)
