import { Contrast, Link2, Monitor, Moon, PanelBottom, PanelLeft, PanelRight, Redo2, Search, Sun, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { Button, IconButton } from '../kit/Button.tsx'
import { Kbd } from '../kit/Kbd.tsx'
import { drawingStore, redo, undo } from '../stores/drawing.ts'
import { setView, type Theme, THEMES, toggle, useView } from '../stores/view.ts'
import { DrawingName } from './DrawingName.tsx'
import { Mark } from './Mark.tsx'
import { SavedChip } from './SavedChip.tsx'
import styles from './TopBar.module.css'

/** The way to all that has no button of its own: other drawings, the gallery, files, the theme. */
const search = () => setView({ window: 'commands' })

export function TopBar({ transport }: { transport: ReactNode }) {
  const narrow = useView((view) => view.narrow)
  return (
    <div className={styles.bar}>
      <div className={styles.left}>
        <h1 className={styles.brand}><Mark />{!narrow && 'Coldstart'}</h1>
        <span className={styles.line} />
        <DrawingName />
        {!narrow && <SavedChip />}
      </div>
      <div className={styles.middle}>{!narrow && transport}</div>
      <div className={styles.right}>
        {narrow
          ? <IconButton label="Search or run" onClick={search}><Search size={16} /></IconButton>
          : <button type="button" className={styles.search} onClick={search}><Search size={14} aria-hidden="true" />Search or run…<Kbd keys="Mod+K" /></button>}
        <Undo />
        {!narrow && <Panels />}
        {!narrow && <ThemeButton />}
        <Button look="primary" icon={<Link2 size={15} />} onClick={() => setView({ window: 'share' })}>{narrow ? <span className="visually-hidden">Share</span> : 'Share'}</Button>
      </div>
    </div>
  )
}

function Undo() {
  const last = useStore(drawingStore, (state) => state.history.past.at(-1)?.label)
  const next = useStore(drawingStore, (state) => state.history.future[0]?.label)
  return (
    <>
      <IconButton label={last ? `Undo: ${last.toLowerCase()}` : 'Undo'} keys="Mod+Z" disabled={!last} onClick={undo}><Undo2 size={16} /></IconButton>
      <IconButton label={next ? `Redo: ${next.toLowerCase()}` : 'Redo'} keys="Mod+Shift+Z" disabled={!next} onClick={redo}><Redo2 size={16} /></IconButton>
    </>
  )
}

function Panels() {
  const folded = useView((view) => view.folded)
  return (
    <>
      <IconButton label={folded.palette ? 'Show services' : 'Hide services'} onClick={() => toggle('palette')}><PanelLeft size={16} /></IconButton>
      <IconButton label={folded.bottom ? 'Show run panel' : 'Hide run panel'} onClick={() => toggle('bottom')}><PanelBottom size={16} /></IconButton>
      <IconButton label={folded.inspector ? 'Show inspector' : 'Hide inspector'} onClick={() => toggle('inspector')}><PanelRight size={16} /></IconButton>
    </>
  )
}

const ICONS: { readonly [T in Theme]: ReactNode } = {
  system: <Monitor size={16} />, light: <Sun size={16} />, dark: <Moon size={16} />, contrast: <Contrast size={16} />,
}
const WORDS: { readonly [T in Theme]: string } = { system: 'as the system', light: 'light', dark: 'dark', contrast: 'high contrast' }

function ThemeButton() {
  const theme = useView((view) => view.theme)
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!
  return <IconButton label={`Theme: ${WORDS[theme]}. Next: ${WORDS[next]}`} onClick={() => setView({ theme: next })}>{ICONS[theme]}</IconButton>
}
