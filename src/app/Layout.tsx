import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type CSSProperties, type ReactNode, useState } from 'react'
import { IconButton } from '../kit/Button.tsx'
import { Splitter } from '../kit/Splitter.tsx'
import { type Panel, setView, useView } from '../stores/view.ts'
import styles from './Layout.module.css'

interface LayoutProps {
  top: ReactNode
  /** The controls of time: in the top bar, or above the panels' tabs on a narrow screen. */
  transport: ReactNode
  palette: ReactNode
  canvas: ReactNode
  inspector: ReactNode
  /** Nothing to show below the canvas: no place is taken. */
  bottom: ReactNode
}

const NAMES: { readonly [P in Panel]: string } = { palette: 'Services', inspector: 'Inspector', bottom: 'Run' }

/** Top bar, palette, canvas, inspector, bottom panel. Below 900 px the panels come up as sheets, one at a time. */
export function Layout({ top, transport, palette, canvas, inspector, bottom }: LayoutProps) {
  const narrow = useView((view) => view.narrow)
  const folded = useView((view) => view.folded)
  const width = useView((view) => view.width)
  const bottomHeight = useView((view) => view.bottomHeight)
  const sheet = useView((view) => view.sheet)
  const [tall, setTall] = useState(false)
  if (narrow) {
    const content = { palette, inspector, bottom }
    return (
      <div className={styles.narrow}>
        <header className={styles.top}>{top}</header>
        <main className={styles.canvas} aria-label="Drawing">{canvas}</main>
        {sheet && (
          <section className={styles.sheet} data-panel={sheet} data-tall={tall || undefined} aria-label={NAMES[sheet]}>
            <div className={styles.grip}>
              <h2>{NAMES[sheet]}</h2>
              <IconButton label={tall ? 'Lower' : 'Higher'} onClick={() => setTall(!tall)}>{tall ? <ChevronDown size={18} /> : <ChevronUp size={18} />}</IconButton>
              <IconButton label="Close" onClick={() => setView({ sheet: undefined })}><X size={18} /></IconButton>
            </div>
            <div className={styles.content}>{content[sheet]}</div>
          </section>
        )}
        <div className={styles.transport}>{transport}</div>
        <nav className={styles.tabs} aria-label="Panels">
          {(Object.keys(NAMES) as Panel[]).map((panel) => (
            <button key={panel} type="button" aria-pressed={sheet === panel} onClick={() => setView({ sheet: sheet === panel ? undefined : panel })}>{NAMES[panel]}</button>
          ))}
        </nav>
      </div>
    )
  }
  const sizes = {
    '--palette': folded.palette ? '0px' : `${width.palette}px`,
    '--inspector': folded.inspector ? '0px' : `${width.inspector}px`,
    '--bottom': folded.bottom ? '0px' : `${bottomHeight}px`,
  } as CSSProperties
  return (
    <div className={styles.wide} style={sizes}>
      <header className={styles.top}>{top}</header>
      {!folded.palette && (
        <aside className={styles.palette} data-panel="palette" aria-label="Services">
          {palette}
          <div className={styles.right}><Splitter label="Width of the palette" along="column" size={width.palette} min={180} max={420} onResize={(palette) => setView({ width: { ...width, palette } })} /></div>
        </aside>
      )}
      <main className={styles.canvas} aria-label="Drawing">{canvas}</main>
      {!folded.inspector && (
        <aside className={styles.inspector} data-panel="inspector" aria-label="Inspector">
          <div className={styles.left}><Splitter label="Width of the inspector" along="column" size={width.inspector} min={280} max={720} after onResize={(inspector) => setView({ width: { ...width, inspector } })} /></div>
          {inspector}
        </aside>
      )}
      {!folded.bottom && (
        <section className={styles.bottom} data-panel="bottom" aria-label="Run">
          <Splitter label="Height of the bottom panel" along="row" size={bottomHeight} min={120} max={640} after onResize={(height) => setView({ bottomHeight: height })} />
          {bottom}
        </section>
      )}
    </div>
  )
}
