import { lazy, Suspense, useEffect, useState } from 'react'
import { Tabs } from '../../kit/Tabs.tsx'
import { useRun } from '../../stores/run.ts'
import { Charts } from './Charts.tsx'
import { Cost } from './Cost.tsx'
import { Debrief } from './Debrief.tsx'
import { Findings } from './Findings.tsx'
import { Records } from './Records.tsx'
import { TimeLine } from './TimeLine.tsx'
import styles from './Watch.module.css'

const TABS = [
  { id: 'records', title: 'Records' },
  { id: 'logs', title: 'Logs' },
  { id: 'traces', title: 'Traces' },
  { id: 'debrief', title: 'What happened' },
  { id: 'cost', title: 'Cost' },
] as const
type Tab = (typeof TABS)[number]['id']
const Logs = lazy(async () => ({ default: (await import('./Logs.tsx')).Logs }))
const Traces = lazy(async () => ({ default: (await import('./Traces.tsx')).Traces }))

/** Under the canvas: the time line, what the run says of itself, and four small charts. */
export function BottomPanel() {
  const [tab, setTab] = useState<Tab>('records')
  const recording = useRun((run) => run.recording)
  const picked = useRun((run) => run.picked)
  useEffect(() => { if (picked !== 0) setTab('records') }, [picked])
  const crash = useRun((run) => run.crash)
  const findings = useRun((run) => run.findings)
  if (crash) {
    return <p className={styles.empty} role="alert">The simulation stopped at {(crash.at / 1e6).toFixed(3)} s: {crash.message}. The drawing is safe, and its link replays this.</p>
  }
  if (!recording) {
    return findings.length > 0 ? <Findings findings={findings} /> : <p className={styles.empty}>Press Run. What happens appears here, and can be wound back.</p>
  }
  return (
    <div className={styles.watch}>
      <TimeLine recording={recording} />
      <div className={styles.columns}>
        <section className={styles.left} aria-label="Trace">
          <Tabs label="The run" tabs={TABS} chosen={tab} onChoose={setTab}>
            <Suspense fallback={null}>{tab === 'records' ? <Records recording={recording} /> : tab === 'logs' ? <Logs recording={recording} /> : tab === 'traces' ? <Traces recording={recording} /> : tab === 'debrief' ? <Debrief recording={recording} /> : <Cost recording={recording} />}</Suspense>
          </Tabs>
        </section>
        <Charts recording={recording} />
      </div>
    </div>
  )
}
