/** Keeps the marks on the canvas: what was said when the drawing was last run, as long as it holds. */
import { drawingStore, present } from '../stores/drawing.ts'
import { stillHolds } from '../stores/findings.ts'
import { runStore } from '../stores/run.ts'
import { marksOf, marksStore } from './marks.ts'

function mark(): void {
  const { findings } = runStore.getState()
  const { marks } = marksStore.getState()
  if (findings.length === 0 && marks.size === 0) return
  const drawing = present()
  marksStore.setState({ marks: marksOf(findings.filter((one) => stillHolds(drawing, one)), drawing, marks) })
}

runStore.subscribe((run, before) => { if (run.findings !== before.findings) mark() })
drawingStore.subscribe(({ history }, before) => { if (history.present !== before.history.present) mark() })
mark()
