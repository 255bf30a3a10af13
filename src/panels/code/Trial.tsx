import { Play } from 'lucide-react'
import { useId, useState } from 'react'
import type { DrawingNode } from '../../drawing/drawing.ts'
import { Button } from '../../kit/Button.tsx'
import { present } from '../../stores/drawing.ts'
import { type Trial as Result, tryOut } from '../../stores/trial.ts'
import styles from './Trial.module.css'
import { type Sample, SAMPLES, textOf } from './samples.ts'
import { testsOf, withTest } from './source.ts'
import { BY_SOURCE, fitting, PAIRS } from './starters.ts'

interface TrialProps {
  node: DrawingNode
  put: (setting: readonly [field: string, value: unknown]) => void
}

/** One event, one invocation, no simulation: the console's Test. */
export function Trial({ node, put }: TrialProps) {
  const id = useId()
  const tests = testsOf(node)
  const [event, setEvent] = useState(() => tests[0]?.event ?? textOf(sampleFor(node)))
  const [warm, setWarm] = useState(false)
  const [state, setState] = useState<{ running?: true; result?: Result; problem?: string }>({})
  const choose = (value: string) => {
    const [kind, name] = [value.slice(0, 1), value.slice(2)]
    const found = kind === 't' ? tests.find((one) => one.name === name)?.event : SAMPLES.filter((one) => one.id === name).map(textOf)[0]
    if (found !== undefined) setEvent(found)
  }
  const run = async () => {
    const problem = whyNot(event)
    if (problem) return setState({ problem })
    setState({ running: true })
    try {
      setState({ result: await tryOut(present(), node, event, warm) })
    } catch (error) {
      setState({ problem: error instanceof Error ? error.message : String(error) })
    }
  }
  const keep = () => put(withTest(node, event))
  return (
    <div className={styles.trial}>
      <div className={styles.event}>
        <div className={styles.bar}>
          <select aria-label="Event" value="" onChange={(choice) => choose(choice.target.value)}>
            <option value="" disabled>Choose an event…</option>
            {tests.length > 0 && <optgroup label="Kept with this function">{tests.map((one) => <option key={one.name} value={`t ${one.name}`}>{one.name}</option>)}</optgroup>}
            <optgroup label="Samples">{SAMPLES.map((one) => <option key={one.id} value={`s ${one.id}`}>{one.title}</option>)}</optgroup>
          </select>
          <Button look="quiet" onClick={keep}>Keep</Button>
          <label className={styles.warm}><input type="checkbox" checked={warm} onChange={(choice) => setWarm(choice.target.checked)} /> Warm environment</label>
          <Button look="primary" icon={<Play size={14} />} disabled={state.running === true} onClick={() => void run()}>Test</Button>
        </div>
        <label htmlFor={id} className={styles.hidden}>Event as JSON</label>
        <textarea id={id} value={event} spellCheck={false} onChange={(change) => setEvent(change.target.value)} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <section className={styles.result} tabIndex={0} aria-live="polite" aria-label="Result">
        {state.running && <p>Running…</p>}
        {state.problem && <p data-tone="bad">{state.problem}</p>}
        {!state.running && !state.problem && !state.result && <p>Runs the handler once with this event, in a {warm ? 'warm' : 'fresh'} environment. The nodes it calls are there, freshly begun; no other traffic is.</p>}
        {state.result && <Outcome result={state.result} />}
      </section>
    </div>
  )
}

function Outcome({ result }: { result: Result }) {
  const { ended, answer, durationMs, billedMs, initMs, memoryMb, usedMb, lines } = result
  const figures = [
    `${durationMs.toFixed(2)} ms`, `billed ${billedMs} ms`, initMs !== undefined ? `init ${initMs.toFixed(2)} ms` : lines.some((line) => line.startsWith('INIT_REPORT')) ? 'the init failed' : 'no init: the environment was warm',
    ...(usedMb === undefined ? [] : [`${usedMb} of ${memoryMb} MB`]),
  ]
  return (
    <>
      <p data-tone={ended === 'returned' ? 'good' : 'bad'}><b>{ended === 'returned' ? 'Succeeded' : ended === 'failed' ? 'Failed' : 'Not invoked'}</b> {figures.join(' · ')}</p>
      <pre>{pretty(answer)}</pre>
      {lines.length > 0 && <pre className={styles.lines}>{lines.join('\n')}</pre>}
    </>
  )
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}

/** What its starter reads, or what reaches it. */
function sampleFor(node: DrawingNode): Sample {
  const starter = [...PAIRS, ...BY_SOURCE].find(({ code }) => code === node.config.code) ?? fitting(present(), node.id)[0]
  return SAMPLES.find(({ id }) => id === starter?.sample) ?? SAMPLES[0]!
}

function whyNot(event: string): string | undefined {
  try {
    JSON.parse(event)
    return undefined
  } catch (error) {
    return `The event is no JSON: ${error instanceof Error ? error.message : ''}. Nothing was run.`
  }
}
