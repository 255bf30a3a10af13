import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react'
import { pause, player, type Recording, seek, setLoop, useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import { Marks } from './TimeLineMarks.tsx'
import marks from './TimeLine.module.css'
import styles from './Watch.module.css'

const COLUMNS = 240

/** The whole run from end to end: how much happened when, what failed, how far it is simulated. Drag to scrub. */
export function TimeLine({ recording }: { recording: Recording }) {
  const track = useRef<HTMLDivElement>(null)
  const at = useRun((run) => run.shownAt)
  // The camera is followed four times a second, what happens around it twice.
  const beat = useRun((run) => (run.phase === 'playing' ? run.version >> 1 : run.version))
  const loop = useRun((run) => run.loop)
  const { end } = recording.cast
  // biome-ignore lint/correctness/useExhaustiveDependencies: the beat says when there is more to count.
  const [rows, failures] = useMemo(() => barsOf(recording), [recording, beat])

  const toTime = (event: PointerEvent) => {
    const box = track.current!.getBoundingClientRect()
    return (Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * end)
  }
  const loopFrom = useRef<number>(undefined)
  const scrub = (event: PointerEvent) => {
    if (event.type === 'pointerdown') {
      track.current!.setPointerCapture(event.pointerId)
      loopFrom.current = event.shiftKey ? toTime(event) : undefined
      if (event.shiftKey) return setLoop()
      pause()
    } else if (!track.current!.hasPointerCapture(event.pointerId)) return
    if (loopFrom.current === undefined) seek(toTime(event))
    else setLoop(loopFrom.current, toTime(event))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? end / 20 : Math.max(1_000, end / 200)
    if (event.key === '[' || event.key === ']' || (event.key === 'Backspace' && loop)) {
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Backspace') setLoop()
      else if (event.key === '[') setLoop(player.cursor, Math.max(loop?.to ?? end, player.cursor + 1))
      else setLoop(Math.min(loop?.from ?? 0, player.cursor - 1), player.cursor)
      return
    }
    const to = event.key === 'ArrowRight' ? player.cursor + step : event.key === 'ArrowLeft' ? player.cursor - step : event.key === 'Home' ? 0 : event.key === 'End' ? end : undefined
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    pause()
    seek(to)
  }
  const fetching = useRun((run) => run.fetching)
  return (
    <div className={marks.around}>
      <div
        ref={track} className={styles.timeline} role="slider" tabIndex={0} aria-label="Time line" aria-valuemin={0} aria-valuemax={end / 1e6} aria-valuenow={at / 1e6}
        aria-valuetext={`${clock(at)} of ${clock(end)}`} onPointerDown={scrub} onPointerMove={scrub} onKeyDown={onKeyDown}
      >
        <svg viewBox={`0 0 ${COLUMNS} 32`} preserveAspectRatio="none" aria-hidden="true">
          <rect width={COLUMNS} height="32" className={styles.ground} />
          <path d={rows} className={styles.rows} />
          <path d={failures} className={styles.failures} />
        </svg>
        <div className={styles.instant}><u style={{ flexGrow: at / end }} /><b>{clock(at)}</b><u style={{ flexGrow: 1 - at / end }} /></div>
        {loop && <i className={marks.loop} data-testid="loop" style={{ left: `${(loop.from / end) * 100}%`, width: `${((loop.to - loop.from) / end) * 100}%` }} />}
        <Marks drawing={recording.drawing} end={end} />
        <i className={styles.reached} style={{ width: `${(player.reached / end) * 100}%` }} />
        <i className={styles.cursor} style={{ left: `${(at / end) * 100}%` }} />
      </div>
      <output className={marks.fetching}>{fetching !== undefined && `Rows that were dropped here are run again: ${Math.round(fetching * 100)} %`}</output>
    </div>
  )
}

/** How much happened in each column, and what failed of it, as bars. */
function barsOf({ keep, cast }: Recording): readonly [rows: string, failures: string] {
  const { rows, failures } = keep.histogram(0, cast.end, COLUMNS)
  const most = rows.reduce((high, value) => Math.max(high, value), 1)
  const bars = (values: Float64Array, least: number): string => {
    let path = ''
    for (let i = 0; i < COLUMNS; i++) {
      if (values[i]! === 0) continue
      const height = Math.max(least, (Math.sqrt(values[i]!) / Math.sqrt(most)) * 30)
      path += `M${i} 32v${-height}h.8v${height}z`
    }
    return path
  }
  return [bars(rows, 1), bars(failures, 3)]
}
