/** Points along each wire and where its label stands, taken anew when its path has changed: an observer says when to look. */
import { wirePath } from './geometry.ts'
import { type Label, type Path, roomOn, samplePath } from './paint.ts'

type Wires = readonly { readonly id: string }[]

export class PathCache {
  private readonly known = new Map<string, { element: SVGPathElement; d: string; path: Path }>()
  private readonly changed: MutationObserver
  private wires: Wires = []
  private ways: (Path | undefined)[] = []
  /** By wire, as of the last `of`: few have one. */
  labels: readonly (Label | undefined)[] = []
  private stale = true
  private room: number[] = []
  private roomZoom = Number.NaN
  private readonly around: Element

  /** `around` is an element that all wires are in. */
  constructor(around: Element) {
    this.around = around
    this.changed = new MutationObserver(() => { this.stale = true })
    this.changed.observe(around, { subtree: true, childList: true, attributes: true, attributeFilter: ['d', 'data-wire', 'data-at', 'data-says'] })
  }

  of(wires: Wires): readonly (Path | undefined)[] {
    // What was changed within this turn is not told yet.
    if (this.changed.takeRecords().length > 0) this.stale = true
    if (this.stale || wires !== this.wires) {
      this.wires = wires
      this.ways = wires.map(({ id }) => this.way(id))
      this.labels = this.findLabels()
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

  private findLabels(): (Label | undefined)[] {
    const found = new Map<string, Label>()
    for (const element of this.around.querySelectorAll<HTMLElement>('[data-labels]')) {
      const [x, y] = element.dataset.at!.split(' ').map(Number)
      found.set(element.dataset.labels!, { x: x!, y: y!, halfWidth: element.offsetWidth / 2, halfHeight: element.offsetHeight / 2 })
    }
    return this.wires.map(({ id }) => {
      const label = found.get(id)
      return label && [...found.values()].some((other) => liesRightBelow(label, other)) ? { ...label, below: true } : label
    })
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

/** Closer than a number between them is high. */
const CLOSE = 24
const liesRightBelow = (label: Label, other: Label): boolean =>
  label.y > other.y && label.y - other.y < CLOSE && Math.abs(label.x - other.x) < label.halfWidth + other.halfWidth
