import { useEffect, useRef } from 'react'
import { publishFaces, turnFaces } from '../stores/faces.ts'
import { clearFaces } from '../stores/live.ts'
import { player, runStore } from '../stores/run.ts'
import { crowd, findDots, newDots, SHAPES } from './dots.ts'
import { Hops } from './hops.ts'
import { attachPointer } from './point-at.ts'
import { addPainter, wake } from './frame.ts'
import { wirePath } from './geometry.ts'
import { type Colours, type Path, paint, paintCounts, paintTotals, roomOn, samplePath, type Transform } from './paint.ts'
import { WireTotals } from './totals.ts'
import styles from './Overlay.module.css'

/** A hop takes at least so long on the screen. */
const LEAST_WALL_MS = 420
/** Hops longer than this in virtual time are drawn from their beginning only while they are this young. */
const LONGEST = 10_000_000
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
    const paths = new PathCache()
    const totals = new WireTotals()
    let colours = readColours(element)
    const size = { width: 0, height: 0 }
    const fit = () => {
      const box = element.getBoundingClientRect()
      const scale = devicePixelRatio
      size.width = box.width
      size.height = box.height
      element.width = Math.round(box.width * scale)
      element.height = Math.round(box.height * scale)
      ctx.setTransform(scale, 0, 0, scale, 0, 0)
      wake()
    }
    const remove = addPainter(() => {
      ctx.clearRect(0, 0, size.width, size.height)
      const { recording, speed } = runStore.getState()
      let painted = 0
      const transform = transformOf(viewport)
      const sees = (x: number, y: number): boolean => {
        const [left, top] = [x * transform.zoom + transform.x, y * transform.zoom + transform.y]
        return left < size.width && top < size.height && left + CARD * transform.zoom > 0 && top + CARD * transform.zoom > 0
      }
      turnFaces(sees)
      if (recording && !reduced.matches) {
        const scale = speed === 'max' ? 100 : speed === 'story' ? player.pace : speed
        const ways = paths.of(recording.cast.wires)
        const least = LEAST_WALL_MS * 1_000 * scale
        findDots(dots, hops.seek(recording, recording.keep, player.cursor, least, LONGEST), player.cursor, least, ways.map((way) => roomOn(way, transform.zoom)))
        painted = paint(ctx, size.width, size.height, transform, dots, ways, colours)
        paintCounts(ctx, transform, dots, ways, colours)
      } else if (recording) {
        dots.count = 0
        paintTotals(ctx, transform, totals.seek(recording.keep, player.cursor), paths.of(recording.cast.wires), colours)
      }
      element.dataset.dotCount = String(painted)
      element.dataset.each = String(dots.mostEach)
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

function transformOf(viewport: HTMLElement): Transform {
  const match = /translate\(([-\d.e]+)px,\s*([-\d.e]+)px\)\s*scale\(([-\d.e]+)\)/.exec(viewport.style.transform)
  return match ? { x: Number(match[1]), y: Number(match[2]), zoom: Number(match[3]) } : { x: 0, y: 0, zoom: 1 }
}

/** Points along each wire, taken anew when its path has changed. */
class PathCache {
  private readonly known = new Map<string, { element: SVGPathElement; d: string; path: Path }>()

  of(wires: readonly { readonly id: string }[]): (Path | undefined)[] {
    return wires.map(({ id }) => {
      const known = this.known.get(id)
      const element = known?.element.isConnected ? known.element : wirePath(id)
      const d = element?.getAttribute('d')
      if (!element || !d) return undefined
      if (known?.d === d) return known.path
      const path = samplePath(element)
      this.known.set(id, { element, d, path })
      return path
    })
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
