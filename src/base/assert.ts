/** Our own mistake, never a user's: the run stops and the page offers a link that replays it. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) broken(message)
}

/** For the hottest places, which look for themselves. */
export function broken(message: string): never {
  throw new Error(`Broken assumption: ${message}`)
}
