import styles from './Floating.module.css'
import wire from './WireEdge.module.css'
import { LOOK_NAMES } from './wire-look.ts'
import { classes } from '../kit/classes.ts'

/** What the shapes of wires mean. */
export function Legend() {
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
