import { setVerbosity, useTwin, type Verbosity } from '../../stores/twin.ts'
import styles from './Watch.module.css'

/** How much of the run is told in words: to screen readers, and with every hop on the canvas as well. */
export function InWords() {
  const verbosity = useTwin()
  return (
    <label className={styles.words}><span className={styles.wordsName} aria-hidden="true">In words</span>
      <select aria-label="In words" value={verbosity} onChange={(event) => setVerbosity(event.target.value as Verbosity)}>
        <option value="off">off</option>
        <option value="outcomes">outcomes</option>
        <option value="hops">every hop</option>
      </select>
    </label>
  )
}
