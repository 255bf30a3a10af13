import { Trash2 } from 'lucide-react'
import { useId } from 'react'
import { CONTAINER_KINDS, type Container, type Note } from '../../drawing/drawing.ts'
import { MOST_TEXT_BYTES } from '../../drawing/field-check.ts'
import { Button, IconButton } from '../../kit/Button.tsx'
import { ChoiceInput } from '../../kit/ChoiceInput.tsx'
import { Glyph } from '../../kit/Glyph.tsx'
import { NumberInput } from '../../kit/NumberInput.tsx'
import { TextInput } from '../../kit/TextInput.tsx'
import { deleteSelection, deleteWithContents } from '../../stores/actions.ts'
import { camera } from '../../stores/camera.ts'
import { change, select, useDrawing } from '../../stores/drawing.ts'
import { resize, setFrame, setNote } from '../../stores/edits.ts'
import { KINDS } from '../../stores/frame-actions.ts'
import { fitAround, selectContents } from '../../stores/frame-moves.ts'
import { type Box, type Thing, thingsOf } from '../../stores/frames.ts'
import { serviceOf } from '../../stores/shelf.ts'
import { tooLong } from '../../stores/names.ts'
import { Head } from './Head.tsx'
import styles from './inspector.module.css'

const KIND_OPTIONS = CONTAINER_KINDS.map((value) => ({ value, label: KINDS[value].title, help: KINDS[value].says }))

/** A frame: its name and kind, its size for those who do not pull edges, and what is in it. */
export function FrameInspector({ frame }: { frame: Container }) {
  const id = useId()
  const drawing = useDrawing((one) => one)
  const inside = thingsOf(drawing).filter((thing) => thing.container === frame.id)
  const put = (next: Partial<Pick<Container, 'name' | 'kind'>>, what: string) => change('Change frame', (drawing) => setFrame(drawing, frame.id, next), `${what} ${frame.id}`)
  return (
    <>
      <Head title={frame.name || KINDS[frame.kind].title} says={`${KINDS[frame.kind].title} · ${inside.length === 0 ? 'empty' : inside.length === 1 ? 'holds one thing' : `holds ${inside.length} things`}`} icon={<Glyph path={KINDS[frame.kind].glyph} category="neutral" size="large" />}>
        <IconButton label="Delete frame, keep what is in it" keys="Del" onClick={deleteSelection}><Trash2 size={15} /></IconButton>
      </Head>
      <div className={styles.form}>
        <TextInput id={`${id}-name`} label="Name" value={frame.name} check={(name) => tooLong(name, frame.name)} onChange={(name) => put({ name }, 'name')} />
        <ChoiceInput id={`${id}-kind`} label="Kind" value={frame.kind} options={KIND_OPTIONS} onChange={(kind) => put({ kind }, 'kind')} />
        <Size thing={frame} id={id} />
      </div>
      {inside.length > 0 && (
        <div className={styles.wires}>
          <section>
            <h3>In it</h3>
            <ul>{inside.map((thing) => <li key={thing.id}><Member thing={thing} /></li>)}</ul>
          </section>
        </div>
      )}
      <div className={styles.many}>
        <Button onClick={() => fitAround(frame.id)}>Fit around contents</Button>
        <Button onClick={() => selectContents(frame.id)}>Select contents</Button>
        {inside.length > 0 && <Button look="danger" onClick={deleteWithContents}>Delete with contents</Button>}
      </div>
    </>
  )
}

export function NoteInspector({ note }: { note: Note }) {
  const id = useId()
  return (
    <>
      <Head title="Note" says="Words on the canvas" icon={<Glyph path={KINDS.note.glyph} category="neutral" size="large" />}>
        <IconButton label="Delete note" keys="Del" onClick={deleteSelection}><Trash2 size={15} /></IconButton>
      </Head>
      <div className={styles.form}>
        <TextInput
          id={`${id}-text`} label="Text" as="lines" value={note.text} help="Markdown: # title, **bold**, *slanted*, - list, - [ ] box, `code`, [words](https://…)."
          check={(text) => (text.length > MOST_TEXT_BYTES ? 'A note has at most 64 KiB of text.' : undefined)}
          onChange={(text) => change('Write note', (drawing) => setNote(drawing, note.id, text), `note ${note.id}`)}
        />
        <Size thing={note} id={id} />
      </div>
    </>
  )
}

function Size({ thing, id }: { thing: Box & { readonly id: string }; id: string }) {
  const { x, y, width, height } = thing
  const put = (box: Box, what: string) => change('Resize', (drawing) => resize(drawing, thing.id, box), `${what} ${thing.id}`)
  const whole = (least: number, most: number) => (value: number | null) => (value === null || !(value >= least && value <= most) ? `It is ${least.toLocaleString('en')} to ${most.toLocaleString('en')}.` : undefined)
  return (
    <>
      <NumberInput id={`${id}-width`} label="Width" value={width} unit="" min={40} max={2_000} step={4} check={whole(20, 100_000)} onChange={(value) => put({ x, y, height, width: value ?? width }, 'width')} />
      <NumberInput id={`${id}-height`} label="Height" value={height} unit="" min={40} max={2_000} step={4} check={whole(20, 100_000)} onChange={(value) => put({ x, y, width, height: value ?? height }, 'height')} />
    </>
  )
}

function Member({ thing }: { thing: Thing }) {
  const title = 'text' in thing ? thing.text.trim().split('\n')[0]?.slice(0, 60) || 'Empty note' : thing.name
  return (
    <button
      type="button" className={styles.wire}
      onClick={() => {
        select([thing.id])
        camera().focus(thing.id)
      }}
    >
      <span>{title}</span>
      <small>{'service' in thing ? (serviceOf(thing.service)?.title ?? thing.service) : 'text' in thing ? 'note' : KINDS[thing.kind].title}</small>
    </button>
  )
}
