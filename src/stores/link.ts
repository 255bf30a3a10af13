/**
 * The present drawing in the address bar, and drawings that come in by it. What a link brings is opened as a step that
 * can be undone: it never replaces what was there for good, and it never runs by itself.
 */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { sec } from '../base/units.ts'
import { shelfOf } from '../drawing/catalogue.ts'
import type { Problem } from '../drawing/check.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { drawingStore, open, present } from './drawing.ts'
import { isEmpty } from './frames.ts'
import { pause, type Recording, runStore, seek } from './run.ts'
import { shelf } from './shelf.ts'
import { tell } from './toasts.ts'

interface LinkState {
  /** Whether the address bar holds the present drawing. */
  readonly state: 'empty' | 'pending' | 'saved' | 'failed'
  /** Characters of the whole address. */
  readonly length: number
  /** The page was opened by a link, and what it brought is still on the canvas. */
  readonly visiting: boolean
  /** The sender meant it to be looked at only. */
  readonly readOnly: boolean
  /** The instant at which the sender wants it to be seen. */
  readonly atSec: number | undefined
}
export const linkStore = createStore<LinkState>()(() => ({ state: 'empty', length: 0, visiting: false, readOnly: false, atSec: undefined }))
export const useLink = (): LinkState => useStore(linkStore)

/** Safari throws above a hundred in thirty seconds. */
const PAUSE_MS = 400
/** Above this no browser is sure to keep an address whole. */
export const LONGEST = 32_000
// Not among what the first picture needs.
const codec = async () => (await Promise.all([import('../drawing/url.ts'), import('./settings.ts')]))[0]

export interface LinkOptions {
  readonly readOnly?: boolean
  readonly atSec?: number
}

/** The address of a drawing. */
export async function linkTo(drawing: Drawing, { readOnly = false, atSec }: LinkOptions = {}): Promise<string> {
  const { encodeDrawing, writeFragment } = await codec()
  const fragment = writeFragment({ drawing: encodeDrawing(drawing), readOnly, ...(atSec === undefined ? {} : { atSec }) })
  return `${location.origin}${location.pathname}${location.search}${fragment}`
}

/** Opens what the address brings, then keeps the address up to date. Called once by the page. */
export async function attachLink(): Promise<void> {
  await openLink()
  addEventListener('hashchange', () => void openLink())
  runStore.subscribe(({ recording }, before) => { if (recording && !before.recording) arrive(recording) })
  let timer = 0
  drawingStore.subscribe(({ history }, before) => {
    if (history.present === before.history.present) return
    clearTimeout(timer)
    linkStore.setState({ state: 'pending' })
    timer = window.setTimeout(() => void write(), PAUSE_MS)
  })
}

/** Opens what the address brings, if it brings a drawing. */
export async function openLink(): Promise<void> {
  if (!location.hash.includes('d=')) return
  const { decodeDrawing, readFragment } = await codec()
  const { drawing: text = '', readOnly, atSec } = readFragment(location.hash)
  const { drawing, problems } = decodeDrawing(text, shelfOf(shelf))
  if (drawing) open(drawing, 'Open link')
  report(problems)
  brought = drawing
  if (drawing) drawingStore.setState({ locked: readOnly })
  if (drawing) linkStore.setState({ visiting: true, readOnly, atSec, state: 'saved', length: location.href.length })
}

/** A link may name an instant. Opening runs nothing; once Run is pressed, the camera stands there, and plays on from it. */
function arrive({ drawing }: Recording): void {
  const { atSec } = linkStore.getState()
  if (atSec === undefined || drawing !== brought) return
  linkStore.setState({ atSec: undefined })
  pause()
  seek(sec(atSec))
}
let brought: Drawing | undefined

/** Says what a link or file held that could not be taken as it was. */
export function report(problems: readonly Problem[]): void {
  const [first] = problems
  if (!first) return
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : ''
  tell(first.text + more, { tone: 'bad' })
}

async function write(): Promise<void> {
  const drawing = present()
  if (isEmpty(drawing)) {
    history.replaceState(null, '', location.pathname + location.search)
    linkStore.setState({ state: 'empty', length: 0 })
    return
  }
  try {
    const link = await linkTo(drawing)
    // Meanwhile the drawing may have changed again; then another write is on its way.
    if (drawing !== present()) return
    if (link.length > LONGEST) throw new Error('too long')
    history.replaceState(null, '', link)
    linkStore.setState({ state: 'saved', length: link.length })
  } catch {
    linkStore.setState({ state: 'failed', length: 0 })
  }
}
