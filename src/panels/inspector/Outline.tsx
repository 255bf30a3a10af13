import type { ReactNode } from 'react'
import { Glyph } from '../../kit/Glyph.tsx'
import { viewOf } from '../../services/views.ts'
import { camera } from '../../stores/camera.ts'
import { select, useDrawing } from '../../stores/drawing.ts'
import { openMenu } from '../../stores/menu.ts'
import { portOf, serviceOf, summaryOf } from '../../stores/shelf.ts'
import styles from './Outline.module.css'

/** The drawing as a list: for those who read it rather than look at it, and for finding one node among many. */
export function Outline() {
  const nodes = useDrawing((drawing) => drawing.nodes)
  const wires = useDrawing((drawing) => drawing.wires)
  if (nodes.length === 0) return <p className={styles.none}>Nothing is drawn yet.</p>
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.name ?? id
  return (
    <ul className={styles.outline} aria-label="Nodes and their wires">
      {nodes.map((node) => (
        <li key={node.id}>
          <Row
            icon={<Glyph path={viewOf(node.service).glyph} category={serviceOf(node.service)?.category ?? 'neutral'} size="small" />} title={node.name}
            says={`${serviceOf(node.service)?.title ?? node.service}, ${summaryOf(node)}`}
            onClick={() => {
              select([node.id])
              camera().fit([node.id])
              camera().focus(node.id)
            }}
          />
          <ul>
            {wires.filter((wire) => wire.from === node.id).map((wire) => (
              <li key={wire.id}>
                <Row title={`→ ${nameOf(wire.to)}`} says={`${portOf(node.service, wire.port)?.label ?? wire.port}, ${wire.kind}`} onClick={() => select([wire.id])} />
              </li>
            ))}
            <li><button type="button" className={styles.add} aria-label={`Connect ${node.name} to…`} onClick={() => openMenu({ kind: 'connect', from: node.id })}>Connect to…</button></li>
          </ul>
        </li>
      ))}
    </ul>
  )
}

function Row({ icon, title, says, onClick }: { icon?: ReactNode; title: string; says: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.row} onClick={onClick}>
      {icon}
      <span>{title}</span>
      <small>{says}</small>
    </button>
  )
}
