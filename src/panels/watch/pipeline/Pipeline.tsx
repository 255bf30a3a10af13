import { useMemo, useState } from 'react'
import { EDGE_PLACES } from '../../../contract/edge.ts'
import { useSelection } from '../../../stores/drawing.ts'
import { factsOf, xCacheOf } from '../../../stores/pipeline.ts'
import { type StepId, stepsOf } from '../../../stores/pipeline-steps.ts'
import { distributionsOf, lastVisit, type Visit, visitOfMessage, visitsOf } from '../../../stores/pipeline-visits.ts'
import { pause, pick, player, type Recording, seek, useRun } from '../../../stores/run.ts'
import { clock } from '../../../stores/words.ts'
import { dollars, span } from '../figures.ts'
import { Compare } from './Compare.tsx'
import { Detail } from './Detail.tsx'
import { Totals } from './Totals.tsx'
import { Track } from './Track.tsx'
import { useCarried } from './use-carried.ts'
import styles from './Pipeline.module.css'

/** One request through a distribution, stage by stage: what ran, what was left out and why, what each stage made of it. */
export function Pipeline({ recording }: { recording: Recording }) {
  const version = useRun((run) => run.version)
  const picked = useRun((run) => run.picked)
  const digest = useRun((run) => run.digest)
  const playing = useRun((run) => run.phase === 'playing')
  const selection = useSelection((ids) => ids)
  const [wished, setWished] = useState(-1)
  const [chosen, setChosen] = useState<StepId | undefined>()
  const places = distributionsOf(recording)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it may come with rows that are not there yet.
  const found = useMemo(() => (picked > 0 ? visitOfMessage(recording, picked) : undefined), [recording, picked, version])
  const selected = places.find((place) => selection.has(recording.cast.nodes[place]!.id))
  const place = found?.place ?? (places.includes(wished) ? wished : (selected ?? places[0]!))
  const visits = visitsOf(recording, place)
  const visit = found ?? lastVisit(visits, player.cursor)
  const choose = (one: Visit | undefined) => one && pick(one.serial)
  const at = visit ? visits.indexOf(visit) : -1
  const head = (
    <div className={styles.head}>
      {places.length > 1 && (
        <select aria-label="Distribution" value={place} onChange={(event) => { pick(0); setWished(Number(event.target.value)) }}>
          {places.map((one) => <option key={one} value={one}>{recording.cast.nodes[one]!.name}</option>)}
        </select>
      )}
      <span className={styles.turn} role="group" aria-label="Requests">
        <button type="button" aria-label="The request before" title="The request before" disabled={at <= 0} onClick={() => choose(visits[at - 1])}>‹</button>
        <button type="button" aria-label="The next request" title="The next request" disabled={at < 0 || at >= visits.length - 1} onClick={() => choose(visits[at + 1])}>›</button>
      </span>
    </div>
  )
  if (!visit) {
    return <div className={styles.pipeline}><div className={styles.way}>{head}<p className={styles.none}>{picked > 0 ? `Message ${picked} did not come to a distribution.` : `No request has come to ${recording.cast.nodes[place]!.name} by ${clock(player.cursor)}.`}</p></div></div>
  }
  return (
    <Way
      recording={recording} visit={visit} head={head} of={`${at + 1} of ${visits.length.toLocaleString('en-US')}`} pinned={found !== undefined} lost={picked > 0 && !found ? picked : 0}
      look={!playing || found !== undefined} digest={digest} chosen={chosen} onChoose={setChosen} visits={visits}
    />
  )
}

interface WayProps {
  recording: Recording
  visit: Visit
  visits: readonly Visit[]
  head: React.ReactNode
  of: string
  pinned: boolean
  /** A message was picked that never came here. */
  lost: number
  look: boolean
  digest: string
  /** Undefined until somebody chooses: what failed, or else the cache. */
  chosen: StepId | undefined
  onChoose: (step: StepId) => void
}

function Way({ recording, visit, visits, head, of, pinned, lost, look, digest, chosen, onChoose }: WayProps) {
  const { total } = recording.keep
  // What is over changes no more.
  const state = visit.end ? visit.row : total
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows may be added until it is over.
  const bare = useMemo(() => factsOf(recording, visit), [recording, visit, state])
  const sight = useCarried(`${recording.cast.end} ${digest} ${recording.drawing.name}`, bare.serials, bare.from, bare.to, look && visit.end !== undefined)
  const facts = useMemo(() => (sight.carried.size === 0 ? bare : factsOf(recording, visit, sight.carried)), [recording, visit, bare, sight])
  const steps = useMemo(() => stepsOf(facts, sight.carried), [facts, sight])
  const step = steps.find(({ id }) => id === chosen) ?? steps.find(({ state: what }) => what === 'failed') ?? steps.find(({ id }) => id === 'cache')!
  const edge = visit.looked ? EDGE_PLACES[visit.looked.edge] : undefined
  const took = (visit.end?.arrives ?? Number.NaN) - visit.time
  const usd = steps.reduce((sum, one) => sum + one.usd, 0)
  const bad = visit.end !== undefined && visit.end.status >= 400
  return (
    <div className={styles.pipeline}>
      <div className={styles.way}>
        <div className={styles.title}>
          {head}
          <p className={styles.summary}>
            <b>{facts.name} #{visit.serial}</b> <small>{of}</small>
            <button type="button" title="Go to this instant" onClick={() => { pause(); seek(visit.time) }}>{clock(visit.time)}</button>
            {edge && <span title={edge.pop}>{edge.label}</span>}
            {visit.end ? <span className={styles.verdict} data-tone={bad ? 'bad' : 'good'}>{visit.end.status} · {xCacheOf(facts)}</span> : <span className={styles.verdict}>on its way</span>}
            {visit.end && <span><b>{span(took)}</b></span>}
            <span title="A million of these at list prices: the request, the functions that ran for it, and the origin">{dollars(usd * 1e6)}/M</span>
          </p>
          {pinned && <button type="button" className={styles.follow} title="Follow the run: the newest request at every instant" onClick={() => pick(0)}>Follow</button>}
        </div>
        {lost > 0 && <p className={styles.note}>Message {lost} did not come to a distribution; this is the newest request that did.</p>}
        <Track steps={steps} facts={facts} chosen={step.id} onChoose={onChoose} />
        <Totals recording={recording} place={visit.place} visits={visits} />
        <Compare recording={recording} place={visit.place} />
      </div>
      <Detail recording={recording} facts={facts} step={step} sight={sight} />
    </div>
  )
}
