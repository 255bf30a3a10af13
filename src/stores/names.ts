import { MOST_NAME } from '../drawing/drawing.ts'

/** What is wrong with a name, in a sentence. It is never cut without a word. */
export const tooLong = (name: string, kept: string): string | undefined =>
  name.length > MOST_NAME ? `A name has at most ${MOST_NAME} characters; this one has ${name.length}. “${kept}” stays.` : undefined

/** The name with a remark behind it, shortened before the remark if it must be. */
export const named = (name: string, remark: string): string => `${name.slice(0, MOST_NAME - remark.length - 3)} (${remark})`
