import type { Test } from './matcher.ts'
import { Refused } from './refused.ts'

/** A star stands for any text; `\*` and `\\` are the characters themselves. */
export function readWildcard(source: string, place: string): Test {
  const parts: string[] = ['']
  for (let i = 0; i < source.length; i++) {
    const sign = source[i]!
    if (sign === '*') {
      if (source[i + 1] === '*') throw new Refused(place, `Two stars in a row at character ${i + 1}: one is enough.`)
      parts.push('')
      continue
    }
    if (sign === '\\') {
      const next = source[++i]
      if (next !== '*' && next !== '\\') throw new Refused(place, `A backslash at character ${i} must stand before a star or another backslash.`)
      parts[parts.length - 1] += next
    } else parts[parts.length - 1] += sign
  }
  return { op: 'wildcard', parts, source }
}

export function fitsWildcard(parts: readonly string[], text: string): boolean {
  const first = parts[0]!
  if (parts.length === 1) return text === first
  const last = parts[parts.length - 1]!
  if (!text.startsWith(first)) return false
  // Taking each middle part as early as possible leaves the most room for the rest.
  let at = first.length
  for (let i = 1; i < parts.length - 1; i++) {
    const found = text.indexOf(parts[i]!, at)
    if (found < 0) return false
    at = found + parts[i]!.length
  }
  return text.length - at >= last.length && text.endsWith(last)
}
