import { useState } from 'react'
import { parseFilter } from '../../services/lambda/log-filter.ts'
import { dimensionsOf, NAMESPACE, successRate } from '../../services/lambda/log-metrics.ts'
import { auditBefore, linesBefore, type LogGroup, logGroups, type ShownLine, streamsBefore } from '../../stores/logs.ts'
import { pause, pick, player, type Recording, seek, useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import styles from './Logs.module.css'

const SHOWN = 120
/** A list longer than this is no choice. */
const MOST_STREAMS = 200
const AUDIT = -2
const ALL = -1

/** CloudWatch as it would look at the camera's instant: groups, their newest lines, a filter. */
export function Logs({ recording }: { recording: Recording }) {
  useRun((run) => run.version)
  const [chosen, setChosen] = useState(ALL)
  const [pattern, setPattern] = useState('')
  const [stream, setStream] = useState('')
  const groups = logGroups(recording)
  if (groups.length === 0) return <p className={styles.none}>Nothing here writes logs. Add a Lambda function.</p>
  const filter = parseFilter(pattern)
  const shown = groups.filter(({ place }) => chosen === ALL || place === chosen)
  const streams = chosen >= 0 && shown[0] ? streamsBefore(recording, shown[0], player.cursor) : []
  const within = streams.includes(stream) ? stream : ''
  return (
    <div className={styles.logs}>
      <ul className={styles.groups} aria-label="Log groups">
        <Group name="All functions" chosen={chosen === ALL} onChoose={() => setChosen(ALL)} />
        {groups.map(({ place, node, group }) => <Group key={place} name={node.name} title={group} chosen={chosen === place} onChoose={() => setChosen(place)} />)}
        <Group name="CloudTrail" chosen={chosen === AUDIT} onChoose={() => setChosen(AUDIT)} />
      </ul>
      {chosen === AUDIT ? <Audit recording={recording} /> : (
        <div className={styles.body}>
          <div className={styles.bar}>
            <input
              type="search" aria-label="Filter lines" placeholder='Filter: REPORT timeout, or { $.level = "ERROR" }' spellCheck={false}
              value={pattern} onChange={(event) => setPattern(event.target.value)} aria-invalid={typeof filter !== 'function'}
            />
            {chosen !== ALL && <Streams streams={streams} chosen={within} onChoose={setStream} />}
            {chosen !== ALL && <Rate recording={recording} group={shown[0]!} />}
          </div>
          {typeof filter === 'function'
            ? <Lines lines={linesBefore(recording, shown, player.cursor, filter, SHOWN, within)} filtered={pattern.trim() !== ''} />
            : <p className={styles.problem} role="alert">{filter.problem}</p>}
        </div>
      )}
    </div>
  )
}

function Group({ name, title = name, chosen, onChoose }: { name: string; title?: string; chosen: boolean; onChoose: () => void }) {
  return <li><button type="button" aria-pressed={chosen} title={title} onClick={onChoose}>{name}</button></li>
}

/** One for each environment. */
function Streams({ streams, chosen, onChoose }: { streams: readonly string[]; chosen: string; onChoose: (stream: string) => void }) {
  return (
    <select aria-label="Log stream" value={chosen} onChange={(event) => onChoose(event.target.value)}>
      <option value="">{streams.length === 1 ? '1 stream' : `All of ${streams.length.toLocaleString('en')} streams`}</option>
      {streams.slice(0, MOST_STREAMS).map((one) => <option key={one}>{one}</option>)}
    </select>
  )
}

function Lines({ lines, filtered }: { lines: readonly ShownLine[]; filtered: boolean }) {
  const [open, setOpen] = useState('')
  if (lines.length === 0) return <p className={styles.none}>{filtered ? 'No line up to here matches.' : `No lines yet at ${clock(player.cursor)}.`}</p>
  return (
    <ol className={styles.lines} aria-label="Log lines, newest first">
      {lines.map((line) => (
        <li key={line.key} data-bad={line.bad || undefined}>
          <button type="button" className={styles.time} title={`Go to this instant. Log stream ${line.stream}`} onClick={() => { pause(); seek(line.time) }}>{clock(line.time)}</button>
          <span className={styles.name}>{line.group.node.name}</span>
          <button type="button" className={styles.text} aria-expanded={open === line.key} title={open === line.key ? undefined : 'Show all of the line'} onClick={() => setOpen(open === line.key ? '' : line.key)}>
            {open === line.key ? legible(line.text) : shortly(line.text)}
          </button>
          {line.serial > 0 ? <button type="button" className={styles.message} title="All records of this message" onClick={() => pick(line.serial)}>#{line.serial}</button> : <span />}
        </li>
      ))}
    </ol>
  )
}

/** Without what stands beside it already, or says little: times in objects, the long ids of CloudFront's requests. */
const shortly = (text: string): string => text.replace(/^\{"time(stamp)?":"[^"]*",/, '{… ').replace(/^[\w-]{54}== /, '… ')

/** An object as a person reads it. */
function legible(text: string): string {
  if (!text.startsWith('{')) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** LAM-MET-02, of the whole run so far. */
function Rate({ recording: { cast, metrics }, group: { place, node } }: { recording: Recording; group: LogGroup }) {
  const sum = (name: string): number => {
    const slot = cast.nodes[place]!.slots[cast.nodes[place]!.metrics.findIndex((metric) => metric.name === name)]
    return slot === undefined || !metrics.places[slot] ? 0 : metrics.summary(slot).sum
  }
  const invocations = sum('Invocations')
  if (invocations === 0) return null
  const dimensions = dimensionsOf('Invocations', { name: node.name }).map(({ name, value }) => `${name}=${value}`).join(', ')
  return (
    <span className={styles.rate} title={`${NAMESPACE}, ${dimensions}: 100 × (1 − Errors / Invocations), of the whole run so far`}>
      <b>{successRate(invocations, sum('Errors')).toFixed(2)} %</b> of {invocations.toLocaleString('en-US')} succeeded
    </span>
  )
}

/** LAM-OBS-01. */
function Audit({ recording }: { recording: Recording }) {
  const events = auditBefore(recording, player.cursor)
  return (
    <div className={styles.body}>
      <p className={styles.note}>Changes of functions during the run. Invocations are data events, which CloudTrail leaves out unless a trail asks for them.</p>
      <ol className={styles.lines} aria-label="CloudTrail events, newest first">
        {events.map(({ time, eventName, name }) => (
          <li key={`${time} ${name} ${eventName}`}>
            <button type="button" className={styles.time} onClick={() => { pause(); seek(time) }}>{clock(time)}</button>
            <span className={styles.name}>{name}</span>
            <span className={styles.text}>{eventName}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
