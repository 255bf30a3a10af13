import { Copy, Repeat, RotateCcw } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '../../kit/Button.tsx'
import { useDrawing } from '../../stores/drawing.ts'
import { EVENTS, type Goal } from '../../stores/goal.ts'
import { player, restart, runUntil, setLoop, useRun } from '../../stores/run.ts'
import { tell } from '../../stores/toasts.ts'
import { clock } from '../../stores/words.ts'
import styles from './More.module.css'

/** Run until, loop, restart, and what identifies the run. */
export function More({ onClose }: { onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.querySelector('button')?.focus()
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Element && !event.target.closest('[data-more]') && !event.target.closest('[aria-expanded]')) onClose()
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [onClose])
  return (
    <div
      ref={box} className={styles.more} role="dialog" aria-label="More of playback" data-more
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <Until onGone={onClose} />
      <Loop />
      <Identity />
    </div>
  )
}

function Until({ onGone }: { onGone: () => void }) {
  const go = (goal: Goal) => {
    runUntil(goal)
    onGone()
  }
  return (
    <section aria-label="Run until">
      <h3>Run until the next…</h3>
      <div className={styles.row}>
        {Object.entries(EVENTS).map(([kind, label]) => (
          <Button key={kind} onClick={() => go({ kind: kind as keyof typeof EVENTS })}>{label}</Button>
        ))}
      </div>
      <Chosen go={go} />
    </section>
  )
}

const KINDS = [['time', 'a time'], ['node', 'a record at'], ['message', 'a record of message'], ['metric', 'a metric of']] as const
type Kind = (typeof KINDS)[number][0]

/** What needs to be said more exactly. Nodes and metrics are known once there is a run. */
function Chosen({ go }: { go: (goal: Goal) => void }) {
  const cast = useRun((run) => run.recording?.cast)
  const picked = useRun((run) => run.picked)
  const [kind, setKind] = useState<Kind>('time')
  const [place, setPlace] = useState(0)
  const [name, setName] = useState('')
  const [upwards, setUpwards] = useState(true)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState('')
  const id = useId()
  const metrics = cast?.nodes[place]?.metrics ?? []
  const submit = () => {
    const goal = goalOf(kind, text.trim() === '' && kind === 'message' && picked ? String(picked) : text, place, metrics.some((one) => one.name === name) ? name : metrics[0]?.name, upwards)
    if (typeof goal === 'string') setProblem(goal)
    else go(goal)
  }
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <select aria-label="What to run until" value={kind} onChange={(event) => { setKind(event.target.value as Kind); setProblem('') }}>
        {KINDS.map(([one, label]) => <option key={one} value={one} disabled={!cast && one !== 'time'}>{label}</option>)}
      </select>
      {(kind === 'node' || kind === 'metric') && (
        <select aria-label="Node" value={place} onChange={(event) => setPlace(Number(event.target.value))}>
          {cast?.nodes.map((node, at) => <option key={node.id} value={at}>{node.name}</option>)}
        </select>
      )}
      {kind === 'metric' && (
        <>
          <select aria-label="Metric" value={name} onChange={(event) => setName(event.target.value)}>
            {metrics.map((one) => <option key={one.name} value={one.name}>{one.name}</option>)}
          </select>
          <select aria-label="Direction" value={upwards ? 'up' : 'down'} onChange={(event) => setUpwards(event.target.value === 'up')}>
            <option value="up">rises to</option>
            <option value="down">falls to</option>
          </select>
        </>
      )}
      {kind !== 'node' && (
        <input
          aria-label={kind === 'time' ? 'Instant in seconds' : kind === 'message' ? 'Number of the message' : 'Value'} inputMode="decimal" value={text} size={8}
          placeholder={kind === 'time' ? 'seconds' : kind === 'message' ? (picked ? `#${picked}` : 'number') : 'value'} aria-invalid={problem !== '' || undefined} aria-describedby={`${id}-problem`}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <Button type="submit">Go</Button>
      <p id={`${id}-problem`} role="alert">{problem}</p>
    </form>
  )
}

function goalOf(kind: Kind, text: string, place: number, name: string | undefined, upwards: boolean): Goal | string {
  const value = text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'))
  switch (kind) {
    case 'node': return { kind, place }
    case 'time':
      if (!(value * 1e6 > player.cursor)) return `Give an instant after ${(player.cursor / 1e6).toFixed(3)} s, in seconds.`
      return { kind, at: Math.round(value * 1e6) }
    case 'message': return Number.isInteger(value) && value > 0 ? { kind, serial: value } : 'Give the number of a message: records show it as #12.'
    case 'metric': return name !== undefined && Number.isFinite(value) ? { kind, place, name, upwards, value } : 'Give a number that the metric is to cross.'
  }
}

function Loop() {
  const loop = useRun((run) => run.loop)
  const end = useRun((run) => run.recording?.cast.end)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [problem, setProblem] = useState('')
  useEffect(() => {
    setFrom(loop ? String(loop.from / 1e6) : '')
    setTo(loop ? String(loop.to / 1e6) : '')
    setProblem('')
  }, [loop])
  const set = () => {
    const [a, b] = [Number(from.replace(',', '.')), Number(to.replace(',', '.'))]
    if (from.trim() === '' || to.trim() === '' || !(a >= 0) || !(b > a) || (end !== undefined && a * 1e6 >= end)) {
      setProblem(`Give two instants in seconds, the first before the second${end === undefined ? '' : ` and before ${end / 1e6}`}.`)
    } else setLoop(a * 1e6, b * 1e6)
  }
  return (
    <section aria-label="Loop">
      <h3>Loop a span</h3>
      <div className={styles.row}>
        <input aria-label="Loop from, seconds" inputMode="decimal" size={7} value={from} placeholder="from s" disabled={end === undefined} onChange={(event) => setFrom(event.target.value)} />
        <input aria-label="Loop to, seconds" inputMode="decimal" size={7} value={to} placeholder="to s" disabled={end === undefined} onChange={(event) => setTo(event.target.value)} />
        <Button icon={<Repeat size={14} />} disabled={end === undefined} onClick={set}>Loop</Button>
        {loop && <Button look="quiet" onClick={() => setLoop()}>Clear</Button>}
        <Button icon={<RotateCcw size={14} />} disabled={end === undefined} onClick={restart}>Restart</Button>
      </div>
      <p role="alert">{problem}</p>
      <p className={styles.hint}>{end === undefined ? 'Once there is a run.' : 'Or drag on the time line with Shift held; there, [ and ] set its ends at the cursor.'}</p>
    </section>
  )
}

function Identity() {
  const seed = useDrawing((drawing) => drawing.scenario.seed)
  const ran = useRun((run) => run.recording?.drawing.scenario.seed)
  const digest = useRun((run) => run.digest)
  const reached = useRun((run) => run.progress?.reached)
  return (
    <section aria-label="Identity of the run">
      <h3>The same run again</h3>
      <dl>
        <dt>Seed</dt>
        <dd><code>{ran ?? seed}</code><Copied what="Seed" text={String(ran ?? seed)} /></dd>
        <dt>Digest</dt>
        <dd>{digest ? <><code title={digest}>{digest.slice(0, 16)}…</code><Copied what="Digest" text={digest} /></> : <span>{reached === undefined ? 'once there is a run' : `when all is simulated; now at ${clock(reached)}`}</span>}</dd>
      </dl>
    </section>
  )
}

function Copied({ what, text }: { what: string; text: string }) {
  const copy = () => {
    navigator.clipboard.writeText(text).then(() => tell(`${what} copied.`), () => tell(`${what}: ${text}`))
  }
  return <Button look="quiet" icon={<Copy size={13} />} aria-label={`Copy ${what.toLowerCase()}`} onClick={copy} />
}
