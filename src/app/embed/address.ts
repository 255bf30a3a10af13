/** What the address of an embedded drawing says besides the drawing. Read by every page, before anything else; made in snippet.ts. */
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
