/** What code said at a row: its line, or the exception that made it fail. */
import { K } from '../trace/records.ts'
import { rowsOfMessage, type TraceRow } from '../trace/reader.ts'
import type { Recording } from './recording.ts'
import { detailOf } from './words.ts'

/** The line of a row that tells of one. A text is its instant, its level, and what was said; or what was wrong; or the key of a cache, of which the path is enough here. */
export function lineOf({ texts }: Recording, row: TraceRow): string | undefined {
  const { kind, a } = row
  if (kind === K.judged) return a < 0 ? undefined : texts.at(a)
  if (kind === K.looked) return `${detailOf(row)}: ${/^[^/]*(\/[^\n]*)/.exec(texts.at(a) ?? '')?.[1] ?? 'a key that is not kept any more'}`
  return kind === K.logged ? (/^\d+ [A-Z]+ (.*)$/s.exec(texts.at(a) ?? '')?.[1] ?? 'a line that is not kept any more') : undefined
}

/** Why code failed, in its own words: `RangeError: no twos`; undefined where it did not say. */
export function thrownAt(recording: Recording, row: TraceRow): string | undefined {
  if ((row.kind !== K.failed && row.kind !== K.crashed && row.kind !== K.initFailed) || row.serial === 0) return undefined
  for (const one of rowsOfMessage(recording.keep, row.serial).reverse()) {
    if (one.time > row.time || one.kind !== K.logged || one.b !== row.b) continue
    const json = /^(?:Invoke Error|Uncaught Exception)\t(\{.*\})$/s.exec(lineOf(recording, one) ?? '')?.[1]
    if (!json) continue
    const { errorType, errorMessage } = JSON.parse(json) as { readonly errorType: string; readonly errorMessage: string }
    return `${errorType}: ${errorMessage}`
  }
  return undefined
}
