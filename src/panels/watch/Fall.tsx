import type { Life, Mark, XRay } from '../../stores/traces.ts'
import { pause, pick, seek } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import { span } from './figures.ts'
import styles from './Traces.module.css'

interface FallProps {
  lives: readonly Life[]
  xray: XRay | undefined
}

/** Lives on one axis: what they did when, what they waited for, and what X-Ray was told. */
export function Fall({ lives, xray }: FallProps) {
  const start = lives[0]?.start ?? 0
  const end = Math.max(start + 1, ...lives.map((life) => life.end))
  return (
    <table className={styles.fall}>
      <thead><tr><th scope="col">What</th><th scope="col">Where</th><th scope="col" className={styles.axis}><i>0</i>{end - start > 1 && <><i>{span((end - start) / 2)}</i><i>{span(end - start)}</i></>}</th><th scope="col">Took</th></tr></thead>
      <tbody>
        {lives.map((life) => <Rows key={life.serial} life={life} start={start} end={end} />)}
        {xray && <Segments xray={xray} start={start} end={end} />}
      </tbody>
    </table>
  )
}

function Rows({ life, start, end }: { life: Life; start: number; end: number }) {
  const { serial, depth, spans, attempts, failed, marks } = life
  const indent = { paddingLeft: 8 + depth * 12 }
  return (
    <>
      <tr className={styles.message}>
        <th scope="row" style={indent}><button type="button" title="All records of this message" onClick={() => pick(serial)}>#{serial}</button></th>
        <td>{attempts > 1 ? `${attempts} tries` : ''}{failed ? ' trouble' : ''}</td>
        <td><Bar from={life.start} to={life.end} start={start} end={end} tone="whole" label={`#${serial}`} />{marks.map((mark) => <Pin key={`${mark.time} ${mark.label}`} mark={mark} start={start} end={end} />)}</td>
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

/** Deadlines that fall within the axis, and copies: each names itself. */
function Pin({ mark, start, end }: { mark: Mark; start: number; end: number }) {
  if (mark.time < start || mark.time > end) return null
  return (
    <span
      className={styles.pin} data-kind={mark.kind} role="img" title={`${mark.label}: ${clock(mark.time)}`} aria-label={`${mark.label}, ${clock(mark.time)}`}
      style={{ left: `${((mark.time - start) / (end - start)) * 100}%` }}
    />
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
