import { select } from '../../stores/drawing.ts'
import { player, type Recording } from '../../stores/run.ts'
import { LOOKS_BACK, roadsOf, type Station, stationsAt } from '../../stores/service-map.ts'
import { figure } from './figures.ts'
import styles from './ServiceMap.module.css'

const WIDTH = 150
const HEIGHT = 52
const MARGIN = 12

/** Who calls whom, how often, how long it takes and how much fails: where the drawing has them, over the last minute before the camera. */
export function ServiceMap({ recording }: { recording: Recording }) {
  const stations = stationsAt(recording, player.cursor)
  const place = layOut(stations)
  const roads = roadsOf(recording)
  return (
    <div className={styles.map}>
      <svg viewBox={`0 0 ${place.width} ${place.height}`} style={{ maxWidth: place.width }} role="img" aria-label="Service map; the table beside it says the same">
        {roads.map(({ id, from, to }) => {
          const [a, b] = [place.of(from), place.of(to)]
          return a && b ? <path key={id} className={styles.road} d={`M${a.x + WIDTH} ${a.y + HEIGHT / 2}C${a.x + WIDTH + 30} ${a.y + HEIGHT / 2} ${b.x - 30} ${b.y + HEIGHT / 2} ${b.x} ${b.y + HEIGHT / 2}`} /> : null
        })}
        {stations.map((one) => {
          const { x, y } = place.of(one.id)!
          return (
            <g key={one.id} transform={`translate(${x} ${y})`} data-health={healthOf(one)}>
              <rect width={WIDTH} height={HEIGHT} rx="8" />
              <rect className={styles.failed} y={HEIGHT - 4} width={WIDTH * (one.failed || 0)} height="4" />
              <text x="10" y="18" className={styles.name}>{one.name.length > 20 ? `${one.name.slice(0, 19)}…` : one.name}</text>
              <text x="10" y="34">{`${figure(one.rate)} /s · ${ms(one.meanMs)}`}</text>
              <text x="10" y="46" className={styles.bad}>{[one.failed > 0 ? `${percent(one.failed)} fail` : '', one.throttled > 0 ? `${figure(one.throttled)} /s refused` : ''].filter(Boolean).join(', ')}</text>
            </g>
          )
        })}
      </svg>
      <table aria-label={`Nodes over the last ${LOOKS_BACK} s`}>
        <thead><tr><th scope="col">Node</th><th scope="col">/s</th><th scope="col">mean</th><th scope="col">p95</th><th scope="col">fail</th><th scope="col">refused /s</th></tr></thead>
        <tbody>
          {stations.map((one) => (
            <tr key={one.id} data-health={healthOf(one)}>
              <th scope="row"><button type="button" onClick={() => select([one.id])}>{one.name}</button></th>
              <td>{figure(one.rate)}</td><td>{ms(one.meanMs)}</td><td>{ms(one.p95Ms)}</td><td>{Number.isNaN(one.failed) ? '–' : percent(one.failed)}</td><td>{figure(one.throttled)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const ms = (value: number): string => (Number.isNaN(value) ? '–' : value >= 10_000 ? `${figure(value / 1_000)} s` : `${figure(value)} ms`)
const percent = (share: number): string => `${figure(share * 100)} %`
const healthOf = ({ failed, throttled }: Station): 'bad' | 'warn' | 'good' => (failed >= 0.05 ? 'bad' : failed > 0 || throttled > 0 ? 'warn' : 'good')

/** The drawing's places on a small field: columns and rows as drawn, the gaps between them cut to size. */
function layOut(stations: readonly Station[]) {
  const step = (values: readonly number[], near: number, width: number): ReadonlyMap<number, number> => {
    const found = new Map<number, number>()
    let at = MARGIN - width
    let last = Number.NEGATIVE_INFINITY
    for (const value of [...new Set(values)].sort((one, other) => one - other)) {
      if (value - last > near) {
        at += width
        last = value
      }
      found.set(value, at)
    }
    return found
  }
  const xs = step(stations.map(({ x }) => x), 120, WIDTH + 46)
  const ys = step(stations.map(({ y }) => y), 60, HEIGHT + 18)
  const places = new Map(stations.map(({ id, x, y }) => [id, { x: xs.get(x)!, y: ys.get(y)! }]))
  return {
    of: (id: string) => places.get(id),
    width: Math.max(0, ...xs.values()) + WIDTH + MARGIN, height: Math.max(0, ...ys.values()) + HEIGHT + MARGIN,
  }
}
