/** The words of an expression, and the stand-ins that its request declares. */
import { invalid } from '../refused.ts'
import { readValue, type Value } from '../value.ts'
import { isReserved } from './reserved.ts'

export type Part = string | number
export type Path = readonly Part[]

interface Word {
  readonly text: string
  readonly at: number
}
const WORD = /\s*(<>|<=|>=|[=<>()[\],.+-]|[#:][A-Za-z0-9_]+|[A-Za-z_][A-Za-z0-9_]*|\d+)/y
const MOST_BYTES = 4_096
const MOST_OPEN = 100

/** What a request says beside its expressions. All of them share it, so that leftovers can be found at the end. */
export class StandIns {
  private readonly names: { readonly [name: string]: unknown }
  private readonly values = new Map<string, Value>()
  private readonly usedNames = new Set<string>()
  private readonly usedValues = new Set<string>()

  constructor(names: unknown, values: unknown) {
    this.names = typeof names === 'object' && names !== null ? (names as { readonly [name: string]: unknown }) : {}
    for (const [name, text] of Object.entries(this.names)) {
      if (!/^#[A-Za-z0-9_]+$/.test(name)) throw invalid(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${name}"`)
      if (typeof text !== 'string' || text === '') throw invalid(`ExpressionAttributeNames contains invalid value for key ${name}`)
    }
    if (typeof values !== 'object' || values === null) return
    for (const [name, value] of Object.entries(values)) {
      if (!/^:[A-Za-z0-9_]+$/.test(name)) throw invalid(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${name}"`)
      try {
        this.values.set(name, readValue(value))
      } catch (wrong) {
        throw invalid(`ExpressionAttributeValues contains invalid value: ${(wrong as Error).message} for key ${name}`)
      }
    }
  }

  name(stand: string, kind: string): string {
    if (!Object.hasOwn(this.names, stand)) throw invalid(`Invalid ${kind}: An expression attribute name used in the document path is not defined; attribute name: ${stand}`)
    this.usedNames.add(stand)
    return this.names[stand] as string
  }

  value(stand: string, kind: string): Value {
    const value = this.values.get(stand)
    if (!value) throw invalid(`Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${stand}`)
    this.usedValues.add(stand)
    return value
  }

  /** AWS refuses what nothing uses. */
  checkAllUsed(): void {
    const names = Object.keys(this.names).filter((name) => !this.usedNames.has(name))
    if (names.length > 0) throw invalid(`Value provided in ExpressionAttributeNames unused in expressions: keys: {${names.join(', ')}}`)
    const values = [...this.values.keys()].filter((name) => !this.usedValues.has(name))
    if (values.length > 0) throw invalid(`Value provided in ExpressionAttributeValues unused in expressions: keys: {${values.join(', ')}}`)
  }
}

/** Walks through one expression. */
export class Words {
  readonly kind: string
  readonly standIns: StandIns
  private readonly text: string
  private readonly words: Word[] = []
  private at = 0
  /** Parentheses that are open. */
  depth = 0

  constructor(text: string, kind: string, standIns: StandIns) {
    this.kind = kind
    this.text = text
    this.standIns = standIns
    if (text.trim() === '') throw invalid(`Invalid ${kind}: The expression can not be empty;`)
    if (text.length > MOST_BYTES) throw invalid(`Invalid ${kind}: Expression size has exceeded the maximum allowed size; expression size: ${text.length}`)
    WORD.lastIndex = 0
    while (WORD.lastIndex < text.length && text.slice(WORD.lastIndex).trim() !== '') {
      const before = WORD.lastIndex
      const found = WORD.exec(text)
      if (!found) throw this.wrong(text.slice(before).trim()[0]!, before)
      this.words.push({ text: found[1]!, at: before + found[0].length - found[1]!.length })
    }
  }

  get done(): boolean {
    return this.at >= this.words.length
  }
  peek(ahead = 0): string {
    return this.words[this.at + ahead]?.text ?? ''
  }
  next(): string {
    return this.words[this.at++]?.text ?? ''
  }
  /** Keywords may be written in any case. */
  isWord(word: string): boolean {
    return this.peek().toUpperCase() === word
  }
  takes(word: string): boolean {
    if (this.peek().toUpperCase() !== word) return false
    this.at++
    return true
  }
  expect(word: string): void {
    if (!this.takes(word)) throw this.syntaxError()
  }

  goDeeper(): void {
    if (++this.depth > MOST_OPEN) throw invalid(`Invalid ${this.kind}: The expression contains too many nested parentheses;`)
  }

  path(): Path {
    const parts: Part[] = [this.attribute()]
    for (;;) {
      if (this.takes('.')) parts.push(this.attribute())
      else if (this.peek() === '[') {
        this.next()
        const index = this.next()
        if (!/^\d+$/.test(index)) throw this.syntaxError(-1)
        parts.push(Number(index))
        this.expect(']')
      } else return parts
    }
  }

  private attribute(): string {
    const word = this.next()
    if (word.startsWith('#')) return this.standIns.name(word, this.kind)
    if (!/^[A-Za-z_]/.test(word)) throw this.syntaxError(-1)
    if (isReserved(word)) throw invalid(`Invalid ${this.kind}: Attribute name is a reserved keyword; reserved keyword: ${word}`)
    return word
  }

  syntaxError(back = 0): Error {
    const word = this.words[this.at + back]
    return word ? this.wrong(word.text, word.at) : invalid(`Invalid ${this.kind}: Syntax error; token: "<EOF>", near: "${this.text.trim().slice(-20)}"`)
  }
  private wrong(token: string, at: number): Error {
    return invalid(`Invalid ${this.kind}: Syntax error; token: "${token}", near: "${this.text.slice(Math.max(0, at - 10), at + token.length + 10).trim()}"`)
  }
}

export const pathText = (path: Path): string => path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`)).join('')
