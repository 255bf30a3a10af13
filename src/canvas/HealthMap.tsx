import { MiniMap, type MiniMapNodeProps } from '@xyflow/react'
import { memo } from 'react'
import { useDrawing } from '../stores/drawing.ts'
import { useHealth } from '../stores/live.ts'
import { serviceOf } from '../stores/shelf.ts'

/** The map of the drawing. During a run it shows where it hurts: by colour, and by a shape of its own. */
export function HealthMap({ className }: { className: string }) {
  return <MiniMap className={className} pannable zoomable ariaLabel="Map of the drawing; during a run, coloured by health" nodeComponent={MapNode} nodeStrokeWidth={0} maskColor="var(--map-mask)" />
}

/** Each looks at its own face, and is drawn anew when its health changes: not with every figure, not with every frame. */
const MapNode = memo(function MapNode({ id, x, y, width, height }: MiniMapNodeProps) {
  const kind = useDrawing(({ nodes, notes }) => nodes.find((one) => one.id === id)?.service ?? (notes.some((one) => one.id === id) ? '@note' : '@frame'))
  const health = useHealth(id)
  if (kind === '@frame') return <rect x={x} y={y} width={width} height={height} rx={18} fill="none" stroke="var(--line-2)" strokeWidth={6} />
  if (kind === '@note') return <rect x={x} y={y} width={width} height={height} rx={8} fill="var(--warn)" opacity={0.25} />
  const fill = health === 'rest' ? `var(--c-${serviceOf(kind)?.category ?? 'neutral'})` : COLOURS[health]
  return (
    <g data-health={health}>
      <rect x={x} y={y} width={width} height={height} rx={14} fill={fill} opacity={health === 'rest' || health === 'well' ? 0.6 : 1} />
      {health === 'bad' && <path d={`M${x + width / 2} ${y - height * 0.35}l${height * 0.85} ${height * 0.85}l${-height * 0.85} ${height * 0.85}l${-height * 0.85} ${-height * 0.85}z`} fill={COLOURS.bad} stroke="var(--surface)" strokeWidth={8} />}
      {health === 'warn' && <rect x={x} y={y} width={width} height={height} rx={14} fill="none" stroke="var(--text)" strokeWidth={8} />}
    </g>
  )
})

const COLOURS = { well: 'var(--ok)', warn: 'var(--warn)', bad: 'var(--bad)' } as const
