/**
 * The drawing as an SVG of its own: no styles, no fonts and no script of the page, so that it looks the same in a
 * document, a wiki or a mail. Pure: a drawing and colours in, text out.
 */
import type { Drawing, DrawingNode, Wire } from '../drawing/drawing.ts'
import { viewOf } from '../services/views.ts'
import { portOf, serviceOf, sketchOf, summaryOf } from '../stores/shelf.ts'
import { CARD } from '../stores/place.ts'
import { shorten } from './picture-text.ts'
import { wireCurve } from './picture-wire.ts'
import { type Look, wireLabel, wireLook } from './wire-look.ts'

/** The colour of a role of the look, as tokens.css names it: `--text`, `--w-sync`. */
export type Colour = (token: string) => string
export interface Picture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

const MARGIN = 32
/** Without a run there is no face to show: a card is as high as its head. */
const HEIGHT = 48
const FONT = "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', sans-serif"
const LINE_PX = 16

export function pictureOf(drawing: Drawing, colour: Colour): Picture {
  const { left, top, width, height } = extent(drawing)
  const nodes = new Map(drawing.nodes.map((node) => [node.id, node]))
  const parts = [
    ...drawing.containers.map((one) => frame(one, colour)),
    ...drawing.notes.map((one) => note(one, colour)),
    ...drawing.wires.map((wire) => line(wire, nodes, colour)),
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
  const boxes = [...nodes.map(({ x, y }) => ({ x, y, width: CARD.width, height: HEIGHT })), ...notes, ...containers]
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

function line(wire: Wire, nodes: ReadonlyMap<string, DrawingNode>, colour: Colour): string {
  const from = nodes.get(wire.from)
  const to = nodes.get(wire.to)
  if (!from || !to) return ''
  const look = wireLook(wire.kind, sketchOf(from).role)
  const ink = colour(`--w-${look}`)
  const { path, head, middle } = wireCurve(wire, from, to, HEIGHT)
  const dashes = DASHES[look] ? ` stroke-dasharray="${DASHES[look]}"` : ''
  const label = wireLabel(wire, portOf(from.service, wire.port))
  return [
    `<path d="${path}" fill="none" stroke="${ink}" stroke-width="${WIDTHS[look] ?? 1.6}" stroke-linecap="round"${dashes}/>`,
    look === 'stream' ? `<path d="${path}" fill="none" stroke="${colour('--canvas')}" stroke-width="2"/>` : '',
    look === 'async' ? `<circle cx="${middle.x}" cy="${middle.y}" r="3.4" fill="${colour('--canvas')}" stroke="${ink}" stroke-width="1.6"/>` : '',
    `<path d="${head}" fill="${ink}"/>`,
    label ? pill(label, middle, colour) : '',
  ].join('')
}

function pill(label: string, { x, y }: { x: number; y: number }, colour: Colour): string {
  const width = label.length * 5.6 + 16
  return `<rect x="${x - width / 2}" y="${y - 9}" width="${width}" height="18" rx="9" fill="${colour('--surface')}" stroke="${colour('--line-2')}"/>`
    + words(label, { x, y: y + 3.5, size: 10, weight: 500, fill: colour('--text-2'), anchor: 'middle' })
}

function frame({ x, y, width, height, kind, name }: Drawing['containers'][number], colour: Colour): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="12" fill="none" stroke="${colour('--line-2')}" stroke-width="1.5"${kind === 'group' ? ' stroke-dasharray="6 4"' : ''}/>`
    + words(shorten(name || kind, 11, width - 24), { x: x + 12, y: y + 18, size: 11, weight: 600, fill: colour('--text-2') })
}

/** A note's own words, without what Markdown makes of them. */
function note({ x, y, width, height, text }: Drawing['notes'][number], colour: Colour): string {
  const fits = Math.max(1, Math.floor((height - 16) / LINE_PX))
  const lines = text.split('\n').slice(0, fits).map((one, index) =>
    words(shorten(one, 12, width - 24), { x: x + 12, y: y + 22 + index * LINE_PX, size: 12, fill: colour('--text-2') }))
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${colour('--inset')}" stroke="${colour('--line')}"/>${lines.join('')}`
}

function words(text: string, { x, y, size, fill, weight = 400, anchor }: { x: number; y: number; size: number; fill: string; weight?: number; anchor?: string }): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}"${anchor ? ` text-anchor="${anchor}"` : ''}>${escape(text)}</text>`
}

const ENTITIES: { readonly [letter: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** XML has no place for most control characters, not even escaped. */
const escape = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replace(/[&<>"]/g, (letter) => ENTITIES[letter]!)
