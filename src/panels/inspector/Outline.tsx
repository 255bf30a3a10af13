import type { ReactNode } from 'react'
import type { Drawing, DrawingNode } from '../../drawing/drawing.ts'
import { Glyph } from '../../kit/Glyph.tsx'
import { viewOf } from '../../services/views.ts'
import { camera } from '../../stores/camera.ts'
import { select, useDrawing } from '../../stores/drawing.ts'
import { KINDS } from '../../stores/frame-actions.ts'
import { isEmpty } from '../../stores/frames.ts'
import { openMenu } from '../../stores/menu.ts'
import { portOf, serviceOf, summaryOf } from '../../stores/shelf.ts'
import styles from './Outline.module.css'

/** The drawing as a list: for those who read it rather than look at it, and for finding one thing among many. */
export function Outline() {
  const drawing = useDrawing((one) => one)
  if (isEmpty(drawing)) return <p className={styles.none}>Nothing is drawn yet.</p>
  return (
    <ul className={styles.outline} aria-label="Nodes and their wires">
      <Level drawing={drawing} frame={undefined} />
    </ul>
  )
}

/** What lies directly in a frame, or in none: frames first, each with what is in it, then nodes, then notes. */
function Level({ drawing, frame }: { drawing: Drawing; frame: string | undefined }) {
  const here = (thing: { readonly container?: string }) => thing.container === frame
  return (
    <>
      {drawing.containers.filter(here).map((one) => (
        <li key={one.id}>
          <Row icon={<Glyph path={KINDS[one.kind].glyph} category="neutral" size="small" />} title={one.name || KINDS[one.kind].title} says={`${KINDS[one.kind].title}, frame`} onClick={() => show(one.id)} />
          <ul aria-label={`In ${one.name || KINDS[one.kind].title}`}><Level drawing={drawing} frame={one.id} /></ul>
        </li>
      ))}
      {drawing.nodes.filter(here).map((node) => <Node key={node.id} drawing={drawing} node={node} />)}
      {drawing.notes.filter(here).map((note) => (
        <li key={note.id}>
          <Row icon={<Glyph path={KINDS.note.glyph} category="neutral" size="small" />} title={note.text.trim().split('\n')[0]?.slice(0, 60) || 'Empty note'} says="Note" onClick={() => show(note.id)} />
        </li>
      ))}
    </>
  )
}

function Node({ drawing: { nodes, wires }, node }: { drawing: Drawing; node: DrawingNode }) {
  const nameOf = (id: string) => nodes.find((one) => one.id === id)?.name ?? id
  return (
    <li>
      <Row
        icon={<Glyph path={viewOf(node.service).glyph} category={serviceOf(node.service)?.category ?? 'neutral'} size="small" />} title={node.name}
        says={`${serviceOf(node.service)?.title ?? node.service}, ${summaryOf(node)}`} onClick={() => show(node.id)}
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
  )
}

function show(id: string): void {
  select([id])
  camera().fit([id])
  camera().focus(id)
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
