import { useState } from 'react'
import { costOfRun, labelOf } from '../../advice/cost.ts'
import { toSec } from '../../base/units.ts'
import { PRICES, PRICES_OF } from '../../contract/prices.ts'
import { chargesOf } from '../../stores/charges.ts'
import { type Recording, useRun } from '../../stores/run.ts'
import { dollars } from './figures.ts'
import styles from './Watch.module.css'

const MONTH_SEC = 730 * 3_600

const SPANS = { run: 'this run', month: 'a month at this load', million: 'a million requests', one: 'one request' } as const
type Span = keyof typeof SPANS

/** What the run cost up to where it is simulated, and what a month at this load, a million requests or one would. */
export function Cost({ recording }: { recording: Recording }) {
  useRun((run) => run.version)
  const [freeTier, setFreeTier] = useState(false)
  const [span, setSpan] = useState<Span>('run')
  const { cast, metrics } = recording
  const simulated = toSec(metrics.now)
  const nodes = chargesOf(recording)
  const sent = cast.nodes.reduce((total, node) => {
    const slot = node.slots[node.metrics.findIndex((metric) => metric.name === 'Sent')]
    return total + (slot === undefined || !metrics.places[slot] ? 0 : metrics.summary(slot).sum)
  }, 0)
  const times = simulated === 0 ? 1 : span === 'month' ? MONTH_SEC / simulated : span === 'run' || sent === 0 ? 1 : (span === 'million' ? 1e6 : 1) / sent
  const { usd, lines } = costOfRun(nodes, { freeTier, times })
  return (
    <div className={styles.debrief}>
      <p className={styles.costHead}>
        <b>{dollars(usd)}</b>
        <label>for{' '}
          <select value={span} onChange={(event) => setSpan(event.target.value as Span)}>
            {(Object.keys(SPANS) as Span[]).map((one) => <option key={one} value={one} disabled={sent === 0 && (one === 'million' || one === 'one')}>{SPANS[one]}</option>)}
          </select>
        </label>
        <span>{span === 'month' ? '730 hours' : span === 'run' ? `${simulated.toFixed(0)} s, ${sent.toLocaleString('en-US')} requests` : `in the mean of ${sent.toLocaleString('en-US')}`}</span>
        <label><input type="checkbox" checked={freeTier} onChange={(event) => setFreeTier(event.target.checked)} /> free tier</label>
      </p>
      <table className={styles.cost}>
        <thead><tr><th scope="col">Node</th><th scope="col">Item</th><th scope="col">Amount</th><th scope="col">USD</th></tr></thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.node} ${line.price}`}><th scope="row">{line.node}</th><td>{labelOf(line.price)}</td><td>{line.amount.toLocaleString('en-US', { maximumFractionDigits: 1 })} {PRICES[line.price].unit}</td><td>{dollars(line.usd)}</td></tr>
          ))}
        </tbody>
      </table>
      <p>List prices of us-east-1 as of {PRICES_OF}. Not counted: data transfer, logs, and services that are drawn but not charged here.</p>
    </div>
  )
}
