import { ArrowRight } from 'lucide-react'
import { Button } from '../kit/Button.tsx'
import { Kbd } from '../kit/Kbd.tsx'
import { open } from '../stores/drawing.ts'
import { setView } from '../stores/view.ts'
import { EXAMPLES } from './example.ts'
import styles from './Invitation.module.css'

/** An empty canvas invites: one sentence, three drawings, three keys. */
export function Invitation() {
  return (
    <section className={styles.invitation} aria-label="Begin">
      <h2>Draw an AWS Lambda architecture, press Run, and watch every message on its way.</h2>
      <ul className={styles.examples}>
        {EXAMPLES.map((example) => (
          <li key={example.id}>
            <button type="button" onClick={() => open(example.drawing, `Open “${example.title}”`)}>
              <span><b>{example.title}</b>{example.says}</span>
              <ArrowRight size={16} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={() => setView({ window: 'gallery' })}>More in the gallery…</Button>
      <p className={styles.keys}><span><Kbd keys="/" /> add a service</span><span><Kbd keys="Mod+K" /> search or run</span><span><Kbd keys="?" /> all keys</span></p>
    </section>
  )
}
