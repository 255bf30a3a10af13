import { Copy, Trash2 } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { newDrawing, openOwn, openVersion, useAutosave } from '../stores/autosave.ts'
import type { Listed } from '../stores/library.ts'
import { tooLong } from '../stores/names.ts'
import { deleteOwn, deleteVersion, duplicateOwn, listOwn, renameOwn, renameVersion } from '../stores/own.ts'
import { setView } from '../stores/view.ts'
import styles from './Drawings.module.css'

/** The user's own drawings: open, rename, duplicate, delete, and the versions kept of each. */
export function Drawings() {
  const { id, version } = useAutosave()
  const [found, setFound] = useState<Awaited<ReturnType<typeof listOwn>>>()
  useEffect(() => {
    let newest = version
    void listOwn().then((list) => { if (newest === version) setFound(list) })
    return () => { newest = -1 }
  }, [version])
  const done = () => setView({ window: undefined })
  return (
    <div className={styles.drawings}>
      <div className={styles.actions}>
        <Button look="primary" onClick={() => { newDrawing(); done() }}>New drawing</Button>
        <Button onClick={() => setView({ window: 'keep' })}>Keep a version of this one…</Button>
      </div>
      {found && found.entries.length === 0 && <p>None yet. What you draw is kept here by itself, in this browser only.</p>}
      <ul>
        {found?.entries.map((entry) => <Row key={entry.id} entry={entry} current={entry.id === id} onDone={done} />)}
      </ul>
      {found && found.broken.length > 0 && <p role="status">{found.broken.length} stored {found.broken.length === 1 ? 'entry' : 'entries'} could not be read, and {found.broken.length === 1 ? 'was' : 'were'} left alone.</p>}
    </div>
  )
}

function Row({ entry, current, onDone }: { entry: Listed; current: boolean; onDone: () => void }) {
  const { id, name, versions } = entry
  return (
    <li aria-current={current || undefined}>
      <Name label={`Name of ${name}`} name={name} onRename={(next) => void renameOwn(id, next)} />
      <time dateTime={new Date(entry.savedAt).toISOString()}>{new Date(entry.savedAt).toLocaleString()}</time>
      <Button onClick={() => { void openOwn(id); onDone() }} disabled={current}>{current ? 'Open now' : 'Open'}</Button>
      <IconButton label={`Duplicate ${name}`} onClick={() => void duplicateOwn(id)}><Copy size={15} /></IconButton>
      <IconButton label={`Delete ${name}`} onClick={() => void deleteOwn(id, name)}><Trash2 size={15} /></IconButton>
      {versions.length > 0 && (
        <details open={current || undefined}>
          <summary>{versions.length} kept version{versions.length === 1 ? '' : 's'}</summary>
          <ul aria-label={`Versions of ${name}`}>
            {versions.map((one) => (
              <li key={one.savedAt}>
                <Name label={`Name of version ${one.name}`} name={one.name} onRename={(next) => void renameVersion(id, one.savedAt, next)} />
                <time dateTime={new Date(one.savedAt).toISOString()}>{new Date(one.savedAt).toLocaleString()}</time>
                <Button onClick={() => { void openVersion(id, one.savedAt); onDone() }}>Open</Button>
                <span />
                <IconButton label={`Delete version ${one.name}`} onClick={() => void deleteVersion(id, one.savedAt, one.name)}><Trash2 size={15} /></IconButton>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

/** Renamed when it is left or Enter is pressed; what cannot be a name is explained, and the old one stays. */
function Name({ label, name, onRename }: { label: string; name: string; onRename: (name: string) => void }) {
  const id = useId()
  const [draft, setDraft] = useState(name)
  useEffect(() => setDraft(name), [name])
  const wrong = tooLong(draft.trim(), name)
  const leave = () => {
    if (!wrong && draft.trim() && draft.trim() !== name) onRename(draft.trim())
    else if (!wrong) setDraft(name)
  }
  return (
    <div className={styles.name}>
      <input
        aria-label={label} aria-invalid={wrong ? true : undefined} aria-describedby={wrong ? id : undefined} value={draft} onChange={(event) => setDraft(event.target.value)} onBlur={leave}
        onKeyDown={(event) => { if (event.key === 'Enter') leave() }}
      />
      {wrong && <p id={id} role="alert">{wrong}</p>}
    </div>
  )
}
