import { useEffect, useRef } from 'react'
import { useDrawing } from '../../stores/drawing.ts'
import { mend, stillHolds } from '../../stores/findings.ts'
import { useRun } from '../../stores/run.ts'
import { setView, useView } from '../../stores/view.ts'
import styles from './inspector.module.css'

/** What was said of this node or wire when the drawing was last run: what AWS refuses, and what will surprise. */
export function Told({ on }: { on: string }) {
  const findings = useRun((run) => run.findings)
  const drawing = useDrawing((one) => one)
  const mine = findings.filter((one) => one.on === on && stillHolds(drawing, one))
  // Somebody pressed the mark on the canvas: this is what it leads to.
  const asked = useView((view) => view.inspects === 'findings')
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (!asked || !list.current) return
    setView({ inspects: undefined })
    list.current.focus()
  }, [asked])
  if (mine.length === 0) return null
  return (
    <ul ref={list} className={styles.told} aria-label="Findings here" tabIndex={-1}>
      {mine.map((one) => (
        <li key={`${one.rule} ${one.text}`} data-tone={one.level === 'error' ? 'bad' : one.level === 'warning' ? 'warn' : 'plain'}>
          {one.text} <small>{one.rule}</small>
          {one.fix && <button type="button" className={styles.link} title="One step of undo" onClick={() => mend(one, drawing)}>Fix it</button>}
        </li>
      ))}
    </ul>
  )
}
