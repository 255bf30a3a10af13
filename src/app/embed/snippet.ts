/** How an embed is made from a link, and what somebody else's page says to show it: only who shares one needs it. */
import { type EmbedOptions, PLAIN_EMBED } from './address.ts'

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
