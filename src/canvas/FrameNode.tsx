import { type NodeProps, useStore as useFlowStore } from '@xyflow/react'
import { type PointerEvent, memo } from 'react'
import type { Container } from '../drawing/drawing.ts'
import { classes } from '../kit/classes.ts'
import { change, drawingStore, select, useDrawing, useSelection } from '../stores/drawing.ts'
import { setFrame } from '../stores/edits.ts'
import { contentsOf } from '../stores/frames.ts'
import { KINDS } from '../stores/frame-actions.ts'
import { tooLong } from '../stores/names.ts'
import { tell } from '../stores/toasts.ts'
import { setView, useView } from '../stores/view.ts'
import { useCurrent } from './current.ts'
import { drawn } from './drawn.ts'
import { Grips } from './Grips.tsx'
import { useResize } from './resize.ts'
import styles from './FrameNode.module.css'

const LEAST = { width: 96, height: 64 }
const SIDES = ['top', 'right', 'bottom', 'left'] as const

/** A container: its title and its border are handles, what lies on it is reached through it. */
export const FrameNode = memo(function FrameNode({ id }: NodeProps) {
  drawn(id)
  const frame = useDrawing((drawing) => drawing.containers.find((one) => one.id === id))
  return frame ? <Frame frame={frame} /> : null
})

function Frame({ frame }: { frame: Container }) {
  const { id, kind, name } = frame
  const selected = useSelection((ids) => ids.has(id))
  const current = useCurrent((one) => one === id)
  const editing = useView((view) => view.editing === id)
  const editable = useFlowStore((state) => state.elementsSelectable)
  const held = useDrawing((drawing) => contentsOf(drawing, new Set([id])).size)
  const { shown, grip } = useResize(frame, LEAST)
  const take = (event: PointerEvent) => {
    if (editable && event.button !== 1) choose(id, event.shiftKey || event.ctrlKey || event.metaKey)
  }
  return (
    <section className={classes(styles.frame, selected && styles.selected, editable && styles.editable)} data-kind={kind} style={shown && { translate: `${shown.x - frame.x}px ${shown.y - frame.y}px`, width: shown.width, height: shown.height }}>
      {SIDES.map((side) => <i key={side} className={styles.side} data-side={side} onPointerDown={take} />)}
      {editing && editable ? <Title frame={frame} /> : (
        <div
          id={`node-${id}`} role="button" tabIndex={current ? 0 : -1} aria-pressed={selected} className={styles.title} onPointerDown={take}
          aria-label={`${KINDS[kind].title} ${name}, frame, ${held === 0 ? 'empty' : held === 1 ? 'holds one thing' : `holds ${held} things`}`}
        >
          <small>{KINDS[kind].title}</small> {name}
        </div>
      )}
      {selected && editable && <Grips grip={grip} />}
    </section>
  )
}

function choose(id: string, more: boolean): void {
  const { selection } = drawingStore.getState()
  if (more) select(selection.has(id) ? [...selection].filter((one) => one !== id) : [...selection, id])
  else if (!selection.has(id)) select([id])
}

function Title({ frame: { id, kind, name } }: { frame: Container }) {
  const done = () => {
    setView({ editing: undefined })
    // The title is drawn again in the next frame, and takes the keyboard back.
    requestAnimationFrame(() => document.getElementById(`node-${id}`)?.focus({ preventScroll: true }))
  }
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: whoever renames asked for it.
      autoFocus className={classes(styles.title, styles.input, 'nodrag')} aria-label={`Name of the ${KINDS[kind].title}`} value={name} size={Math.max(8, name.length + 2)} spellCheck={false}
      onFocus={(event) => event.target.select()} onBlur={() => setView({ editing: undefined })}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter' || event.key === 'Escape') done()
      }}
      onChange={({ target }) => {
        const wrong = tooLong(target.value, name)
        if (wrong) tell(wrong, { tone: 'bad' })
        else change('Rename', (drawing) => setFrame(drawing, id, { name: target.value }), `name ${id}`)
      }}
    />
  )
}
