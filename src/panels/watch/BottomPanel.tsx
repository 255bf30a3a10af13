import { Tabs } from '../../kit/Tabs.tsx'
import { useState } from 'react'
import { useRun } from '../../stores/run.ts'
import { TimeLine } from './TimeLine.tsx'
import { Records } from './Records.tsx'
import { Debrief } from './Debrief.tsx'
import { Charts } from './Charts.tsx'
import styles from './Watch.module.css'

const TABS = [
  { id: 'records', label: 'Records' },
  { id: 'debrief', label: 'What happened' },
] as const
type Tab = (typeof TABS)[number]['id']

/** Under the canvas: the time line, and beside it what the run says of itself. */
export function BottomPanel() {
  const [tab, setTab] = useState<Tab>('records')
  const recording = useRun((run) => run.recording)
  const crash = useRun((run) => run.crash)
  if (crash) {
    return <p className={styles.empty} role="alert">The simulation stopped at {(crash.at / 1e6).toFixed(3)} s: {crash.message}. The drawing is safe; the link of this page replays it.</p>
  }
  if (!recording) return <p className={styles.empty}>Press Run (R). What happens appears here, and can be wound back.</p>
  return (
    <div className={styles.watch}>
      <TimeLine recording={recording} />
      <div className={styles.columns}>
        <section className={styles.left}>
          <Tabs label="The run" tabs={TABS} value={tab} onChange={(next) => setTab(next as Tab)} />
          {tab === 'records' ? <Records recording={recording} /> : <Debrief recording={recording} />}
        </section>
        <Charts recording={recording} />
      </div>
    </div>
  )
}
