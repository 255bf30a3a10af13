import { memo } from 'react'
import type { Role } from '../contract/service.ts'
import { type Face, type Health, healthOf, useFace } from '../stores/live.ts'
import { useAfar } from './afar.ts'
import { restingFace } from './resting-face.ts'
import styles from './FaceArea.module.css'

/** Above this many, cells would no longer fit: a bar shows their shares, and says how many they are. */
const MOST_CELLS = 36
const SPOKEN = { i: 'initialising', b: 'busy', w: 'idle', x: 'throttled' } as const

const STATES: { readonly [H in Health]: string } = { rest: 'No run', well: 'All well', warn: 'At a limit', bad: 'Trouble' }

/** The living part of a card, drawn from the live store alone: the drawing does not know that a run exists. */
export const FaceArea = memo(function FaceArea({ node, role }: { node: string; role: Role }) {
  const afar = useAfar()
  const live = useFace(node, afar)
  const face = live ?? restingFace(role)
  const state = afar && live ? healthOf(live) : undefined
  return (
    <>
      {face.badge && <span className={styles.badge}>{face.badge}</span>}
      {face.fault && <span className={styles.fault} title={`A fault is in force: ${face.fault}`}>fault</span>}
      <div className={styles.face} data-afar={state !== undefined || undefined}>
        <Figures face={face} />
        {state && <i className={styles.state} role="img" aria-label={STATES[state]} data-state={state} />}
      </div>
    </>
  )
})

const Figures = memo(function Figures({ face }: { face: Face }) {
  return (
    <>
      {face.cells !== undefined && <Cells cells={face.cells} says={face.says} budget={face.budget} />}
      {face.bar && (
        <div className={styles.bar} data-tone={face.bar.tone}>
          <p>{face.bar.label}<b>{face.bar.text}</b></p>
          <i style={{ backgroundSize: `${Math.min(100, Math.max(0, face.bar.share * 100))}% 100%` }} />
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

interface CellsProps {
  cells: string
  says: string | undefined
  budget: number | undefined
}

function Cells({ cells, says, budget }: CellsProps) {
  const counts = (Object.keys(SPOKEN) as (keyof typeof SPOKEN)[]).map((letter) => ({ letter, word: SPOKEN[letter], count: cells.split(letter).length - 1 })).filter(({ count }) => count > 0)
  const words = counts.map(({ word, count }) => `${count} ${word}`).join(', ')
  const alive = counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className={styles.cells} role="img" aria-label={`Environments: ${words || 'none'}`} data-tip={says}>
      {alive > MOST_CELLS
        ? <Density counts={counts} alive={alive} />
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
        : [...cells.slice(0, MOST_CELLS)].map((cell, index) => <i key={index} data-cell={cell} />)}
      {budget !== undefined && <u className={styles.budget} style={{ backgroundSize: `${budget * 100}% 100%` }} />}
    </div>
  )
}

/** More environments than fit: how many in each state, as shares of one bar. */
function Density({ counts, alive }: { counts: readonly { letter: string; count: number }[]; alive: number }) {
  return (
    <>
      <span className={styles.density}>{counts.map(({ letter, count }) => <i key={letter} data-cell={letter} style={{ flexGrow: count }} />)}</span>
      <span>{alive.toLocaleString('en-US')} environments</span>
    </>
  )
}
