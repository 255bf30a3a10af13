/** A table of arrivals as CSV: what a spreadsheet or a log export gives. Every line that is no good is named. */
import type { Micros } from '../base/units.ts'
import { type Arrival, MOST_ARRIVALS, MOST_TABLE_CHARACTERS, writeTable } from '../services/client/table.ts'

export interface ReadArrivals {
  readonly arrivals: readonly Arrival[]
  /** In the order of their lines, the first of them. */
  readonly problems: readonly { readonly line: number; readonly text: string }[]
  /** How many there are. */
  readonly wrong: number
  /** Rows were not in order of time; they are now. */
  readonly sorted: boolean
}

const MOST_TOLD = 20
const MOST_BODY = 65_536
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])
const NAMES: { readonly [name: string]: keyof Columns } = {
  time: 'time', at: 'time', t: 'time', seconds: 'time', sec: 'time', s: 'time', timestamp: 'time', date: 'time', ms: 'ms', time_ms: 'ms', millis: 'ms', milliseconds: 'ms',
  body: 'body', payload: 'body', path: 'path', url: 'path', method: 'method', verb: 'method',
}
interface Columns {
  time: number
  ms: number
  body: number
  path: number
  method: number
}
type Times = { readonly kind: 'number'; readonly micros: number } | { readonly kind: 'date' }

export function readArrivals(csv: string): ReadArrivals {
  const rows = splitCsv(csv)
  const problems: { line: number; text: string }[] = []
  let wrong = 0
  const complain = (line: number, text: string): void => {
    wrong++
    if (problems.length < MOST_TOLD) problems.push({ line, text })
  }
  const header = headerOf(rows[0]?.cells ?? [])
  const body = header ? rows.slice(1) : rows
  if (header && header.time < 0 && header.ms < 0) complain(rows[0]!.line, 'There is no column called time (seconds, or dates) or ms.')
  const columns = header ?? { time: 0, ms: -1, body: 1, path: 2, method: 3 }
  if (body.length > MOST_ARRIVALS) complain(body[MOST_ARRIVALS]!.line, `A table has at most ${MOST_ARRIVALS.toLocaleString('en')} rows; this has ${body.length.toLocaleString('en')}.`)
  else if (body.length === 0 && wrong === 0) complain(1, 'There is no row.')
  const times: Times = columns.ms >= 0 ? { kind: 'number', micros: 1_000 } : /^\d{4}-\d\d/.test(body[0]?.cells[columns.time] ?? '') ? { kind: 'date' } : { kind: 'number', micros: 1_000_000 }
  const timeAt = columns.ms >= 0 ? columns.ms : columns.time
  const arrivals: Arrival[] = []
  let first = Number.NaN
  if (wrong === 0) {
    for (const { line, cells } of body) {
      const cell = (cells[timeAt] ?? '').trim()
      const at = instantOf(cell, times)
      if (times.kind === 'date' && Number.isNaN(first)) first = at
      const since = times.kind === 'date' ? at - first : at
      const method = pick(cells, columns.method)?.trim().toUpperCase()
      const path = pick(cells, columns.path)?.trim()
      const text = pick(cells, columns.body)
      if (cell === '') complain(line, 'The time is missing.')
      else if (!Number.isFinite(since)) complain(line, `“${cell.slice(0, 40)}” is no ${times.kind === 'date' ? 'date' : 'number'}.`)
      else if (since < 0) complain(line, times.kind === 'date' ? `“${cell.slice(0, 40)}” is before the first row; the first row is the beginning.` : `“${cell.slice(0, 40)}” is before the beginning.`)
      else if (method && !METHODS.has(method)) complain(line, `“${method.slice(0, 40)}” is no method.`)
      else if (path && !/^\/\S*$/.test(path)) complain(line, `“${path.slice(0, 40)}” is no path; a path begins with a slash.`)
      else if (text && text.length > MOST_BODY) complain(line, 'The body is longer than 65,536 characters.')
      else arrivals.push({ at: since, ...(text ? { body: text } : {}), ...(path ? { path } : {}), ...(method ? { method } : {}) })
    }
  }
  const sorted = arrivals.some(({ at }, row) => row > 0 && at < arrivals[row - 1]!.at)
  return { arrivals: arrivals.sort((a, b) => a.at - b.at), problems, wrong, sorted }
}

/** As a drawing keeps it, or why it cannot. */
export function packArrivals(arrivals: readonly Arrival[]): { readonly text: string } | { readonly problem: string } {
  const text = writeTable(arrivals)
  return text.length <= MOST_TABLE_CHARACTERS
    ? { text }
    : { problem: `This table takes ${(text.length / 1e6).toFixed(1)} million characters, and a drawing has room for one million. Leave out bodies that differ from row to row: the client's own body may hold {{seq}}, {{uuid}} and {{pick a,b}}.` }
}

const pick = (cells: readonly string[], column: number): string | undefined => (column < 0 ? undefined : cells[column] || undefined)

function headerOf(cells: readonly string[]): Columns | undefined {
  const names = cells.map((cell) => NAMES[cell.trim().toLowerCase()])
  if (!names.some((name) => name !== undefined)) return undefined
  const at = (name: keyof Columns): number => names.indexOf(name)
  return { time: at('time'), ms: at('ms'), body: at('body'), path: at('path'), method: at('method') }
}

function instantOf(cell: string, times: Times): Micros {
  if (times.kind === 'date') return Math.round(Date.parse(cell) * 1_000)
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell) ? Math.round(Number(cell) * times.micros) : Number.NaN
}

interface CsvRow {
  /** Where it begins, counted from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** RFC 4180, with commas, semicolons or tabs, whichever the first line has. Empty lines are passed over. */
function splitCsv(csv: string): CsvRow[] {
  const text = csv.replace(/^\uFEFF/, '')
  const [head = ''] = text.split('\n', 1)
  const comma = ['\t', ';', ','].find((one) => head.includes(one)) ?? ','
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let began = 1
  const endCell = () => {
    cells.push(cell)
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: began, cells })
    cells = []
  }
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (quoted) {
      if (char === '\n') line++
      if (char !== '"') cell += char
      else if (text[i + 1] === '"') cell += text[++i]!
      else quoted = false
    } else if (char === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
    } else if (char === comma) endCell()
    else if (char === '\n') {
      endRow()
      began = ++line
    } else if (char !== '\r') cell += char
  }
  endRow()
  return rows
}
