import type { Finding } from '../../contract/finding.ts'
import { nameOf } from '../../stores/dated.ts'
import { select, useDrawing } from '../../stores/drawing.ts'
import { mend, stillHolds } from '../../stores/findings.ts'
import styles from './Watch.module.css'

/** Why a run did not start, or will surprise. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const drawing = useDrawing((one) => one)
  return (
    <ul className={styles.findings} aria-label="Findings">
      {findings.filter((one) => stillHolds(drawing, one)).map((finding) => {
        const { on, fix } = finding
        return (
          <li key={`${on} ${finding.field} ${finding.text}`} data-tone={finding.level === 'error' ? 'bad' : finding.level === 'warning' ? 'warn' : 'plain'}>
            {on !== undefined && <button type="button" onClick={() => select([on])}>{nameOf(drawing, on)}</button>}
            <span>{finding.text}</span>
            {fix && <button type="button" title="One step of undo. Run again to see the difference." onClick={() => mend(finding, drawing)}>Fix it</button>}
            <small>{finding.rule}</small>
          </li>
        )
      })}
    </ul>
  )
}

const LEVELS = ['error', 'warning', 'hint'] as const

/** A run that was asked for and did not start: why, the worst first. */
export function Refused({ findings }: { findings: readonly Finding[] }) {
  const mended = useDrawing((drawing) => !findings.some((one) => one.level === 'error' && stillHolds(drawing, one)))
  return (
    <div className={styles.refused} role="alert">
      <p>{mended ? 'Mended. Run again.' : 'The run did not start: what AWS refuses has to be mended first.'}</p>
      <Findings findings={LEVELS.flatMap((level) => findings.filter((one) => one.level === level))} />
    </div>
  )
}
