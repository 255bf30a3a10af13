import { classes } from './classes.ts'
import styles from './Glyph.module.css'

interface GlyphProps {
  /** Path data on a 24 by 24 field, drawn with strokes. */
  path: string
  /** A category colour: `compute`, `api`, … */
  category: string
  size?: 'small' | 'medium' | 'large'
}

/** A service's own drawing on a tile of its category's colour. */
export function Glyph({ path, category, size = 'medium' }: GlyphProps) {
  return (
    <span className={classes(styles.tile, styles[size])} style={{ '--c': `var(--c-${category})` } as React.CSSProperties} aria-hidden="true">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg>
    </span>
  )
}
