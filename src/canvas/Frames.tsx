import { ViewportPortal } from '@xyflow/react'
import { useDrawing } from '../stores/drawing.ts'
import styles from './Frames.module.css'

const KINDS = { region: 'Region', account: 'Account', vpc: 'VPC', subnet: 'Subnet', group: 'Group' } as const

/** Containers and notes of the drawing, behind its nodes. Text is shown as text: it may come from anybody. */
export function Frames() {
  const containers = useDrawing((drawing) => drawing.containers)
  const notes = useDrawing((drawing) => drawing.notes)
  if (containers.length === 0 && notes.length === 0) return null
  return (
    <ViewportPortal>
      {containers.map((one) => (
        <section key={one.id} className={styles.frame} data-kind={one.kind} aria-label={`${KINDS[one.kind]} ${one.name}`} style={{ translate: `${one.x}px ${one.y}px`, width: one.width, height: one.height }}>
          <h3><small>{KINDS[one.kind]}</small> {one.name}</h3>
        </section>
      ))}
      {notes.map((one) => (
        <p key={one.id} className={styles.note} style={{ translate: `${one.x}px ${one.y}px`, width: one.width, minHeight: one.height }}>{one.text}</p>
      ))}
    </ViewportPortal>
  )
}
