import type { DrawingNode } from '../drawing/drawing.ts'
import { camera } from './camera.ts'
import { change, drawingStore, present, select } from './drawing.ts'
import { addNode, addWire, moveNodes, paste, type Piece, pieceOf, remove } from './edits.ts'
import { contentsOf, thingsOf } from './frames.ts'
import { judge, type Way } from './legal.ts'
import { CARD, freePlace } from './place.ts'
import { serviceOf } from './shelf.ts'
import { tell } from './toasts.ts'

/** What a person does to the drawing, whichever way: by mouse, key, menu or command. Each is one step of undo. */
const nodeOf = (id: string): DrawingNode | undefined => present().nodes.find((node) => node.id === id)

/** Adds a service at a point of the drawing, else to the right of the selected node, else in the middle of the view. */
export function addService(service: string, at?: { x: number; y: number }): string {
  const drawing = present()
  const chosen = [...drawingStore.getState().selection].map(nodeOf).find((node) => node !== undefined)
  const centre = camera().centre()
  const wish = at ?? (chosen ? { x: chosen.x + CARD.width + 76, y: chosen.y } : { x: centre.x - CARD.width / 2, y: centre.y - CARD.height / 2 })
  const place = at ? { x: Math.round(at.x), y: Math.round(at.y) } : freePlace(drawing, wish.x, wish.y)
  const added = addNode(drawing, service, place.x, place.y)
  if (change(`Add ${serviceOf(service)?.title ?? service}`, () => added.drawing)) select([added.id])
  return added.id
}

/** Adds a service and the wire that leads to it, as one step. */
export function addConnected(from: string, service: string, way: Way, at?: { x: number; y: number }): string | undefined {
  const drawing = present()
  const source = nodeOf(from)
  if (!source) return undefined
  const below = way.port.side === 'bottom'
  const place = at ?? freePlace(drawing, source.x + (below ? 0 : CARD.width + 76), source.y + (below ? CARD.height + 64 : 0))
  const added = addNode(drawing, service, place.x, place.y)
  const wired = addWire(added.drawing, from, way.port.id, added.id, way.kind)
  if (change(`Add connected ${serviceOf(service)?.title ?? service}`, () => wired.drawing)) select([added.id])
  return added.id
}

/** Draws a wire, or says which rule refuses it and offers what AWS would allow. */
export function connect(from: string, to: string, port?: string): void {
  const drawing = present()
  const source = nodeOf(from)
  const target = nodeOf(to)
  if (!source || !target) return
  const verdict = judge(drawing, source, target, port)
  if ('ways' in verdict) return wire(from, verdict.ways[0]!, to)
  const other = port ? judge(drawing, source, target) : verdict
  const offers = 'ways' in other
    ? other.ways.map((way) => ({ label: `Connect as ${way.port.label.toLowerCase()}`, run: () => wire(from, way, to) }))
    : detourOffers(from, to, verdict.refusal.detour)
  tell(verdict.refusal.text, { tone: 'bad', rule: verdict.refusal.rule, ...(offers.length > 0 ? { offers } : {}) })
}

export function wire(from: string, way: Way, to: string): void {
  const wired = addWire(present(), from, way.port.id, to, way.kind)
  if (change('Connect', () => wired.drawing)) select([wired.id])
}

function detourOffers(from: string, to: string, detour: readonly string[] | undefined): { label: string; run: () => void }[] {
  if (!detour || detour.length === 0) return []
  const names = detour.map((id) => serviceOf(id)?.title ?? id).join(' and ')
  return [{ label: `Put ${names} in between`, run: () => takeDetour(from, to, detour) }]
}

/** Places the services of a detour between two nodes and wires them through, as one step. */
export function takeDetour(from: string, to: string, detour: readonly string[]): void {
  const source = nodeOf(from)
  const target = nodeOf(to)
  if (!source || !target) return
  let drawing = present()
  const chain = [from]
  detour.forEach((service, index) => {
    const share = (index + 1) / (detour.length + 1)
    const place = freePlace(drawing, source.x + (target.x - source.x) * share, source.y + (target.y - source.y) * share)
    const added = addNode(drawing, service, place.x, place.y)
    drawing = added.drawing
    chain.push(added.id)
  })
  chain.push(to)
  for (let index = 1; index < chain.length; index++) {
    const a = drawing.nodes.find((node) => node.id === chain[index - 1])!
    const b = drawing.nodes.find((node) => node.id === chain[index])!
    const verdict = judge(drawing, a, b)
    if (!('ways' in verdict)) return tell(verdict.refusal.text, { tone: 'bad', rule: verdict.refusal.rule })
    drawing = addWire(drawing, a.id, verdict.ways[0]!.port.id, b.id, verdict.ways[0]!.kind).drawing
  }
  if (change('Connect by a detour', () => drawing)) select(chain.slice(1, -1))
}

/** What lies in a frame stays when the frame goes, and that is told; what was selected itself goes. */
export function deleteSelection(): void {
  const { selection } = drawingStore.getState()
  if (selection.size === 0) return
  const drawing = present()
  const frames = drawing.containers.filter((one) => selection.has(one.id))
  const stay = [...contentsOf(drawing, selection)].filter((id) => !selection.has(id)).length
  if (!change(frames.length > 0 ? 'Delete frame' : 'Delete', (now) => remove(now, selection))) return
  select([])
  if (stay > 0) tell(`${frames.length === 1 ? 'The frame is' : `${frames.length} frames are`} gone; ${stay === 1 ? 'the one thing' : `the ${stay} things`} in ${frames.length === 1 ? 'it' : 'them'} ${stay === 1 ? 'stays' : 'stay'}. Shift+Delete takes ${stay === 1 ? 'it' : 'them'} along.`)
}

/** Frames with all that lies in them, as one step. */
export function deleteWithContents(): void {
  const { selection } = drawingStore.getState()
  if (selection.size === 0) return
  if (change('Delete with contents', (drawing) => remove(drawing, new Set([...selection, ...contentsOf(drawing, selection)])))) select([])
}

export function selectAll(): void {
  select([...thingsOf(present()), ...present().wires].map((one) => one.id))
}

/** The selected nodes and all that their messages may reach. */
export function selectDownstream(): void {
  const { wires } = present()
  const found = new Set(drawingStore.getState().selection)
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const one of wires) if (found.has(one.from)) found.add(one.id).add(one.to)
  }
  select(found)
}

/** Shows the selected nodes, as large as they fit. */
export function zoomToSelection(): void {
  const { selection } = drawingStore.getState()
  const ids = thingsOf(present()).filter((thing) => selection.has(thing.id)).map((thing) => thing.id)
  if (ids.length > 0) camera().fit(ids)
}

export function nudge(dx: number, dy: number): void {
  const { selection } = drawingStore.getState()
  const places = new Map(thingsOf(present()).filter((thing) => selection.has(thing.id)).map((thing) => [thing.id, { x: thing.x + dx, y: thing.y + dy }]))
  change('Move', (drawing) => moveNodes(drawing, places), 'nudge')
}

export function duplicate(): void {
  put(pieceOf(present(), drawingStore.getState().selection), 'Duplicate')
}

const isBare = ({ nodes, notes, containers }: Piece): boolean => nodes.length + notes.length + containers.length === 0

/** The selection as JSON text, which another tab, or a text editor, can take; nothing when nothing with a place is selected. */
export function selectionText(): string | undefined {
  const piece = pieceOf(present(), drawingStore.getState().selection)
  return isBare(piece) ? undefined : JSON.stringify({ coldstart: 'piece', version: 1, ...piece }, null, 1)
}

export async function copySelection(): Promise<void> {
  const text = selectionText()
  if (text) await navigator.clipboard.writeText(text)
}

/** Text that was copied here or in another tab, or a whole drawing as text. Whatever it is, it goes through the door of drawings. */
export async function pasteText(text: string): Promise<void> {
  const { readPiece } = await import('./piece.ts')
  const read = readPiece(text)
  if ('problem' in read) return tell(read.problem, { tone: 'bad' })
  put(read.piece, 'Paste')
  if (read.mended) tell(read.mended, { tone: 'bad' })
}

function put(piece: Piece, label: string): void {
  if (isBare(piece)) return
  const pasted = paste(present(), piece, 32, 32)
  if (change(label, () => pasted.drawing)) select(pasted.ids)
}
