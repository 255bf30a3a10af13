import { QUOTAS } from '../../contract/quotas.ts'
import type { Scenario } from '../../drawing/drawing.ts'

/** The account's quotas as they are in force. */
export function QuotaList({ scenario }: { scenario: Scenario }) {
  return (
    <dl>
      {QUOTAS.map((quota) => (
        <div key={quota.name}>
          <dt>{quota.label}</dt>
          <dd>{(scenario.quotas[quota.name] ?? (scenario.profile === 'course' ? quota.course : undefined) ?? quota.current).toLocaleString('en')} {quota.unit}</dd>
        </div>
      ))}
    </dl>
  )
}
