import { FlaskConical, X } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { judgeCode, type Remark } from '../../../contract/dialect/judge.ts'
import { EDGE_CODE_BYTES } from '../../../contract/edge.ts'
import { utf8Length } from '../../../base/text.ts'
import type { DrawingNode } from '../../../drawing/drawing.ts'
import { withDefaults } from '../../../drawing/fields.ts'
import { IconButton } from '../../../kit/Button.tsx'
import { config as schema } from '../../../services/cloudfront-function/config.ts'
import { setSetting } from '../../../stores/dated.ts'
import { drawingStore, useDrawing } from '../../../stores/drawing.ts'
import { setView, useView } from '../../../stores/view.ts'
import { Boundary } from '../Boundary.tsx'
import pane from '../CodePane.module.css'
import styles from './EdgePane.module.css'
import { EDGE_STARTERS } from './starters.ts'

const EdgeTrial = lazy(async () => ({ default: (await import('./EdgeTrial.tsx')).EdgeTrial }))
const Editor = lazy(async () => {
  const [{ Editor: Plain }, { speak }] = await Promise.all([import('../Editor.tsx'), import('./language.ts')])
  speak('cloudfront-js-2.0')
  return { default: Plain }
})

const close = () => setView({ code: undefined })
const LANGUAGE = 'cloudfront-function'
const NO_MARKS = [] as const

/** The code of a CloudFront function: one file, ten kilobytes, and what its runtime says of it while it is typed. */
export function EdgePane({ node }: { node: DrawingNode }) {
  const narrow = useView((view) => view.narrow)
  const stored = useDrawing((drawing) => drawing.wires.some((wire) => wire.from === node.id))
  const [testing, setTesting] = useState(false)
  const { code, runtime } = withDefaults(schema, node.config)
  const { remarks } = useMemo(() => judgeCode(code, runtime, stored), [code, runtime, stored])
  const { locked } = drawingStore.getState()
  const put = (field: 'code' | 'tests', value: unknown) => setSetting(node, schema, field, value)
  const starters = EDGE_STARTERS.filter(({ old }) => old || runtime !== 'cloudfront-js-1.0')
  const label = `Code of ${node.name}: function.js`
  const bytes = utf8Length(code)
  const plain = (
    <textarea className={pane.plain} aria-label={label} spellCheck={false} autoCapitalize="off" readOnly={locked} value={code} onChange={(event) => put('code', event.target.value)} />
  )
  // nokey: the canvas takes the space bar everywhere else.
  return (
    <section className={`${pane.pane} nokey`} aria-label={`Code of ${node.name}`} onKeyDown={(event) => { if (event.key === 'Escape' && !event.defaultPrevented && event.target === event.currentTarget) close() }}>
      <header className={pane.head}>
        <p className={styles.title}><b>function.js</b> <span data-bad={bytes > EDGE_CODE_BYTES || undefined}>{runtime === 'cloudfront-js-1.0' ? 'JS 1.0' : 'JS 2.0'} · {bytes.toLocaleString('en-US')} of {EDGE_CODE_BYTES.toLocaleString('en-US')} B</span></p>
        <select
          className={pane.starters} aria-label="Start from" value=""
          onChange={(event) => { const starter = starters.find((one) => one.id === event.target.value); if (starter) put('code', starter.code) }}
        >
          <option value="" disabled>Start from…</option>
          {starters.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
        </select>
        <IconButton label="Test" pressed={testing} onClick={() => setTesting(!testing)}><FlaskConical size={16} /></IconButton>
        <IconButton label="Close the code" onClick={close}><X size={16} /></IconButton>
      </header>
      <Remarks remarks={remarks} />
      {narrow ? plain : (
        <Boundary otherwise={plain}>
          <Suspense fallback={<pre className={pane.waiting}>{code}</pre>}>
            <Editor path={`${node.id}/function.js`} text={code} label={label} readOnly={locked} language={LANGUAGE} remarks={remarks} marks={NO_MARKS} onChange={(text) => put('code', text)} />
          </Suspense>
        </Boundary>
      )}
      {testing && <Suspense><EdgeTrial node={node} keep={(tests) => put('tests', tests)} /></Suspense>}
    </section>
  )
}

/** So many are read at once; the rest is marked in the editor. */
const SHOWN = 4

function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  if (remarks.length === 0) return null
  return (
    <ul className={styles.remarks} aria-label="What the runtime says">
      {remarks.slice(0, SHOWN).map(({ level, line, column, text }) => <li key={`${line} ${column}`} data-level={level}><b>Line {line}</b> {text}</li>)}
      {remarks.length > SHOWN && <li>And {remarks.length - SHOWN} more.</li>}
    </ul>
  )
}
