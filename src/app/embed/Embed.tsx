import { lazy, Suspense } from 'react'
import { Toasts } from '../../kit/Toasts.tsx'
import { Tooltips } from '../../kit/Tooltips.tsx'
import { useDrawing } from '../../stores/drawing.ts'
import { useRun } from '../../stores/run.ts'
import { dismiss, useToasts } from '../../stores/toasts.ts'
import type { EmbedOptions } from './address.ts'
import { EmbedBar } from './EmbedBar.tsx'
import { EmbedCanvas } from './EmbedCanvas.tsx'
import styles from './Embed.module.css'

const BottomPanel = lazy(async () => ({ default: (await import('../../panels/watch/BottomPanel.tsx')).BottomPanel }))

/** A drawing inside somebody else's page: the canvas, perhaps its run, and a bar. Nothing here edits or stores. */
export function Embed({ view, controls }: EmbedOptions) {
  const empty = useDrawing((drawing) => drawing.nodes.length === 0)
  const crash = useRun((run) => run.crash)
  const toasts = useToasts()
  return (
    <div className={styles.embed} data-view={view}>
      <main className={styles.stage} aria-label="Drawing">
        {empty ? <p className={styles.empty}>There is no drawing in this embed. Its address should end in “#d=” and the drawing.</p> : <EmbedCanvas />}
        {/* The split view says it in its panel. */}
        {crash && view === 'canvas' && <p className={styles.crash} role="alert">The simulation stopped: {crash.message}</p>}
        <Toasts toasts={toasts} onClose={dismiss} />
      </main>
      {view === 'split' && <section className={styles.panel} aria-label="Run"><Suspense><BottomPanel /></Suspense></section>}
      <EmbedBar controls={controls} />
      <Tooltips />
    </div>
  )
}
