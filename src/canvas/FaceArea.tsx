import { memo } from 'react'
import type { Role } from '../contract/service.ts'
import { useFace } from '../stores/live.ts'
import { restingFace } from './resting-face.ts'
import styles from './FaceArea.module.css'

/** Above this many, cells would no longer fit: the figure beside them still counts all. */
const MOST_CELLS = 36
const SPOKEN = { i: 'initialising', b: 'busy', w: 'idle', x: 'throttled' } as const

/** The living part of a card, drawn from the live store alone: the drawing does not know that a run exists. */
export const FaceArea = memo(function FaceArea({ node, role }: { node: string; role: Role }) {
  const face = useFace(node) ?? restingFace(role)
  return (
    <>
      {face.badge && <span className={styles.badge}>{face.badge}</span>}
      {face.cells !== undefined && <Cells cells={face.cells} />}
      {face.bar && (
        <div className={styles.bar} data-tone={face.bar.tone}>
          <p>{face.bar.label}<b>{face.bar.text}</b></p>
          <div><i style={{ transform: `scaleX(${Math.min(1, Math.max(0, face.bar.share))})` }} /></div>
        </div>
      )}
      {face.figures && (
        <div className={styles.figures}>
          {face.figures.map((figure) => (
            <div key={figure.label} data-tone={figure.tone}>{figure.label}<b>{figure.text}</b></div>
          ))}
        </div>
      )}
    </>
  )
})

function Cells({ cells }: { cells: string }) {
  const shown = cells.slice(0, MOST_CELLS)
  const words = (Object.keys(SPOKEN) as (keyof typeof SPOKEN)[])
    .map((letter) => [SPOKEN[letter], cells.split(letter).length - 1] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ')
  return (
    <div className={styles.cells} role="img" aria-label={`Environments: ${words || 'none'}`}>
      {/* biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place. */}
      {[...shown].map((cell, index) => <i key={index} data-cell={cell} />)}
      {cells.length > MOST_CELLS && <span>+{cells.length - MOST_CELLS}</span>}
    </div>
  )
}
