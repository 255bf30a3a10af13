/**
 * Filter patterns of CloudWatch Logs (CWL-03): terms, optional and excluded ones, phrases, %regular expressions%, JSON
 * patterns in braces, and fields parted by spaces in brackets.
 */
export type Pattern = (line: string) => boolean

/** The pattern, or what is wrong with it. */
export function parsePattern(source: string): Pattern | { readonly problem: string } {
  const text = source.trim()
  if (text === '') return () => true
  if (text.startsWith('{')) return text.endsWith('}') ? json(text.slice(1, -1)) : { problem: 'A JSON pattern ends with }.' }
  if (text.startsWith('[')) return text.endsWith(']') ? fields(text.slice(1, -1)) : { problem: 'A pattern for fields ends with ].' }
  return terms(text)
}
export const isPattern = (found: Pattern | { readonly problem: string }): found is Pattern => typeof found === 'function'

function terms(text: string): Pattern | { readonly problem: string } {
  const all: Pattern[] = []
  const any: Pattern[] = []
  const none: Pattern[] = []
  for (const [, sign, regex, quoted, word] of text.matchAll(/([?-]?)(?:%([^%]*)%|"((?:[^"\\]|\\.)*)"|(\S+))/g)) {
    let matches: Pattern
    if (regex !== undefined) {
      const expression = regexOf(regex)
      if (!expression) return { problem: `%${regex}% is no regular expression.` }
      matches = (line) => expression.test(line)
    } else {
      const wanted = quoted === undefined ? word! : quoted.replaceAll(/\\(.)/g, '$1')
      matches = (line) => line.includes(wanted)
    }
    ;(sign === '?' ? any : sign === '-' ? none : all).push(matches)
  }
  // Optional terms beside required ones say nothing.
  return (line) => all.every((one) => one(line)) && (all.length > 0 || any.length === 0 || any.some((one) => one(line))) && !none.some((one) => one(line))
}

/** What AWS takes of regular expressions is also safe to run: no groups that repeat. */
function regexOf(source: string): RegExp | undefined {
  if (/\)[*+{]|\\[1-9]|\(\?/.test(source)) return undefined
  try {
    return new RegExp(source)
  } catch {
    return undefined
  }
}

function json(source: string): Pattern | { readonly problem: string } {
  const words = source.match(/\s*(?:"(?:[^"\\]|\\.)*"|%[^%]*%|&&|\|\||!=|>=|<=|[()=<>]|[^\s()=<>!&|]+)/g)?.map((word) => word.trim()).filter((word) => word !== '') ?? []
  let at = 0
  let problem = ''
  type Test = (value: unknown) => boolean
  const either = (): Test => {
    let left = both()
    while (words[at] === '||') {
      at++
      const [one, other] = [left, both()]
      left = (value) => one(value) || other(value)
    }
    return left
  }
  const both = (): Test => {
    let left = single()
    while (words[at] === '&&') {
      at++
      const [one, other] = [left, single()]
      left = (value) => one(value) && other(value)
    }
    return left
  }
  const single = (): Test => {
    if (words[at] === '(') {
      at++
      const inside = either()
      if (words[at++] !== ')') problem ||= 'A parenthesis is not closed.'
      return inside
    }
    const path = words[at++] ?? ''
    if (!path.startsWith('$')) problem ||= `"${path}" is no selector; it begins with $.`
    const find = selector(path)
    const by = (words[at++] ?? '').toUpperCase()
    if (by === 'IS' || by === 'NOT') {
      const what = (words[at++] ?? '').toUpperCase()
      if (by === 'NOT' && what === 'EXISTS') return (value) => find(value) === undefined
      const wanted = { TRUE: true, FALSE: false, NULL: null }[what]
      if (wanted === undefined) problem ||= `IS goes with TRUE, FALSE or NULL, not ${what}.`
      return (value) => find(value) === wanted
    }
    if (by === 'EXISTS') return (value) => find(value) !== undefined
    const wanted = words[at++] ?? ''
    if (!['=', '!=', '<', '<=', '>', '>='].includes(by) || wanted === '') problem ||= `"${path} ${by} ${wanted}" is no comparison.`
    return compare(find, by, wanted, (text) => { problem ||= text })
  }
  const test = either()
  if (at < words.length) problem ||= `"${words[at]}" comes too late.`
  if (problem !== '') return { problem }
  return (line) => {
    try {
      const value: unknown = JSON.parse(line)
      return typeof value === 'object' && value !== null && test(value)
    } catch {
      return false
    }
  }
}

function selector(path: string): (value: unknown) => unknown {
  const parts = [...path.matchAll(/\.([^.[\]]+)|\[(\d+|"[^"]*"|'[^']*')\]/g)].map(([, name, index]) => name ?? (/^\d/.test(index!) ? Number(index) : index!.slice(1, -1)))
  return (value) => parts.reduce<unknown>((inside, part) => (typeof inside === 'object' && inside !== null && Object.hasOwn(inside, part) ? (inside as Record<string | number, unknown>)[part] : undefined), value)
}

function compare(find: (value: unknown) => unknown, by: string, wanted: string, wrong: (text: string) => void): (value: unknown) => boolean {
  const number = Number(wanted)
  if (!wanted.startsWith('"') && !wanted.startsWith('%') && !Number.isNaN(number)) return (value) => holds(find(value), by, number)
  if (by !== '=' && by !== '!=') wrong(`${by} compares numbers, and "${wanted}" is none.`)
  const fits = textTest(wanted)
  if (!fits) {
    wrong(`${wanted} is no regular expression.`)
    return () => false
  }
  return (value) => {
    const found = find(value)
    return found !== undefined && found !== null && typeof found !== 'object' && fits(String(found)) === (by === '=')
  }
}

function holds(found: unknown, by: string, wanted: number): boolean {
  if (typeof found !== 'number') return by === '!=' && found !== undefined
  return by === '=' ? found === wanted : by === '!=' ? found !== wanted : by === '<' ? found < wanted : by === '<=' ? found <= wanted : by === '>' ? found > wanted : found >= wanted
}

/** A word with stars at its ends, a phrase, or a %regular expression%. */
function textTest(wanted: string): Pattern | undefined {
  if (wanted.startsWith('%')) {
    const expression = regexOf(wanted.slice(1, -1))
    return expression && ((text) => expression.test(text))
  }
  const text = wanted.startsWith('"') ? wanted.slice(1, -1).replaceAll(/\\(.)/g, '$1') : wanted
  const before = text.startsWith('*')
  const after = text.length > 1 && text.endsWith('*')
  const core = text.slice(before ? 1 : 0, after ? -1 : undefined)
  return (found) => (before && after ? found.includes(core) : before ? found.endsWith(core) : after ? found.startsWith(core) : found === core)
}

/** Fields parted by spaces; quotes and brackets hold one together. An ellipsis stands for any number of them. */
function fields(source: string): Pattern | { readonly problem: string } {
  const columns = source.split(',').map((one) => one.trim())
  if (columns.some((one) => one === '')) return { problem: 'A field has a name, or an ellipsis.' }
  const tests: (((text: string) => boolean) | '...')[] = []
  for (const column of columns) {
    if (column === '...') {
      tests.push('...')
      continue
    }
    const parts = column.split(/\s*(&&|\|\|)\s*/)
    const all: { readonly by: string; readonly test: (text: string) => boolean }[] = []
    for (let at = 0; at < parts.length; at += 2) {
      const found = /^\w+\s*(?:(!=|>=|<=|=|<|>)\s*(.+))?$/.exec(parts[at]!)
      if (!found) return { problem: `"${parts[at]}" is no field.` }
      const [, by, wanted] = found
      let problem = ''
      const number = Number(wanted)
      const test = by === undefined ? () => true : !Number.isNaN(number) && !wanted!.startsWith('"') ? (text: string) => holds(Number.isNaN(Number(text)) ? text : Number(text), by, number) : compare((text) => text, by, wanted!, (said) => { problem = said })
      if (problem !== '') return { problem }
      all.push({ by: parts[at - 1] ?? '&&', test })
    }
    tests.push((text) => all.reduce((held, { by, test }, index) => (index === 0 ? test(text) : by === '||' ? held || test(text) : held && test(text)), true))
  }
  return (line) => {
    const words = [...line.trim().matchAll(/"([^"]*)"|\[([^\]]*)\]|(\S+)/g)].map(([, quoted, bracketed, word]) => quoted ?? bracketed ?? word ?? '')
    const gap = tests.indexOf('...')
    if (gap < 0) return words.length === tests.length && tests.every((test, at) => (test as Pattern)(words[at]!))
    const after = tests.length - gap - 1
    if (words.length < gap + after) return false
    return tests.every((test, at) => test === '...' || test(at < gap ? words[at]! : words[words.length - tests.length + at]!))
  }
}
