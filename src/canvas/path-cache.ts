/** Points along each wire, taken anew when its path has changed: an observer says when to look. */
import { wirePath } from './geometry.ts'
import { type Path, roomOn, samplePath } from './paint.ts'

type Wires = readonly { readonly id: string }[]

export class PathCache {
  private readonly known = new Map<string, { element: SVGPathElement; d: string; path: Path }>()
  private readonly changed: MutationObserver
  private wires: Wires = []
  private ways: (Path | undefined)[] = []
  private stale = true
  private room: number[] = []
  private roomZoom = Number.NaN

  /** `around` is an element that all wires are in. */
  constructor(around: Element) {
    this.changed = new MutationObserver(() => { this.stale = true })
    this.changed.observe(around, { subtree: true, childList: true, attributes: true, attributeFilter: ['d', 'data-wire'] })
  }

  of(wires: Wires): readonly (Path | undefined)[] {
    // What was changed within this turn is not told yet.
    if (this.changed.takeRecords().length > 0) this.stale = true
    if (this.stale || wires !== this.wires) {
      this.wires = wires
      this.ways = wires.map(({ id }) => this.way(id))
      this.stale = false
      this.roomZoom = Number.NaN
    }
    return this.ways
  }

  /** By wire: how many dots fit on it. */
  roomAt(zoom: number): readonly number[] {
    if (zoom !== this.roomZoom) {
      this.room = this.ways.map((way) => roomOn(way, zoom))
      this.roomZoom = zoom
    }
    return this.room
  }

  disconnect(): void {
    this.changed.disconnect()
  }

  private way(id: string): Path | undefined {
    const known = this.known.get(id)
    const element = known?.element.isConnected ? known.element : wirePath(id)
    const d = element?.getAttribute('d')
    if (!element || !d) return undefined
    if (known?.d === d) return known.path
    const path = samplePath(element)
    this.known.set(id, { element, d, path })
    return path
  }
}
