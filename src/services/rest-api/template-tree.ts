/** A mapping template, taken apart: text with references in it, settings, branches and loops. */
export type Part =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'set'; readonly name: string; readonly value: string }
  | { readonly is: 'if'; readonly branches: readonly Branch[] }
  | { readonly is: 'each'; readonly name: string; readonly list: string; readonly body: readonly Part[] }
  | { readonly is: 'break' }
export interface Branch {
  /** Undefined: else. */
  readonly when: string | undefined
  readonly body: readonly Part[]
}
export type Tree = { readonly parts: readonly Part[] } | { readonly wrong: string }

const DIRECTIVE = /#(?:\{(else|end)\}|(set|if|elseif|else|end|foreach|break|macro|include|parse|define|evaluate|stop)\b)/y
const NOT_HERE = new Set(['macro', 'include', 'parse', 'define', 'evaluate', 'stop'])

interface Open {
  readonly word: 'if' | 'foreach' | undefined
  readonly branches: { when: string | undefined; body: Part[] }[]
  readonly name?: string
  readonly list?: string
}

/** A template is the same for every request; the last ones are remembered. */
const READ = new Map<string, Tree>()
export function treeOf(template: string): Tree {
  let tree = READ.get(template)
  if (!tree) {
    if (READ.size >= 50) READ.clear()
    READ.set(template, (tree = readTree(template)))
  }
  return tree
}

function readTree(template: string): Tree {
  const stack: Open[] = [{ word: undefined, branches: [{ when: undefined, body: [] }] }]
  const body = (): Part[] => stack.at(-1)!.branches.at(-1)!.body
  let text = ''
  const flush = (): void => {
    if (text !== '') body().push({ is: 'text', text })
    text = ''
  }
  for (let at = 0; at < template.length; ) {
    if (template.startsWith('##', at)) {
      const end = template.indexOf('\n', at)
      at = end < 0 ? template.length : end + 1
      continue
    }
    if (template.startsWith('#*', at)) {
      const end = template.indexOf('*#', at)
      at = end < 0 ? template.length : end + 2
      continue
    }
    DIRECTIVE.lastIndex = at
    const found = template[at] === '#' ? DIRECTIVE.exec(template) : null
    if (!found) {
      text += template[at++]
      continue
    }
    const word = found[1] ?? found[2]!
    if (NOT_HERE.has(word)) return { wrong: `The template uses #${word}, which is not simulated.` }
    flush()
    at += found[0].length
    let said = ''
    if (word === 'set' || word === 'if' || word === 'elseif' || word === 'foreach') {
      const inside = insideAt(template, at)
      if (!inside) return { wrong: `#${word} wants parentheses that close.` }
      said = inside.text.trim()
      at = inside.end
    }
    at = afterLine(template, at)
    const open = stack.at(-1)!
    if (word === 'set') {
      const parts = /^\$\{?!?([A-Za-z][\w-]*)\}?\s*=([^=][\s\S]*)$/.exec(said)
      if (!parts) return { wrong: `#set(${said}) is none: write #set($name = value).` }
      body().push({ is: 'set', name: parts[1]!, value: parts[2]!.trim() })
    } else if (word === 'break') body().push({ is: 'break' })
    else if (word === 'if') stack.push({ word: 'if', branches: [{ when: said, body: [] }] })
    else if (word === 'foreach') {
      const parts = /^\$\{?!?([A-Za-z][\w-]*)\}?\s+in\s+([\s\S]+)$/.exec(said)
      if (!parts) return { wrong: `#foreach(${said}) is none: write #foreach($one in $list).` }
      stack.push({ word: 'foreach', branches: [{ when: undefined, body: [] }], name: parts[1]!, list: parts[2]! })
    } else if (word === 'end') {
      if (open.word === undefined) return { wrong: 'An #end stands alone: nothing was opened before it.' }
      stack.pop()
      body().push(open.word === 'if' ? { is: 'if', branches: open.branches } : { is: 'each', name: open.name!, list: open.list!, body: open.branches[0]!.body })
    } else {
      if (open.word !== 'if' || open.branches.at(-1)!.when === undefined) return { wrong: `An #${word} has no #if before it.` }
      open.branches.push({ when: word === 'else' ? undefined : said, body: [] })
    }
  }
  flush()
  return stack.length > 1 ? { wrong: `A #${stack.at(-1)!.word} is never closed: write #end.` } : { parts: stack[0]!.branches[0]!.body }
}

/** What stands between parentheses, quotes and inner parentheses heeded. */
function insideAt(template: string, from: number): { readonly text: string; readonly end: number } | undefined {
  let at = from
  while (template[at] === ' ') at++
  if (template[at] !== '(') return undefined
  const start = at + 1
  let deep = 0
  let quote = ''
  for (; at < template.length; at++) {
    const sign = template[at]!
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '(') deep++
    else if (sign === ')' && --deep === 0) return { text: template.slice(start, at), end: at + 1 }
  }
  return undefined
}

/** A directive takes the rest of its line with it, if that is empty. */
function afterLine(template: string, at: number): number {
  const rest = /[ \t]*\r?\n/y
  rest.lastIndex = at
  return rest.test(template) ? rest.lastIndex : at
}
