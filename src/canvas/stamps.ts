/**
 * Many dots at once. Each shape is drawn beforehand, at sixteen places within a pixel, and its pixels are copied into those
 * of the canvas: a fifth of the time that paths take, and the same picture.
 */
import type { Dots } from './dots.ts'
import { type Colours, ink, trace } from './paint.ts'

/** Steps within a pixel, each way. */
const PHASES = 4
const PLACES = PHASES * PHASES
/** How far each shape reaches from its middle, in sizes of a dot; and what its outline and its softened edge need, in pixels. */
const REACH = [1, 0.9, 1, 1.8, 1.3, 1.5] as const
const EDGE = 2.1
/** Sizes are rounded to such parts of a pixel, so that a zoom does not draw them anew with every step. */
const FINE = 8

/** The pixels of all stamps, one stamp after the other: how far from its middle each is, and its colour. */
interface Sheet {
  readonly key: string
  /** By shape: how far the stamp reaches, in pixels. */
  readonly half: readonly number[]
  /** By stamp, and one more: where its pixels begin. */
  readonly begins: Uint32Array
  readonly dx: Int16Array
  readonly dy: Int16Array
  readonly inks: Int32Array
}

export class Stamps {
  private sheet: Sheet | undefined
  private image: ImageData | undefined
  /** Whole numbers of 32 bits, with a sign: others are slow. */
  private pixels = new Int32Array(0)
  /** What the last picture has stamps of, and where: they are taken away before the next. */
  private readonly stamp: Uint16Array
  private readonly left: Int32Array
  private readonly top: Int32Array
  private count = 0

  constructor(most: number) {
    this.stamp = new Uint16Array(most)
    this.left = new Int32Array(most)
    this.top = new Int32Array(most)
  }

  /** Replaces all that is on the canvas. */
  paint(ctx: CanvasRenderingContext2D, scale: number, size: number, dots: Dots, colours: Colours): void {
    const { width, height } = ctx.canvas
    if (width === 0 || height === 0) return
    if (!this.image || this.image.width !== width || this.image.height !== height) {
      this.image = new ImageData(width, height)
      this.pixels = new Int32Array(this.image.data.buffer)
      this.count = 0
    }
    if (this.sheet) for (let i = 0; i < this.count; i++) this.press(this.sheet, this.stamp[i]!, this.left[i]!, this.top[i]!, true)
    this.count = 0
    const rounded = Math.round(size * FINE) / FINE
    const key = `${rounded} ${scale} ${colours.shapes.join()}`
    if (this.sheet?.key !== key) this.sheet = { key, ...drawSheet(rounded, scale, colours) }
    for (let shape = 0; shape < colours.shapes.length; shape++) {
      for (let i = 0; i < dots.count; i++) {
        if (dots.shape[i] !== shape || Number.isNaN(dots.x[i]!)) continue
        const x = dots.x[i]! * scale
        const y = dots.y[i]! * scale
        const left = Math.floor(x)
        const top = Math.floor(y)
        const stamp = shape * PLACES + Math.floor((y - top) * PHASES) * PHASES + Math.floor((x - left) * PHASES)
        this.stamp[this.count] = stamp
        this.left[this.count] = left
        this.top[this.count++] = top
        this.press(this.sheet, stamp, left, top, false)
      }
    }
    ctx.putImageData(this.image, 0, 0)
  }

  /** Puts a stamp down, or takes it away. */
  private press({ half, begins, dx, dy, inks }: Sheet, stamp: number, left: number, top: number, away: boolean): void {
    const { pixels } = this
    const { width, height } = this.image!
    const reach = half[(stamp / PLACES) | 0]!
    const whole = left >= reach && top >= reach && left + reach < width && top + reach < height
    const middle = top * width + left
    const end = begins[stamp + 1]!
    for (let i = begins[stamp]!; i < end; i++) {
      if (!whole && (left + dx[i]! < 0 || left + dx[i]! >= width || top + dy[i]! < 0 || top + dy[i]! >= height)) continue
      const at = middle + dy[i]! * width + dx[i]!
      const above = away ? 0 : inks[i]!
      const ground = away ? 0 : pixels[at]!
      pixels[at] = ground === 0 || above >>> 24 === 255 ? above : over(above, ground)
    }
  }
}

/** One pixel upon another, both with their colours whole and their alpha apart. */
export function over(above: number, ground: number): number {
  const part = above >>> 24
  const rest = ((ground >>> 24) * (255 - part)) / 255
  const alpha = part + rest
  const blue = (((above >>> 16) & 255) * part + ((ground >>> 16) & 255) * rest) / alpha
  const green = (((above >>> 8) & 255) * part + ((ground >>> 8) & 255) * rest) / alpha
  const red = ((above & 255) * part + (ground & 255) * rest) / alpha
  return ((alpha + 0.5) << 24) | ((blue + 0.5) << 16) | ((green + 0.5) << 8) | (red + 0.5)
}

function drawSheet(size: number, scale: number, colours: Colours): Omit<Sheet, 'key'> {
  const half = REACH.map((reach) => Math.ceil(reach * size * scale + EDGE * scale))
  const canvas = document.createElement('canvas')
  canvas.width = 2 * Math.max(...half)
  canvas.height = canvas.width
  const ctx = canvas.getContext('2d', { willReadFrequently: true })!
  ctx.scale(scale, scale)
  const [begins, dx, dy, inks]: [number[], number[], number[], number[]] = [[0], [], [], []]
  half.forEach((middle, shape) => {
    const side = 2 * middle
    for (let place = 0; place < PLACES; place++) {
      // The middle of each step: no dot is further from its place than an eighth of a pixel.
      const x = middle + ((place % PHASES) + 0.5) / PHASES
      const y = middle + (Math.floor(place / PHASES) + 0.5) / PHASES
      ctx.clearRect(0, 0, side / scale, side / scale)
      const body = new Path2D()
      trace(body, shape, x / scale, y / scale, size)
      ink(ctx, shape, body, colours)
      new Int32Array(ctx.getImageData(0, 0, side, side).data.buffer).forEach((pixel, at) => {
        if (pixel === 0) return
        dx.push((at % side) - middle)
        dy.push(Math.floor(at / side) - middle)
        inks.push(pixel)
      })
      begins.push(inks.length)
    }
  })
  return { half, begins: Uint32Array.from(begins), dx: Int16Array.from(dx), dy: Int16Array.from(dy), inks: Int32Array.from(inks) }
}
