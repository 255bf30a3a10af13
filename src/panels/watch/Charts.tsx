import { useMemo } from 'react'
import { toSec } from '../../base/units.ts'
import { type Recording, useRun } from '../../stores/run.ts'
import type { Statistic } from '../../trace/reading.ts'
import styles from './Watch.module.css'

const POINTS = 90
/** Nodes. */
const MANY = 60

interface Line {
  readonly title: string
  readonly unit: string
  readonly tone: string
  readonly values: number[]
}

/** Four small charts over the whole system, with the camera's instant in each. */
export function Charts({ recording }: { recording: Recording }) {
  // Whole series are read: once a second is enough while it plays, and less often where there are many.
  const apart = recording.cast.nodes.length > MANY ? 8 : 4
  const beat = useRun((run) => (run.phase === 'playing' ? Math.floor(run.version / apart) : run.version))
  const at = useRun((run) => run.shownAt)
  const end = toSec(recording.cast.end)
  const period = end <= 3_600 ? Math.max(1, Math.ceil(end / POINTS)) : Math.ceil(end / POINTS / 60) * 60
  const read = (title: string, unit: string, tone: string, names: readonly string[], statistic: Statistic, join: 'sum' | 'max', scale = 1): Line => ({
    title, unit, tone, values: joined(recording, names, statistic, join, period, end).map((value) => value * scale),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the beat says when there is more to read.
  const lines = useMemo(() => [
    read('Throughput', '/s', '--accent', ['Sent'], 'sum', 'sum', 1 / period),
    read('Latency, mean', 'ms', '--warn', ['Latency'], 'avg', 'max'),
    read('Waiting in queues', '', '--c-messaging', ['ApproximateNumberOfMessagesVisible'], 'max', 'sum'),
    read('Concurrency', '', '--ok', ['ConcurrentExecutions'], 'max', 'sum'),
  ], [recording, beat])
  const here = toSec(at) / end
  return (
    <div className={styles.charts}>
      {lines.map((line) => <Spark key={line.title} line={line} here={here} />)}
    </div>
  )
}

function Spark({ line, here }: { line: Line; here: number }) {
  const most = Math.max(1e-9, ...line.values.filter(Number.isFinite))
  const known = line.values.map((value, index) => [index / Math.max(1, line.values.length - 1), value] as const).filter(([, value]) => Number.isFinite(value))
  const path = known.map(([x, value], index) => `${index === 0 ? 'M' : 'L'}${(x * 100).toFixed(2)} ${(38 - (value / most) * 34).toFixed(2)}`).join('')
  const now = known.filter(([x]) => x <= here).at(-1)?.[1]
  return (
    <figure style={{ '--tone': `var(${line.tone})` } as React.CSSProperties}>
      <figcaption>{line.title}<b>{now === undefined ? '–' : shorten(now)}{line.unit && ` ${line.unit}`}</b></figcaption>
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" role="img" aria-label={`${line.title}, at most ${shorten(most)} ${line.unit}`}>
        <rect width="100" height="40" className={styles.ground} />
        {path && <path d={`${path}L${(known.at(-1)![0] * 100).toFixed(2)} 40L${(known[0]![0] * 100).toFixed(2)} 40z`} className={styles.area} />}
        {path && <path d={path} className={styles.line} />}
        <path d={`M${(here * 100).toFixed(2)} 0v40`} className={styles.here} />
      </svg>
    </figure>
  )
}

function joined({ cast, metrics }: Recording, names: readonly string[], statistic: Statistic, join: 'sum' | 'max', period: number, end: number): number[] {
  const total: number[] = []
  for (const node of cast.nodes) {
    node.metrics.forEach((metric, index) => {
      const slot = node.slots[index]!
      if (!names.includes(metric.name) || !metrics.places[slot]) return
      const values = metrics.series(slot, 0, Math.ceil(end / period) * period, period, statistic)
      values.forEach((value, at) => {
        if (!Number.isFinite(value)) return
        const before = total[at]
        total[at] = before === undefined ? value : join === 'sum' ? before + value : Math.max(before, value)
      })
    })
  }
  // Only what is simulated, and no period that is not over yet.
  const known = Math.floor(metrics.now / 1e6 / period)
  return Array.from({ length: Math.ceil(end / period) }, (_, index) => (index < known ? (total[index] ?? 0) : Number.NaN))
}

/** Made once: making one takes longer than using it. */
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const shorten = (value: number): string =>
  value >= 10_000 ? `${(value / 1_000).toFixed(0)}k` : value >= 1_000 ? whole.format(value) : Number.isInteger(value) ? String(value) : value.toPrecision(3)
