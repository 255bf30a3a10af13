import { useEffect, useMemo, useState } from 'react'
import { REASONS } from '../../contract/reasons.ts'
import { type Looked, lookAt, pause } from '../../stores/run.ts'
import type { TraceRow } from '../../trace/reader.ts'
import type { Seen } from '../../worker/protocol.ts'
import { diffOf, pretty } from './json.ts'
import styles from './Biography.module.css'
import { SendForm } from './Verbs.tsx'

/** So many messages of a family are looked into. */
const MOST = 24

interface PayloadProps {
  serials: readonly number[]
  parents: ReadonlyMap<number, number>
  rows: readonly TraceRow[]
  row: TraceRow
  /** Takes it once more, as it is or changed. */
  taker: { readonly id: string; readonly name: string } | undefined
}

/** What the message carries at a row, with what changed since the row before; and its answer once it has one. */
export function Payload({ serials, parents, rows, row, taker }: PayloadProps) {
  const looked = useLook(serials.slice(0, MOST), rows[0]!.time, rows.at(-1)!.time)
  const seen = useMemo(() => (looked ? match(rows, looked.seen) : undefined), [looked, rows])
  if (!seen || !looked) return <p className={styles.none} role="status">Looking what it carries…</p>
  const now = seen.get(row.number)
  if (!now) return <p className={styles.none}>{looked.complete ? 'It carries nothing here.' : 'It lives so long that this part of its life was not run again.'}</p>
  const before = previous(rows, seen, parents, row)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <section className={styles.payload} aria-label={`Payload of #${row.serial} at this row`} tabIndex={0}>
      {taker && now.content !== '' && <Again key={row.number} taker={taker} content={now.content} />}
      {now.event !== '' && <><h3>Event, as the handler gets it</h3><pre>{pretty(now.event)}</pre></>}
      <h3>Payload{before ? (before.seen.content === now.content ? `, as ${before.of === row.serial ? 'before' : `in #${before.of}`}` : `, changed since ${before.of === row.serial ? 'the row before' : `#${before.of}`}`) : ''}</h3>
      <Diff before={before ? before.seen.content : now.content} after={now.content} none="No body." />
      {now.attributes !== '' && <><h3>Attributes</h3><Diff before={before ? before.seen.attributes : now.attributes} after={now.attributes} none="" /></>}
      {(now.status !== 0 || now.answer !== '') && (
        <>
          <h3>Response {now.status || ''} {REASONS[now.reason]?.code ?? ''}</h3>
          {now.answer !== '' && <pre>{pretty(now.answer)}</pre>}
        </>
      )}
    </section>
  )
}

function Again({ taker, content }: { taker: { readonly id: string; readonly name: string }; content: string }) {
  const [writing, setWriting] = useState(false)
  if (writing) return <SendForm node={taker.id} body={pretty(content)} onDone={() => setWriting(false)} />
  return <button type="button" className={styles.again} onClick={() => { pause(); setWriting(true) }}>Edit and send to {taker.name} again</button>
}

function useLook(serials: readonly number[], from: number, to: number): Looked | undefined {
  const [looked, setLooked] = useState<Looked | undefined>()
  const key = `${serials.join()} ${from} ${to}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says it all.
  useEffect(() => {
    let wanted = true
    void lookAt(serials, from, to).then((found) => { if (wanted) setLooked(found) })
    return () => { wanted = false }
  }, [key])
  return looked
}

/** What was seen, by the number of the row: both lists are in order, and tell of the same rows. */
function match(rows: readonly TraceRow[], seen: readonly Seen[]): ReadonlyMap<number, Seen> {
  const found = new Map<number, Seen>()
  let at = 0
  for (const row of rows) {
    let next = at
    while (next < seen.length && !(seen[next]!.serial === row.serial && seen[next]!.time === row.time && seen[next]!.kind === row.kind && seen[next]!.place === row.place)) next++
    if (next === seen.length) continue
    found.set(row.number, seen[next]!)
    at = next + 1
  }
  return found
}

/** The row before of the same message; for its first row, the last row by then of the one it was made for. */
function previous(rows: readonly TraceRow[], seen: ReadonlyMap<number, Seen>, parents: ReadonlyMap<number, number>, row: TraceRow): { readonly of: number; readonly seen: Seen } | undefined {
  for (const of of [row.serial, parents.get(row.serial) ?? 0]) {
    const before = rows.findLast((one) => one.serial === of && one.number < row.number && seen.has(one.number))
    if (before) return { of, seen: seen.get(before.number)! }
  }
  return undefined
}

export function Diff({ before, after, none }: { before: string; after: string; none: string }) {
  if (after === '' && before === '') return none === '' ? null : <p>{none}</p>
  if (before === after) return <pre>{pretty(after)}</pre>
  const lines = diffOf(before === '' ? '' : pretty(before), after === '' ? '' : pretty(after)).filter(({ sign, text }) => before !== '' || sign === '+' || text !== '')
  return (
    <pre>
      {lines.map(({ sign, text }, at) => {
        const line = `${sign} ${text}\n`
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
        return sign === '+' ? <ins key={at}>{line}</ins> : sign === '-' ? <del key={at}>{line}</del> : <span key={at}>{line}</span>
      })}
    </pre>
  )
}
