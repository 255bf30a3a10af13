import { MOST_NAME } from '../drawing/drawing.ts'

/** What is wrong with a name, in a sentence. It is never cut without a word. */
export const tooLong = (name: string, kept: string): string | undefined =>
  name.length > MOST_NAME ? `A name has at most ${MOST_NAME} characters; this one has ${name.length}. “${kept}” stays.` : undefined

/** The name with a remark behind it, shortened before the remark if it must be. */
export const named = (name: string, remark: string): string => `${name.slice(0, MOST_NAME - remark.length - 3)} (${remark})`

/** The same, and another name than those that are taken: "Orders (copy 2)"; of a copy no copy of a copy. */
export function namedApart(name: string, remark: string, taken: readonly string[]): string {
  const bare = name.replace(/ \((?:this tab|copy)(?: \d+)?\)$/, '')
  for (let number = 1; ; number++) {
    const next = named(bare, number === 1 ? remark : `${remark} ${number}`)
    if (!taken.includes(next)) return next
  }
}
