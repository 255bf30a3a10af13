/** What is known while code is read, and the steps that all of its grammar is made of. */
import { type Word, wordAt } from './scan.ts'

export const FEATURES = [
  'let', 'const', 'class', 'destructuring', 'spread', 'default parameter', 'async function', 'await', 'generator', 'for-of loop', 'optional chaining', 'nullish coalescing', 'logical assignment',
  'catch without a name', 'import', 'export', 'dynamic import', 'import.meta', 'BigInt', 'numeric separator', 'tagged template', 'shorthand property', 'shorthand method', 'computed property name', 'new.target',
  'async closure', 'await in arguments', 'await outside a function', 'private name', 'with', 'named import',
] as const
export type Feature = (typeof FEATURES)[number]

export interface Met {
  readonly feature: Feature
  readonly at: number
  readonly end: number
}

export interface Import {
  readonly module: string
  /** The name that it has here; '' for one that only runs it. */
  readonly name: string
  readonly at: number
  readonly end: number
}

export interface Said {
  readonly name: string
  readonly at: number
  /** What comes next: `(`, `.log` … */
  readonly next: string
  /** The text that it is called with, if it is called with one. */
  readonly argument: string | undefined
  /** How many it is called with; -1 when it is not called. */
  readonly count: number
}

export interface Reading {
  readonly met: readonly Met[]
  readonly imports: readonly Import[]
  readonly said: readonly Said[]
  readonly declared: ReadonlySet<string>
  /** Functions and variables outside of all functions. */
  readonly outer: ReadonlySet<string>
  /** Where it cannot be read on. */
  readonly stuck: { readonly at: number; readonly text: string } | undefined
}


/** A reading that goes on. */
export interface Reader {
  readonly source: string
  readonly met: Met[]
  readonly imports: Import[]
  readonly said: Said[]
  readonly declared: Set<string>
  readonly outer: Set<string>
  word: Word
  /** The word before it. */
  before: Word
  deep: number
  /** Functions around this place, and whether the innermost is async. */
  functions: number
  inAsync: boolean
  /** "in" belongs to the loop. */
  noIn: boolean
  /** Calls around this place, within the function. */
  inArguments: number
}

export class Stuck extends Error {
  readonly at: number
  constructor(at: number, text: string) {
    super(text)
    this.at = at
  }
}

export const RESERVED = new Set(['break', 'case', 'catch', 'continue', 'debugger', 'default', 'do', 'else', 'finally', 'for', 'if', 'in', 'instanceof', 'return', 'switch', 'throw', 'try', 'var', 'while', 'with', 'enum', 'extends', 'const', 'export'])
const DEEPEST = 200

export const meet = (r: Reader, feature: Feature, one: Word = r.word): void => void r.met.push({ feature, at: one.at, end: one.end })
export function next(r: Reader): Word {
  r.before = r.word
  r.word = wordAt(r.source, r.word.end)
  return r.before
}

export const is = (r: Reader, text: string): boolean => (r.word.kind === 'sign' || r.word.kind === 'name') && r.word.text === text
export const eat = (r: Reader, text: string): boolean => is(r, text) && (next(r), true)
export function fail(r: Reader, what?: string): never {
  throw new Stuck(r.word.at, what ?? (r.word.kind === 'end' ? 'The code ends too early' : `Unexpected ${r.word.kind === 'text' ? 'text' : `"${r.word.text}"`}`))
}

export function want(r: Reader, text: string): void {
  if (!eat(r, text)) fail(r, r.word.kind === 'end' ? `"${text}" is missing at the end` : `"${text}" is missing before "${r.word.text.slice(0, 20)}"`)
}

export function nested<T>(r: Reader, read: () => T): T {
  if (++r.deep > DEEPEST) fail(r, 'This is nested too deep')
  const result = read()
  r.deep--
  return result
}

export const over = (r: Reader): boolean => r.word.kind === 'end'
export const ahead = (r: Reader): Word => wordAt(r.source, r.word.end)
export function semicolon(r: Reader): void {
  if (eat(r, ';') || is(r, '}') || r.word.kind === 'end' || r.word.fresh) return
  fail(r)
}
