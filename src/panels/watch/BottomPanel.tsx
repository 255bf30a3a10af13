import { type ComponentType, lazy, Suspense, useDeferredValue, useEffect, useState } from 'react'
import { Tabs } from '../../kit/Tabs.tsx'
import { type Recording, useRun } from '../../stores/run.ts'
import { Charts } from './Charts.tsx'
import { Cost } from './Cost.tsx'
import { Debrief } from './Debrief.tsx'
import { Refused } from './Findings.tsx'
import { Records } from './Records.tsx'
import { InWords } from './InWords.tsx'
import { Quiet } from './Quiet.tsx'
import { TimeLine } from './TimeLine.tsx'
import styles from './Watch.module.css'

/** What a tab shows. Some want all of the width, and have charts of their own. */
interface Pane {
  readonly id: string
  readonly title: string
  readonly wide?: true
  /** Only where the drawing has such a service. */
  readonly of?: string
  readonly view: ComponentType<{ recording: Recording }>
}
const PANES: readonly Pane[] = [
  { id: 'records', title: 'Records', view: Records },
  { id: 'message', title: 'Message', wide: true, view: lazy(async () => ({ default: (await import('./Biography.tsx')).Biography })) },
  { id: 'pipeline', title: 'Edge', wide: true, of: 'cloudfront', view: lazy(async () => ({ default: (await import('./pipeline/Pipeline.tsx')).Pipeline })) },
  { id: 'logs', title: 'Logs', view: lazy(async () => ({ default: (await import('./Logs.tsx')).Logs })) },
  { id: 'traces', title: 'Traces', view: lazy(async () => ({ default: (await import('./Traces.tsx')).Traces })) },
  { id: 'state', title: 'State', wide: true, view: lazy(async () => ({ default: (await import('./State.tsx')).State })) },
  { id: 'metrics', title: 'Metrics', wide: true, view: lazy(async () => ({ default: (await import('./Metrics.tsx')).Metrics })) },
  { id: 'concurrency', title: 'Concurrency', wide: true, view: lazy(async () => ({ default: (await import('./Concurrency.tsx')).Concurrency })) },
  { id: 'dated', title: 'Actions and faults', wide: true, view: lazy(async () => ({ default: (await import('./Dated.tsx')).Dated })) },
  { id: 'debrief', title: 'What happened', view: Debrief },
  { id: 'cost', title: 'Cost', view: Cost },
]

const shows = (pane: string, recording: Recording | undefined): boolean => {
  const of = PANES.find(({ id }) => id === pane)?.of
  return of === undefined || recording?.cast.nodes.some(({ service }) => service === of) === true
}

/** The tab that was shown last: a new run begins where one was looking. */
let shown = PANES[0]!.id

/** Under the canvas: the time line, what the run says of itself, and four small charts. */
export function BottomPanel() {
  const [tab, setTab] = useState(shown)
  useEffect(() => { shown = tab }, [tab])
  const newest = useRun((run) => run.recording)
  // The first dots go before the panels: what is drawn here for a new run takes longer than a frame.
  const deferred = useDeferredValue(newest)
  const recording = deferred?.cast === newest?.cast ? newest : undefined
  const picked = useRun((run) => run.picked)
  const picks = useRun((run) => run.picks)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same message may be picked again.
  useEffect(() => { setTab((now) => (now === 'pipeline' && shows(now, recording) ? now : picked !== 0 ? 'message' : now === 'message' ? 'records' : now)) }, [picked, picks])
  const crash = useRun((run) => run.crash)
  const findings = useRun((run) => run.findings)
  if (crash) {
    return <p className={styles.empty} role="alert">The simulation stopped at {(crash.at / 1e6).toFixed(3)} s: {crash.message}. The drawing is safe, and its link replays this.</p>
  }
  if (!recording) {
    if (newest) return null
    return findings.length > 0 ? <Refused findings={findings} /> : <Quiet />
  }
  const panes = PANES.filter(({ id }) => shows(id, recording))
  const pane = panes.find(({ id }) => id === tab) ?? panes[0]!
  return (
    <div className={styles.watch}>
      <TimeLine recording={recording} />
      <section className={styles.left} aria-label="Trace">
        <Tabs label="The run" tabs={panes} chosen={pane.id} onChoose={setTab} aside={<InWords />}>
          <div className={styles.columns}>
            <div className={styles.pane}><Suspense fallback={null}><pane.view recording={recording} /></Suspense></div>
            {!pane.wide && <Charts recording={recording} />}
          </div>
        </Tabs>
      </section>
    </div>
  )
}
