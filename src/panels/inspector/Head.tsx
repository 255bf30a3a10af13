import type { ReactNode } from 'react'
import styles from './inspector.module.css'

export function Head({ title, says, icon, children }: { title: string; says: string; icon?: ReactNode; children?: ReactNode }) {
  return (
    <header className={styles.head}>
      {icon}
      <div>
        <h2>{title}</h2>
        <p>{says}</p>
      </div>
      {children}
    </header>
  )
}
