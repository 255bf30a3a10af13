/** One line of the report: what was measured, the yardstick beside it, and what it is held against. */
export interface Figure {
  readonly name: string
  readonly unit: string
  readonly ours: number
  /** What it is compared with, measured in the same process; none for figures that stand alone. */
  readonly yardstick?: { readonly name: string; readonly value: number }
  /** The number that is judged: ours over the yardstick, round by round, or ours itself. */
  readonly ratio: number
  readonly better: 'more' | 'less'
  /** Without it the engine is not finished; and the goal. */
  readonly must?: number
  readonly goal?: number
}

export type Verdict = 'goal' | 'holds' | 'misses' | '-'

export function verdictOf({ ratio, better, must, goal }: Figure): Verdict {
  const reaches = (bound: number | undefined): boolean => bound !== undefined && (better === 'more' ? ratio >= bound : ratio <= bound)
  if (must === undefined) return '-'
  if (reaches(goal ?? must)) return 'goal'
  return reaches(must) ? 'holds' : 'misses'
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export function printText(figures: readonly Figure[]): void {
  const rows = figures.map((figure) => [
    figure.name, `${short(figure.ours)} ${figure.unit}`,
    figure.yardstick ? `${short(figure.yardstick.value)} ${figure.yardstick.name}` : '',
    figure.yardstick ? `${figure.ratio.toFixed(2)}×` : short(figure.ratio),
    bound(figure, figure.must), bound(figure, figure.goal), verdictOf(figure),
  ])
  rows.unshift(['figure', 'ours', 'yardstick', 'ratio', 'must', 'goal', ''])
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  for (const row of rows) process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()}\n`)
}

export function printJson(figures: readonly Figure[], rounds: number): void {
  const all = figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) }))
  process.stdout.write(`${JSON.stringify({ node: process.version, rounds, figures: all }, null, 2)}\n`)
}

const bound = ({ better }: Figure, value: number | undefined): string => (value === undefined ? '' : `${better === 'more' ? '≥' : '≤'} ${value}`)

function short(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`
  if (value >= 1e4) return `${(value / 1e3).toFixed(0)} k`
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}
