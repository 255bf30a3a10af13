import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo, Suspense } from 'react'
import { Glyph } from '../kit/Glyph.tsx'
import { classes } from '../kit/classes.ts'
import type { DrawingNode } from '../drawing/drawing.ts'
import { viewOf } from '../services/views.ts'
import { present, useDrawing, useSelection } from '../stores/drawing.ts'
import { judge } from '../stores/legal.ts'
import { mayReceive, serviceOf, sketchOf, summaryOf } from '../stores/shelf.ts'
import { useView } from '../stores/view.ts'
import { useCurrent } from './current.ts'
import { drawn } from './drawn.ts'
import { FaceArea } from './FaceArea.tsx'
import { FindingMark, useMark } from './marks.ts'
import { ABOVE, BELOW, IN, IN_BELOW, IN_TOP, RIGHT } from './sides.ts'
import styles from './NodeCard.module.css'

/** The middle of the card's head: where wires come and go at its sides. */
const HEAD = 24

/** A node on the canvas. It looks itself up by id, so that a change elsewhere, or a drag, draws no card. */
export const NodeCard = memo(function NodeCard({ id }: NodeProps) {
  drawn(id)
  const node = useDrawing((drawing) => drawing.nodes.find((one) => one.id === id))
  return node ? <><Card node={node} /><Marked id={id} /></> : null
})

/** Beside the card, not in it: a button must not stand in a button. */
function Marked({ id }: { id: string }) {
  const mark = useMark(id)
  const current = useCurrent((one) => one === id)
  return mark && <Suspense><FindingMark on={id} mark={mark} stop={current} /></Suspense>
}

const Card = memo(function Card({ node }: { node: DrawingNode }) {
  const selected = useSelection((ids) => ids.has(node.id))
  const current = useCurrent((id) => id === node.id)
  const welcome = useWelcome(node)
  const service = serviceOf(node.service)
  const view = viewOf(node.service)
  const summary = summaryOf(node)
  const category = service?.category ?? 'neutral'
  const ports = service?.ports ?? []
  const right = ports.filter((port) => port.side === 'right')
  const bottom = ports.filter((port) => port.side === 'bottom')
  const { role } = sketchOf(node)
  return (
    <div
      id={`node-${node.id}`} role="button" tabIndex={current ? 0 : -1} aria-pressed={selected}
      aria-label={[node.name, ...new Set([service?.title ?? 'unknown service', summary])].join(', ')}
      className={classes(styles.card, selected && styles.selected, welcome === 'no' && styles.dimmed, welcome === 'yes' && styles.welcome, !service && styles.unknown)}
      style={{ '--c': `var(--c-${category})` } as React.CSSProperties}
    >
      <div className={styles.head}>
        <Glyph path={view.glyph} category={category} />
        <div className={styles.words}>
          <b>{node.name}</b>
          <span>{summary}</span>
        </div>
      </div>
      <FaceArea node={node.id} role={role} />
      {mayReceive(role) && <Handle type="target" id={IN} position={Position.Left} className={styles.handle} style={{ top: HEAD }} isConnectableStart={false} />}
      <Handle type="target" id={IN_TOP} position={Position.Top} className={styles.hidden} isConnectable={false} />
      <Handle type="target" id={IN_BELOW} position={Position.Bottom} className={styles.hidden} isConnectable={false} />
      {right.map((port, index) => (
        <Handle
          key={port.id} type="source" id={port.id} position={Position.Right} className={styles.handle}
          style={{ top: HEAD + index * 20 }} data-tip={port.label}
        />
      ))}
      {right.map((port) => <Handle key={port.id + BELOW} type="source" id={port.id + BELOW} position={Position.Bottom} className={styles.hidden} isConnectable={false} />)}
      {right.map((port) => <Handle key={port.id + ABOVE} type="source" id={port.id + ABOVE} position={Position.Top} className={styles.hidden} isConnectable={false} />)}
      {bottom.map((port) => <Handle key={port.id + RIGHT} type="source" id={port.id + RIGHT} position={Position.Right} className={styles.hidden} style={{ top: '70%' }} isConnectable={false} />)}
      {bottom.map((port, index) => (
        <Handle
          key={port.id} type="source" id={port.id} position={Position.Bottom} className={classes(styles.handle, styles.below)}
          style={{ left: `${((index + 1) * 100) / (bottom.length + 1)}%` }} data-tip={port.label}
        />
      ))}
    </div>
  )
})

/** While a wire is being drawn: may it end here? */
const useWelcome = (node: DrawingNode): 'yes' | 'no' | undefined =>
  useView(({ wiring }) => {
    if (!wiring || wiring.from === node.id) return undefined
    const drawing = present()
    const from = drawing.nodes.find((one) => one.id === wiring.from)
    return from && 'ways' in judge(drawing, from, node, wiring.port) ? 'yes' : 'no'
  })
