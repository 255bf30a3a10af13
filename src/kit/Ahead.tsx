import { useLayoutEffect, useRef } from 'react'
import styles from './Picker.module.css'

/** What was typed before there was a list to search in, and whether Enter was pressed. */
export const ahead = { words: '', enter: false }
export const forgetAhead = (): void => void Object.assign(ahead, { words: '', enter: false })

/** The field of a picker that is still being fetched: whoever types at once loses no letter, and presses no keys of the page. */
export function Ahead({ label, onClose }: { label: string; onClose: () => void }) {
  const element = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = element.current!
    forgetAhead()
    dialog.showModal()
    // So that the focus is back where it was before the picker takes it.
    return () => dialog.close()
  }, [])
  return (
    <dialog ref={element} aria-label={label} aria-busy="true" className={styles.picker} data-at="middle" onCancel={onClose} onKeyDown={(event) => event.stopPropagation()}>
      <div className={styles.search}>
        <input
          autoFocus aria-label={label} placeholder="One moment…"
          onChange={(event) => { ahead.words = event.target.value }} onKeyDown={(event) => { if (event.key === 'Enter') ahead.enter = true }}
        />
      </div>
    </dialog>
  )
}
