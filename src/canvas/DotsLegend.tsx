import { classes } from '../kit/classes.ts'
import { useRun } from '../stores/run.ts'
import { crowd } from './dots.ts'
import styles from './Floating.module.css'

const DOTS = [
  { name: 'Request', tone: '--accent', shape: <circle cx="5" cy="5" r="3" /> },
  { name: 'Answer', tone: '--ok', shape: <rect x="2.4" y="2.4" width="5.2" height="5.2" /> },
  { name: 'Event', tone: '--w-async', shape: <circle cx="5" cy="5" r="3" /> },
  { name: 'Batch', tone: '--w-poll', shape: <rect x="0" y="2.2" width="10" height="5.6" rx="2.8" /> },
  { name: 'Retry', tone: '--warn', shape: <circle cx="5" cy="5" r="3.4" fill="none" stroke="var(--warn)" strokeWidth="1.6" /> },
  { name: 'Error', tone: '--bad', shape: <path d="M5 .6L9.4 5 5 9.4.6 5z" /> },
] as const

/** How many messages one dot stands for at this instant: one, as long as it can be. */
function Crowd() {
  useRun((run) => run.version)
  return <>{crowd.mostEach === 1 ? 'One dot: one message' : `One dot: up to ${crowd.mostEach.toLocaleString('en-US')} messages`}</>
}

/** What the shapes of dots mean. */
export function DotsLegend() {
  return (
    <ul className={classes(styles.floater, styles.legend)} aria-label="Kinds of dots">
      {DOTS.map(({ name, tone, shape }) => (
        <li key={name}><svg width="10" height="10" aria-hidden="true" style={{ fill: `var(${tone})` }}>{shape}</svg>{name}</li>
      ))}
      <li><Crowd /></li>
    </ul>
  )
}
