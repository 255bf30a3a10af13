import type { KeyboardEvent } from 'react'
import type { Facts } from '../../../stores/pipeline.ts'
import { type Step, type StepId, STEPS, turnedAt, WENT } from '../../../stores/pipeline-steps.ts'
import { player } from '../../../stores/run.ts'
import { span } from '../figures.ts'
import styles from './Pipeline.module.css'

const SAYS: { readonly [state: string]: string } = { ran: 'ran', failed: 'failed', skipped: 'left out', empty: 'no function', open: 'not yet' }
interface TrackProps {
  steps: readonly Step[]
  facts: Facts
  chosen: StepId
  onChoose: (step: StepId) => void
}

/** There on the upper row, back on the lower one; what was not reached is drawn in dashes. A hit turns round at the cache. */
export function Track({ steps, facts, chosen, onChoose }: TrackProps) {
  const turned = turnedAt(facts)
  const reach = WENT.indexOf(turned)
  const along = (event: KeyboardEvent<HTMLOListElement>) => {
    const by = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const next = STEPS[(STEPS.indexOf(chosen) + by + STEPS.length) % STEPS.length]!
    onChoose(next)
    event.currentTarget.querySelector<HTMLButtonElement>(`[data-step="${next}"] button`)?.focus()
  }
  return (
    <ol className={styles.track} aria-label="Stages" data-turned={turned} onKeyDown={along}>
      {steps.map((step) => (
        <li key={step.id} data-step={step.id} data-state={step.state} data-future={(step.from ?? facts.visit.time) > player.cursor || undefined} data-flow={flows(step.id, reach) || undefined}>
          <button type="button" aria-pressed={step.id === chosen} onClick={() => onChoose(step.id)}>
            <span className={styles.stage}><span>{step.title}</span></span>
            <span className={styles.says}>{step.state === 'failed' && <i aria-hidden="true">✕ </i>}{step.says}</span>
            <span className={styles.small}><span className={styles.hidden}>{SAYS[step.state]}</span>{step.state === 'skipped' ? step.rule : figures(step)}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}

/** Whether the request went on from this step to the next. */
function flows(step: StepId, reach: number): boolean {
  const needs: { readonly [S in StepId]: number } = { viewer: 1, 'viewer-request': 2, key: 2, cache: 3, 'origin-request': 4, origin: 4, 'origin-response': 3, store: 2, 'viewer-response': 1, answer: 9 }
  return reach >= needs[step]
}

function figures({ from, to, usd, state, id }: Step): string {
  if (state === 'empty' || state === 'open' || from === undefined) return ''
  const took = to === undefined || to === from ? '' : to - from >= 1e5 && to - from < 1e6 ? `${Math.round((to - from) / 1_000)} ms` : span(to - from)
  return [took, usd > 0 && id !== 'viewer' ? `$${(usd * 1e6).toFixed(2)}/M` : ''].filter((one) => one !== '').join(' ')
}
