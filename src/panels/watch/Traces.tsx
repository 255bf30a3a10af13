import { useMemo, useState } from 'react'
import { livesOf, type TraceHead, tracesBefore, xrayOf } from '../../stores/traces.ts'
import { player, type Recording, useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import { Fall } from './Fall.tsx'
import { span } from './figures.ts'
import { ServiceMap } from './ServiceMap.tsx'
import styles from './Traces.module.css'

const LISTED = 60
/** A trace may have thousands of messages; a person reads the first of them. */
const SHOWN = 80

const OUTCOME_NAMES = { all: 'every outcome', trouble: 'with trouble', succeeded: 'succeeded', failed: 'failed', throttled: 'throttled', timedOut: 'timed out', lost: 'lost or dead-lettered', open: 'still on its way' } as const
type Wanted = keyof typeof OUTCOME_NAMES
const SLOWEST = [{ share: 0, name: 'of any length' }, { share: 0.5, name: 'slower than p50' }, { share: 0.9, name: 'slower than p90' }, { share: 0.95, name: 'slower than p95' }, { share: 0.99, name: 'slower than p99' }] as const

/** The service map, the newest traces before the camera, and the whole life of the chosen one on one axis. */
export function Traces({ recording }: { recording: Recording }) {
  useRun((run) => run.version)
  const [chosen, setChosen] = useState(0)
  const [wanted, setWanted] = useState<Wanted>('all')
  const [share, setShare] = useState(0)
  const all = tracesBefore(recording, player.cursor, Number.MAX_SAFE_INTEGER)
  const limit = percentileOf(all.filter(({ over }) => over).map(lengthOf), share)
  const heads = all.filter((head) => matches(head, wanted) && (share === 0 || (head.over && lengthOf(head) >= limit))).slice(0, LISTED)
  return (
    <div className={styles.traces}>
      <div className={styles.side}>
        <select aria-label="Traces by outcome" value={wanted} onChange={(event) => setWanted(event.target.value as Wanted)}>
          {(Object.keys(OUTCOME_NAMES) as Wanted[]).map((one) => <option key={one} value={one}>{OUTCOME_NAMES[one]}</option>)}
        </select>
        <select aria-label="Traces by length" value={share} onChange={(event) => setShare(Number(event.target.value))}>
          {SLOWEST.map((one) => <option key={one.share} value={one.share}>{one.name}{share === one.share && share > 0 && Number.isFinite(limit) ? `: ${span(limit)}` : ''}</option>)}
        </select>
        <ul aria-label="Traces, newest first">
          <li><button type="button" aria-pressed={chosen === 0} onClick={() => setChosen(0)}><span>Service map</span><small>the last minute</small></button></li>
          {heads.map((head) => <Head key={head.serial} head={head} chosen={head.serial === chosen} onChoose={() => setChosen(head.serial)} />)}
          {heads.length === 0 && <li className={styles.none}>{all.length > 0 ? 'None of these.' : `Nothing yet at ${clock(player.cursor)}.`}</li>}
        </ul>
      </div>
      {chosen === 0 ? <div className={styles.body}><ServiceMap recording={recording} /></div> : <Waterfall recording={recording} root={chosen} at={player.cursor} />}
    </div>
  )
}

const lengthOf = ({ start, last }: TraceHead): number => last - start

/** Nearest rank. */
function percentileOf(lengths: readonly number[], share: number): number {
  const sorted = [...lengths].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

function matches({ outcome, failed, over }: TraceHead, wanted: Wanted): boolean {
  switch (wanted) {
    case 'all': return true
    case 'trouble': return failed
    case 'open': return !over
    case 'succeeded': return outcome === 'succeeded' || outcome === 'deleted'
    case 'lost': return outcome === 'dropped' || outcome === 'expired' || outcome === 'deadLettered'
    default: return outcome === wanted
  }
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
      <Fall lives={lives} xray={xray} />
    </div>
  )
}
