import { useStore as useFlowStore } from '@xyflow/react'
import { Maximize, Minus, Plus, ZoomIn } from 'lucide-react'
import { IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { camera } from '../stores/camera.ts'
import { useView } from '../stores/view.ts'
import { READABLE } from './opening-view.ts'
import styles from './Floating.module.css'

export function ZoomBar() {
  // On a narrow screen fingers zoom, and every point of it is wanted for the drawing.
  const narrow = useView((view) => view.narrow)
  // Where no words can be read, the way back to where they can be takes the place of "Show all".
  const tiny = useFlowStore((state) => narrow && state.transform[2] < READABLE)
  const percent = useFlowStore((state) => Math.round(state.transform[2] * 100))
  return (
    <div className={classes(styles.floater, styles.zoom)} role="group" aria-label="Zoom">
      {!narrow && <IconButton label="Zoom out" keys="-" onClick={() => camera().zoomBy(1 / 1.25)}><Minus size={16} /></IconButton>}
      <button type="button" className={styles.percent} data-tip="Back to 100 %" data-keys="0" onClick={() => camera().zoomTo(1)}>{percent}%</button>
      {!narrow && <IconButton label="Zoom in" keys="+" onClick={() => camera().zoomBy(1.25)}><Plus size={16} /></IconButton>}
      {tiny
        ? <IconButton label="Closer" onClick={() => camera().begin()}><ZoomIn size={16} /></IconButton>
        : <IconButton label="Show all" keys="1" onClick={() => camera().fit()}><Maximize size={15} /></IconButton>}
    </div>
  )
}
