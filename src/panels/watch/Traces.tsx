import { useMemo, useState } from 'react'
import { livesOf, type TraceHead, tracesBefore, xrayOf } from '../../stores/traces.ts'
import { player, type Recording, useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import { Fall } from './Fall.tsx'
import { span } from './figures.ts'
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
      <Fall lives={lives} xray={xray} />
    </div>
  )
}
