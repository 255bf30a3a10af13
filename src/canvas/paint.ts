/** Paints the dots. Pure: a context, a transform, dots and paths in, pixels out. */
import type { Dots } from './dots.ts'
import type { Stamps } from './stamps.ts'

/** A wire as 65 points at equal distances, x and y in turn. */
export type Path = Float32Array
export const STEPS = 64

/** A label, in the drawing's own measure: its middle, and half of its size. */
export interface Label {
  readonly x: number
  readonly y: number
  readonly halfWidth: number
  readonly halfHeight: number
  /** Another label lies right above it: what belongs to this one stands beside it. */
  readonly below?: true
}

export interface Colours {
  /** By the position of the shape in SHAPES. */
  readonly shapes: readonly string[]
  readonly halo: readonly string[]
  readonly ground: string
  readonly text: string
}

/** Pixels of wire for each dot: closer together they would be a line. */
const PER_DOT = 11

export function samplePath(path: SVGPathElement): Path {
  const length = path.getTotalLength()
  const points = new Float32Array((STEPS + 1) * 2)
  for (let i = 0; i <= STEPS; i++) {
    const { x, y } = path.getPointAtLength((length * i) / STEPS)
    points[2 * i] = x
    points[2 * i + 1] = y
  }
  return points
}

export interface Transform {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Of the canvas, in pixels of the page, and how many of its own make one of those. */
export interface Size {
  readonly width: number
  readonly height: number
  readonly scale: number
}

const TURN = Math.PI * 2
const MOST_GLOWING = 300
/** So far beyond the edge of the canvas a dot may still be seen. */
const MARGIN = 20

/** The size of a dot, in pixels of the page. */
const sizeAt = (zoom: number): number => Math.max(2, 2.7 * Math.min(1.4, Math.max(0.7, zoom)))

/** Paints the dots, and nothing else is left on the canvas. Returns how many were on it. */
export function paint(
  ctx: CanvasRenderingContext2D, { width, height, scale }: Size, transform: Transform, dots: Dots, paths: readonly (Path | undefined)[], colours: Colours, stamps: Stamps,
): number {
  const painted = placeDots(width, height, transform, dots, paths)
  const size = sizeAt(transform.zoom)
  // A glow around each tells few dots from the ground; many need none, and it would cost as much as they do.
  if (dots.count > MOST_GLOWING) stamps.paint(ctx, scale, size, dots, colours)
  else {
    ctx.clearRect(0, 0, width, height)
    if (painted > 0) paintGlowing(ctx, size, dots, colours)
  }
  return painted
}

/** Where each dot is on the canvas; those that cannot be seen are nowhere. */
function placeDots(width: number, height: number, { x, y, zoom }: Transform, dots: Dots, paths: readonly (Path | undefined)[]): number {
  let placed = 0
  for (let i = 0; i < dots.count; i++) {
    const path = paths[dots.wire[i]!]
    if (!path) continue
    const at = dots.along[i]! * STEPS
    const step = Math.min(STEPS - 1, at | 0)
    const part = at - step
    const px = (path[2 * step]! + (path[2 * step + 2]! - path[2 * step]!) * part) * zoom + x
    const py = (path[2 * step + 1]! + (path[2 * step + 3]! - path[2 * step + 1]!) * part) * zoom + y
    if (px < -MARGIN || py < -MARGIN || px > width + MARGIN || py > height + MARGIN) continue
    dots.x[i] = px
    dots.y[i] = py
    placed++
  }
  return placed
}

/** One batched path for each shape. */
function paintGlowing(ctx: CanvasRenderingContext2D, size: number, dots: Dots, colours: Colours): void {
  for (let shape = 0; shape < colours.shapes.length; shape++) {
    const halo = new Path2D()
    const body = new Path2D()
    let any = false
    for (let i = 0; i < dots.count; i++) {
      const px = dots.x[i]!
      const py = dots.y[i]!
      if (dots.shape[i] !== shape || Number.isNaN(px)) continue
      any = true
      halo.moveTo(px + size * 2, py)
      halo.arc(px, py, size * 2, 0, TURN)
      trace(body, shape, px, py, size)
    }
    if (!any) continue
    ctx.fillStyle = colours.halo[shape]!
    ctx.fill(halo)
    ink(ctx, shape, body, colours)
  }
}

/** Fills shapes, or draws their outline. */
export function ink(ctx: CanvasRenderingContext2D, shape: number, body: Path2D, colours: Colours): void {
  if (shape === RETRY) {
    ctx.strokeStyle = colours.shapes[shape]!
    ctx.lineWidth = 1.6
    ctx.stroke(body)
  } else {
    ctx.fillStyle = colours.shapes[shape]!
    ctx.fill(body)
  }
}

const RESPONSE = 1
const BATCH = 3
const RETRY = 4
const ERROR = 5

/** Kinds are told apart by shape as well as by colour. */
export function trace(body: Path2D, shape: number, x: number, y: number, size: number): void {
  if (shape === ERROR) {
    body.moveTo(x, y - size * 1.5)
    body.lineTo(x + size * 1.5, y)
    body.lineTo(x, y + size * 1.5)
    body.lineTo(x - size * 1.5, y)
    body.closePath()
  } else if (shape === BATCH) body.roundRect(x - size * 1.8, y - size, size * 3.6, size * 2, size)
  else if (shape === RESPONSE) body.rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8)
  else {
    const radius = shape === RETRY ? size * 1.3 : size
    body.moveTo(x + radius, y)
    body.arc(x, y, radius, 0, TURN)
  }
}

/** How many dots fit on a wire as it stands on the screen. */
export function roomOn(path: Path | undefined, zoom: number): number {
  return path ? Math.max(3, Math.floor((lengthOf(path) * zoom) / PER_DOT)) : 1
}

/** A path never changes: another way of the wire is another path. */
const lengths = new WeakMap<Path, number>()
function lengthOf(path: Path): number {
  let length = lengths.get(path)
  if (length === undefined) {
    length = 0
    for (let i = 2; i < path.length; i += 2) length += Math.hypot(path[i]! - path[i - 2]!, path[i + 1]! - path[i - 1]!)
    lengths.set(path, length)
  }
  return length
}

/** Dots pass below the labels of wires: nothing is left above a label, which lies in the page below. */
export function clearLabels(ctx: CanvasRenderingContext2D, { x, y, zoom }: Transform, labels: readonly (Label | undefined)[]): void {
  for (const label of labels) {
    if (label) ctx.clearRect((label.x - label.halfWidth) * zoom + x, (label.y - label.halfHeight) * zoom + y, 2 * label.halfWidth * zoom, 2 * label.halfHeight * zoom)
  }
}

const ROOM_FOR_WORDS = 72
/** Where a dot stands for several messages, the wire says for how many. */
export function paintCounts(ctx: CanvasRenderingContext2D, transform: Transform, dots: Dots, paths: readonly (Path | undefined)[], labels: readonly (Label | undefined)[], colours: Colours): void {
  paths.forEach((path, wire) => {
    const each = dots.each[wire]!
    // A short wire would be covered by it; the legend says it all the same.
    if (path && each > 1 && lengthOf(path) * transform.zoom > ROOM_FOR_WORDS) pill(ctx, transform, path, labels[wire], standsFor(each), colours, colours.text)
  })
}

/** Instead of dots: how many went along each wire, and how many came back with an error. Returns how many wires say so. */
export function paintTotals(ctx: CanvasRenderingContext2D, transform: Transform, { sent, errors }: { readonly sent: Float64Array; readonly errors: Float64Array }, paths: readonly (Path | undefined)[], labels: readonly (Label | undefined)[], colours: Colours): number {
  let said = 0
  paths.forEach((path, wire) => {
    if (!path || !(sent[wire]! > 0)) return
    said++
    const failed = errors[wire]!
    pill(ctx, transform, path, labels[wire], `${grouped(sent[wire]!)} sent${failed > 0 ? ` · ${grouped(failed)} ✕` : ''}`, colours, failed > 0 ? colours.shapes[ERROR]! : colours.text)
  })
  return said
}

/** The same few numbers in every frame. */
const ratios = new Map<number, string>()
function standsFor(each: number): string {
  let words = ratios.get(each)
  if (words === undefined) ratios.set(each, (words = `1 : ${grouped(each)}`))
  return words
}

const numbers = new Intl.NumberFormat('en-US')
const grouped = (value: number): string => (value < 1_000 ? String(value) : numbers.format(value))

const FONT = '600 10px Inter Variable, Inter, sans-serif'
const HIGH = 16

/** Text is slow to paint, and the same few words stand there in many frames: they are painted once. */
interface Pill {
  readonly image: HTMLCanvasElement
  readonly width: number
}
const pills = new Map<string, Pill>()
const MOST_PILLS = 400

function pillOf(words: string, ground: string, ink: string): Pill {
  const scale = devicePixelRatio
  const key = `${words}|${ground}|${ink}|${scale}`
  let found = pills.get(key)
  if (found) return found
  const image = document.createElement('canvas')
  const ctx = image.getContext('2d')!
  ctx.font = FONT
  const width = Math.ceil(ctx.measureText(words).width) + 10
  image.width = Math.ceil(width * scale)
  image.height = Math.ceil(HIGH * scale)
  ctx.scale(scale, scale)
  ctx.fillStyle = ground
  ctx.roundRect(0, 0, width, HIGH, HIGH / 2)
  ctx.fill()
  ctx.font = FONT
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillStyle = ink
  ctx.fillText(words, width / 2, HIGH / 2)
  if (pills.size >= MOST_PILLS) pills.clear()
  pills.set(key, (found = { image, width }))
  return found
}

/** Words above the middle of a wire, or above its label; beside it, where labels stand in a pile. */
function pill(ctx: CanvasRenderingContext2D, { x, y, zoom }: Transform, path: Path, label: Label | undefined, words: string, colours: Colours, ink: string): void {
  const { image, width } = pillOf(words, colours.ground, ink)
  const px = label?.below ? (label.x + label.halfWidth) * zoom + x + 4 : (label?.x ?? path[STEPS]!) * zoom + x - width / 2
  const py = label?.below ? label.y * zoom + y - HIGH / 2 : label ? (label.y - label.halfHeight) * zoom + y - 3 - HIGH : path[STEPS + 1]! * zoom + y - 12 - HIGH / 2
  if (px > ctx.canvas.width || py > ctx.canvas.height || px + width < 0 || py + HIGH < 0) return
  ctx.drawImage(image, px, py, width, HIGH)
}
