import { lazy, Suspense, useMemo } from 'react'
import { download } from '../../stores/files.ts'
import {
  chartStore, csvOf, fits, inRows, isBound, isByMinute, keyOf, type Line, limitsOf, type Metered, meteredOf, PERIODS, STATISTICS, statisticsOf, useChart, usualLines, usualPeriod, valuesOf,
} from '../../stores/metrics.ts'
import { pause, type Recording, seek, useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import type { Statistic } from '../../trace/reading.ts'
import { figure } from './figures.ts'
import styles from './Metrics.module.css'

const Chart = lazy(async () => ({ default: (await import('./MetricsChart.tsx')).MetricsChart }))
/** More lines than this nobody tells apart. */
const MOST_LINES = 8
const MOST_ROWS = 400

export interface Drawn extends Line {
  readonly of: Metered
  readonly title: string
  readonly values: readonly number[]
}

/** CloudWatch's metrics of the run: any of them in one chart, with the limits they run up against. */
export function Metrics({ recording }: { recording: Recording }) {
  useRun((run) => run.version)
  const { lines: chosen, period: wished, limits: withLimits, table } = useChart((chart) => chart)
  // biome-ignore lint/correctness/useExhaustiveDependencies: code defines metrics as it runs; nothing else changes within a recording.
  const all = useMemo(() => meteredOf(recording), [recording.cast, recording.metrics.places])
  const end = recording.cast.end / 1e6
  const period = wished !== undefined && fits(wished, end) ? wished : usualPeriod(end)
  const lines = chosen ?? usualLines(all)
  const drawn = lines.flatMap((line): Drawn[] => {
    const of = all.find((one) => one.node === line.node && one.metric.name === line.metric)
    return of ? [{ ...line, of, title: titleOf(of, line.statistic), values: valuesOf(recording, of, line.statistic, period) }] : []
  })
  const set = (next: readonly Line[]) => chartStore.setState({ lines: next })
  const save = () => download(new Blob([csvOf(drawn.map(({ title, of, statistic }) => `${title}${of.metric.unit && ` (${of.metric.unit})`}${isByMinute(statistic, period) ? ', by the minute' : ''}`), period, drawn.map(({ values, statistic }) => inRows(values, statistic, period)))], { type: 'text/csv' }), `${recording.drawing.name || 'run'}-metrics.csv`)
  return (
    <div className={styles.metrics}>
      <div className={styles.side}>
        <div className={styles.bar}>
          <Adder all={all} taken={lines} onAdd={(line) => set([...lines, line])} />
          <label>Period{' '}
            <select value={period} onChange={(event) => chartStore.setState({ period: Number(event.target.value) })}>
              {PERIODS.map((one) => <option key={one} value={one} disabled={!fits(one, end)}>{one < 60 ? `${one} s` : one < 3_600 ? `${one / 60} min` : '1 h'}</option>)}
            </select>
          </label>
          <label><input type="checkbox" checked={withLimits} onChange={(event) => chartStore.setState({ limits: event.target.checked })} /> limits</label>
          <label><input type="checkbox" checked={table} onChange={(event) => chartStore.setState({ table: event.target.checked })} /> as a table</label>
          <button type="button" onClick={save} disabled={drawn.length === 0}>Save CSV</button>
        </div>
        <ul className={styles.chosen} aria-label="Lines in the chart">
          {drawn.map((line, at) => (
            <Chosen
              key={keyOf(line)} line={line} at={at} period={period} end={recording.cast.end}
              onStatistic={(statistic) => set(lines.map((one) => (keyOf(one) === keyOf(line) ? { ...one, statistic } : one)))}
              onRemove={() => set(lines.filter((one) => keyOf(one) !== keyOf(line)))}
            />
          ))}
        </ul>
      </div>
      {table
        ? <Table drawn={drawn} period={period} />
        : <Suspense fallback={<p className={styles.none}>Fetching the chart…</p>}><Chart recording={recording} drawn={drawn} period={period} limits={withLimits ? limitsOf(recording, lines) : []} /></Suspense>}
    </div>
  )
}

const titleOf = ({ title, metric }: Metered, statistic: Statistic): string => `${title} ${metric.name} ${STATISTICS[statistic]}`

function Adder({ all, taken, onAdd }: { all: readonly Metered[]; taken: readonly Line[]; onAdd: (line: Line) => void }) {
  const groups = useMemo(() => {
    const found = new Map<string, Metered[]>()
    for (const one of all) {
      const name = one.metric.own ? `${one.namespace} · ${one.title}` : `${one.title} · ${one.namespace}`
      found.set(name, [...(found.get(name) ?? []), one])
    }
    return [...found]
  }, [all])
  const full = taken.length >= MOST_LINES
  return (
    <select
      className={styles.adder} aria-label="Add a metric" value="" disabled={full}
      onChange={(event) => {
        const one = all[Number(event.target.value)]
        // The first statistic that is not there yet: the same metric may be shown as its mean and as its tail.
        const free = one && statisticsOf(one.metric).find((statistic) => !taken.some((line) => line.node === one.node && line.metric === one.metric.name && line.statistic === statistic))
        if (one && free) onAdd({ node: one.node, metric: one.metric.name, statistic: free })
      }}
    >
      <option value="" disabled>{full ? `${MOST_LINES} lines at most` : 'Add a metric…'}</option>
      {groups.map(([name, ones]) => (
        <optgroup key={name} label={name}>
          {ones.map((one) => <option key={one.metric.name} value={all.indexOf(one)}>{one.metric.name}{one.metric.unit && ` (${one.metric.unit})`}</option>)}
        </optgroup>
      ))}
    </select>
  )
}

function Chosen({ line, at, period, end, onStatistic, onRemove }: { line: Drawn; at: number; period: number; end: number; onStatistic: (statistic: Statistic) => void; onRemove: () => void }) {
  const shown = useRun((run) => run.shownAt)
  const { of, title, statistic, values } = line
  // At its end a run stands in its last period, not in one that never comes.
  const now = values[Math.min(values.length - 1, Math.floor(Math.min(shown, end - 1) / 1e6 / period))]
  const coarse = isByMinute(statistic, period)
  return (
    <li data-line={at}>
      <svg width="18" height="8" aria-hidden="true"><path d="M0 4h18" /></svg>
      <span title={`${of.namespace}, ${of.title}`}><b>{of.metric.name}</b> {of.title}</span>
      <select aria-label={`Statistic of ${of.title} ${of.metric.name}`} value={statistic} onChange={(event) => onStatistic(event.target.value as Statistic)}>
        {statisticsOf(of.metric).map((one) => <option key={one} value={one}>{STATISTICS[one]}</option>)}
      </select>
      {isBound(of, statistic) && <small title="The peaks of several functions need not meet: together they were this many at most.">at most</small>}
      {coarse && <small title="CloudWatch’s own metrics have one point a minute, so percentiles are those of a whole minute. In the chart they hold until the next one.">by the minute</small>}
      <output>{figure(now)}{of.metric.unit && ` ${of.metric.unit}`}</output>
      <button type="button" aria-label={`Remove ${title}`} title="Remove this line" onClick={onRemove}>×</button>
    </li>
  )
}

function Table({ drawn, period }: { drawn: readonly Drawn[]; period: number }) {
  const shown = useRun((run) => run.shownAt)
  const columns = drawn.map(({ values, statistic }) => inRows(values, statistic, period))
  const rows = Math.max(0, ...columns.map((values) => values.length))
  const here = Math.floor(shown / 1e6 / period)
  const first = Math.max(0, Math.min(here - MOST_ROWS / 2, rows - MOST_ROWS))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <section className={styles.scroll} aria-label="Values" tabIndex={0}>
      <table className={styles.table}>
        <thead><tr><th scope="col">From</th>{drawn.map((line) => <th key={keyOf(line)} scope="col">{line.title}</th>)}</tr></thead>
        <tbody>
          {Array.from({ length: Math.min(MOST_ROWS, rows) }, (_, at) => first + at).map((row) => (
            <tr key={row} aria-current={row === here ? 'time' : undefined}>
              <th scope="row"><button type="button" onClick={() => { pause(); seek(row * period * 1e6) }}>{clock(row * period * 1e6)}</button></th>
              {drawn.map((line, at) => <td key={keyOf(line)}>{figure(columns[at]![row])}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {rows > MOST_ROWS && <p className={styles.none}>{MOST_ROWS} of {rows.toLocaleString('en-US')} rows, around the camera. Choose a longer period, or save all as CSV.</p>}
    </section>
  )
}
