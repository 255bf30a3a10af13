import { change, useDrawing } from '../stores/drawing.ts'
import { tooLong } from '../stores/names.ts'
import { tell } from '../stores/toasts.ts'
import styles from './DrawingName.module.css'

/** The drawing's name, edited where it stands. */
export function DrawingName() {
  const name = useDrawing((drawing) => drawing.name)
  return (
    <input
      className={styles.name} aria-label="Name of the drawing" value={name} size={Math.min(28, Math.max(8, name.length))} spellCheck={false}
      onChange={({ target }) => {
        const wrong = tooLong(target.value, name)
        if (wrong) tell(wrong, { tone: 'bad' })
        else change('Rename drawing', (drawing) => ({ ...drawing, name: target.value }), 'drawing name')
      }}
      onKeyDown={(event) => { if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur() }}
      onBlur={() => { if (name.trim() === '') change('Rename drawing', (drawing) => ({ ...drawing, name: 'Untitled' }), 'drawing name') }}
    />
  )
}
