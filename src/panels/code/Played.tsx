import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { logGroups, linesBefore, type ShownLine } from '../../stores/logs.ts'
import { player, type Recording, useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import styles from './CodePane.module.css'
import { type Mark, marksOf } from './thrown.ts'

const LINES = 400
/** Of the log that is opened here; the rest stands in the panel of that name. */
const SHOWN = 60
const NOTHING: readonly Mark[] = []
const OWN = (text: string): boolean => !/^(?:START|END|REPORT|INIT_)/.test(text)

/** Where the function failed up to the camera's instant. */
export function useMarks(id: string): readonly Mark[] {
  useRun((run) => run.version)
  const recording = useRun((run) => run.recording)
  if (!recording) return NOTHING
  const groups = logGroups(recording).filter(({ node }) => node.id === id)
  return marksOf(linesBefore(recording, groups, player.cursor, (text) => text.includes('\tERROR\t'), LINES).map((line) => line.text))
}

interface PlayedProps {
  readonly recording: Recording
  readonly id: string
  readonly marks: readonly Mark[]
  /** The editor cannot show where it failed. */
  readonly plain: boolean
}

/** What this code did up to the camera's instant: invocations, errors, its newest line, and the log that leads to it. */
export function Played({ recording, id, marks, plain }: PlayedProps) {
  useRun((run) => run.version)
  const [open, setOpen] = useState(false)
  const groups = logGroups(recording).filter(({ node }) => node.id === id)
  const place = groups[0]?.place
  if (place === undefined) return null
  const seconds = Math.max(1, Math.ceil(player.cursor / 1e6))
  const sum = (name: string) => {
    const slot = recording.metrics.find(place, name)
    return slot < 0 ? 0 : recording.metrics.series(slot, 0, seconds, seconds, 'sum')[0] ?? 0
  }
  const lines = linesBefore(recording, groups, player.cursor, OWN, open ? SHOWN : 1)
  const errors = Math.round(sum('Errors'))
  return (
    <>
      <section className={styles.played} aria-label="What this code did so far">
        <b>{count(Math.round(sum('Invocations')), 'invocation')}</b>
        <span data-bad={errors > 0 || undefined}>{count(errors, 'error')}</span>
        {!open && lines[0] && <code title={lines[0].text}>{clock(lines[0].time)} {saidIn(lines[0])}</code>}
        <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>{open ? <ChevronDown size={14} /> : <ChevronRight size={14} />} Log</button>
      </section>
      {plain && marks.length > 0 && (
        <ul className={styles.marks} aria-label="Where it failed">
          {marks.slice(0, 3).map((mark) => <li key={`${mark.file}:${mark.line} ${mark.says}`}>{mark.file}, line {mark.line}: {mark.times} × {mark.says}</li>)}
        </ul>
      )}
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
        <ol className={styles.log} aria-label="Log up to this instant, newest first" tabIndex={0}>
          {/* biome-ignore lint/suspicious/noArrayIndexKey: a line is its place. */}
          {lines.map((line, at) => <li key={at} data-bad={line.text.includes('\tERROR\t') || undefined}><time>{clock(line.time)}</time> {saidIn(line)}</li>)}
          {lines.length === 0 && <li>Nothing yet at {clock(player.cursor)}.</li>}
        </ol>
      )}
    </>
  )
}

const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`

/** Without what CloudWatch writes before it; an exception by its type and message. */
function saidIn({ text }: ShownLine): string {
  const said = text.split('\t').slice(3).join(' ') || text
  const json = /^(?:Invoke Error|Uncaught Exception) (\{.*\})$/s.exec(said)?.[1]
  if (!json) return said
  try {
    const { errorType, errorMessage } = JSON.parse(json) as { readonly errorType: string; readonly errorMessage: string }
    return `${errorType}: ${errorMessage}`
  } catch {
    return said
  }
}
