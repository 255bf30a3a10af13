import { useMemo } from 'react'
import { limitsReached } from '../../stores/limits.ts'
import { pause, player, type Recording, seek, useRun } from '../../stores/run.ts'
import { clock, placeOf, serviceAt, verbOf } from '../../stores/words.ts'
import { isFailure } from '../../trace/keep.ts'
import { K } from '../../trace/records.ts'
import { Findings } from './Findings.tsx'
import styles from './Watch.module.css'
import { Why } from './Why.tsx'

const REASONED: ReadonlySet<number> = new Set([K.throttled, K.refused, K.dropped, K.deadLettered])

interface Line {
  readonly kind: number
  readonly place: number
  readonly b: number
  readonly a: number
  readonly first: number
  times: number
}

/** What went wrong first, then the rest in order of appearance; each line is a jump to its instant. */
export function Debrief({ recording }: { recording: Recording }) {
  useRun((run) => run.version)
  const progress = useRun((run) => run.progress)
  const digest = useRun((run) => run.digest)
  const findings = useRun((run) => run.findings)
  const lines = failuresBefore(recording, player.cursor)
  return (
    <div className={styles.debrief}>
      <p>
        {lines.length === 0 ? `Nothing failed up to ${clock(player.cursor)}.` : `First trouble at ${clock(lines[0]!.first)}.`}{' '}
        {progress && <>Simulated to {clock(progress.reached)} in {(progress.wallMs / 1_000).toFixed(1)} s. </>}
        Seed {recording.drawing.scenario.seed}{digest && <>, trace <code title={digest}>{digest.slice(0, 12)}</code></>}.
      </p>
      <Limits recording={recording} />
      <ol aria-label="What went wrong">
        {lines.map((line) => {
          return (
            <li key={`${line.kind} ${line.place} ${line.b}`} data-tone="bad">
              <button type="button" className={styles.time} onClick={() => { pause(); seek(line.first) }}>{clock(line.first)}</button>
              <div>
                <p><b>{placeOf(recording, line.kind, line.place)}</b> {verbOf(line.kind, serviceAt(recording, line.kind, line.place))}, {line.times.toLocaleString('en-US')} time{line.times === 1 ? '' : 's'}.</p>
                <Why recording={recording} row={line} />
              </div>
            </li>
          )
        })}
      </ol>
      {findings.length > 0 && (
        <section className={styles.said} aria-label="Said before the run">
          <h3>Said before the run</h3>
          <Findings findings={findings} />
        </section>
      )}
    </div>
  )
}

/** Which limits were reached, from when to when. */
function Limits({ recording }: { recording: Recording }) {
  // While it plays, once a virtual second is enough: it looks through all rows.
  const at = useRun((run) => (run.phase === 'playing' ? Math.floor(run.shownAt / 1e6) * 1e6 : run.shownAt))
  const { total } = recording.keep
  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows, more limits.
  const reached = useMemo(() => limitsReached(recording, at), [recording, at, total])
  if (reached.length === 0) return null
  const to = (time: number) => <button type="button" className={styles.time} title="Go to this instant" onClick={() => { pause(); seek(time) }}>{clock(time)}</button>
  return (
    <section className={styles.limits} aria-label="Limits reached">
      <h3>Limits reached</h3>
      <ul>
        {reached.slice(0, MOST_LIMITS).map(({ name, limit, first, last, times }) => (
          <li key={`${name} ${limit}`}>{to(first)}<div><b>{name}</b> {limit}{times > 0 && `: ${times.toLocaleString('en-US')} refused`}{last > first && <>, last at {to(last)}</>}</div></li>
        ))}
      </ul>
    </section>
  )
}
const MOST_LIMITS = 12

function failuresBefore({ keep }: Recording, time: number): Line[] {
  const lines = new Map<string, Line>()
  keep.scan(0, time + 1, ({ kind, place, a, b, time: at }, row) => {
    if (!isFailure(kind[row]!)) return
    // Environments differ from row to row; reasons do not.
    const reason = b[row]!
    const key = `${kind[row]} ${place[row]} ${REASONED.has(kind[row]!) ? reason : ''}`
    const known = lines.get(key)
    if (known) known.times++
    else lines.set(key, { kind: kind[row]!, place: place[row]!, a: a[row]!, b: reason, first: at[row]!, times: 1 })
  })
  return [...lines.values()].filter((line) => line.kind !== K.refusal).slice(0, 30)
}
