/**
 * The drawing as an SVG of its own: no styles, no fonts and no script of the page, so that it looks the same in a
 * document, a wiki or a mail. Pure: a drawing and colours in, text out.
 */
import type { Drawing, DrawingNode, Wire } from '../drawing/drawing.ts'
import { viewOf } from '../services/views.ts'
import { portOf, serviceOf, sketchOf, summaryOf } from '../stores/shelf.ts'
import { CARD } from '../stores/place.ts'
import { drawFrame, drawNote, noteHeight } from './picture-frames.ts'
import { type Colour, escape, shorten, words } from './picture-text.ts'
import { abreast, piled } from './abreast.ts'
import { wireCurve } from './picture-wire.ts'
import { type Look, wireLabel, wireLook } from './wire-look.ts'

export interface Picture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

const MARGIN = 32
/** Without a run there is no face to show: a card is as high as its head. */
const HEIGHT = 48
const FONT = "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', sans-serif"

export function pictureOf(drawing: Drawing, colour: Colour): Picture {
  const { left, top, width, height } = extent(drawing)
  const nodes = new Map(drawing.nodes.map((node) => [node.id, node]))
  const parts = [
    ...drawing.containers.map((one) => drawFrame(one, colour)),
    ...drawing.notes.map((one) => drawNote(one, colour)),
    ...drawing.wires.map((wire) => line(wire, drawing.wires, nodes, colour)),
    ...drawing.nodes.map((node) => card(node, colour)),
  ]
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" font-family="${FONT}" role="img">`,
    `<title>${escape(drawing.name)}</title>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${colour('--canvas')}"/>`,
    ...parts,
    '</svg>',
  ]
  return { svg: svg.join('\n'), width, height }
}

/** All that is drawn, with room around it. */
function extent({ nodes, notes, containers }: Drawing): { left: number; top: number; width: number; height: number } {
  const boxes = [...nodes.map(({ x, y }) => ({ x, y, width: CARD.width, height: HEIGHT })), ...notes.map((one) => ({ ...one, height: noteHeight(one) })), ...containers]
  if (boxes.length === 0) return { left: 0, top: 0, width: 320, height: 180 }
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b))
  const left = least(boxes.map((box) => box.x)) - MARGIN
  const top = least(boxes.map((box) => box.y)) - MARGIN
  const right = -least(boxes.map((box) => -box.x - box.width)) + MARGIN
  const bottom = -least(boxes.map((box) => -box.y - box.height)) + MARGIN
  return { left, top, width: right - left, height: bottom - top }
}

function card(node: DrawingNode, colour: Colour): string {
  const service = serviceOf(node.service)
  const tint = colour(`--c-${service?.category ?? 'neutral'}`)
  const dashes = service ? '' : ' stroke-dasharray="4 3"'
  return [
    `<g transform="translate(${node.x} ${node.y})">`,
    `<rect width="${CARD.width}" height="${HEIGHT}" rx="12" fill="${colour('--raised')}" stroke="${colour('--line-2')}"${dashes}/>`,
    `<rect x="10" y="9" width="30" height="30" rx="8" fill="${tint}" fill-opacity=".15"/>`,
    `<path transform="translate(16.5 15.5) scale(.708)" d="${viewOf(node.service).glyph}" fill="none" stroke="${tint}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
    words(shorten(node.name, 13, CARD.width - 59), { x: 49, y: 22, size: 13, weight: 600, fill: colour('--text') }),
    words(shorten(summaryOf(node), 11, CARD.width - 59), { x: 49, y: 37, size: 11, fill: colour('--text-3') }),
    '</g>',
  ].join('')
}

const DASHES: { readonly [L in Look]?: string } = { async: '7 5', poll: '.1 6', success: '11 4', failure: '7 5' }
const WIDTHS: { readonly [L in Look]?: number } = { poll: 2.4, stream: 5 }

function line(wire: Wire, wires: readonly Wire[], nodes: ReadonlyMap<string, DrawingNode>, colour: Colour): string {
  const from = nodes.get(wire.from)
  const to = nodes.get(wire.to)
  if (!from || !to) return ''
  const look = wireLook(wire.kind, sketchOf(from).role)
  const ink = colour(`--w-${look}`)
  const lower = abreast(wires, wire.id)
  const { path, head, middle, upright } = wireCurve(wire, from, to, HEIGHT, lower)
  const dashes = DASHES[look] ? ` stroke-dasharray="${DASHES[look]}"` : ''
  const label = wireLabel(wires, wire, portOf(from.service, wire.port))
  return [
    `<path d="${path}" fill="none" stroke="${ink}" stroke-width="${WIDTHS[look] ?? 1.6}" stroke-linecap="round"${dashes}/>`,
    look === 'stream' ? `<path d="${path}" fill="none" stroke="${colour('--canvas')}" stroke-width="2"/>` : '',
    look === 'async' ? `<circle cx="${middle.x}" cy="${middle.y}" r="3.4" fill="${colour('--canvas')}" stroke="${ink}" stroke-width="1.6"/>` : '',
    `<path d="${head}" fill="${ink}"/>`,
    label ? pill(label, { x: middle.x, y: middle.y + piled(wires, wire.id) + (upright ? lower : 0) }, colour) : '',
  ].join('')
}

function pill(label: string, { x, y }: { x: number; y: number }, colour: Colour): string {
  const width = label.length * 5.6 + 16
  return `<rect x="${x - width / 2}" y="${y - 9}" width="${width}" height="18" rx="9" fill="${colour('--surface')}" stroke="${colour('--line-2')}"/>`
    + words(label, { x, y: y + 3.5, size: 10, weight: 500, fill: colour('--text-2'), anchor: 'middle' })
}
