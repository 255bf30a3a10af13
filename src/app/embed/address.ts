/** What the address of an embedded drawing says besides the drawing, and how such an address is made from a link. */
import type { Speed } from '../../stores/run.ts'
import { THEMES, type Theme } from '../../stores/view.ts'

export const VIEWS = ['canvas', 'split'] as const
export interface EmbedOptions {
  /** The canvas alone, or with what the run says of itself under it. */
  readonly view: (typeof VIEWS)[number]
  /** Runs at once. */
  readonly play: boolean
  /** Shows this instant of the run; without `play` it stands still there. */
  readonly atSec: number | undefined
  readonly speed: Speed
  readonly theme: Theme
  /** The controls of time. The link to Coldstart stays. */
  readonly controls: boolean
}

export const PLAIN_EMBED: EmbedOptions = { view: 'canvas', play: false, atSec: undefined, speed: 1, theme: 'system', controls: true }

const OFF = ['0', 'false', 'no', 'off']
const LONGEST_SEC = 1e9
const SLOWEST = 0.01
const FASTEST = 10_000

/** Undefined: the page was not asked for as an embed. What a word should not say counts as not said. */
export function readEmbed(search: string): EmbedOptions | undefined {
  const words = new URLSearchParams(search)
  const flag = (name: string, usual: boolean): boolean => (words.has(name) ? !OFF.includes(words.get(name)!.toLowerCase()) : usual)
  if (!flag('embed', false)) return undefined
  const t = words.get('t')
  const at = t === null || t.trim() === '' ? Number.NaN : Number(t)
  const speed = Number(words.get('speed'))
  return {
    view: VIEWS.find((view) => view === words.get('view')) ?? PLAIN_EMBED.view,
    play: flag('play', PLAIN_EMBED.play),
    atSec: at >= 0 && at <= LONGEST_SEC ? at : undefined,
    speed: words.get('speed') === 'max' ? 'max' : speed >= SLOWEST && speed <= FASTEST ? speed : PLAIN_EMBED.speed,
    theme: THEMES.find((theme) => theme === words.get('theme')) ?? PLAIN_EMBED.theme,
    controls: flag('controls', PLAIN_EMBED.controls),
  }
}

/** A link as an embed: the same drawing, and of the options those that differ from the usual. */
export function embedAddress(link: string, options: EmbedOptions): string {
  const url = new URL(link)
  const words = new URLSearchParams({ embed: '1' })
  if (options.view !== PLAIN_EMBED.view) words.set('view', options.view)
  if (options.play) words.set('play', '1')
  if (options.atSec !== undefined) words.set('t', String(options.atSec))
  if (options.speed !== PLAIN_EMBED.speed) words.set('speed', String(options.speed))
  if (options.theme !== PLAIN_EMBED.theme) words.set('theme', options.theme)
  if (!options.controls) words.set('controls', '0')
  url.search = words.toString()
  return url.href
}

/** The way from an embed to the whole playground: the same drawing without the words of the embed. */
export function plainAddress(link: string): string {
  const url = new URL(link)
  url.search = ''
  return url.href
}

/** HTML for somebody else's page. The sandbox grants scripts and new windows, and nothing else: no storage, no origin. */
export const SANDBOX = 'allow-scripts allow-popups'
export function embedSnippet(address: string, title: string): string {
  return `<iframe src="${attribute(address)}" title="${attribute(title)}" width="100%" height="420" style="border: 0" loading="lazy" sandbox="${SANDBOX}"></iframe>`
}

const ENTITIES: { readonly [letter: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const attribute = (text: string): string => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!)
