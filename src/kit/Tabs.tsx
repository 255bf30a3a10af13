import { useId, type KeyboardEvent, type ReactNode } from 'react'
import styles from './Tabs.module.css'

interface TabsProps<T extends string> {
  label: string
  tabs: readonly { id: T; title: string }[]
  chosen: T
  onChoose: (id: T) => void
  /** Stands at the right end of the row. */
  aside?: ReactNode
  children: ReactNode
}

/** A row of tabs and the panel under it. Arrows move, as screen readers expect. */
export function Tabs<T extends string>({ label, tabs, chosen, onChoose, aside, children }: TabsProps<T>) {
  const base = useId()
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const at = tabs.findIndex((tab) => tab.id === chosen)
    const next = tabs[(at + step + tabs.length) % tabs.length]!
    onChoose(next.id)
    document.getElementById(`${base}-${next.id}`)?.focus()
    event.preventDefault()
  }
  return (
    <>
      <div className={styles.row}>
        <div role="tablist" aria-label={label} className={styles.list} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              key={tab.id} id={`${base}-${tab.id}`} type="button" role="tab" className={styles.tab}
              aria-selected={tab.id === chosen} aria-controls={`${base}-panel`} tabIndex={tab.id === chosen ? 0 : -1}
              onClick={() => onChoose(tab.id)}
            >
              {tab.title}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${chosen}`} className={styles.panel}>{children}</div>
    </>
  )
}
