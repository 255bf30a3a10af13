import { Dices, FlaskConical } from 'lucide-react'
import { lazy, Suspense, useId, useState } from 'react'
import type { Scenario as ScenarioData } from '../../drawing/drawing.ts'
import { Button } from '../../kit/Button.tsx'
import { ChoiceInput } from '../../kit/ChoiceInput.tsx'
import { NumberInput } from '../../kit/NumberInput.tsx'
import { Tabs } from '../../kit/Tabs.tsx'
import { change, useDrawing } from '../../stores/drawing.ts'
import { setScenario } from '../../stores/edits.ts'
import { Head } from './Head.tsx'
import styles from './inspector.module.css'

const Outline = lazy(async () => ({ default: (await import('./Outline.tsx')).Outline }))
const QuotaList = lazy(async () => ({ default: (await import('./QuotaList.tsx')).QuotaList }))

const MODE = [
  { value: 'realistic', label: 'Realistic', help: 'Latencies and starts vary as they do in life' },
  { value: 'strict', label: 'Strict', help: 'No chance where AWS documents a value: what exams compute' },
] as const
const PROFILE = [
  { value: 'current', label: 'AWS today', help: 'Limits as AWS documents them now' },
  { value: 'course', label: 'Course', help: 'Limits as exam notes teach them where they differ' },
] as const

const TABS = [{ id: 'scenario', title: 'Scenario' }, { id: 'outline', title: 'Outline' }] as const
type Tab = (typeof TABS)[number]['id']

const put = (field: keyof ScenarioData, value: unknown) =>
  change('Change scenario', (drawing) => setScenario(drawing, { [field]: value }), `scenario ${field}`)

/** Nothing is selected: what decides a run besides the drawing, and the drawing as a list. */
export function ScenarioInspector() {
  const [tab, setTab] = useState<Tab>('scenario')
  const name = useDrawing((drawing) => drawing.name)
  const nodes = useDrawing((drawing) => drawing.nodes.length)
  return (
    <>
      <Head title={name} says={nodes === 1 ? '1 node' : `${nodes} nodes`} icon={<span className={styles.wireIcon}><FlaskConical size={18} aria-hidden="true" /></span>} />
      <Tabs label="Drawing" tabs={TABS} chosen={tab} onChoose={setTab}>{tab === 'scenario' ? <Scenario /> : <Suspense><Outline /></Suspense>}</Tabs>
    </>
  )
}

function Scenario() {
  const scenario = useDrawing((drawing) => drawing.scenario)
  const [quotas, setQuotas] = useState(false)
  const id = useId()
  return (
    <>
      <div className={styles.form}>
        <NumberInput
          id={`${id}-for`} label="Length" unit="s" value={scenario.forSec} min={1} max={86_400} step={1} help="Virtual time; a day at most."
          check={(value) => between(value, 1, 86_400, 'A run lasts 1 to 86,400 s.')} onChange={(value) => put('forSec', value)}
        />
        <NumberInput
          id={`${id}-seed`} label="Seed" unit="" value={scenario.seed} min={0} max={4_294_967_295} step={1} help="The same seed gives the same run, to the byte."
          check={(value) => between(value, 0, 4_294_967_295, 'The seed is a whole number from 0 to 4,294,967,295.')} onChange={(value) => put('seed', value)}
          instead={<Button icon={<Dices size={14} />} onClick={() => put('seed', crypto.getRandomValues(new Uint32Array(1))[0]! % 100_000)}>Another</Button>}
        />
        <ChoiceInput id={`${id}-mode`} label="Mode" value={scenario.mode} options={MODE} onChange={(value) => put('mode', value)} />
        <ChoiceInput id={`${id}-profile`} label="Limits" value={scenario.profile} options={PROFILE} onChange={(value) => put('profile', value)} />
      </div>
      <details className={styles.quotas} onToggle={(event) => setQuotas(event.currentTarget.open)}>
        <summary>Account quotas</summary>
        {quotas && <Suspense><QuotaList scenario={scenario} /></Suspense>}
      </details>
    </>
  )
}

const between = (value: number | null, min: number, max: number, text: string): string | undefined =>
  value === null || !Number.isInteger(value) || value < min || value > max ? text : undefined
