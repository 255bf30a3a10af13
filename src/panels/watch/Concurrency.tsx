import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { quotasOf } from '../../contract/quotas.ts'
import { LANE, type Lanes, lanesOf } from '../../stores/lanes.ts'
import { type Limit, limitsOf } from '../../stores/metrics.ts'
import { pause, player, type Recording, seek, useRun } from '../../stores/run.ts'
import { useView } from '../../stores/view.ts'
import { clock } from '../../stores/words.ts'
import styles from './Concurrency.module.css'
import { columnAt, HEAD, paintLanes, readInk } from './paint-lanes.ts'

/** Lanes that are told apart; more environments than this share lanes. */
const MOST_LANES = 400
const SPANS = [
  { label: 'whole run', sec: 0 }, { label: '5 min', sec: 300 }, { label: '1 min', sec: 60 }, { label: '10 s', sec: 10 }, { label: '1 s', sec: 1 },
] as const

/** A lane for each environment over time, under how many ran at once and what held them back. */
export function Concurrency({ recording }: { recording: Recording }) {
  useRun((run) => run.version)
  const functions = recording.cast.nodes.map((node, place) => ({ ...node, place })).filter(({ service }) => service === 'lambda')
  const [chosen, setChosen] = useState(-1)
  const [sec, setSec] = useState(0)
  const place = functions.some((one) => one.place === chosen) ? chosen : (functions[0]?.place ?? -1)
  if (place < 0) return <p className={styles.none}>No function, no environments. Add a Lambda function.</p>
  const { end } = recording.cast
  return (
    <div className={styles.concurrency}>
      <div className={styles.bar}>
        <label>Function{' '}
          <select value={place} onChange={(event) => setChosen(Number(event.target.value))}>
            {functions.map((one) => <option key={one.place} value={one.place}>{one.name}</option>)}
          </select>
        </label>
        <label>Show{' '}
          <select value={sec} onChange={(event) => setSec(Number(event.target.value))}>
            {SPANS.map((span) => <option key={span.sec} value={span.sec} disabled={span.sec * 1e6 >= end}>{span.label}</option>)}
          </select>
        </label>
        <Now recording={recording} place={place} />
        <ul className={styles.key} aria-label="Colours">
          <li data-state="init">initialising</li><li data-state="busy">busy</li><li data-state="failed">busy, fails</li><li data-state="idle">idle</li><li data-state="ended">ends</li>
        </ul>
      </div>
      <Picture recording={recording} place={place} spanMicros={sec * 1e6} />
    </div>
  )
}

/** The instant in words: what a reader hears, and a seer checks. */
function Now({ recording, place }: { recording: Recording; place: number }) {
  useRun((run) => run.shownAt)
  const actor = recording.reel.seek(player.cursor).actors[place]
  if (!actor) return null
  const count = (value: number) => value.toLocaleString('en-US')
  return (
    <output className={styles.now}>
      <b>{count(actor.busy)}</b> busy, <b>{count(actor.initialising)}</b> initialising, <b>{count(actor.idle)}</b> idle
      {actor.throttled > 0 && <>, <b data-tone="bad">{count(actor.throttled)}</b> throttled so far</>}
    </output>
  )
}

function Picture({ recording, place, spanMicros }: { recording: Recording; place: number; spanMicros: number }) {
  const at = useRun((run) => run.shownAt)
  const theme = useView((view) => view.theme)
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [top, setTop] = useState(0)
  const { end } = recording.cast
  const { total } = recording.keep
  const { from, to } = windowAt(at, spanMicros, end)
  const columns = Math.max(1, Math.floor(size.width))
  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows, more lanes.
  const lanes = useMemo(() => lanesOf(recording, place, from, to, columns, MOST_LANES), [recording, place, from, to, columns, total])
  const limits = useMemo(() => limitsFor(recording, place), [recording, place])
  const laneHeight = Math.max(4, Math.min(14, Math.floor((size.height - HEAD) / Math.max(1, lanes.lanes.length))))
  useEffect(() => {
    const element = box.current!
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours.
  useEffect(() => {
    const ctx = canvas.current!.getContext('2d')
    if (ctx && size.width > 0) paintLanes(ctx, { ...size, top, laneHeight, lanes, limits: limits.map((one) => ({ ...one, from: (one.from - from) / (to - from), to: (one.to - from) / (to - from) })), cursor: (at - from) / (to - from), reached: (player.reached - from) / (to - from) }, readInk(canvas.current!))
  }, [lanes, limits, at, size, top, laneHeight, from, to, theme])
  const toTime = (event: PointerEvent) => {
    const { left, width } = box.current!.getBoundingClientRect()
    return from + Math.min(1, Math.max(0, (event.clientX - left) / width)) * (to - from)
  }
  const onPointerDown = (event: PointerEvent) => {
    pause()
    seek(toTime(event))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = (to - from) / (event.shiftKey ? 20 : 200)
    const next = event.key === 'ArrowRight' ? player.cursor + step : event.key === 'ArrowLeft' ? player.cursor - step : event.key === 'Home' ? 0 : event.key === 'End' ? end : undefined
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    pause()
    seek(next)
  }
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top: above } = event.currentTarget.getBoundingClientRect()
    event.currentTarget.title = wordsAt(lanes, laneHeight, event.clientX - left, event.clientY - above, top, toTime(event))
  }
  return (
    <div
      ref={box} className={styles.lanes} role="slider" tabIndex={0} aria-label="Environments: the instant" aria-valuemin={0} aria-valuemax={end / 1e6} aria-valuenow={at / 1e6}
      aria-valuetext={`${clock(at)}: ${columnAt(lanes, (at - from) / (to - from))}`} data-lanes={lanes.environments}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)} onPointerDown={onPointerDown} onPointerMove={point} onKeyDown={onKeyDown}
    >
      <div style={{ height: HEAD + lanes.lanes.length * laneHeight }}>
        <canvas ref={canvas} />
      </div>
      {lanes.each > 1 && <p className={styles.each}>{lanes.environments.toLocaleString('en-US')} environments, {lanes.each} in each lane</p>}
    </div>
  )
}

/** The span around the camera; it moves on by halves, so that the picture stands still while the camera moves within it. */
function windowAt(at: number, span: number, end: number): { readonly from: number; readonly to: number } {
  if (span === 0 || span >= end) return { from: 0, to: end }
  const from = Math.min(end - span, Math.max(0, Math.floor(at / (span / 2)) * (span / 2) - span / 4))
  return { from, to: from + span }
}

function limitsFor(recording: Recording, place: number): Limit[] {
  const { drawing, cast } = recording
  const node = cast.nodes[place]!.id
  const limits = limitsOf(recording, [{ node, metric: 'ConcurrentExecutions', statistic: 'max' }])
  return limits.map((limit) => ({ ...limit, label: limit.label === 'account' ? 'account' : limit.label.replace(`${cast.nodes[place]!.name} `, '') }))
    .concat(limits.some(({ label }) => label === 'account') ? [] : [{ label: 'account', value: quotasOf(drawing.scenario).lambdaConcurrency, from: 0, to: cast.end }])
}

const WORDS: { readonly [state: number]: string } = { [LANE.none]: 'not there', [LANE.idle]: 'idle', [LANE.ended]: 'ends', [LANE.init]: 'initialising', [LANE.busy]: 'busy', [LANE.failed]: 'busy, and fails' }

function wordsAt({ lanes, each, throttled }: Lanes, laneHeight: number, x: number, y: number, top: number, time: number): string {
  const column = Math.max(0, Math.floor(x))
  const refused = throttled[column] ?? 0
  const lane = lanes[Math.floor((y + top - HEAD) / laneHeight)]
  if (y < HEAD || !lane) return `${clock(time)}${refused > 0 ? `, ${refused.toLocaleString('en-US')} throttled` : ''}`
  const name = each > 1 ? `Environments ${lane.environment} and ${each - 1} more` : `Environment ${lane.environment}${lane.ahead ? ', provisioned' : ''}`
  return `${name}: ${WORDS[lane.states[column] ?? 0]} at ${clock(time)}`
}
