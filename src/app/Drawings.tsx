import { Copy, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { deleteOwn, duplicateOwn, keepVersion, listOwn, newDrawing, openOwn, openVersion, renameOwn, useAutosave } from '../stores/autosave.ts'
import type { Listed } from '../stores/library.ts'
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
        <Button onClick={() => void keepVersion(new Date().toLocaleString())}>Keep a version of this one</Button>
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
  const [name, setName] = useState(entry.name)
  return (
    <li aria-current={current || undefined}>
      <input aria-label={`Name of ${entry.name}`} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} onBlur={() => { if (name.trim() && name !== entry.name) void renameOwn(entry.id, name.trim()) }} />
      <time dateTime={new Date(entry.savedAt).toISOString()}>{new Date(entry.savedAt).toLocaleString()}</time>
      <Button onClick={() => { void openOwn(entry.id); onDone() }} disabled={current}>{current ? 'Open now' : 'Open'}</Button>
      <IconButton label={`Duplicate ${entry.name}`} onClick={() => void duplicateOwn(entry.id)}><Copy size={15} /></IconButton>
      <IconButton label={`Delete ${entry.name}`} onClick={() => void deleteOwn(entry.id, entry.name)}><Trash2 size={15} /></IconButton>
      {entry.versions.length > 0 && (
        <details>
          <summary>{entry.versions.length} kept version{entry.versions.length === 1 ? '' : 's'}</summary>
          {entry.versions.map((version) => (
            <button key={version.savedAt} type="button" onClick={() => { void openVersion(entry.id, version.savedAt); onDone() }}>{version.name}</button>
          ))}
        </details>
      )}
    </li>
  )
}
