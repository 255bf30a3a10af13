/** Text in a picture. How wide it is has to be known without a page to measure it on: near enough to know where it ends. */

/** The colour of a role of the look, as tokens.css names it: `--text`, `--w-sync`. */
export type Colour = (token: string) => string

const NARROW = /[iljtfrI.,:;'|!()[\]{} -]/
const WIDE = /[mwMWQO@%&]|[^\u0000-\u024F]/
const CAPITAL = /[A-Z]/

const widthOf = (letter: string): number => (WIDE.test(letter) ? 0.95 : NARROW.test(letter) ? 0.34 : CAPITAL.test(letter) ? 0.7 : 0.58)

/** The text, or as much of its beginning as fits before an ellipsis. */
export function shorten(text: string, sizePx: number, roomPx: number): string {
  const letters = [...text]
  const room = roomPx / sizePx
  let width = 0
  let fits = 0
  for (const letter of letters) {
    width += widthOf(letter)
    if (width > room) return `${letters.slice(0, Math.max(0, fits)).join('').trimEnd()}…`
    // What is kept leaves room for the ellipsis.
    if (width <= room - 0.8) fits++
  }
  return text
}

/** Lines that fit; a word that is wider than a line is broken. Longer than any note that one reads, the rest is left out. */
export function wrap(text: string, sizePx: number, roomPx: number): string[] {
  const room = Math.max(1, roomPx / sizePx)
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    let width = 0
    for (const word of paragraph.split(/(?<=\s)/)) {
      const wide = [...word.trimEnd()].reduce((sum, letter) => sum + widthOf(letter), 0)
      if (line !== '' && width + wide > room) {
        lines.push(line.trimEnd())
        line = ''
        width = 0
      }
      for (const letter of word) {
        if (width + widthOf(letter) > room && letter.trim() !== '') {
          lines.push(line)
          line = ''
          width = 0
        }
        line += letter
        width += widthOf(letter)
      }
    }
    lines.push(line.trimEnd())
    if (lines.length > MOST_LINES) return [...lines.slice(0, MOST_LINES), '…']
  }
  return lines
}
const MOST_LINES = 200

interface Words {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly fill: string
  readonly weight?: number
  readonly anchor?: 'middle'
}

export function words(text: string, { x, y, size, fill, weight = 400, anchor }: Words): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}"${anchor ? ` text-anchor="${anchor}"` : ''}>${escape(text)}</text>`
}

const ENTITIES: { readonly [letter: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** XML has no place for most control characters, not even escaped. */
export const escape = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replace(/[&<>"]/g, (letter) => ENTITIES[letter]!)
