import type { ReactNode } from 'react'
import { EDGE_PLACES, isRequestStage } from '../../../contract/edge.ts'
import type { Facts, Hop, Turn } from '../../../stores/pipeline.ts'
import { inEvent, looksLikeResponse, requestText, responseText } from '../../../stores/pipeline-http.ts'
import { keyParts, leftOut, sayPolicy } from '../../../stores/pipeline-key.ts'
import type { Step } from '../../../stores/pipeline-steps.ts'
import { linesOf, storedBy } from '../../../stores/pipeline-visits.ts'
import { pause, pick, type Recording, seek } from '../../../stores/run.ts'
import { clock } from '../../../stores/words.ts'
import { dollars, figure, span } from '../figures.ts'
import { Diff } from '../Payload.tsx'
import styles from './Pipeline.module.css'
import type { Sight } from './use-carried.ts'

interface DetailProps {
  recording: Recording
  facts: Facts
  step: Step
  sight: Sight
}
const STATES: { readonly [state: string]: string } = { ran: 'Ran', failed: 'Failed', skipped: 'Left out', empty: 'Nothing to run', open: 'Not yet' }

/** The chosen stage: by which rule it ran or did not, what came in, what went out, and what was written. */
export function Detail({ recording, facts, step, sight }: DetailProps) {
  const { title, state, says, rule, page, law, from, to } = step
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <section className={styles.detail} aria-label={`${title} of #${facts.visit.serial}`} tabIndex={0}>
      <h3>{title} <span data-state={state}>{STATES[state]}</span></h3>
      <p className={styles.law}><b>{says}</b>{law !== '' && <> {law}</>} <a href={page} target="_blank" rel="noreferrer">{rule}, AWS page</a></p>
      {from !== undefined && (
        <p className={styles.times}>
          <button type="button" title="Go to this instant" onClick={() => { pause(); seek(from) }}>{clock(from)}</button>
          {to !== undefined && to > from && <span>{span(to - from)}</span>}
          {step.usd > 0 && <span>{dollars(step.usd)}, {dollars(step.usd * 1e6)} a million</span>}
        </p>
      )}
      <Parts recording={recording} facts={facts} step={step} sight={sight} />
      {WITH_CONTENT.has(step.id) && <Unseen sight={sight} />}
    </section>
  )
}
const WITH_CONTENT: ReadonlySet<string> = new Set(['viewer', 'viewer-request', 'origin-request', 'origin', 'origin-response', 'viewer-response', 'answer', 'store'])

function Unseen({ sight }: { sight: Sight }) {
  if (sight.state === 'seen') return null
  return (
    <p className={styles.note} role="status">
      {sight.state === 'looking' ? 'Looking what it carries…' : sight.state === 'none' ? 'Contents are not kept in a run. Pause, or choose a request: that span is run again, and they are shown here.' : 'It lies too far from where the run can be taken up again, so what it carried is not shown.'}
    </p>
  )
}

function Parts(props: DetailProps): ReactNode {
  const { recording, facts, step, sight: { carried } } = props
  switch (step.id) {
    case 'viewer': return facts.asked ? <Text title="What the viewer sent" text={requestText(facts.asked)} /> : null
    case 'key': return <Key facts={facts} />
    case 'cache': return <Cache recording={recording} facts={facts} />
    case 'origin': return step.hops.map((hop) => <Asked key={hop.serial} {...props} hop={hop} />)
    case 'store': return <Stored facts={facts} recording={recording} />
    case 'answer': {
      if (!facts.told) return null
      const before = carried.get(facts.hops.findLast(({ page }) => !page)?.serial ?? -1)?.answer ?? facts.turns.map(({ serial }) => carried.get(serial)?.answer).findLast(looksLikeResponse)
      return before === undefined ? <Text title="What the viewer got" text={responseText(facts.told)} /> : <Change title="What the viewer got, since the answer of the origin" before={responseText(before)} after={responseText(facts.told)} />
    }
    default: return step.turns.map((turn) => <Function key={turn.serial} {...props} turn={turn} />)
  }
}

function Text({ title, text }: { title: string; text: string }) {
  return <><h4>{title}</h4><pre>{text}</pre></>
}
function Change({ title, before, after }: { title: string; before: string; after: string }) {
  return <><h4>{title}{before === after ? ': nothing' : ''}</h4><Diff before={before} after={after} none="" /></>
}

function Key({ facts }: { facts: Facts }) {
  const { key, policy, asked } = facts
  if (key === undefined) return null
  const out = leftOut(key, asked, facts.tells)
  const told = out.filter((one) => one.told)
  return (
    <>
      <h4>In the key</h4>
      <ul className={styles.key} aria-label="Parts of the key">
        {keyParts(key).map(({ part, name, value }) => <li key={`${part} ${name} ${value}`} data-part={part}><small>{part}</small>{name !== '' && <> <b>{name}</b></>} <code>{value}</code></li>)}
      </ul>
      {asked && (
        <>
          <h4>Not in the key</h4>
          {out.length === 0 ? <p>Nothing that this viewer sent.</p> : <ul className={styles.key} aria-label="Not in the key">{out.map(({ name, told: risky }) => <li key={name} data-part="out" data-told={risky || undefined}>{name}</li>)}</ul>}
          {told.length > 0 && <p><b>The origin is told {told.length === 1 ? 'one of these' : `${told.length} of these`}</b> by the origin request policy. If its answer depends on {told.length === 1 ? 'it' : 'them'}, what it says to one viewer is kept for all.</p>}
        </>
      )}
      <p><b>{policy.name}</b>: {sayPolicy(policy)}. What differs in nothing of this gets the same answer; each part that differs lowers the hit ratio.</p>
    </>
  )
}

function Cache({ recording, facts }: { recording: Recording; facts: Facts }) {
  const { visit, policy } = facts
  if (!visit.looked) return null
  const { what, edge, time } = visit.looked
  const by = what === 'miss' || what === 'uncached' ? undefined : storedBy(recording, visit)
  return (
    <>
      <dl className={styles.facts}>
        <div><dt>Edge location</dt><dd>{EDGE_PLACES[edge]!.label}, {EDGE_PLACES[edge]!.pop}</dd></div>
        {by?.kept && (
          <>
            <div><dt>{what === 'waits' ? 'Fetched by' : 'Stored by'}</dt><dd><button type="button" onClick={() => pick(by.serial)}>#{by.serial}</button> at {clock(by.kept.time)}{what !== 'waits' && `, ${span(time - by.kept.time)} before`}</dd></div>
            <div><dt>{what === 'expired' || what === 'stale' ? 'Was fresh until' : 'Fresh until'}</dt><dd>{clock(by.kept.until)}</dd></div>
          </>
        )}
        <div><dt>Kept for</dt><dd>{policy.minTtlSec.toLocaleString('en-US')} s at least, {policy.defaultTtlSec.toLocaleString('en-US')} s by default, {policy.maxTtlSec.toLocaleString('en-US')} s at most</dd></div>
      </dl>
      {what === 'miss' && <p>Every location has a cache of its own.</p>}
    </>
  )
}

function Asked({ facts, sight: { carried }, hop }: DetailProps & { hop: Hop }) {
  const seen = carried.get(hop.serial)
  const before = facts.turns.filter(({ stage }) => stage === 'viewer-request').map(({ serial }) => carried.get(serial)?.answer).at(-1) ?? facts.asked
  return (
    <>
      <h4>{hop.page ? 'For an error page, ' : ''}{hop.name}{hop.second ? ', second of its group' : ''} <button type="button" title="The whole life of this message" onClick={() => pick(hop.serial)}>#{hop.serial}</button>{hop.to !== undefined && ` ${span(hop.to - hop.from)}`}{hop.lost && ', no answer in time'}</h4>
      {seen !== undefined && before !== undefined && !hop.page && <Change title="What of the request the origin is told" before={requestText(before)} after={requestText(seen.content)} />}
      {seen !== undefined && hop.page && <Text title="What the origin is asked" text={requestText(seen.content)} />}
      {seen?.answer !== undefined && <Text title="What the origin answered" text={responseText(seen.answer)} />}
    </>
  )
}

function Stored({ recording, facts }: { recording: Recording; facts: Facts }) {
  const found = facts.kept[0] ?? (facts.looked === 'hit' ? storedBy(recording, facts.visit)?.kept : undefined)
  if (!found) return null
  return (
    <dl className={styles.facts}>
      <div><dt>Fresh until</dt><dd>{clock(found.until)}</dd></div>
      <div><dt>For</dt><dd>{span(found.until - found.time)}</dd></div>
      <div><dt>Status</dt><dd>{found.status}</dd></div>
      {facts.kept[1] && <div><dt>Page for errors</dt><dd>fresh until {clock(facts.kept[1].until)}</dd></div>}
    </dl>
  )
}

/** Each line of a CloudFront function begins with the id of the request, which is the same for all. */
const withoutId = (line: string): string => line.replace(/^((?:ERROR|WARN) )?[\w-]{40,}={0,2} /, '$1')

function Function({ recording, sight: { carried }, turn }: DetailProps & { turn: Turn }) {
  const { serial, stage, name, light, from, to, ms, initMs } = turn
  const seen = carried.get(serial)
  const event = inEvent(seen?.content)
  const lines = to === undefined ? [] : linesOf(recording, serial, from, to)
  const asks = isRequestStage(stage)
  return (
    <>
      <h4>{name}, {light ? 'CloudFront function' : 'Lambda@Edge'} <button type="button" title="The whole life of this message" onClick={() => pick(serial)}>#{serial}</button></h4>
      <p className={styles.times}>
        {ms !== undefined && (light ? <span>compute utilisation <b>{figure(Math.min(100, ms * 100))}</b> of 100</span> : <span>code <b>{figure(ms)} ms</b></span>)}
        {initMs !== undefined && <span>cold start <b>{figure(initMs)} ms</b></span>}
      </p>
      {event && seen?.answer !== undefined && (asks
        ? looksLikeResponse(seen.answer) ? <Text title="It answered itself" text={responseText(seen.answer)} /> : <Change title="Changed in the request" before={requestText(event.request)} after={requestText(seen.answer)} />
        : <Change title="Changed in the response" before={responseText(event.response)} after={responseText(seen.answer)} />)}
      {lines.length > 0 && <Text title="It wrote" text={lines.map(withoutId).join('\n')} />}
      {seen && <details><summary>Event</summary><pre>{JSON.stringify(seen.content, null, 2)}</pre></details>}
      {seen?.answer !== undefined && <details><summary>Return value</summary><pre>{JSON.stringify(seen.answer, null, 2)}</pre></details>}
    </>
  )
}
