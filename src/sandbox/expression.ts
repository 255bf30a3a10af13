/**
 * What is called or gone through at a place in a source, as V8 would name it: `orders.map` of `orders.map(…)`. The engine
 * names places somewhere within the call. With `new` before it where that stands there; '' when there is nothing plain to name.
 */
const CHAIN = String.raw`[\w$]+(?:\??\.[\w$]+|\[[^\][]*\])*`
const BEFORE = new RegExp(`(?:${CHAIN})$`)
const AFTER = new RegExp(`^\\s*(${CHAIN})`)
const WORDS = /^(?:if|for|while|switch|return|await|function|catch|typeof|async|of|in|new|const|let|var|throw|do|else)$/
const MAX = 80

export function calleeAt(text: string, line: number, column: number): string {
  const row = text.split('\n')[line - 1]
  if (row === undefined) return ''
  const at = Math.max(0, Math.min(row.length, column - 1))
  const found = plain(called(row, startOf(row, at))) || plain(called(row, at)) || plain(opened(row, at)) || plain(AFTER.exec(row.slice(at))?.[1] ?? '')
  return found !== '' && row.includes(`new ${found}`) ? `new ${found}` : found
}

/** Where the chain of names begins that this place lies in. */
const startOf = (row: string, at: number): number => at - (/[\w$.\][?]*$/.exec(row.slice(0, at))?.[0].length ?? 0)

/** The chain from here on, if it is called. */
function called(row: string, from: number): string {
  const found = AFTER.exec(row.slice(from))
  return found && /^\s*\(/.test(row.slice(from + found[0].length)) ? found[1]! : ''
}

/** What stands before the bracket that is open here. */
function opened(row: string, at: number): string {
  let depth = 0
  for (let i = at - 1; i >= 0; i--) {
    if (row[i] === ')') depth++
    else if (row[i] === '(' && depth-- === 0) return BEFORE.exec(row.slice(0, i).trimEnd())?.[0] ?? ''
  }
  return ''
}

const plain = (name: string): string => (name.length > MAX || WORDS.test(name) || /^\d/.test(name) ? '' : name.replaceAll('?.', '.'))
