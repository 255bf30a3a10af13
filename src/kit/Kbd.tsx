import styles from './Kbd.module.css'

const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** "Mod+K" in the words of this machine: ⌘K on a Mac, Ctrl K elsewhere. */
export function keysText(keys: string): string {
  // The key itself, not a key with others.
  if (keys === '+') return keys
  if (apple) return keys.replace('Mod', '⌘').replace('Shift', '⇧').replace('Alt', '⌥').replaceAll('+', '')
  return keys.replace('Mod', 'Ctrl').replaceAll('+', ' ')
}

export function Kbd({ keys }: { keys: string }) {
  return <kbd className={styles.kbd}>{keysText(keys)}</kbd>
}
