import { useMemo, useState } from 'react'
import { pause, pick, player, type Recording, seek, useRun } from '../../stores/run.ts'
import { spentOn } from '../../stores/spent.ts'
import { type Life, livesOf, wholeFamily, xrayOf } from '../../stores/traces.ts'
import { clock, detailOf, placeOf, serviceAt, toneOf, verbOf } from '../../stores/words.ts'
import { isFailure } from '../../trace/keep.ts'
import type { TraceRow } from '../../trace/reader.ts'
import { K, OUTCOMES, type Outcome, RECORD_NAMES, RECORDS } from '../../trace/records.ts'
import { Fall } from './Fall.tsx'
import { dollars, span } from './figures.ts'
import { Payload } from './Payload.tsx'
import styles from './Biography.module.css'
import { Why } from './Why.tsx'

/** A message may have thousands of others made for it; a person reads the first of them. */
const SHOWN = 60
const ENDS: { readonly [O in Outcome]: string } = {
  succeeded: 'succeeded', failed: 'failed', throttled: 'was throttled to the end', timedOut: 'was given up by its client', refused: 'was refused', deleted: 'was handled and deleted',
  expired: 'expired', deadLettered: 'went to a dead-letter queue', dropped: 'was lost', filtered: 'was filtered out', deduplicated: 'was taken for a duplicate',
}

/** The life of the message that was picked: what happened when, what it carried at each hop, what it cost, and why it went wrong. */
export function Biography({ recording }: { recording: Recording }) {
  useRun((run) => run.version)
  const serial = useRun((run) => run.picked)
  const { total } = recording.keep
  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows may belong to it.
  const lives = useMemo(() => livesOf(recording, serial, Number.MAX_SAFE_INTEGER).slice(0, SHOWN), [recording, serial, total])
  const xray = useMemo(() => xrayOf(recording, lives, lives.at(-1)?.end ?? 0), [recording, lives])
  const rows = useMemo(() => lives.flatMap((life) => life.rows).sort((one, other) => one.number - other.number), [lives])
  const [chosen, setChosen] = useState(-1)
  const life = lives[0]
  if (serial === 0) return <p className={styles.none}>Click a dot, a record or a log line: the whole life of its message appears here.</p>
  if (!life || rows.length === 0) return <p className={styles.none}>No rows of message {serial} are held. <button type="button" onClick={() => pick(0)}>Show all records</button></p>
  const bad = lastBad(lives)
  const row = rows.find(({ number }) => number === chosen) ?? rows.findLast(({ time }) => time <= player.cursor) ?? rows[0]!
  return (
    <div className={styles.biography}>
      <div className={styles.life}>
        <Summary recording={recording} lives={lives} life={life} />
        {bad && <div className={styles.bad}><Why recording={recording} row={bad} /></div>}
        <Fall lives={lives} xray={xray} />
      </div>
      <section className={styles.hops} aria-label="Hops">
        <ol aria-label={`Records of message ${serial}`}>
          {rows.map((one) => <Hop key={one.number} recording={recording} row={one} of={serial} chosen={one === row} onChoose={() => setChosen(one.number)} />)}
        </ol>
        <Payload serials={lives.map((one) => one.serial)} parents={parentsOf(lives)} rows={rows} row={row} taker={takerOf(recording, row)} />
      </section>
    </div>
  )
}

/** Who takes what a hand writes in the very form in which it is carried there. */
const TAKERS: ReadonlySet<string> = new Set(['sqs', 'sns', 'eventbridge'])
function takerOf({ cast }: Recording, { kind, place }: TraceRow): { readonly id: string; readonly name: string } | undefined {
  const node = cast.nodes[RECORDS[RECORD_NAMES[kind]!].place === 'node' ? place : (cast.wires[place]?.to ?? -1)]
  return node && TAKERS.has(node.service) ? node : undefined
}

const parentsOf = (lives: readonly Life[]): ReadonlyMap<number, number> => new Map(lives.map(({ serial, parent }) => [serial, parent]))

/** The last thing that went wrong at a node, of itself or of what was made for it: what decided its end. */
function lastBad(lives: readonly Life[]): TraceRow | undefined {
  const own = lives[0]!.rows.findLast((row) => isFailure(row.kind) && row.kind !== K.refusal)
  return own ?? lives.flatMap(({ rows }) => rows).findLast((row) => isFailure(row.kind) && row.kind !== K.refusal)
    // Nothing failed, and yet nothing came of it.
    ?? lives[0]!.rows.findLast(({ kind }) => kind === K.filtered || kind === K.deduplicated)
}

function Summary({ recording, lives, life }: { recording: Recording; lives: readonly Life[]; life: Life }) {
  const end = life.rows.findLast(({ kind }) => kind === K.ended)
  const outcome = end ? OUTCOMES[end.b] : undefined
  const { usd, shared } = useMemo(() => spentOn(recording, wholeFamily(recording, life.serial, Number.MAX_SAFE_INTEGER)), [recording, life])
  const attempts = life.attempts
  return (
    <p className={styles.summary}>
      <b>Message {life.serial}</b> {outcome ? ENDS[outcome] : 'is still on its way'}
      {end && <> at {clock(end.time)}</>}, <b>{span((end ? life.end : Math.max(life.end, player.cursor)) - life.start)}</b> {end ? 'from' : 'since'} {clock(life.start)}
      {attempts > 1 && <>, <b>{attempts}</b> tries</>}
      {lives.length > 1 && <>, with {lives.length - 1}{lives.length === SHOWN ? ' or more' : ''} made for it</>}
      {'. '}
      <span title={shared > 1 ? `List prices, without free tier. It was handled in batches of up to ${shared}: of each invocation it bears its part.` : 'List prices, without free tier: its requests, invocations and GB-seconds'}>
        It cost <b>{usd === 0 ? 'nothing' : dollars(usd)}</b>{usd > 0 && usd < 0.001 && `, or ${dollars(usd * 1e6)} a million`}.
      </span>
      {life.batches.map(({ time, first, size }) => (
        <span key={time}> In a batch of {size} with <button type="button" onClick={() => pick(first)}>#{first}</button>, whose rows tell of the invocation.</span>
      ))}
      {life.parent > 0 && <> It was made for <button type="button" onClick={() => pick(life.parent)}>#{life.parent}</button>.</>}
      <button type="button" className={styles.all} onClick={() => pick(0)}>Show all records</button>
    </p>
  )
}

function Hop({ recording, row, of, chosen, onChoose }: { recording: Recording; row: TraceRow; of: number; chosen: boolean; onChoose: () => void }) {
  return (
    <li data-tone={toneOf(row.kind)} data-future={row.time > player.cursor || undefined} aria-current={chosen || undefined}>
      <button type="button" className={styles.time} title="Go to this instant" onClick={() => { pause(); seek(row.time) }}>{clock(row.time)}</button>
      <button type="button" className={styles.what} title="What it carries here" onClick={onChoose}>
        <span className={styles.verb}>{verbOf(row.kind, serviceAt(recording, row.kind, row.place), row.b)}</span> <span className={styles.place}>{placeOf(recording, row.kind, row.place)}</span> <span className={styles.detail}>{detailOf(row, recording.cast)}</span>
      </button>
      {row.serial === of ? <span /> : <button type="button" className={styles.serial} onClick={() => pick(row.serial)}>#{row.serial}</button>}
    </li>
  )
}
