import { AlignLeft, FlaskConical, Plus, X } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Button, IconButton } from '../../kit/Button.tsx'
import { configAt, setSetting } from '../../stores/dated.ts'
import { change, drawingStore, useDrawing } from '../../stores/drawing.ts'
import { setConfig } from '../../stores/edits.ts'
import { player, useRun } from '../../stores/run.ts'
import { serviceOf } from '../../stores/shelf.ts'
import { setView, useView } from '../../stores/view.ts'
import { clock } from '../../stores/words.ts'
import { Boundary } from './Boundary.tsx'
import styles from './CodePane.module.css'
import { type EventType, eventTypes, withTypes } from './event-types.ts'
import { Played, useMarks } from './Played.tsx'
import { filesOf, renamed, withFile, withoutFile, withText } from './source.ts'
import { BY_SOURCE, fitting, PAIRS, settingsOf, type Starter } from './starters.ts'

const Trial = lazy(async () => ({ default: (await import('./Trial.tsx')).Trial }))
const EdgePane = lazy(async () => ({ default: (await import('./edge/EdgePane.tsx')).EdgePane }))
const Editor = lazy(async () => ({ default: (await import('./Editor.tsx')).Editor }))

const close = () => setView({ code: undefined })

/** The code of one function: a tab for each file, over the right half of the canvas; a sheet on a narrow screen. */
export function CodePane({ node: id }: { node: string }) {
  const drawn = useDrawing((drawing) => drawing.nodes.find((one) => one.id === id))
  const narrow = useView((view) => view.narrow)
  const [at, setAt] = useState(-1)
  const [testing, setTesting] = useState(false)
  const recording = useRun((run) => run.recording)
  const marks = useMarks(id)
  const drawing = useDrawing((one) => one)
  const since = useRun((run) => (run.recording && run.shownAt > 0 && run.shownAt < run.recording.cast.end ? run.shownAt : undefined))
  useEffect(() => { if (!drawn) close() }, [drawn])
  if (!drawn) return null
  // In mid-run it shows what holds at the camera's instant, and what is changed holds from there on.
  const node = since === undefined ? drawn : { ...drawn, config: configAt(drawing, drawn, Math.max(since, Math.round(player.cursor))) }
  if (node.service === 'cloudfrontFunction') return <Suspense><EdgePane node={node} /></Suspense>
  const files = filesOf(node)
  const file = files.find((one) => one.at === at) ?? files[0]!
  const { locked } = drawingStore.getState()
  const schema = serviceOf(node.service)!.config
  const put = ([field, value]: readonly [string, unknown]) => setSetting(drawn, schema, field, value)
  const fit = fitting(drawing, id)
  const begin = (starter: Starter) => {
    for (const setting of settingsOf(starter, node.config)) put(setting)
    setAt(-1)
  }
  /** Events to try it with are no setting of the run. */
  const keep = ([field, value]: readonly [string, unknown]) => void change('Keep event', (one) => setConfig(one, id, schema, field, value))
  const plain = (
    <textarea
      className={styles.plain} aria-label={`Code of ${node.name}: ${file.name}`} spellCheck={false} autoCapitalize="off" readOnly={locked} value={file.text}
      onChange={(event) => put(withText(node, file.at, event.target.value))}
    />
  )
  // nokey: the canvas takes the space bar everywhere else.
  return (
    <section className={`${styles.pane} nokey`} aria-label={`Code of ${node.name}`} onKeyDown={(event) => { if (event.key === 'Escape' && !event.defaultPrevented && event.target === event.currentTarget) close() }}>
      <header className={styles.head}>
        <div role="tablist" aria-label="Files" className={styles.files}>
          {files.map((one) => (
            <button key={one.at} type="button" role="tab" aria-selected={one.at === file.at} onClick={() => setAt(one.at)}>{one.name}</button>
          ))}
        </div>
        <IconButton label="Add a file" onClick={() => { put(withFile(node)); setAt(files.length - 1) }}><Plus size={14} /></IconButton>
        <Starters fit={fit} onChoose={begin} />
        {!narrow && <IconButton label="Lay out" onClick={() => void import('./Editor.tsx').then(({ format }) => format())}><AlignLeft size={16} /></IconButton>}
        {narrow
          ? <IconButton label="Test" pressed={testing} onClick={() => setTesting(!testing)}><FlaskConical size={16} /></IconButton>
          : <Button look="quiet" icon={<FlaskConical size={15} />} aria-pressed={testing} data-tip="Try it with one event, without a run" onClick={() => setTesting(!testing)}>Test</Button>}
        <IconButton label="Close the code" onClick={close}><X size={16} /></IconButton>
      </header>
      {file.at < 0 && file.text !== '' && <Events types={eventTypes(drawing, id)} code={file.text} onTyped={(code) => put(['code', code])} />}
      {since !== undefined && <p className={styles.empty}>What you change here is deployed at {clock(since)}: new environments run it, what is under way ends on the code that it began with.</p>}
      {recording && <Played recording={recording} id={id} marks={marks} plain={narrow} />}
      {file.at >= 0 && (
        <div className={styles.file}>
          <label>Path <input value={file.name} spellCheck={false} onChange={(event) => put(renamed(node, file.at, event.target.value))} /></label>
          <Button look="danger" onClick={() => { put(withoutFile(node, file.at)); setAt(-1) }}>Remove this file</Button>
        </div>
      )}
      {file.at < 0 && file.text === '' && <Empty fit={fit} onChoose={begin} />}
      {narrow ? plain : (
        <Boundary otherwise={plain}>
          <Suspense fallback={<pre className={styles.waiting}>{file.text}</pre>}>
            <Editor path={`${node.id}/${file.name}`} text={file.text} label={`Code of ${node.name}: ${file.name}`} readOnly={locked} marks={marks.filter((mark) => mark.file === file.name)} onChange={(text) => put(withText(node, file.at, text))} />
          </Suspense>
        </Boundary>
      )}
      {testing && <Suspense><Trial node={node} put={keep} /></Suspense>}
    </section>
  )
}

/** What reaches the function is known from its wires: the starters for that are one press away. */
function Empty({ fit, onChoose }: { fit: readonly Starter[]; onChoose: (starter: Starter) => void }) {
  return (
    <p className={styles.empty}>
      No code yet: the handler model in the inspector stands for it. Type a handler, or start from one of ours{fit.length > 0 ? ': ' : ' above.'}
      {fit.slice(0, 3).map((one) => <Button key={one.id} onClick={() => onChoose(one)}>{one.title}</Button>)}
    </p>
  )
}

function Starters({ fit, onChoose }: { fit: readonly Starter[]; onChoose: (starter: Starter) => void }) {
  const groups = [['For what reaches it', fit], ['By source', BY_SOURCE], ['Good and bad', PAIRS]] as const
  return (
    <select
      className={styles.starters} aria-label="Start from" value=""
      onChange={(event) => { const starter = [...BY_SOURCE, ...PAIRS].find((one) => one.id === event.target.value.slice(1)); if (starter) onChoose(starter) }}
    >
      <option value="" disabled>Start from…</option>
      {groups.map(([label, starters], group) => starters.length > 0 && (
        <optgroup key={label} label={label}>{starters.map((one) => <option key={one.id} value={`${group}${one.id}`}>{one.title}</option>)}</optgroup>
      ))}
    </select>
  )
}

/** What the wires hand to the handler; one press tells the editor, which then completes and checks. */
function Events({ types, code, onTyped }: { types: readonly EventType[]; code: string; onTyped: (code: string) => void }) {
  if (types.length === 0) return null
  const typed = withTypes(code, types)
  return (
    <p className={styles.empty}>
      The event: {types.map(({ event, from }) => `${event} from ${from.join(', ')}`).join('; ')}.{' '}
      {typed !== code && <Button look="quiet" onClick={() => onTyped(typed)}>Tell the editor</Button>}
    </p>
  )
}
