/** Where a text stops being JSON: engines word and place this each in their own way, and a run must read alike everywhere. */
export interface Fault {
  readonly line: number
  readonly column: number
  readonly wants: string
}

export function faultIn(text: string): Fault | undefined {
  const scan = new Scan(text)
  const wants = scan.value(0) ?? scan.end()
  if (wants === undefined) return undefined
  const before = text.slice(0, scan.at)
  const line = before.split('\n').length
  return { line, column: scan.at - before.lastIndexOf('\n'), wants }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// All signs from the space on but the quotation mark and the backslash, which stand for themselves nowhere.
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const WORD = /true|false|null/y
/** Deeper than any pattern that AWS takes; keeps the scan off the end of the stack. */
const DEEPEST = 100

/** Each step returns what it wanted and did not find, or undefined when all is well. */
class Scan {
  at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  value(depth: number): string | undefined {
    this.space()
    if (depth > DEEPEST) return 'it is nested too deeply'
    const sign = this.text[this.at]
    if (sign === '{') return this.list('}', depth, true)
    if (sign === '[') return this.list(']', depth, false)
    if (sign === '"') return this.take(STRING) ? undefined : 'this text has no proper end'
    if (this.take(NUMBER) || this.take(WORD)) return undefined
    return sign === undefined ? 'it ends too early' : 'a value should stand here'
  }

  end(): string | undefined {
    this.space()
    return this.at === this.text.length ? undefined : 'it should end here'
  }

  private list(close: string, depth: number, named: boolean): string | undefined {
    this.at++
    this.space()
    if (this.sign(close)) return undefined
    for (;;) {
      const wants = (named ? this.name() : undefined) ?? this.value(depth + 1)
      if (wants !== undefined) return wants
      this.space()
      if (this.sign(close)) return undefined
      if (!this.sign(',')) return `a comma or ${close} should stand here`
    }
  }

  private name(): string | undefined {
    this.space()
    if (!this.take(STRING)) return 'a field name in quotation marks should stand here'
    this.space()
    return this.sign(':') ? undefined : 'a colon should stand here'
  }

  private sign(wanted: string): boolean {
    if (this.text[this.at] !== wanted) return false
    this.at++
    return true
  }

  private take(form: RegExp): boolean {
    form.lastIndex = this.at
    if (!form.test(this.text)) return false
    this.at = form.lastIndex
    return true
  }

  private space(): void {
    while (this.at < this.text.length && ' \t\r\n'.includes(this.text[this.at]!)) this.at++
  }
}
