import { writeSync } from 'node:fs'

const OUT = 1
/** Milliseconds until a pipe that is full is tried again. */
const SOON = 10

/**
 * To standard output, at once and all of it: a run does not go back to the event loop before its end, and would not hear
 * there that `head` has had enough and left. Then it is over, without a word.
 */
export function write(text: string): 0 {
  let rest: Uint8Array = new TextEncoder().encode(text)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(OUT, rest))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EPIPE') process.exit(0)
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SOON)
    }
  }
  return 0
}
