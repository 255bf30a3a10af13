/**
 * What narrows a list of lines: words, all of which must occur (in quotes: as one; after a minus: must not), or a JSON
 * pattern like `{ $.level = "ERROR" && $.record.metrics.durationMs > 100 }`, which lines that are no JSON never match.
 */
export type Filter = (line: string) => boolean

/** A filter, or what is wrong with it. */
export function parseFilter(pattern: string): Filter | { readonly problem: string } {
  const text = pattern.trim()
  if (!text.startsWith('{')) return byWords(text)
  if (!text.endsWith('}')) return { problem: 'A JSON pattern ends with }.' }
  const any: Filter[][] = []
  for (const part of text.slice(1, -1).split('||')) {
    const all: Filter[] = []
    for (const term of part.split('&&')) {
      const one = byField(term.trim())
      if (!one) return { problem: `"${term.trim()}" is no comparison. Write { $.level = "ERROR" } or { $.record.metrics.durationMs > 100 }.` }
      all.push(one)
    }
    any.push(all)
  }
  return (line) => any.some((all) => all.every((one) => one(line)))
}

function byWords(text: string): Filter {
  const terms = [...text.matchAll(/(-?)(?:"([^"]*)"|(\S+))/g)].map(([, minus, quoted, word]) => ({ absent: minus === '-', text: quoted ?? word ?? '' }))
  return (line) => terms.every((term) => line.includes(term.text) !== term.absent)
}

function byField(term: string): Filter | undefined {
  const parts = /^\$((?:\.[A-Za-z_][\w-]*)+)\s*(!=|>=|<=|=|>|<)\s*(?:"([^"]*)"|(-?\d+(?:\.\d+)?)|([\w.*-]+))$/.exec(term)
  if (!parts) return undefined
  const [, path, sign, quoted, number, bare] = parts
  const names = path!.slice(1).split('.')
  const words = quoted ?? bare
  if (words !== undefined) {
    if (sign !== '=' && sign !== '!=') return undefined
    return (line) => {
      const found = valueAt(line, names)
      return found !== undefined && fits(String(found), words) === (sign === '=')
    }
  }
  const wanted = Number(number)
  return (line) => {
    const found = valueAt(line, names)
    return typeof found === 'number' && compare(found, sign!, wanted)
  }
}

/** A star at either end stands for anything. */
function fits(text: string, wanted: string): boolean {
  const open = wanted.startsWith('*')
  const rest = wanted.slice(open ? 1 : 0)
  if (rest.endsWith('*')) return open ? text.includes(rest.slice(0, -1)) : text.startsWith(rest.slice(0, -1))
  return open ? text.endsWith(rest) : text === wanted
}

function compare(one: number, sign: string, other: number): boolean {
  switch (sign) {
    case '=': return one === other
    case '!=': return one !== other
    case '>': return one > other
    case '>=': return one >= other
    case '<': return one < other
    default: return one <= other
  }
}

function valueAt(line: string, names: readonly string[]): unknown {
  if (!line.startsWith('{')) return undefined
  try {
    let value: unknown = JSON.parse(line)
    for (const name of names) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
      value = (value as Record<string, unknown>)[name]
    }
    return value
  } catch {
    return undefined
  }
}
