import { useEffect, useRef } from 'react'
import { publishFaces, turnFaces } from '../stores/faces.ts'
import { clearFaces } from '../stores/live.ts'
import { player, runStore } from '../stores/run.ts'
import { crowd, findDots, MOST_DOTS, newDots, SHAPES } from './dots.ts'
import { Hops } from './hops.ts'
import { LEGIBLE } from './afar.ts'
import { attachPointer } from './point-at.ts'
import { addPainter, wake } from './frame.ts'
import { type Colours, clearLabels, paint, paintCounts, paintTotals, type Transform } from './paint.ts'
import { PathCache } from './path-cache.ts'
import { Stamps } from './stamps.ts'
import { WireTotals } from './totals.ts'
import styles from './Overlay.module.css'

/** A hop takes at least so long on the screen. */
const LEAST_WALL_MS = 420
/** Hops longer than this in virtual time are drawn from their beginning only while they are this young. */
const LONGEST = 10_000_000
/** Frames. */
const TELL_EVERY = 8
/** Cards are at most so wide and, nearly always, high. */
const CARD = 176

/** The moving dots: one canvas over all wires, painted in the page's one frame loop. */
export function Overlay() {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    const viewport = element?.closest('.react-flow')?.querySelector<HTMLElement>('.react-flow__viewport')
    const ctx = element?.getContext('2d')
    if (!element || !viewport || !ctx) return
    const dots = newDots()
    const hops = new Hops()
    const paths = new PathCache(viewport)
    const stamps = new Stamps(MOST_DOTS)
    const transformNow = transformReader(viewport)
    const totals = new WireTotals()
    let colours = readColours(element)
    const size = { width: 0, height: 0, scale: 1 }
    const fit = () => {
      const box = element.getBoundingClientRect()
      const scale = devicePixelRatio
      size.width = box.width
      size.height = box.height
      size.scale = scale
      element.width = Math.round(box.width * scale)
      element.height = Math.round(box.height * scale)
      ctx.setTransform(scale, 0, 0, scale, 0, 0)
      wake()
    }
    // What tests and scripts read: that there are any at once, how many a few times a second, and exactly when it stands.
    const told = { dots: -1, each: 0, frames: 0 }
    const tell = (dotsNow: number, each: number, playing: boolean) => {
      if (playing && (dotsNow === 0) === (told.dots === 0) && ++told.frames % TELL_EVERY !== 0) return
      if (dotsNow !== told.dots) element.dataset.dotCount = String((told.dots = dotsNow))
      if (each !== told.each) element.dataset.each = String((told.each = each))
    }
    tell(0, 1, false)
    const remove = addPainter(() => {
      const { recording, speed, phase } = runStore.getState()
      let painted = 0
      const transform = transformNow()
      const sees = (x: number, y: number): boolean => {
        const [left, top] = [x * transform.zoom + transform.x, y * transform.zoom + transform.y]
        return left < size.width && top < size.height && left + CARD * transform.zoom > 0 && top + CARD * transform.zoom > 0
      }
      turnFaces(sees, transform.zoom < LEGIBLE)
      if (recording && !reduced.matches) {
        const scale = speed === 'max' ? 100 : speed === 'story' ? player.pace : speed
        const ways = paths.of(recording.cast.wires)
        const least = LEAST_WALL_MS * 1_000 * scale
        findDots(dots, hops.seek(recording, recording.keep, player.cursor, least, LONGEST), player.cursor, least, paths.roomAt(transform.zoom))
        painted = paint(ctx, size, transform, dots, ways, colours, stamps)
        if (painted > 0) clearLabels(ctx, transform, paths.labels)
        paintCounts(ctx, transform, dots, ways, paths.labels, colours)
      } else {
        ctx.clearRect(0, 0, size.width, size.height)
        dots.count = 0
        if (recording) {
          const ways = paths.of(recording.cast.wires)
          paintTotals(ctx, transform, totals.seek(recording.keep, player.cursor), ways, paths.labels, colours)
        }
      }
      tell(painted, dots.mostEach, phase === 'playing')
      crowd.mostEach = painted > 0 ? dots.mostEach : 1
    })
    const ignore = attachPointer(element, dots)
    const resized = new ResizeObserver(fit)
    resized.observe(element)
    // The committed transform, not React Flow's store: that runs ahead of what is on the screen.
    const moved = new MutationObserver(wake)
    moved.observe(viewport, { attributes: true, attributeFilter: ['style'] })
    const themed = new MutationObserver(() => {
      colours = readColours(element)
      wake()
    })
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    const unsubscribe = runStore.subscribe((run, before) => {
      if (!run.recording && before.recording) clearFaces()
      else if (run.version !== before.version || run.phase !== before.phase) publishFaces()
    })
    // The run may have begun, or be over, before this was fetched.
    publishFaces()
    return () => {
      remove()
      ignore()
      paths.disconnect()
      resized.disconnect()
      moved.disconnect()
      themed.disconnect()
      unsubscribe()
    }
  }, [])
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: without a tabindex no canvas takes the focus.
  return <canvas ref={canvas} className={styles.overlay} aria-hidden="true" data-testid="dots" />
}

const reduced = matchMedia('(prefers-reduced-motion: reduce)')

/** Reads the style only when it is another one. */
function transformReader(viewport: HTMLElement): () => Transform {
  let style = ''
  let transform: Transform = { x: 0, y: 0, zoom: 1 }
  return () => {
    const now = viewport.style.transform
    if (now === style) return transform
    style = now
    const match = /translate\(([-\d.e]+)px,\s*([-\d.e]+)px\)\s*scale\(([-\d.e]+)\)/.exec(now)
    return (transform = match ? { x: Number(match[1]), y: Number(match[2]), zoom: Number(match[3]) } : { x: 0, y: 0, zoom: 1 })
  }
}

function readColours(element: HTMLElement): Colours {
  const style = getComputedStyle(element)
  const names = ['--accent', '--ok', '--w-async', '--w-poll', '--warn', '--bad']
  const shapes = SHAPES.map((_, index) => style.getPropertyValue(names[index]!).trim() || '#888')
  const ground = style.getPropertyValue('--surface').trim() || '#fff'
  const text = style.getPropertyValue('--text-2').trim() || '#555'
  return { ground, text, shapes, halo: shapes.map((colour) => `color-mix(in srgb, ${colour} 28%, transparent)`) }
}
