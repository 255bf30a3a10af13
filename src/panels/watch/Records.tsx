import { whyOf } from '../../advice/why.ts'
import { faultOfRow, sayTrouble } from '../../stores/dated.ts'
import { pause, pick, player, type Recording, seek, useRun } from '../../stores/run.ts'
import { lineOf, thrownAt } from '../../stores/said.ts'
import { useView } from '../../stores/view.ts'
import { clock, detailOf, placeOf, serviceAt, toneOf, verbOf } from '../../stores/words.ts'
import { rowAt, type TraceRow } from '../../trace/reader.ts'
import { K } from '../../trace/records.ts'
import { useUnwired } from './Quiet.tsx'
import styles from './Watch.module.css'

const SHOWN = 60
/** While it plays nobody reads further down than the panel is high: no more need to be drawn anew. */
const SHOWN_PLAYING = { least: 6, most: 20, /** Pixels of the panel that are no rows, and of each row. */ above: 90, high: 24 }

/** No failure, and yet somebody may ask why nothing came of it. */
const UNHEARD: ReadonlySet<number> = new Set([K.filtered, K.deduplicated])

/** A cell without a word would be another piece of the page each time. */
const NOTHING = '\u00a0'

/** The newest records before the camera, newest first. */
export function Records({ recording }: { recording: Recording }) {
  // Twice a second is as fast as anybody reads rows that roll on.
  useRun((run) => (run.phase === 'playing' ? run.version >> 1 : run.version))
  const playing = useRun((run) => run.phase === 'playing')
  const { least, most, above, high } = SHOWN_PLAYING
  const fitting = useView(({ narrow, bottomHeight }) => (narrow ? most : Math.min(most, Math.max(least, Math.ceil((bottomHeight - above) / high)))))
  const how = useUnwired()
  const rows = newest(recording, player.cursor, playing ? fitting : SHOWN)
  return (
    <ol className={styles.records} aria-label="Records">
      {/* By place: rows that roll on change their words, and whoever stands on one keeps their place. */}
      {/* biome-ignore lint/suspicious/noArrayIndexKey: see above. */}
      {rows.map((row, place) => <Record key={place} row={row} recording={recording} onMessage={pick} />)}
      {rows.length === 0 && <li className={styles.nothing}>Nothing yet at {clock(player.cursor)}.{recording.cast.wires.length === 0 && ` ${how}`}</li>}
    </ol>
  )
}

function Record({ row, recording, onMessage }: { row: TraceRow; recording: Recording; onMessage: (serial: number) => void }) {
  const service = serviceAt(recording, row.kind, row.place)
  const bad = toneOf(row.kind) === 'bad' || UNHEARD.has(row.kind)
  const thrown = bad ? thrownAt(recording, row) : undefined
  const why = bad ? whyOf(row.kind, row.a, row.b, service, thrown) : undefined
  const trouble = why && sayTrouble(recording, row)
  return (
    <li data-tone={toneOf(row.kind)}>
      <button type="button" className={styles.time} title="Go to this instant" onClick={() => { pause(); seek(row.time) }}>{clock(row.time)}</button>
      <span className={styles.place}>{placeOf(recording, row.kind, row.place)}</span>
      <span className={styles.verb}>{verbOf(row.kind, service, row.b)}</span>
      <span className={styles.detail}>{(row.kind === K.faultBegan || row.kind === K.faultHealed ? faultOfRow(recording, row.a) : (lineOf(recording, row) ?? detailOf(row, recording.cast))) || NOTHING}</span>
      {row.serial > 0 ? <button type="button" className={styles.message} onClick={() => onMessage(row.serial)}>#{row.serial}</button> : <i />}
      {why && <p className={styles.why}><b>Why?</b> {thrown ? `The code says: ${thrown}. ` : ''}{why.text} <em>{why.remedy}</em> <a href={why.page} target="_blank" rel="noreferrer">{why.rule}, AWS page</a>{trouble && <>. <b>A fault was in force:</b> {trouble}.</>}</p>}
    </li>
  )
}

function newest({ keep }: Recording, time: number, most: number): TraceRow[] {
  const rows: TraceRow[] = []
  for (let i = keep.tables.length - 1; i >= 0 && rows.length < most; i--) {
    const table = keep.tables[i]!
    for (let row = table.atTime(time + 1) - 1; row >= 0 && rows.length < most; row--) rows.push(rowAt(table.columns, row, table.number[row]!))
  }
  return rows
}
