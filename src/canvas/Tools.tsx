import { Hand, Magnet, MousePointer2, Network, Spline } from 'lucide-react'
import { IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { openMenu } from '../stores/menu.ts'
import { setView, useView } from '../stores/view.ts'
import { useCurrent } from './current.ts'
import { tidy } from './keys.ts'
import styles from './Floating.module.css'

export function Tools() {
  const tool = useView((view) => view.tool)
  const from = useCurrent((id) => id)
  const snap = useView((view) => view.snap)
  return (
    <div className={classes(styles.floater, styles.tools)} role="toolbar" aria-label="Canvas tools">
      <IconButton label="Select" keys="V" pressed={tool === 'select'} onClick={() => setView({ tool: 'select' })}><MousePointer2 size={15} /></IconButton>
      <IconButton label="Pan" keys="H" pressed={tool === 'pan'} onClick={() => setView({ tool: 'pan' })}><Hand size={15} /></IconButton>
      <IconButton label="Snap to neighbours and grid" keys="S" pressed={snap} onClick={() => setView({ snap: !snap })}><Magnet size={15} /></IconButton>
      <IconButton label="Connect to…" keys="C" disabled={!from} onClick={() => from && openMenu({ kind: 'connect', from })}><Spline size={15} /></IconButton>
      <IconButton label="Arrange" keys="Shift+L" disabled={!from} onClick={() => tidy()}><Network size={15} /></IconButton>
    </div>
  )
}
