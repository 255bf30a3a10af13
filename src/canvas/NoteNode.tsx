import { type NodeProps, useStore as useFlowStore } from '@xyflow/react'
import { memo, useEffect, useRef } from 'react'
import type { Note } from '../drawing/drawing.ts'
import { MOST_TEXT_BYTES } from '../drawing/field-check.ts'
import { Markdown } from '../kit/Markdown.tsx'
import { classes } from '../kit/classes.ts'
import { change, useDrawing, useSelection } from '../stores/drawing.ts'
import { setNote } from '../stores/edits.ts'
import { tell } from '../stores/toasts.ts'
import { setView, useView } from '../stores/view.ts'
import { useCurrent } from './current.ts'
import { drawn } from './drawn.ts'
import { Grips } from './Grips.tsx'
import { useResize } from './resize.ts'
import styles from './NoteNode.module.css'

const LEAST = { width: 96, height: 36 }

/** A note, read as Markdown; written where it stands. */
export const NoteNode = memo(function NoteNode({ id }: NodeProps) {
  drawn(id)
  const note = useDrawing((drawing) => drawing.notes.find((one) => one.id === id))
  return note ? <Paper note={note} /> : null
})

function Paper({ note }: { note: Note }) {
  const { id, text } = note
  const selected = useSelection((ids) => ids.has(id))
  const current = useCurrent((one) => one === id)
  const editing = useView((view) => view.editing === id)
  const editable = useFlowStore((state) => state.elementsSelectable)
  const { shown, grip } = useResize(note, LEAST)
  const size = { minHeight: shown?.height ?? note.height, ...(shown && { width: shown.width, translate: `${shown.x - note.x}px ${shown.y - note.y}px` }) }
  return (
    <div className={classes(styles.note, selected && styles.selected)} style={size}>
      {editing && editable ? <Writing note={note} /> : (
        <div id={`node-${id}`} role="note" tabIndex={current ? 0 : -1} aria-label={`Note: ${text.trim().slice(0, 80) || 'empty'}`} aria-current={selected || undefined}>
          {text.trim() ? <Markdown text={text} /> : <p className={styles.empty}>An empty note. Press Enter to write.</p>}
        </div>
      )}
      {selected && editable && !editing && <Grips grip={grip} />}
    </div>
  )
}

function Writing({ note: { id, text } }: { note: Note }) {
  const area = useRef<HTMLTextAreaElement>(null)
  // A new note is measured before it is shown, and cannot take the keyboard until then.
  useEffect(() => {
    let frame = 0
    const take = (left: number) => {
      area.current?.focus({ preventScroll: true })
      if (document.activeElement !== area.current && left > 0) frame = requestAnimationFrame(() => take(left - 1))
    }
    take(20)
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length)
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <textarea
      ref={area} className={classes(styles.writing, 'nodrag', 'nopan', 'nowheel')} aria-label="Text of the note" placeholder="Markdown: **bold**, - list, [link](https://…)" value={text} rows={Math.max(2, text.split('\n').length)}
      onBlur={() => setView({ editing: undefined })}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return
        setView({ editing: undefined })
        // It is drawn again before the next key can come: whoever presses Escape twice at once is heard twice.
        queueMicrotask(() => document.getElementById(`node-${id}`)?.focus({ preventScroll: true }))
      }}
      onChange={({ target }) => {
        if (target.value.length > MOST_TEXT_BYTES) tell('A note has at most 64 KiB of text. What was too much was not taken.', { tone: 'bad' })
        else change('Write note', (drawing) => setNote(drawing, id, target.value), `note ${id}`)
      }}
    />
  )
}
