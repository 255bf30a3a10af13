import { lazy, Suspense, useEffect, useState } from 'react'
import { Flag, Pause, Play, RotateCcw, Square, StepBack, StepForward } from 'lucide-react'
import { IconButton } from '../../kit/Button.tsx'
import { pause, prepare, type Speed, SPEEDS, seek, setSpeed, start, stepRow, stop, toggle, useRun } from '../../stores/run.ts'
import { whyAnew } from '../../stores/anew.ts'
import { useDrawing } from '../../stores/drawing.ts'
import styles from './Transport.module.css'

/** Run, pause, step, speed, and the clock of virtual time. */
export function Transport() {
  const phase = useRun((run) => run.phase)
  const has = useRun((run) => run.recording !== undefined)
  const digest = useRun((run) => run.digest)
  const playing = phase === 'playing' || phase === 'starting'
  // The worker is loaded and warm before anybody presses Run, but after everything that the first picture needs. Whoever
  // follows a link to a drawing has come to see it run, and has little to look at before.
  useEffect(() => {
    const timer = setTimeout(() => void prepare(), location.hash.includes('d=') ? 50 : 400)
    return () => clearTimeout(timer)
  }, [])
  return (
    // The phase and, once all is simulated, the digest: what tests and scripts wait for.
    <div className={styles.transport} role="group" aria-label="Playback" data-phase={phase} data-digest={digest || undefined}>
      <IconButton label="Back to the start" keys="Home" disabled={!has} onClick={() => seek(0)}><RotateCcw size={15} /></IconButton>
      <IconButton label="Step back" keys="," disabled={!has} onClick={() => stepRow(-1)}><StepBack size={15} /></IconButton>
      <IconButton label={playing ? 'Pause' : has ? 'Play' : 'Run'} keys="R" primary onClick={toggle} onPointerEnter={() => void prepare()}>
        {playing ? <Pause size={15} /> : <Play size={15} />}
      </IconButton>
      <IconButton label="Step forward" keys="." disabled={!has} onClick={() => stepRow(1)}><StepForward size={15} /></IconButton>
      <IconButton label="End the run" disabled={!has} onClick={() => { pause(); stop() }}><Square size={14} /></IconButton>
      <Clock />
      <Changed />
      <SpeedChoice />
      <MoreButton />
    </div>
  )
}

/** The camera shows the run of the drawing as it was. Some edits take effect at once; after others it is another run. */
function Changed() {
  const ran = useRun((run) => run.recording?.drawing)
  const now = useDrawing((drawing) => drawing)
  const why = ran && whyAnew(ran, now)
  if (!why) return null
  const says = `${why} That takes a run from the beginning.`
  return <button type="button" className={styles.changed} aria-description={says} data-tip={says} onClick={start}>Changed: run again</button>
}

/** What is used less often comes when it is asked for. */
function MoreButton() {
  const [open, setOpen] = useState(false)
  return (
    <div className={styles.more}>
      <IconButton label="Run until, loop, seed and digest" pressed={open} aria-expanded={open} onClick={() => setOpen(!open)}><Flag size={15} /></IconButton>
      {open && <Suspense fallback={null}><More onClose={() => setOpen(false)} /></Suspense>}
    </div>
  )
}
const More = lazy(async () => ({ default: (await import('./More.tsx')).More }))

function Clock() {
  const at = useRun((run) => run.shownAt)
  const end = useRun((run) => run.recording?.cast.end)
  const [minutes, rest] = clock(at)
  return (
    <output className={styles.clock} aria-label="Virtual time" title={end === undefined ? 'No run yet' : `of ${clock(end).join('')}`}>
      {minutes}<span>{rest}</span>
    </output>
  )
}

function SpeedChoice() {
  const speed = useRun((run) => run.speed)
  const reached = useRun((run) => run.reachedSpeed)
  const playing = useRun((run) => run.phase === 'playing')
  const slow = playing && typeof speed === 'number' && reached > 0 && reached < speed * 0.8
  return (
    <>
      <select className={styles.speed} aria-label="Speed" value={String(speed)} onChange={(event) => setSpeed(read(event.target.value))}>
        {SPEEDS.map((one) => <option key={one} value={one}>{one.toLocaleString('en-US')}×</option>)}
        <option value="story">Story time</option>
        <option value="max">As fast as it goes</option>
      </select>
      {slow && <span className={styles.reached} title="The machine cannot keep the speed asked for">{sayPace(reached)} reached</span>}
      {typeof speed !== 'number' && playing && reached > 0 && <output className={styles.pace} aria-label="Present scale" title="Virtual seconds in one second">{sayPace(reached)}</output>}
    </>
  )
}

const read = (value: string): Speed => (value === 'max' || value === 'story' ? value : Number(value))
const sayPace = (pace: number): string => `${pace >= 100 ? Math.round(pace).toLocaleString('en') : Number(pace.toPrecision(2))}×`

/** 00:42 and .262; hours when there are any. */
function clock(time: number): [string, string] {
  const ms = Math.floor(time / 1_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(ms / 3_600_000)
  const minutes = `${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1_000) % 60)}`
  return [hours > 0 ? `${hours}:${minutes}` : minutes, `.${String(ms % 1_000).padStart(3, '0')}`]
}
