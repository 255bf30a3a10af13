import { Check, X } from 'lucide-react'
import { useId, useState } from 'react'
import fields from './fields.module.css'
import styles from './Tester.module.css'

export interface Verdict {
  /** What is wrong with the text that is tried, or with what judges it: then nothing else is said. */
  readonly problem?: string | undefined
  readonly passes?: boolean | undefined
  readonly says?: string
  readonly lines?: readonly { readonly ok: boolean; readonly text: string }[]
  /** What comes out for the one who gets it. */
  readonly made?: string | undefined
}
interface TesterProps {
  title: string
  label: string
  /** What the box holds until somebody types. */
  sample: string
  judge: (text: string) => Verdict
}

/** Tries a pattern, a filter or a template on an event, and says clause by clause why it comes out so. */
export function Tester({ title, label, sample, judge }: TesterProps) {
  const id = useId()
  const [typed, setTyped] = useState<string>()
  const text = typed ?? sample
  const { problem, passes, says, lines = [], made } = judge(text)
  return (
    <section className={styles.tester} aria-label={title}>
      <h3>{title}</h3>
      <label htmlFor={id} className={styles.note}>{label}</label>
      <textarea id={id} className={fields.area} data-code data-bad={problem ? true : undefined} rows={6} spellCheck={false} value={text} onChange={(event) => setTyped(event.target.value)} />
      <div role="status" className={styles.lines}>
        {problem && <p className={styles.verdict} data-tone="bad">{problem}</p>}
        {!problem && passes !== undefined && (
          <p className={styles.verdict} data-tone={passes ? 'good' : 'bad'}>{passes ? <Check size={14} aria-hidden="true" /> : <X size={14} aria-hidden="true" />}{says}</p>
        )}
        {!problem && lines.length > 0 && (
          <ul className={styles.lines}>
            {lines.map((line) => (
              <li key={line.text} data-ok={line.ok}>{line.ok ? <Check size={12} aria-label="holds" /> : <X size={12} aria-label="fails" />}<span>{line.text}</span></li>
            ))}
          </ul>
        )}
        {!problem && made !== undefined && <pre className={styles.made}>{made}</pre>}
      </div>
    </section>
  )
}

/** When something happens next: a few instants, each in one or two clocks. */
export function Times({ title, note, times }: { title: string; note: string; times: readonly { readonly at: string; readonly also: string; readonly after: string }[] }) {
  return (
    <section className={styles.tester} aria-label={title}>
      <h3>{title}</h3>
      <ol className={styles.times}>
        {times.map(({ at, also, after }) => <li key={at}><span>{at}</span><small>{also}</small><small>{after}</small></li>)}
      </ol>
      <p className={styles.note}>{note}</p>
    </section>
  )
}

/** A text that stands behind a setting, folded away. */
export function Shown({ title, text, note, missing }: { title: string; text: string; note: string; missing: boolean }) {
  return (
    <details className={styles.shown}>
      <summary>{title}{missing && <span>missing</span>}</summary>
      <p className={styles.note}>{note}</p>
      <pre className={styles.made} data-missing={missing || undefined}>{text}</pre>
    </details>
  )
}

/** What is so, in a few terms, folded away. */
export function Facts({ title, lines }: { title: string; lines: readonly { readonly term: string; readonly text: string }[] }) {
  return (
    <details className={styles.shown}>
      <summary>{title}</summary>
      <dl className={styles.facts}>
        {lines.map(({ term, text }) => <div key={term}><dt>{term}</dt><dd>{text}</dd></div>)}
      </dl>
    </details>
  )
}
