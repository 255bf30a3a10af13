import { Plus, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Drawing } from '../../drawing/drawing.ts'
import { Button, IconButton } from '../../kit/Button.tsx'
import { nameOf, removeAction, removeFault, sayAction, sayFault } from '../../stores/dated.ts'
import { select, useDrawing } from '../../stores/drawing.ts'
import { droppedBy } from '../../stores/dropped.ts'
import { pause, pick, type Recording, seek, useRun } from '../../stores/run.ts'
import { setView } from '../../stores/view.ts'
import { clock } from '../../stores/words.ts'
import styles from './Dated.module.css'

interface Line {
  readonly id: string
  readonly on: string
  readonly kind: 'fault' | 'action'
  readonly atSec: number
  readonly forSec: number
  readonly says: string
}

/** Everything on a date, in its order: what was done by hand or changed in mid-run, and what is made to go wrong. */
export function Dated({ recording }: { recording: Recording }) {
  const drawing = useDrawing((one) => one)
  const at = useRun((run) => run.shownAt)
  const lines = linesOf(drawing)
  return (
    <>
      <FaultBar drawing={drawing} />
      {lines.length === 0 && <p className={styles.empty}>Nothing is dated yet. Change a setting in mid-run, send something by hand, or let something go wrong: it is kept here with its instant, and the link replays it.</p>}
      <ol className={styles.dated} aria-label="Dated actions and faults">
        {lines.map((line) => {
          const from = line.atSec * 1e6
          return (
            <li key={`${line.kind} ${line.id}`} data-kind={line.kind} data-now={line.kind === 'fault' && at >= from && at < from + line.forSec * 1e6}>
              <button type="button" className={styles.time} title="Go to this instant" onClick={() => { pause(); seek(Math.min(from, recording.cast.end)) }}>{clock(from)}</button>
              <span className={styles.lasts}>{line.kind === 'fault' ? `${line.forSec.toLocaleString('en')} s` : ''}</span>
              <button type="button" className={styles.what} title="Show it in the inspector" onClick={() => show(line)}>{line.says}</button>
              <IconButton label={`Remove ${line.says}`} onClick={() => (line.kind === 'fault' ? removeFault(line.id) : removeAction(line.id))}><Trash2 size={14} /></IconButton>
              {line.kind === 'action' && from <= at && <Lost recording={recording} id={line.id} />}
            </li>
          )
        })}
      </ol>
    </>
  )
}

/** So many are named; the rest are counted. */
const NAMED = 6

/** What the action dropped, once the camera has come there. */
function Lost({ recording, id }: { recording: Recording; id: string }) {
  const { total } = recording.keep
  // biome-ignore lint/correctness/useExhaustiveDependencies: its rows may come later.
  const { messages, environments } = useMemo(() => droppedBy(recording, id), [recording, id, total])
  if (messages.length === 0 && environments === 0) return null
  return (
    <span className={styles.lost}>
      {messages.length > 0 && <>dropped {messages.length.toLocaleString('en')}: {messages.slice(0, NAMED).map((serial) => <button key={serial} type="button" title="Its life" onClick={() => pick(serial)}>#{serial}</button>)}{messages.length > NAMED && ` and ${(messages.length - NAMED).toLocaleString('en')} more`}</>}
      {environments > 0 && <>{messages.length > 0 && ', '}{environments.toLocaleString('en')} {environments === 1 ? 'environment' : 'environments'} ended</>}
    </span>
  )
}

function show({ on, kind }: Line): void {
  select([on])
  setView({ sheet: 'inspector', ...(kind === 'fault' ? { inspects: 'faults' } : {}) })
}

function linesOf(drawing: Drawing): Line[] {
  const { actions, faults } = drawing.scenario
  return [
    ...actions.map((one): Line => ({ id: one.id, on: one.on, kind: 'action', atSec: one.atSec, forSec: 0, says: sayAction(one, drawing) })),
    ...faults.map((one): Line => ({ id: one.id, on: one.on, kind: 'fault', atSec: one.atSec, forSec: one.forSec, says: sayFault(one, drawing) })),
  ].sort((a, b) => a.atSec - b.atSec)
}

/** Leads to the inspector of the place where something is to go wrong. */
function FaultBar({ drawing }: { drawing: Drawing }) {
  const places = [...drawing.nodes, ...drawing.wires].map(({ id }) => ({ id, name: nameOf(drawing, id) }))
  const [place, setPlace] = useState('')
  const chosen = places.find(({ id }) => id === place) ?? places[0]
  if (!chosen) return null
  return (
    <div className={styles.bar}>
      <label>Let something go wrong at
        <select value={chosen.id} onChange={(event) => setPlace(event.target.value)}>
          {places.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      <Button icon={<Plus size={14} />} onClick={() => { select([chosen.id]); setView({ sheet: 'inspector', inspects: 'faults' }) }}>Fault…</Button>
    </div>
  )
}
