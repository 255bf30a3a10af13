import { useId, useState } from 'react'
import { act } from '../../stores/dated.ts'
import { useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import styles from './State.module.css'

/** What a person can do to a queue at the camera's instant. Each is a dated line of the scenario: undo takes it back, and the link replays it. */
export function Verbs({ node, isDeadLetter, empty, onWrite }: { node: string; isDeadLetter: boolean; empty: boolean; onWrite: () => void }) {
  const over = useRun((run) => run.recording !== undefined && run.shownAt >= run.recording.cast.end)
  const at = useRun((run) => run.shownAt)
  const when = over ? 'The run is over at this instant.' : `At ${clock(at)}, as a dated action`
  return (
    <div className={styles.verbs} role="group" aria-label="By hand">
      <button type="button" disabled={over} title={when} onClick={onWrite}>Send a message…</button>
      {isDeadLetter && <button type="button" disabled={over || empty} title={`${when}: back to the queue they came from, 500 a second at most`} onClick={() => act(node, 'redrive')}>Redrive</button>}
      <button type="button" disabled={over || empty} title={`${when}: all of them are lost, in flight and delayed as well`} onClick={() => act(node, 'purge')}>Purge</button>
    </div>
  )
}

export function SendForm({ node, body: given, onDone }: { node: string; body: string; onDone: () => void }) {
  const [body, setBody] = useState(given)
  const id = useId()
  const problem = body.trim() === '' ? 'AWS takes no empty message: write at least one character.' : undefined
  return (
    <form className={styles.form} onSubmit={(event) => {
      event.preventDefault()
      if (problem) return
      act(node, 'send', { body: read(body) })
      onDone()
    }}>
      <label htmlFor={id}>Body</label>
      <textarea id={id} rows={4} spellCheck={false} value={body} placeholder='{"order": 1}' onChange={(event) => setBody(event.target.value)} aria-describedby={`${id}-help`} />
      <p id={`${id}-help`}>{problem ?? (typeof read(body) === 'string' ? 'Sent as text: it is not JSON.' : 'Sent as JSON.')}</p>
      <button type="submit" disabled={problem !== undefined}>Send it now</button>
      <button type="button" onClick={onDone}>Cancel</button>
    </form>
  )
}

/** JSON as its value, so that filters see its fields; anything else as text. */
function read(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : text
  } catch {
    return text
  }
}
