import { CircleX, Info, TriangleAlert } from 'lucide-react'
import type { KeyboardEvent, MouseEvent } from 'react'
import { nameOf } from '../stores/dated.ts'
import { select, useDrawing } from '../stores/drawing.ts'
import { setView, uncover } from '../stores/view.ts'
import { useAfar } from './afar.ts'
import type { Mark } from './marks.ts'
import styles from './FindingMark.module.css'

/** Told apart by shape as well as by colour. */
const SIGNS = { error: CircleX, warning: TriangleAlert, hint: Info } as const

interface FindingMarkProps {
  /** The node or wire. */
  on: string
  mark: Mark
  /** On a card only the current one is a stop of the Tab key: as with the cards themselves. */
  stop: boolean
}

/** Something was said of this node or wire: how bad it is, and a way to where it is said. */
export function FindingMark({ on, mark: { level, many, counts, text }, stop }: FindingMarkProps) {
  const name = useDrawing((drawing) => nameOf(drawing, on))
  const afar = useAfar()
  const Sign = SIGNS[level]
  return (
    <button
      type="button" className={`${styles.mark} nodrag nopan`} data-level={level} data-many={many > 1 || undefined} data-afar={afar || undefined} tabIndex={stop ? 0 : -1}
      aria-label={`${counts} at ${name}`} data-tip={many === 1 ? text : `${text} (${counts})`} onClick={(event) => show(event, on)} onKeyDown={keepKey}
    >
      <Sign strokeWidth={2.2} aria-hidden="true" />
      {many > 1 && many}
    </button>
  )
}

/** The inspector shows what is selected, and what was said of it at its head. */
function show(event: MouseEvent, on: string): void {
  event.stopPropagation()
  select([on])
  uncover('inspector')
  setView({ inspects: 'findings' })
}

/** The canvas has other uses for these keys. */
function keepKey(event: KeyboardEvent): void {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation()
}
