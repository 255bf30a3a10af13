import { Play } from 'lucide-react'
import { type CSSProperties, useId, useState } from 'react'
import type { DrawingNode } from '../../../drawing/drawing.ts'
import { Button } from '../../../kit/Button.tsx'
import { present, useDrawing } from '../../../stores/drawing.ts'
import { distributionOf, type EdgeTrial as Result, type SentThrough, sendThrough, tryEdge } from '../../../stores/edge-trial.ts'
import { testsOf, withTest } from '../source.ts'
import trial from '../Trial.module.css'
import styles from './EdgePane.module.css'
import { EDGE_SAMPLES, eventText } from './samples.ts'
import { EDGE_STARTERS } from './starters.ts'

interface EdgeTrialProps {
  node: DrawingNode
  keep: (tests: unknown) => void
}
interface State {
  readonly running?: true
  readonly result?: Result
  readonly sent?: SentThrough
  readonly problem?: string
}

/** The console's Test: one event, one run, and how much of what it may take it took. */
export function EdgeTrial({ node, keep }: EdgeTrialProps) {
  const id = useId()
  const tests = testsOf(node)
  const distribution = useDrawing((drawing) => distributionOf(drawing, node))
  const [event, setEvent] = useState(() => tests[0]?.event ?? sampleFor(node, distribution?.id))
  const [state, setState] = useState<State>({})
  const choose = (value: string) => {
    const [kind, name] = [value.slice(0, 1), value.slice(2)]
    const found = kind === 't' ? tests.find((one) => one.name === name)?.event : EDGE_SAMPLES.filter((one) => one.id === name).map(eventText)[0]
    if (found !== undefined) setEvent(found)
  }
  const perform = async (work: () => Promise<State>) => {
    const problem = whyNot(event)
    if (problem) return setState({ problem })
    setState({ running: true })
    try {
      setState(await work())
    } catch (error) {
      setState({ problem: error instanceof Error ? error.message : String(error) })
    }
  }
  const { running, result, sent, problem } = state
  return (
    <div className={trial.trial}>
      <div className={trial.event}>
        <div className={trial.bar}>
          <select aria-label="Event" value="" onChange={(choice) => choose(choice.target.value)}>
            <option value="" disabled>Choose an event…</option>
            {tests.length > 0 && <optgroup label="Kept with this function">{tests.map((one) => <option key={one.name} value={`t ${one.name}`}>{one.name}</option>)}</optgroup>}
            <optgroup label="Samples">{EDGE_SAMPLES.map((one) => <option key={one.id} value={`s ${one.id}`}>{one.title}</option>)}</optgroup>
          </select>
          <Button look="quiet" onClick={() => keep(withTest(node, event)[1])}>Keep</Button>
          {distribution && <Button look="quiet" disabled={running === true} onClick={() => void perform(async () => ({ sent: await sendThrough(present(), distribution, event) }))}>Send through {distribution.name}</Button>}
          <Button look="primary" icon={<Play size={14} />} disabled={running === true} onClick={() => void perform(async () => ({ result: await tryEdge(present(), node, event) }))}>Test</Button>
        </div>
        <label htmlFor={id} className={trial.hidden}>Event as JSON</label>
        <textarea id={id} value={event} spellCheck={false} onChange={(change) => setEvent(change.target.value)} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <section className={trial.result} tabIndex={0} aria-live="polite" aria-label="Result">
        {running && <p>Running…</p>}
        {problem && <p data-tone="bad">{problem}</p>}
        {!running && !problem && !result && !sent && <p>Runs the function once with this event. Its key-value store is the one on the canvas.</p>}
        {result && <Outcome result={result} />}
        {sent && <Answer sent={sent} />}
      </section>
    </div>
  )
}

function Outcome({ result: { ended, output, message, utilisation, lines, origin } }: { result: Result }) {
  return (
    <>
      <p data-tone={ended === 'returned' ? 'good' : 'bad'}><b>{ended === 'returned' ? 'Succeeded' : ended === 'invalid' ? 'Not valid' : 'Failed'}</b> {message}</p>
      <p className={styles.meter} data-tone={utilisation > 70 ? (utilisation >= 100 ? 'bad' : 'warn') : 'good'} style={{ '--share': `${utilisation}%` } as CSSProperties}><span>Compute utilisation {utilisation}</span> <i aria-hidden="true" /></p>
      {output !== '' && <pre>{output}</pre>}
      {origin && <p>Asked for another origin: {JSON.stringify(origin)}</p>}
      {lines.length > 0 && <pre className={trial.lines}>{lines.join('\n')}</pre>}
    </>
  )
}

function Answer({ sent: { status, headers, body } }: { sent: SentThrough }) {
  if (status === 0) return <p data-tone="bad">The distribution gave no answer in time.</p>
  return (
    <>
      <p data-tone={status < 400 ? 'good' : 'bad'}><b>{status}</b> {headers.find(([name]) => name.toLowerCase() === 'x-cache')?.[1] ?? ''}, as the first viewer gets it.</p>
      <pre>{headers.map(([name, value]) => `${name}: ${value}`).join('\n')}</pre>
      {body !== '' && <pre className={trial.lines}>{body}</pre>}
    </>
  )
}

/** The sample of the starter that it came from, or of the stage at which it stands. */
function sampleFor(node: DrawingNode, distribution: string | undefined): string {
  const starter = EDGE_STARTERS.find((one) => one.code === node.config.code)
  const wire = present().wires.find((one) => one.to === node.id && one.from === distribution)
  const id = starter?.sample ?? (wire?.port === 'viewer-response' ? 'response' : 'request')
  return eventText(EDGE_SAMPLES.find((one) => one.id === id)!)
}

function whyNot(event: string): string | undefined {
  try {
    const said: unknown = JSON.parse(event)
    return typeof said === 'object' && said !== null && 'request' in said ? undefined : 'The event has no request. Choose one of the samples to begin with. Nothing was run.'
  } catch (error) {
    return `The event is no JSON: ${error instanceof Error ? error.message : ''}. Nothing was run.`
  }
}
