/**
 * A small part of the SQL of AWS IoT: SELECT of fields, *, functions and names for them, FROM a topic filter, WHERE with
 * comparisons, AND, OR, NOT and parentheses.
 */
export interface Facts {
  readonly topic: string
  readonly client: string
  readonly timestamp: number
  readonly message: unknown
}
export interface Rule {
  readonly columns: readonly { readonly of: Expression; readonly as: string }[]
  readonly all: boolean
  readonly topic: string
  readonly where: Expression | undefined
}
type Expression =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'path'; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'pair'; readonly by: string; readonly left: Expression; readonly right: Expression }

const WORD = /\s*('(?:[^']|'')*'|\d+(?:\.\d+)?|[A-Za-z_][\w]*|<>|<=|>=|!=|[=<>()*,.+\-/%])/y
const FUNCTIONS = ['topic', 'clientid', 'timestamp']

/** The rule, or what is wrong with it. */
export function parseRule(sql: string): Rule | { readonly problem: string } {
  const words: string[] = []
  WORD.lastIndex = 0
  while (WORD.lastIndex < sql.length && sql.slice(WORD.lastIndex).trim() !== '') {
    const before = WORD.lastIndex
    const found = WORD.exec(sql)
    if (!found) return { problem: `"${sql.slice(before).trim().slice(0, 20)}" is not understood.` }
    words.push(found[1]!)
  }
  try {
    return new Reader(words).rule()
  } catch (wrong) {
    if (wrong instanceof Wrong) return { problem: wrong.message }
    throw wrong
  }
}
class Wrong extends Error {}
const MOST_OPEN = 100

class Reader {
  private readonly words: readonly string[]
  private at = 0
  private open = 0
  constructor(words: readonly string[]) {
    this.words = words
  }

  rule(): Rule {
    this.expect('SELECT')
    const columns: { of: Expression; as: string }[] = []
    let all = false
    do {
      if (this.takes('*')) {
        all = true
        continue
      }
      const of = this.either()
      columns.push({ of, as: this.takes('AS') ? this.next() : nameOf(of) })
    } while (this.takes(','))
    this.expect('FROM')
    const topic = this.next()
    if (!topic.startsWith("'")) throw new Wrong('FROM names a topic in single quotes.')
    const where = this.takes('WHERE') ? this.either() : undefined
    if (this.at < this.words.length) throw new Wrong(`"${this.words[this.at]}" comes too late.`)
    return { columns, all, topic: textIn(topic), where }
  }

  private either(): Expression {
    let left = this.both()
    while (this.takes('OR')) left = { kind: 'pair', by: 'OR', left, right: this.both() }
    return left
  }
  private both(): Expression {
    let left = this.negated()
    while (this.takes('AND')) left = { kind: 'pair', by: 'AND', left, right: this.negated() }
    return left
  }
  private negated(): Expression {
    if (!this.takes('NOT')) return this.comparison()
    if (++this.open > MOST_OPEN) throw new Wrong('NOT stands too often.')
    return { kind: 'not', of: this.negated() }
  }
  private comparison(): Expression {
    const left = this.sum()
    const by = this.words[this.at] ?? ''
    if (!['=', '<>', '!=', '<', '<=', '>', '>='].includes(by)) return left
    this.at++
    return { kind: 'pair', by, left, right: this.sum() }
  }
  private sum(): Expression {
    let left = this.single()
    for (let by = this.words[this.at] ?? ''; ['+', '-', '/', '%', '*'].includes(by); by = this.words[this.at] ?? '') {
      this.at++
      left = { kind: 'pair', by, left, right: this.single() }
    }
    return left
  }
  private single(): Expression {
    const word = this.next()
    if (word === '(') {
      if (++this.open > MOST_OPEN) throw new Wrong('The parentheses go too deep.')
      const inside = this.either()
      this.open--
      this.expect(')')
      return inside
    }
    if (word.startsWith("'")) return { kind: 'value', value: textIn(word) }
    if (/^\d/.test(word)) return { kind: 'value', value: Number(word) }
    if (/^(true|false)$/i.test(word)) return { kind: 'value', value: word.toLowerCase() === 'true' }
    if (!/^[A-Za-z_]/.test(word)) throw new Wrong(word === '' ? 'The rule ends too early.' : `"${word}" is not expected here.`)
    if (this.takes('(')) {
      if (!FUNCTIONS.includes(word.toLowerCase())) throw new Wrong(`The playground knows topic(n), clientid() and timestamp(), not ${word}().`)
      const args: Expression[] = []
      while (!this.takes(')')) {
        args.push(this.either())
        this.takes(',')
        if (this.at >= this.words.length) throw new Wrong('A parenthesis is not closed.')
      }
      return { kind: 'call', name: word.toLowerCase(), args }
    }
    const path = [word]
    while (this.takes('.')) path.push(this.next())
    return { kind: 'path', path }
  }

  private next(): string {
    return this.words[this.at++] ?? ''
  }
  private takes(word: string): boolean {
    if ((this.words[this.at] ?? '').toUpperCase() !== word) return false
    this.at++
    return true
  }
  private expect(word: string): void {
    if (!this.takes(word)) throw new Wrong(`${word} is expected${this.at < this.words.length ? ` before "${this.words[this.at]}"` : ' at the end'}.`)
  }
}

const textIn = (word: string): string => word.slice(1, -1).replaceAll("''", "'")
const nameOf = (of: Expression): string => (of.kind === 'path' ? of.path.at(-1)! : of.kind === 'call' ? of.name : 'value')

/** IOT-01: + stands for one level, # for all that follow. */
export function topicFits(filter: string, topic: string): boolean {
  const wanted = filter.split('/')
  const levels = topic.split('/')
  for (const [at, one] of wanted.entries()) {
    if (one === '#') return true
    if (levels[at] === undefined || (one !== '+' && one !== levels[at])) return false
  }
  return wanted.length === levels.length
}

/** What the rule selects, or undefined when it does not want the message. */
export function select(rule: Rule, facts: Facts): unknown {
  if (!topicFits(rule.topic, facts.topic) || (rule.where && value(rule.where, facts) !== true)) return undefined
  if (rule.all && rule.columns.length === 0) return facts.message
  const selected: Record<string, unknown> = rule.all && isObject(facts.message) ? { ...facts.message } : {}
  for (const { of, as } of rule.columns) {
    const one = value(of, facts)
    if (one !== undefined) selected[as] = one
  }
  return selected
}

function value(expression: Expression, facts: Facts): unknown {
  switch (expression.kind) {
    case 'value': return expression.value
    case 'path': return expression.path.reduce<unknown>((inside, name) => (isObject(inside) && Object.hasOwn(inside, name) ? inside[name] : undefined), facts.message)
    case 'not': return value(expression.of, facts) !== true
    case 'call': {
      if (expression.name === 'clientid') return facts.client
      if (expression.name === 'timestamp') return facts.timestamp
      const level = expression.args[0] && value(expression.args[0], facts)
      return level === undefined ? facts.topic : facts.topic.split('/')[Number(level) - 1]
    }
    case 'pair': return pair(expression.by, value(expression.left, facts), () => value(expression.right, facts))
  }
}

function pair(by: string, left: unknown, later: () => unknown): unknown {
  if (by === 'AND') return left === true && later() === true
  if (by === 'OR') return left === true || later() === true
  const right = later()
  if (left === undefined || right === undefined) return undefined
  // Text that looks like a number is one where a number is wanted.
  const numbers = [left, right].every((one) => one !== '' && !Number.isNaN(Number(one)))
  const [a, b] = numbers ? [Number(left), Number(right)] : [String(left), String(right)]
  switch (by) {
    case '=': return a === b
    case '<>': case '!=': return a !== b
    case '<': return a < b
    case '<=': return a <= b
    case '>': return a > b
    case '>=': return a >= b
    case '+': return numbers ? (a as number) + (b as number) : String(a) + String(b)
    case '-': return numbers ? (a as number) - (b as number) : undefined
    case '*': return numbers ? (a as number) * (b as number) : undefined
    case '/': return numbers ? (a as number) / (b as number) : undefined
    default: return numbers ? (a as number) % (b as number) : undefined
  }
}
const isObject = (one: unknown): one is { readonly [name: string]: unknown } => typeof one === 'object' && one !== null && !Array.isArray(one)
