/** Paints the lanes and, above them, how many there were. Pure: figures in, pixels out. */
import { LANE, type Lanes } from '../../stores/lanes.ts'
import type { Limit } from '../../stores/metrics.ts'

/** Height of the picture above the lanes. */
export const HEAD = 64
const TICK = 6

export interface LanePicture {
  readonly width: number
  readonly height: number
  /** How far the lanes are scrolled. */
  readonly top: number
  readonly laneHeight: number
  readonly lanes: Lanes
  /** While they hold, as shares of the width. */
  readonly limits: readonly Limit[]
  /** Shares of the width: the camera, and how far it is simulated. */
  readonly cursor: number
  readonly reached: number
}
export interface Ink {
  readonly ground: string
  readonly line: string
  readonly text: string
  readonly cursor: string
  readonly limit: string
  readonly provisioned: string
  /** By LANE. */
  readonly states: readonly string[]
}

export function readInk(element: HTMLElement): Ink {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim() || '#888'
  const ok = read('--ok')
  return {
    ground: read('--surface'), line: read('--line'), text: read('--text-2'), cursor: read('--accent'), limit: read('--bad'), provisioned: read('--info'),
    states: ['transparent', `color-mix(in srgb, ${ok} 30%, ${read('--surface')})`, read('--text-3'), read('--info'), ok, read('--bad')],
  }
}

export function paintLanes(ctx: CanvasRenderingContext2D, picture: LanePicture, ink: Ink): void {
  const { width, height, top, laneHeight, lanes, cursor } = picture
  const scale = devicePixelRatio
  const { canvas } = ctx
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
  ctx.setTransform(scale, 0, 0, scale, 0, 0)
  const first = Math.max(0, Math.floor((top - HEAD) / laneHeight))
  const last = Math.min(lanes.lanes.length, Math.ceil((top + height - HEAD) / laneHeight))
  const gap = laneHeight > 5 ? 2 : laneHeight > 2 ? 1 : 0
  for (let row = first; row < last; row++) paintLane(ctx, lanes.lanes[row]!.states, HEAD + row * laneHeight - top, laneHeight - gap, ink)
  // The picture above stays while the lanes scroll below it.
  ctx.fillStyle = ink.ground
  ctx.fillRect(0, 0, width, HEAD)
  paintHead(ctx, picture, ink)
  ctx.strokeStyle = ink.cursor
  ctx.lineWidth = 1.5
  ctx.beginPath()
  ctx.moveTo(cursor * width, 0)
  ctx.lineTo(cursor * width, height)
  ctx.stroke()
}

/** Runs of columns alike are one rectangle. */
function paintLane(ctx: CanvasRenderingContext2D, states: Uint8Array, y: number, height: number, ink: Ink): void {
  for (let from = 0; from < states.length; ) {
    const state = states[from]!
    let to = from + 1
    while (to < states.length && states[to] === state) to++
    if (state !== LANE.none) {
      ctx.fillStyle = ink.states[state]!
      ctx.fillRect(from, y, Math.max(state === LANE.ended ? 2 : 1, to - from), height)
    }
    from = to
  }
}

function paintHead(ctx: CanvasRenderingContext2D, { width, lanes, limits }: LanePicture, ink: Ink): void {
  const { busy, alive, throttled } = lanes
  let most = 1
  for (const value of alive) most = Math.max(most, value)
  const here = limits.filter(({ from, to }) => from < 1 && to > 0)
  const near = here.filter(({ value }) => value <= most * 1.6 && value > 0)
  for (const { value } of near) most = Math.max(most, value)
  const base = HEAD - 4
  const y = (value: number) => base - (value / most) * (base - TICK - 12)
  const area = (values: Float64Array, colour: string) => {
    ctx.fillStyle = colour
    ctx.beginPath()
    ctx.moveTo(0, base)
    for (let column = 0; column < values.length; column++) {
      ctx.lineTo(column, y(values[column]!))
      ctx.lineTo(column + 1, y(values[column]!))
    }
    ctx.lineTo(width, base)
    ctx.fill()
  }
  area(alive, ink.states[LANE.idle]!)
  area(busy, ink.states[LANE.busy]!)
  ctx.fillStyle = ink.limit
  for (let column = 0; column < throttled.length; column++) if (throttled[column]! > 0) ctx.fillRect(column, 0, 1.5, TICK)
  ctx.font = '500 10px Inter Variable, Inter, sans-serif'
  ctx.textBaseline = 'bottom'
  near.forEach(({ label, value, from, to }) => {
    const colour = label === 'provisioned' ? ink.provisioned : ink.limit
    ctx.strokeStyle = colour
    ctx.lineWidth = 1
    ctx.setLineDash([5, 4])
    ctx.beginPath()
    const left = Math.max(0, from * width)
    ctx.moveTo(left, y(value))
    ctx.lineTo(Math.min(width, to * width), y(value))
    ctx.stroke()
    ctx.setLineDash([])
    ctx.fillStyle = colour
    ctx.fillText(`${label} ${value.toLocaleString('en-US')}`, left + 4, y(value) - 1)
  })
  ctx.textBaseline = 'top'
  ctx.textAlign = 'right'
  ctx.fillStyle = ink.text
  const far = here.filter((limit) => !near.includes(limit)).map(({ label, value }) => `${label} limit ${value.toLocaleString('en-US')}`)
  ctx.fillText([`at most ${Math.max(0, ...busy).toLocaleString('en-US')} at once`, ...far].join(' · '), width - 4, TICK + 2)
  ctx.textAlign = 'left'
  ctx.strokeStyle = ink.line
  ctx.beginPath()
  ctx.moveTo(0, HEAD - 2.5)
  ctx.lineTo(width, HEAD - 2.5)
  ctx.stroke()
}

/** The column at a share of the width, in words. */
export function columnAt({ busy, alive, throttled }: Lanes, share: number): string {
  const column = Math.min(busy.length - 1, Math.max(0, Math.floor(share * busy.length)))
  const refused = throttled[column]!
  return `${busy[column]} at work of ${alive[column]} environments${refused > 0 ? `, ${refused} throttled` : ''}`
}
