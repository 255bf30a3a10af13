/** How wide text is, without a page to measure it on: near enough to know where it has to end. */
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
