import { type EdgeKind, functionsOf, LIMITS_PAGE, limitsOf } from '../../../stores/pipeline-functions.ts'
import { player, type Recording } from '../../../stores/run.ts'
import { dollars, figure } from '../figures.ts'
import styles from './Pipeline.module.css'

const KINDS: { readonly [K in EdgeKind]: string } = { light: 'CloudFront function', viewer: 'Lambda@Edge, viewer', origin: 'Lambda@Edge, origin' }

/** The two kinds of function: what this run made of those that are here, and what AWS lets each kind do. */
export function Compare({ recording, place }: { recording: Recording; place: number }) {
  const functions = functionsOf(recording, place, player.cursor)
  const used = new Set(functions.map(({ kind }) => kind))
  return (
    <section className={styles.compare} aria-label="Functions at the edge">
      <h3>Functions at the edge</h3>
      {functions.length > 0 ? (
        <table>
          <caption>In this run</caption>
          <thead><tr><th scope="col">Function</th><th scope="col">Kind</th><th scope="col">Stage</th><th scope="col">Invocations</th><th scope="col">Mean</th><th scope="col">Cold</th><th scope="col">Errors</th><th scope="col">A million</th></tr></thead>
          <tbody>
            {functions.map((one) => (
              <tr key={one.place}>
                <th scope="row">{one.name}</th><td>{KINDS[one.kind]}</td><td>{one.stages.join(', ')}</td><td>{one.invocations.toLocaleString('en-US')}</td>
                <td>{one.kind === 'light' ? <span title={`At most ${figure(one.mostUtilised)} %: past 100 it is stopped`}>{figure(one.utilisation)} % utilised</span> : `${figure(one.meanMs)} ms`}</td>
                <td>{one.kind === 'light' ? 'none' : one.coldStarts.toLocaleString('en-US')}</td>
                <td data-tone={one.errors > 0 ? 'bad' : undefined}>{one.errors.toLocaleString('en-US')}</td>
                <td>{one.invocations === 0 ? '–' : dollars((one.usd / one.invocations) * 1e6)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : <p>No function runs here. Draw a wire from one of the four stages of the distribution to a CloudFront function, or to a published version of a Lambda function.</p>}
      <table className={styles.limits}>
        <caption>What each may do <a href={LIMITS_PAGE} target="_blank" rel="noreferrer">CF-24, AWS page</a></caption>
        <thead><tr><td />{(Object.keys(KINDS) as EdgeKind[]).map((kind) => <th key={kind} scope="col" data-used={used.has(kind) || undefined}>{KINDS[kind]}</th>)}</tr></thead>
        <tbody>
          {limitsOf(recording).map(({ what, values }) => <tr key={what}><th scope="row">{what}</th>{(Object.keys(KINDS) as EdgeKind[]).map((kind) => <td key={kind} data-used={used.has(kind) || undefined}>{values[kind]}</td>)}</tr>)}
        </tbody>
      </table>
    </section>
  )
}
