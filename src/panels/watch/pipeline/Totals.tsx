import { type Tally, totalsAt, type Visit } from '../../../stores/pipeline-visits.ts'
import { costUntil, functionsOf } from '../../../stores/pipeline-functions.ts'
import { player, type Recording } from '../../../stores/run.ts'
import { clock } from '../../../stores/words.ts'
import { dollars } from '../figures.ts'
import styles from './Pipeline.module.css'

const count = (value: number): string => value.toLocaleString('en-US')
const ratio = ({ looked, hits }: Tally): string => (looked === 0 ? '–' : `${((hits / looked) * 100).toFixed(1)} %`)

/** What the distribution has done by this instant: hit ratio beside cost, and each edge location for itself. */
export function Totals({ recording, place, visits }: { recording: Recording; place: number; visits: readonly Visit[] }) {
  const time = player.cursor
  const all = totalsAt(visits, time)
  const usd = costUntil(recording, [place, ...functionsOf(recording, place, time).map((one) => one.place)], time)
  const { dropped } = recording.keep
  return (
    <section className={styles.totals} aria-label={`${recording.cast.nodes[place]!.name} at this instant`}>
      <h3>By {clock(time)}</h3>
      <dl>
        <div><dt>Requests</dt><dd>{count(all.requests)}</dd></div>
        <div title="Of requests for what may be kept"><dt>Hit ratio</dt><dd>{ratio(all)}</dd></div>
        <div><dt>Origin requests</dt><dd>{count(all.hops)}</dd></div>
        <div><dt>Errors</dt><dd data-tone={all.errors > 0 ? 'bad' : undefined}>{count(all.errors)}</dd></div>
        <div title="The distribution and its functions, at list prices; not the origin"><dt>Cost of a million</dt><dd>{all.requests === 0 ? '–' : dollars((usd / all.requests) * 1e6)}</dd></div>
      </dl>
      {all.byKind.length > 0 && <p className={styles.kinds}>{all.byKind.map(({ kind, times }) => <span key={kind}>{kind} <b>{count(times)}</b></span>)}</p>}
      {all.byEdge.length > 0 && (
        <ul className={styles.edges} aria-label="By edge location">
          {all.byEdge.map((edge) => (
            <li key={edge.pop}>
              <span>{edge.label} <small>{edge.pop}</small></span>
              <span className={styles.meter} aria-hidden="true"><i style={{ width: `${edge.looked === 0 ? 0 : (edge.hits / edge.looked) * 100}%` }} /></span>
              <span><b>{ratio(edge)}</b> hits of {count(edge.requests)}, {count(edge.hops)} to the origin</span>
            </li>
          ))}
        </ul>
      )}
      {dropped.rows > 0 && <p className={styles.note}>This run was so long that not all of its rows are held: older requests may be missing here. The metrics count all.</p>}
    </section>
  )
}
