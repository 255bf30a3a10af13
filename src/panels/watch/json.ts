import { LONGEST_SEEN } from '../../worker/protocol.ts'

/** JSON text as a person reads it; a string that is JSON itself is opened. Text that was cut stays as it is, and says so. */
export function pretty(text: string): string {
  if (text.length >= LONGEST_SEEN) return `${text}\n… cut here: it is longer.`
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'string') return JSON.stringify(value, null, 2)
    try {
      return JSON.stringify(JSON.parse(value), null, 2)
    } catch {
      return value
    }
  } catch {
    return text
  }
}

export interface DiffLine {
  readonly sign: ' ' | '+' | '-'
  readonly text: string
}
/** More lines than this are compared from both ends only. */
const MOST = 600

/** Lines that went and lines that came, from one text to another: the longest common subsequence, so as few as can be. */
export function diffOf(before: string, after: string): DiffLine[] {
  const a = before.split('\n')
  const b = after.split('\n')
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const middle = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ sign: ' ', text }))
  return [...same(a.slice(0, head)), ...middle, ...same(a.slice(a.length - tail))]
}

function between(a: readonly string[], b: readonly string[]): DiffLine[] {
  const gone = (text: string): DiffLine => ({ sign: '-', text })
  const come = (text: string): DiffLine => ({ sign: '+', text })
  if (a.length === 0 || b.length === 0 || a.length > MOST || b.length > MOST) return [...a.map(gone), ...b.map(come)]
  const width = b.length + 1
  const longest = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1]! + 1 : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
  }
  const lines: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ sign: ' ', text: a[i++]! })
      j++
    } else if (j === b.length || (i < a.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) lines.push(gone(a[i++]!))
    else lines.push(come(b[j++]!))
  }
  return lines
}
