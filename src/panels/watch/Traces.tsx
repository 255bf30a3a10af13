import { useMemo, useState } from 'react'
import { livesOf, type Life, type TraceHead, tracesBefore, type XRay, xrayOf } from '../../stores/traces.ts'
import { pause, pick, player, type Recording, seek, useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import styles from './Traces.module.css'

const LISTED = 60
/** A trace may have thousands of messages; a person reads the first of them. */
const SHOWN = 80

/** The newest traces before the camera, and the whole life of the chosen one on one axis. */
export function Traces({ recording }: { recording: Recording }) {
  useRun((run) => run.version)
  const [chosen, setChosen] = useState(0)
  const [failedOnly, setFailedOnly] = useState(false)
  const heads = tracesBefore(recording, player.cursor, LISTED).filter((head) => !failedOnly || head.failed)
  // One that is over has more to tell than one that has just begun.
  const root = chosen === 0 ? (heads.find((head) => head.over) ?? heads[0])?.serial : chosen
  return (
    <div className={styles.traces}>
      <div className={styles.side}>
        <label><input type="checkbox" checked={failedOnly} onChange={(event) => setFailedOnly(event.target.checked)} /> with trouble only</label>
        <ul aria-label="Traces, newest first">
          {heads.map((head) => <Head key={head.serial} head={head} chosen={head.serial === root} onChoose={() => setChosen(head.serial)} />)}
        </ul>
      </div>
      {root === undefined
        ? <p className={styles.none}>{failedOnly ? 'Nothing went wrong up to here.' : `Nothing yet at ${clock(player.cursor)}.`}</p>
        : <Waterfall recording={recording} root={root} at={player.cursor} />}
    </div>
  )
}

function Head({ head, chosen, onChoose }: { head: TraceHead; chosen: boolean; onChoose: () => void }) {
  return (
    <li>
      <button type="button" aria-pressed={chosen} data-failed={head.failed || undefined} onClick={onChoose}>
        <span>#{head.serial} {head.place}</span>
        <small>{head.failed ? 'trouble · ' : ''}{head.over ? '' : 'still on its way · '}{span(head.last - head.start)}</small>
      </button>
    </li>
  )
}

function Waterfall({ recording, root, at }: { recording: Recording; root: number; at: number }) {
  const { total } = recording.keep
  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows may belong to it.
  const lives = useMemo(() => livesOf(recording, root, at).slice(0, SHOWN), [recording, root, at, total])
  const start = lives[0]?.start ?? 0
  const end = Math.max(start + 1, ...lives.map((life) => life.end))
  const xray = useMemo(() => xrayOf(recording, lives, at), [recording, lives, at])
  return (
    <div className={styles.body}>
      <p className={styles.head}>
        <b>Message {root}</b> {clock(start)}, <b>{span(end - start)}</b> in all{lives.length > 1 && `, with ${lives.length - 1} made for it`}
        {xray ? <> · X-Ray <code>{xray.traceId}</code></> : ' · not sampled by X-Ray'}
      </p>
      <table className={styles.fall}>
        <thead><tr><th scope="col">What</th><th scope="col">Where</th><th scope="col" className={styles.axis}><i>0</i><i>{span((end - start) / 2)}</i><i>{span(end - start)}</i></th><th scope="col">Took</th></tr></thead>
        <tbody>
          {lives.map((life) => <Rows key={life.serial} life={life} start={start} end={end} />)}
          {xray && <Segments xray={xray} start={start} end={end} />}
        </tbody>
      </table>
    </div>
  )
}

function Rows({ life, start, end }: { life: Life; start: number; end: number }) {
  const { serial, depth, spans, attempts, failed } = life
  const indent = { paddingLeft: 8 + depth * 12 }
  return (
    <>
      <tr className={styles.message}>
        <th scope="row" style={indent}><button type="button" title="All records of this message" onClick={() => pick(serial)}>#{serial}</button></th>
        <td>{attempts > 1 ? `${attempts} tries` : ''}{failed ? ' trouble' : ''}</td>
        <td><Bar from={life.start} to={life.end} start={start} end={end} tone="whole" label={`#${serial}`} /></td>
        <td>{span(life.end - life.start)}</td>
      </tr>
      {spans.map((one) => (
        <tr key={`${one.start} ${one.label} ${one.place}`}>
          <th scope="row" style={indent}>{one.label}</th>
          <td>{one.place}</td>
          <td><Bar from={one.start} to={one.end} start={start} end={end} tone={one.tone} label={one.label} /></td>
          <td>{span(one.end - one.start)}</td>
        </tr>
      ))}
    </>
  )
}

function Segments({ xray, start, end }: { xray: XRay; start: number; end: number }) {
  return (
    <>
      <tr className={styles.message}><th scope="row">X-Ray</th><td colSpan={3} title={xray.header}>{xray.header}</td></tr>
      {xray.segments.flatMap((segment) => [
        <tr key={segment.id}>
          <th scope="row">{segment.origin}</th>
          <td>{segment.name}{segment.failed ? ` · ${segment.failed}` : ''}</td>
          <td><Bar from={segment.start} to={segment.end} start={start} end={end} tone={segment.failed ? 'bad' : 'whole'} label={segment.origin} /></td>
          <td title={`Segment ${segment.id}`}>{span(segment.end - segment.start)}</td>
        </tr>,
        ...segment.subsegments.map((part) => (
          <tr key={`${segment.id} ${part.name}`}>
            <th scope="row" style={{ paddingLeft: 20 }}>{part.name}</th>
            <td>{segment.name}</td>
            <td><Bar from={part.start} to={part.end} start={start} end={end} tone={part.name === 'Init' || part.name === 'Initialization' || part.name === 'Restore' ? 'cold' : 'work'} label={part.name} /></td>
            <td>{span(part.end - part.start)}</td>
          </tr>
        )),
      ])}
    </>
  )
}

/** A click goes to where it begins. */
function Bar({ from, to, start, end, tone, label }: { from: number; to: number; start: number; end: number; tone: string; label: string }) {
  const left = ((from - start) / (end - start)) * 100
  const width = Math.max(0.4, ((to - from) / (end - start)) * 100)
  return (
    <button
      type="button" className={styles.bar} data-tone={tone} title={`${label}: ${clock(from)} to ${clock(to)}. Go to its beginning`} aria-label={`${label}, go to ${clock(from)}`}
      style={{ left: `${Math.min(left, 99.6)}%`, width: `${Math.min(width, 100 - Math.min(left, 99.6))}%` }} onClick={() => { pause(); seek(from) }}
    />
  )
}

function span(micros: number): string {
  if (micros < 1_000) return `${micros} µs`
  if (micros < 1e6) return `${Number((micros / 1_000).toFixed(micros < 1e5 ? 2 : 1))} ms`
  return `${Number((micros / 1e6).toFixed(3))} s`
}
