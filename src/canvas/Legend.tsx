import { lazy, Suspense } from 'react'
import styles from './Floating.module.css'
import wire from './WireEdge.module.css'
import { LOOK_NAMES } from './wire-look.ts'
import { classes } from '../kit/classes.ts'
import { useRun } from '../stores/run.ts'

/** Fetched with the first run. */
const DotsLegend = lazy(async () => ({ default: (await import('./DotsLegend.tsx')).DotsLegend }))

/** What the shapes mean: of wires, and during a run of the dots on them. On a narrow screen it folds away. */
export function Legend({ narrow }: { narrow: boolean }) {
  const running = useRun((run) => run.recording !== undefined)
  const list = running ? <Suspense><DotsLegend /></Suspense> : <WiresLegend />
  return narrow ? <details className={classes(styles.floater, styles.fold)}><summary>Legend</summary>{list}</details> : list
}

function WiresLegend() {
  return (
    <ul className={classes(styles.floater, styles.legend)} aria-label="Kinds of wires">
      {LOOK_NAMES.map(({ look, name, says }) => (
        <li key={look} data-tip={says}>
          <svg width="26" height="8" aria-hidden="true">
            <path className={wire.wire} data-look={look} d="M1 4h24" />
            {look === 'stream' && <path className={wire.core} d="M0 4h26" />}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}
