import { logGroups, linesBefore } from '../../stores/logs.ts'
import { player, type Recording, useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import styles from './CodePane.module.css'
import { type Mark, marksOf } from './thrown.ts'

const LINES = 400
const NOTHING: readonly Mark[] = []

/** Where the function failed up to the camera's instant. */
export function useMarks(id: string): readonly Mark[] {
  useRun((run) => run.version)
  const recording = useRun((run) => run.recording)
  if (!recording) return NOTHING
  const groups = logGroups(recording).filter(({ node }) => node.id === id)
  return marksOf(linesBefore(recording, groups, player.cursor, (text) => text.includes('\tERROR\t'), LINES).map((line) => line.text))
}

/** What this code did up to the camera's instant: invocations, errors, and its newest line. */
export function Played({ recording, id, marks }: { recording: Recording; id: string; marks: readonly Mark[] }) {
  useRun((run) => run.version)
  const groups = logGroups(recording).filter(({ node }) => node.id === id)
  const place = groups[0]?.place
  if (place === undefined) return null
  const seconds = Math.max(1, Math.ceil(player.cursor / 1e6))
  const sum = (name: string) => {
    const slot = recording.metrics.find(place, name)
    return slot < 0 ? 0 : recording.metrics.series(slot, 0, seconds, seconds, 'sum')[0] ?? 0
  }
  const [newest] = linesBefore(recording, groups, player.cursor, (text) => !/^(?:START|END|REPORT|INIT_)/.test(text), 1)
  return (
    <section className={styles.played} aria-label="What this code did so far">
      <b>{Math.round(sum('Invocations'))} invocations</b>
      <span data-bad={marks.length > 0 || undefined}>{Math.round(sum('Errors'))} errors</span>
      {newest && <code title={newest.text}>{clock(newest.time)} {newest.text.split('\t').slice(3).join(' ') || newest.text}</code>}
    </section>
  )
}
