import type { ReactNode } from 'react'
import styles from './fields.module.css'

export interface FieldFrame {
  id: string
  label: string
  help?: string | undefined
  rule?: string | undefined
  /** AWS's own page on the setting. */
  link?: string | undefined
  /** What is wrong with what was typed. */
  problem?: string | undefined
  /** It differs from AWS's default. */
  changed?: boolean | undefined
  stacked?: boolean | undefined
}

/** Label, control, a line of help with its rule, and beside it what is wrong, if anything is. */
export function FieldRow({ id, label, help, rule, link, problem, changed, stacked, children }: FieldFrame & { children: ReactNode }) {
  return (
    <div className={styles.row} data-stacked={stacked || undefined}>
      <div className={styles.label}>
        <label htmlFor={id}>{label}</label>
        {changed && <span className={styles.dot} data-tip="Differs from the default" />}
        {rule && (link ? <a className={styles.rule} href={link} target="_blank" rel="noreferrer" data-tip="The rule behind it; opens what AWS says">{rule}</a> : <span className={styles.rule}>{rule}</span>)}
      </div>
      {children}
      {problem && <p id={`${id}-problem`} className={styles.problem} role="alert">{problem}</p>}
      {help && <p id={`${id}-help`} className={styles.help}>{help}</p>}
    </div>
  )
}

/** What a control refers to for those who hear the page. */
export const describedBy = ({ id, help, problem }: FieldFrame): string | undefined =>
  [problem && `${id}-problem`, help && `${id}-help`].filter(Boolean).join(' ') || undefined
