import type { ReactNode } from 'react'
import type { DrawingNode } from '../drawing/drawing.ts'
import { Glyph } from '../kit/Glyph.tsx'
import { type Choice, Picker } from '../kit/Picker.tsx'
import { viewOf } from '../services/views.ts'
import { addConnected, addService, copySelection, deleteSelection, deleteWithContents, duplicate, pasteText, selectAll, selectDownstream, wire, zoomToSelection } from '../stores/actions.ts'
import { camera } from '../stores/camera.ts'
import { present, redo, undo } from '../stores/drawing.ts'
import { add, KIND_LIST, KINDS } from '../stores/frame-actions.ts'
import { fitAround, putInto, selectContents, takeOut } from '../stores/frame-moves.ts'
import { contentsOf, thingsOf } from '../stores/frames.ts'
import { judge, mayFollow } from '../stores/legal.ts'
import { closeMenu, type Menu, openMenu, useMenu } from '../stores/menu.ts'
import { serviceOf, shelf } from '../stores/shelf.ts'
import { tell } from '../stores/toasts.ts'
import { setView } from '../stores/view.ts'

/** Whatever list is open: context menus, quick add, "connect to". */
export function Menus() {
  const menu = useMenu()
  if (!menu) return null
  const { label, choices, search, empty } = contents(menu)
  return (
    <Picker
      key={`${menu.kind}-${label}`} label={label} choices={choices} onClose={closeMenu}
      {...(menu.at ? { at: menu.at } : {})} {...(search ? { search } : {})} {...(empty ? { empty } : {})}
    />
  )
}

interface Contents { label: string; choices: readonly Choice[]; search?: string; empty?: string }

function contents(menu: Menu): Contents {
  switch (menu.kind) {
    case 'pane': return { label: 'Canvas', choices: paneChoices(menu.at) }
    case 'wire': return { label: 'Wire', choices: [inspect, { id: 'delete', title: 'Delete wire', keys: 'Del', danger: true, run: deleteSelection }] }
    case 'node': return { label: 'Node', choices: nodeChoices(menu.id, menu.at) }
    case 'frame': return { label: present().notes.some((one) => one.id === menu.id) ? 'Note' : 'Frame', choices: frameChoices(menu.id, menu.at) }
    case 'into': return { label: 'Put into', search: 'Put into…', empty: 'There is no frame yet. Ctrl G makes one around the selection.', choices: intoChoices(menu.id) }
    case 'add': return { label: 'Add', search: 'Add a service, frame or note…', choices: [...shelf.map((service) => ({ ...serviceChoice(service.id), hint: service.limit, run: () => camera().focus(addService(service.id, menu.place)) })), ...frameAdds(menu.place)] }
    case 'follow': return follow(menu.from, menu.port, menu.place)
    case 'connect': return connectTo(menu.from)
  }
}

const inspect: Choice = { id: 'inspect', title: 'Settings', keys: 'Enter', run: openInspector }

function openInspector(): void {
  setView({ sheet: 'inspector' })
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-panel="inspector"] :is(input, select, textarea, button[role="tab"])')?.focus())
}

export const glyphOf = (service: string): ReactNode =>
  <Glyph path={viewOf(service).glyph} category={serviceOf(service)?.category ?? 'neutral'} size="small" />

const serviceChoice = (service: string) => ({ id: service, title: serviceOf(service)?.title ?? service, words: viewOf(service).short, icon: glyphOf(service) })

function follow(from: string, port: string | undefined, place: { x: number; y: number } | undefined): Contents {
  const source = present().nodes.find((node) => node.id === from)
  const choices = !source ? [] : mayFollow(present(), source, port).map(({ service, way }) => ({
    ...serviceChoice(service.id), hint: way.port.label,
    run: () => {
      const id = addConnected(from, service.id, way, place && { x: place.x, y: place.y - 24 })
      if (id) camera().focus(id)
    },
  }))
  return { label: `Services that may follow ${source?.name ?? ''}`, search: 'Then comes…', empty: 'AWS lets nothing follow here.', choices }
}

function connectTo(from: string): Contents {
  const drawing = present()
  const source = drawing.nodes.find((node) => node.id === from)
  const choices = !source ? [] : drawing.nodes.filter((node) => node.id !== from).flatMap((node: DrawingNode) => {
    const verdict = judge(drawing, source, node)
    if (!('ways' in verdict)) return []
    return verdict.ways.map((way): Choice => ({
      id: `${node.id}-${way.port.id}`, title: node.name, hint: way.port.label, words: serviceOf(node.service)?.title ?? '', icon: glyphOf(node.service),
      run: () => { wire(from, way, node.id); camera().focus(from) },
    }))
  })
  return { label: `Connect ${source?.name ?? ''} to`, search: 'Connect to…', empty: 'No node here may take a wire from this one.', choices }
}

function nodeChoices(id: string, at: { x: number; y: number } | undefined): Choice[] {
  const spot = at ? { at } : {}
  return [
    inspect,
    { id: 'connect', title: 'Connect to…', keys: 'C', run: () => openMenu({ kind: 'connect', from: id, ...spot }) },
    { id: 'follow', title: 'Add what follows…', keys: 'Mod+→', run: () => openMenu({ kind: 'follow', from: id, ...spot }) },
    { id: 'duplicate', title: 'Duplicate', keys: 'Mod+D', run: duplicate },
    { id: 'copy', title: 'Copy', keys: 'Mod+C', run: () => void copySelection() },
    { id: 'downstream', title: 'Select downstream', run: selectDownstream },
    ...inAndOut(id, spot),
    { id: 'fit', title: 'Zoom to selection', keys: '2', run: zoomToSelection },
    { id: 'delete', title: 'Delete', keys: 'Del', danger: true, run: deleteSelection },
  ]
}

/** What dragging does, for those who do not drag. */
function inAndOut(id: string, spot: { at?: { x: number; y: number } }): Choice[] {
  const drawing = present()
  const thing = thingsOf(drawing).find((one) => one.id === id)
  const around = drawing.containers.find((one) => one.id === thing?.container)
  return [
    { id: 'group', title: 'Put a group around it', keys: 'Mod+G', run: () => camera().focus(add('group')) },
    ...(drawing.containers.some((one) => one.id !== id) ? [{ id: 'into', title: 'Put into a frame…', run: () => openMenu({ kind: 'into', id, ...spot }) }] : []),
    ...(around ? [{ id: 'out', title: `Take out of ${around.name || KINDS[around.kind].title}`, run: takeOut }] : []),
  ]
}

function intoChoices(id: string): Choice[] {
  const { containers } = present()
  const within = contentsOf(present(), new Set([id]))
  return containers.filter((one) => one.id !== id && !within.has(one.id)).map((one) => ({
    id: one.id, title: one.name || KINDS[one.kind].title, hint: KINDS[one.kind].title, icon: kindGlyph(one.kind), run: () => putInto(one.id),
  }))
}

function frameChoices(id: string, at: { x: number; y: number } | undefined): Choice[] {
  const spot = at ? { at } : {}
  const isNote = present().notes.some((one) => one.id === id)
  const count = contentsOf(present(), new Set([id])).size
  return [
    { id: 'write', title: isNote ? 'Write' : 'Rename', keys: isNote ? 'Enter' : 'F2', run: () => setView({ editing: id }) },
    ...(isNote ? [] : [
      inspect,
      { id: 'contents', title: 'Select what is in it', run: () => selectContents(id) },
      { id: 'around', title: 'Fit around what is in it', run: () => fitAround(id) },
    ]),
    { id: 'duplicate', title: count > 0 ? 'Duplicate with contents' : 'Duplicate', keys: 'Mod+D', run: duplicate },
    { id: 'copy', title: 'Copy', keys: 'Mod+C', run: () => void copySelection() },
    ...inAndOut(id, spot),
    { id: 'fit', title: 'Zoom to selection', keys: '2', run: zoomToSelection },
    { id: 'delete', title: count > 0 ? 'Delete the frame, keep what is in it' : 'Delete', keys: 'Del', danger: true, run: deleteSelection },
    ...(count > 0 ? [{ id: 'deleteAll', title: `Delete with ${count === 1 ? 'the thing' : `all ${count} things`} in it`, keys: 'Shift+Del', danger: true, run: deleteWithContents }] : []),
  ]
}

const kindGlyph = (kind: keyof typeof KINDS): ReactNode => <Glyph path={KINDS[kind].glyph} category="neutral" size="small" />

/** Frames and notes, as they are added from lists. */
export const frameAdds = (place?: { x: number; y: number }): Choice[] => KIND_LIST.map((kind) => ({
  id: `add-${kind}`, title: KINDS[kind].title, hint: KINDS[kind].says, words: KINDS[kind].words, icon: kindGlyph(kind),
  run: () => camera().focus(add(kind, place)),
}))

function paneChoices(at: { x: number; y: number } | undefined): Choice[] {
  const place = at && camera().toDrawing(at.x, at.y)
  return [
    { id: 'add', title: 'Add a service, frame or note…', keys: '/', run: () => openMenu({ kind: 'add', ...(place ? { place } : {}), ...(at ? { at } : {}) }) },
    { id: 'paste', title: 'Paste', keys: 'Mod+V', run: pasteFromClipboard },
    { id: 'all', title: 'Select all', keys: 'Mod+A', run: selectAll },
    { id: 'fit', title: 'Show all', keys: '1', run: () => camera().fit() },
    { id: 'undo', title: 'Undo', keys: 'Mod+Z', run: undo },
    { id: 'redo', title: 'Redo', keys: 'Mod+Shift+Z', run: redo },
  ]
}

function pasteFromClipboard(): void {
  navigator.clipboard.readText().then((text) => void pasteText(text), () => tell('The browser did not let the clipboard be read. Press Ctrl V instead.'))
}
