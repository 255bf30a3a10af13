import { useDrawing } from '../../stores/drawing.ts'
import { useView } from '../../stores/view.ts'

/** Cards, and no way from one to another. */
export const useUnwired = (): string => {
  const hand = useView(({ narrow }) => (narrow ? 'hold a finger on it and choose “Connect to…”' : 'press C on it'))
  return `No card leads to another: pull a wire from the ring at the right edge of one to the next, or ${hand}.`
}
const quiet = { margin: 0, padding: 'var(--sp-4)', color: 'var(--text-2)', fontSize: 'var(--fs-12)' }

/** Before the first run: what to do next. */
export function Quiet() {
  const unwired = useDrawing(({ nodes, wires }) => nodes.length > 1 && wires.length === 0)
  const how = useUnwired()
  return <p style={quiet}>{unwired ? `${how} Then press Run.` : 'Press Run. What happens appears here, and can be wound back.'}</p>
}
