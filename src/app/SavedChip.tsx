import styles from './SavedChip.module.css'
import { useLink } from '../stores/link.ts'

/** Where the work is kept at present. */
export function SavedChip() {
  const { state, length } = useLink()
  const words = state === 'pending' ? 'Saving…' : state === 'failed' ? 'Not in the link' : state === 'empty' ? '' : `Saved in link · ${size(length)}`
  if (!words) return null
  return <span className={styles.chip} data-state={state} role="status">{words}</span>
}

const size = (characters: number): string => (characters < 1_000 ? `${characters} characters` : `${(characters / 1_000).toFixed(1)} kB`)
