import type { Finding } from '../../contract/finding.ts'
import { select, useDrawing } from '../../stores/drawing.ts'
import styles from './Watch.module.css'

/** Why a run did not start, or will surprise. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const nodes = useDrawing((drawing) => drawing.nodes)
  return (
    <ul className={styles.findings} aria-label="Findings" role={findings.some((one) => one.level === 'error') ? 'alert' : undefined}>
      {findings.map((finding) => {
        const node = nodes.find((one) => one.id === finding.on)
        return (
          <li key={`${finding.on} ${finding.field} ${finding.text}`} data-tone={finding.level === 'error' ? 'bad' : finding.level === 'warning' ? 'warn' : 'plain'}>
            {node && <button type="button" onClick={() => select([node.id])}>{node.name}</button>}
            <span>{finding.text}</span>
            <small>{finding.rule}</small>
          </li>
        )
      })}
    </ul>
  )
}
