import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react'
import { CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { keyOf, type Limit } from '../../stores/metrics.ts'
import { pause, player, type Recording, seek, useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import { figure } from './figures.ts'
import type { Drawn } from './Metrics.tsx'
import styles from './Metrics.module.css'

const LEFT = 48
const RIGHT = 48
const TOP = 10
const BOTTOM = 22
/** A limit far above everything would press the lines flat: it is named beside the chart instead. */
const IN_SIGHT = 1.6

interface ChartProps {
  recording: Recording
  drawn: readonly Drawn[]
  period: number
  limits: readonly Limit[]
}

/** The chart itself. A click goes to that instant; arrows go from period to period. */
export function MetricsChart({ recording, drawn, period, limits }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const at = useRun((run) => run.shownAt)
  const end = recording.cast.end / 1e6
  // One axis for each unit; a third unit shares the right one.
  const units = [...new Set(drawn.map(({ of }) => of.metric.unit))]
  const axisOf = (unit: string) => (unit === units[0] ? 'left' : 'right')
  const most = Math.max(0, ...drawn.filter(({ of }) => of.metric.unit === units[0]).flatMap(({ values }) => values.filter(Number.isFinite)))
  const near = limits.filter(({ value }) => value <= Math.max(1, most) * IN_SIGHT)
  // A line for a part of the time does not make room for itself.
  const stepped = near.some(({ from, to }) => from > 0 || to < recording.cast.end)
  const far = limits.filter((limit) => !near.includes(limit))
  const points = useMemo(() => pointsOf(drawn, period), [drawn, period])
  const wide = drawn.length > 0 && units.length > 1
  const toTime = (event: PointerEvent) => {
    const { left, width } = box.current!.getBoundingClientRect()
    return Math.min(1, Math.max(0, (event.clientX - left - LEFT) / (width - LEFT - (wide ? RIGHT : 12)))) * recording.cast.end
  }
  const scrub = (event: PointerEvent) => {
    if (event.type === 'pointerdown') {
      pause()
      box.current!.setPointerCapture(event.pointerId)
    } else if (!box.current!.hasPointerCapture(event.pointerId)) return
    seek(toTime(event))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = period * 1e6 * (event.shiftKey ? 10 : 1)
    const here = Math.round(player.cursor / step) * step
    const to = event.key === 'ArrowRight' ? here + step : event.key === 'ArrowLeft' ? here - step : event.key === 'Home' ? 0 : event.key === 'End' ? recording.cast.end : undefined
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    pause()
    seek(to)
  }
  const here = Math.floor(at / 1e6 / period)
  const spoken = drawn.map(({ title, values, of }) => `${title} ${figure(values[here])}${of.metric.unit && ` ${of.metric.unit}`}`).join(', ')
  return (
    <div
      ref={box} className={styles.chart} role="slider" tabIndex={0} aria-label="Chart: the instant" aria-valuemin={0} aria-valuemax={end} aria-valuenow={at / 1e6}
      aria-valuetext={`${clock(at)}${spoken && `: ${spoken}`}`} onPointerDown={scrub} onPointerMove={scrub} onKeyDown={onKeyDown}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={points} margin={{ top: TOP, right: wide ? 0 : 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis dataKey="t" type="number" domain={[0, end]} tickFormatter={(sec: number) => clock(sec * 1e6).replace(/\.\d+$/, '')} height={BOTTOM} stroke="var(--line-2)" tick={{ fill: 'var(--text-3)', fontSize: 10 }} allowDataOverflow />
          <YAxis yAxisId="left" width={LEFT} domain={[0, stepped ? (top: number) => Math.ceil(Math.max(top, ...near.map(({ value }) => value)) * 1.05) : 'auto']} tickFormatter={short} stroke="var(--line-2)" tick={{ fill: 'var(--text-3)', fontSize: 10 }} unit={units[0] ? ` ${units[0]}` : ''} />
          {wide && <YAxis yAxisId="right" orientation="right" width={RIGHT} domain={[0, 'auto']} tickFormatter={short} stroke="var(--line-2)" tick={{ fill: 'var(--text-3)', fontSize: 10 }} unit={units.length === 2 && units[1] ? ` ${units[1]}` : ''} />}
          {near.map(({ label, value, from, to }) => (
            <ReferenceLine
              key={`${label} ${from}`} yAxisId="left" {...(from === 0 && to === recording.cast.end ? { y: value } : { segment: [{ x: from / 1e6, y: value }, { x: to / 1e6, y: value }] as const })} ifOverflow="extendDomain" stroke="var(--bad)" strokeDasharray="5 4" label={{ value: `${label} ${value.toLocaleString('en-US')}`, position: 'insideTopLeft', fill: 'var(--bad)', fontSize: 10 }}
            />
          ))}
          {drawn.map((line, index) => (
            <Line
              key={keyOf(line)} yAxisId={axisOf(line.of.metric.unit)} dataKey={`v${index}`} type="linear" connectNulls isAnimationActive={false}
              dot={line.values.filter(Number.isFinite).length <= 2} stroke={`var(--series-${index})`} strokeDasharray={index < 4 ? '0' : '6 3'} strokeWidth={1.6}
            />
          ))}
          {drawn.length > 0 && <ReferenceLine yAxisId="left" x={at / 1e6} stroke="var(--accent)" strokeWidth={1.5} />}
        </ComposedChart>
      </ResponsiveContainer>
      {far.length > 0 && <p className={styles.far} style={wide ? { right: RIGHT + 8 } : undefined}>{far.map(({ label, value }) => `${label} limit ${value.toLocaleString('en-US')}`).join(', ')}: above the chart</p>}
      {drawn.length === 0 && <p className={styles.none}>No line is chosen. Add a metric above.</p>}
    </div>
  )
}

function pointsOf(drawn: readonly Drawn[], period: number): { t: number; [value: `v${number}`]: number | null }[] {
  const rows = Math.max(0, ...drawn.map(({ values }) => values.length))
  return Array.from({ length: rows }, (_, row) => {
    const point: { t: number; [value: `v${number}`]: number | null } = { t: row * period }
    drawn.forEach(({ values }, at) => { point[`v${at}`] = Number.isFinite(values[row]) ? values[row]! : null })
    return point
  })
}

const short = (value: number): string => (value >= 10_000 ? `${Math.round(value / 1_000)}k` : value >= 1_000 ? value.toLocaleString('en-US') : String(Number(value.toPrecision(3))))
