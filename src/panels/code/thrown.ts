/** Where code failed: the topmost place of a stack that lies in a file of the function. */
export interface Thrown {
  readonly file: string
  readonly line: number
  readonly says: string
}

/** Out of a log line about an exception that nobody caught; undefined for any other line. */
export function thrownIn(line: string): Thrown | undefined {
  const json = /(?:Invoke Error|Uncaught Exception)\t(\{.*\})$/s.exec(line)?.[1]
  if (!json) return undefined
  try {
    const { errorType, errorMessage, stack } = JSON.parse(json) as { readonly errorType: string; readonly errorMessage: string; readonly stack: readonly string[] }
    for (const frame of stack) {
      const [, file, at] = /(?:file:\/\/)?\/var\/task\/([^:)\s]+):(\d+)/.exec(frame) ?? []
      if (file && at) return { file, line: Number(at), says: `${errorType}: ${errorMessage}` }
    }
    return undefined
  } catch {
    return undefined
  }
}

export interface Mark extends Thrown {
  readonly times: number
}

/** One mark for each place and error, the most frequent first. */
export function marksOf(lines: readonly string[]): readonly Mark[] {
  const marks = new Map<string, Mark>()
  for (const line of lines) {
    const thrown = thrownIn(line)
    if (!thrown) continue
    const key = `${thrown.file}:${thrown.line} ${thrown.says}`
    marks.set(key, { ...thrown, times: (marks.get(key)?.times ?? 0) + 1 })
  }
  return [...marks.values()].sort((a, b) => b.times - a.times)
}
