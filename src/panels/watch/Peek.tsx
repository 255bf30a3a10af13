import { useEffect, useState } from 'react'
import { type Looked, lookAt } from '../../stores/run.ts'
import { pretty } from './json.ts'
import styles from './State.module.css'

/** What a message carries at an instant. The worker runs that span again, so it takes a moment. */
export function Peek({ serial, time, onEdit }: { serial: number; time: number; onEdit?: (body: string) => void }) {
  const [looked, setLooked] = useState<Looked | undefined>()
  useEffect(() => {
    let wanted = true
    setLooked(undefined)
    void lookAt([serial], time, time).then((found) => { if (wanted) setLooked(found) })
    return () => { wanted = false }
  }, [serial, time])
  if (!looked) return <p className={styles.note} role="status">Looking…</p>
  const seen = looked.seen.at(-1)
  if (!seen) return <p className={styles.note}>{looked.complete ? 'It carries nothing that can be shown.' : 'It lies too far from where the run can be taken up again.'}</p>
  return (
    <div className={styles.peek}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
      <section tabIndex={0} aria-label={`Body of message ${serial}`}>
        <pre>{seen.content === '' ? 'No body: its sender has none. Set one in the sender’s Body field.' : pretty(seen.content)}</pre>
        {seen.attributes !== '' && <><p>Attributes</p><pre>{pretty(seen.attributes)}</pre></>}
      </section>
      <p>
        {seen.sizeBytes.toLocaleString('en-US')} bytes
        {onEdit && <button type="button" onClick={() => onEdit(seen.content === '' ? '{}' : pretty(seen.content))}>Edit and send again</button>}
      </p>
    </div>
  )
}
