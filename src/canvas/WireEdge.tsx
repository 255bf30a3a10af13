import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, Position } from '@xyflow/react'
import { memo, Suspense } from 'react'
import type { Drawing } from '../drawing/drawing.ts'
import { useDrawing, useSelection } from '../stores/drawing.ts'
import { portOf, sketchOf } from '../stores/shelf.ts'
import { abreast, piled } from './abreast.ts'
import { drawn } from './drawn.ts'
import { FindingMark, useMark } from './marks.ts'
import { wireLabel, wireLook } from './wire-look.ts'
import styles from './WireEdge.module.css'

/** A wire: casing, line in the shape of its kind, arrow, and a word where the kind needs one. */
export const WireEdge = memo(function WireEdge({ id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }: EdgeProps) {
  drawn(id)
  const wire = useDrawing((drawing) => drawing.wires.find((one) => one.id === id))
  const from = useDrawing((drawing) => drawing.nodes.find((one) => one.id === wire?.from))
  const lower = useDrawing((drawing) => abreast(drawing.wires, id))
  const down = useDrawing((drawing) => piled(drawing.wires, id))
  const label = useDrawing((drawing) => labelIn(drawing, id))
  const selected = useSelection((ids) => ids.has(id))
  const mark = useMark(id)
  if (!wire || !from) return null
  const look = wireLook(wire.kind, sketchOf(from).role)
  const [path, labelX, labelY] = getBezierPath({
    sourcePosition, targetPosition,
    ...(upright(sourcePosition) ? { sourceX: sourceX + lower, sourceY } : { sourceX, sourceY: sourceY + lower }),
    ...(upright(targetPosition) ? { targetX: targetX + lower, targetY } : { targetX, targetY: targetY + lower }),
  })
  const labelTop = labelY + down + (upright(sourcePosition) ? lower : 0)
  return (
    <>
      <path d={path} className={styles.casing} data-selected={selected || undefined} />
      <BaseEdge path={path} interactionWidth={20} className={styles.wire!} data-look={look} data-selected={selected || undefined} data-wire={id} markerEnd={`url(#arrow-${look})`} />
      {look === 'stream' && <path d={path} className={styles.core} />}
      {look === 'async' && <circle className={styles.pip} cx={labelX} cy={labelY} r={3.4} data-look={look} />}
      {(label || mark) && (
        <EdgeLabelRenderer>
          <span className={label ? styles.label : styles.bare} data-selected={selected || undefined} data-labels={id} data-at={`${labelX} ${labelTop}`} data-says={label} style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelTop}px)` }}>
            {label}
            {mark && <Suspense><FindingMark on={id} mark={mark} stop /></Suspense>}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
})

function labelIn({ nodes, wires }: Drawing, id: string): string {
  const wire = wires.find((one) => one.id === id)
  const from = nodes.find((one) => one.id === wire?.from)
  return wire && from ? wireLabel(wires, wire, portOf(from.service, wire.port)) : ''
}

const upright = (side: Position): boolean => side === Position.Top || side === Position.Bottom

const ARROWS = ['sync', 'async', 'poll', 'stream', 'success', 'failure'] as const

/** The arrow heads, once for the page. */
export function Arrows() {
  return (
    <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
      <defs>
        {ARROWS.map((look) => (
          <marker key={look} id={`arrow-${look}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
            <path d="M1 1l6 3-6 3z" fill={`var(--w-${look})`} />
          </marker>
        ))}
      </defs>
    </svg>
  )
}
