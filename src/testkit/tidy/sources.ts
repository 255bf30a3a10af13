/** Reads the sources as text: which files there are, what each imports and where, and its code without words. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Path below src, with / between folders, to text. */
export type Sources = ReadonlyMap<string, string>

export interface Import {
  readonly line: number
  /** As written. */
  readonly names: string
  /** Path below src, for a relative import. */
  readonly file?: string
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export function readSources(): Sources {
  const files = new Map<string, string>()
  for (const entry of readdirSync(ROOT, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && /\.(tsx?|css|md)$/.test(entry.name)) files.set(relative(ROOT, path).split(sep).join('/'), readFileSync(path, 'utf8'))
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Static, re-exported, side-effect and dynamic imports, and files that are named by address (workers). */
const IMPORTS = [
  /^[ \t]*(?:import|export)\s[^'"`;=]*?from\s*['"]([^'"]+)['"]/gm,
  /^[ \t]*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
  /\bnew URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g,
]

export function importsOf(file: string, text: string): Import[] {
  const found: Import[] = []
  // A handler kept as text imports nothing. In .tsx an apostrophe between tags would pass for a string, so there all counts.
  const code = file.endsWith('.ts') ? codeOnly(text) : text
  for (const pattern of IMPORTS) {
    for (const match of text.matchAll(pattern)) {
      if (code.slice(match.index, match.index + match[0].length).trim() === '') continue
      const names = match[1]!
      const line = lineAt(text, match.index + match[0].lastIndexOf(names))
      const path = names.replace(/\?.*$/, '')
      found.push(path.startsWith('.') ? { line, names, file: posix.join(posix.dirname(file), path) } : { line, names })
    }
  }
  return found.sort((a, b) => a.line - b.line)
}

export const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length

export const isTest = (file: string): boolean => /\.(test|bench)\.tsx?$/.test(file)

/** The same text with comments, strings and patterns blanked, so that what it says about a name is not taken for its use. */
export function codeOnly(text: string): string {
  let out = ''
  let at = 0
  /** Open template literals, each with the depth of braces at which its expression ends. */
  const templates: number[] = []
  let depth = 0
  const blank = (end: number) => {
    out += text.slice(at, end).replace(/[^\n]/g, ' ')
    at = end
  }
  const template = () => {
    let end = at
    while (end < text.length && text[end] !== '`' && !(text[end] === '$' && text[end + 1] === '{')) end += text[end] === '\\' ? 2 : 1
    if (text[end] === '$') {
      templates.push(depth++)
      blank(end + 2)
    } else blank(Math.min(end + 1, text.length))
  }
  while (at < text.length) {
    const here = text[at]!
    const two = text.slice(at, at + 2)
    if (two === '//') blank(endOf(text, '\n', at))
    else if (two === '/*') blank(endOf(text, '*/', at + 2) + 2)
    else if (here === '"' || here === "'") blank(closing(text, at, here))
    else if (here === '/' && startsPattern(out)) blank(closing(text, at, '/'))
    else if (here === '`') {
      blank(at + 1)
      template()
    } else if (here === '}' && templates.at(-1) === depth - 1) {
      depth = templates.pop()!
      blank(at + 1)
      template()
    } else {
      if (here === '{') depth++
      if (here === '}') depth--
      out += here
      at++
    }
  }
  return out
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from)
  return end < 0 ? text.length : end
}

function closing(text: string, start: number, mark: string): number {
  let set = false
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++
    else if (mark === '/' && text[at] === '[') set = true
    else if (mark === '/' && text[at] === ']') set = false
    else if (text[at] === mark && !set) return at + 1
  }
  return start + 1
}

/** A slash divides after a value, and opens a pattern anywhere else. */
const startsPattern = (before: string): boolean => /(^|[(,=:[!&|?{};+\-*%<>~^]|\b(return|typeof|case|in|of))\s*$/.test(before)
