import { change, useDrawing } from '../stores/drawing.ts'
import styles from './DrawingName.module.css'

const LONGEST = 120

/** The drawing's name, edited where it stands. */
export function DrawingName() {
  const name = useDrawing((drawing) => drawing.name)
  return (
    <input
      className={styles.name} aria-label="Name of the drawing" value={name} size={Math.min(28, Math.max(8, name.length))} maxLength={LONGEST} spellCheck={false}
      onChange={(event) => change('Rename drawing', (drawing) => ({ ...drawing, name: event.target.value }), 'drawing name')}
      onKeyDown={(event) => { if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur() }}
      onBlur={() => { if (name.trim() === '') change('Rename drawing', (drawing) => ({ ...drawing, name: 'Untitled' }), 'drawing name') }}
    />
  )
}
