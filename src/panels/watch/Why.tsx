import { whyOf } from '../../advice/why.ts'
import { sayTrouble } from '../../stores/dated.ts'
import { useDrawing } from '../../stores/drawing.ts'
import { applyFix, type BadRow, fixesFor, sayFix } from '../../stores/fixes.ts'
import { type Recording, useRun } from '../../stores/run.ts'
import { thrownAt } from '../../stores/said.ts'
import { serviceAt } from '../../stores/words.ts'
import type { TraceRow } from '../../trace/reader.ts'
import styles from './Why.module.css'

/** Why a row is bad: the rule and its numbers, AWS's page, and fixes, each with what it changes, made by one click that undo takes back. */
export function Why({ recording, row }: { recording: Recording; row: BadRow & Partial<TraceRow> }) {
  const thrown = row.serial !== undefined && row.time !== undefined ? thrownAt(recording, row as TraceRow) : undefined
  const why = whyOf(row.kind, row.a, row.b, serviceAt(recording, row.kind, row.place), thrown)
  // What was fixed needs no fix any more.
  useDrawing((drawing) => drawing)
  // While it plays they would change under the hand.
  const playing = useRun((run) => run.phase === 'playing')
  const fixes = playing ? [] : fixesFor(recording, row)
  const trouble = sayTrouble(recording, row)
  if (!why) return null
  return (
    <div className={styles.why}>
      <p><b>Why?</b> {thrown && `The code says: ${thrown}. `}{why.text} <em>{why.remedy}</em> <a href={why.page} target="_blank" rel="noreferrer">{why.rule}, AWS page</a>{trouble && <>. <b>A fault was in force:</b> {trouble}.</>}</p>
      {fixes.length > 0 && (
        <ul aria-label="Fixes">
          {fixes.map((fix) => {
            const { where, before, after } = sayFix(fix)
            return (
              <li key={where + after}>
                <button type="button" onClick={() => applyFix(fix)} title="One step of undo. Run again to see the difference.">{fix.says}</button>
                <span>{where}: <del>{before}</del> → <ins>{after}</ins></span>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
