/** What each card shows at the camera's instant, from the stage and the metrics. */
import { toSec } from '../base/units.ts'
import type { Role } from '../contract/service.ts'
import { RECORD_NAMES } from '../trace/records.ts'
import type { MetricView } from '../trace/metric-view.ts'
import { CELL_BUSY, CELL_INIT, type Actor } from '../trace/stage.ts'
import { type Face, type Tone, showFaces } from './live.ts'
import { player, type Recording, runStore } from './run.ts'
import { serviceOf, sketchOf } from './shelf.ts'

/** A failure keeps its badge for so long. */
const BADGE_SEC = 2
const BADGES: { readonly [kind: string]: string } = {
  throttled: 'throttled', failed: 'failing', timedOut: 'timing out', crashed: 'crashing', deadLettered: 'dead-lettering', dropped: 'losing events', refused: 'refusing', expired: 'expiring', initFailed: 'init failing',
}

export function publishFaces(): void {
  const { recording } = runStore.getState()
  if (!recording) return
  const stage = recording.reel.seek(player.cursor)
  const faces: { [node: string]: Face } = {}
  recording.cast.nodes.forEach((node, index) => {
    const drawn = recording.drawing.nodes.find((one) => one.id === node.id)
    const actor = stage.actors[index]
    if (!drawn || !actor) return
    const { role, config } = sketchOf(drawn)
    faces[node.id] = faceOf(recording, index, role, config, actor)
  })
  showFaces(faces)
}

function faceOf(recording: Recording, index: number, role: Role, config: { reserved?: number | null }, actor: Actor): Face {
  const read = reader(recording, index)
  const badge = actor.badKind >= 0 && player.cursor - actor.badAt < BADGE_SEC * 1_000_000 ? BADGES[RECORD_NAMES[actor.badKind]!] : undefined
  const rest = badge ? { badge } : {}
  switch (role) {
    case 'function': {
      const limit = config.reserved
      const failed = read('Errors', 'sum')
      const ran = read('Invocations', 'sum')
      const errors = ran > 0 ? (failed / ran) * 100 : 0
      return {
        ...rest, cells: cellsOf(actor, limit ?? undefined),
        figures: [
          { label: 'busy', text: limit != null ? `${actor.busy} / ${limit}` : String(actor.busy), tone: limit != null && actor.busy >= limit ? 'warn' : 'plain' },
          { label: 'p95', text: inMs(read('Duration', 'p95')) },
          { label: 'err', text: ran > 0 ? `${errors < 10 ? errors.toFixed(1) : errors.toFixed(0)}%` : '–', tone: errors > 0 ? 'bad' : 'plain' },
        ],
      }
    }
    case 'queue': case 'fifo':
      return {
        ...rest, bar: { label: 'Waiting', text: actor.visible.toLocaleString('en-US'), share: share(actor.visible), tone: actor.visible > 1_000 ? 'warn' : 'plain' },
        figures: [{ label: 'in flight', text: String(actor.inFlight) }, { label: 'delayed', text: String(actor.delayed) }, { label: 'moved', text: String(actor.dead), tone: actor.dead > 0 ? 'bad' : 'plain' }],
      }
    case 'http': {
      const bad = read('5xx', 'sum')
      return {
        ...rest,
        figures: [{ label: 'req/s', text: perSecond(read('Count', 'sum')) }, { label: 'p95', text: inMs(read('Latency', 'p95')) }, { label: '5xx', text: String(bad), tone: bad > 0 ? 'bad' : 'plain' }],
      }
    }
    case 'client': {
      const sent = read('Sent', 'sum')
      const ok = read('2xx', 'sum')
      return {
        ...rest, bar: { label: 'Arrivals', text: `${perSecond(sent)} /s`, share: share(sent) },
        figures: [{ label: 'ok', text: String(ok) }, { label: '4xx', ...counted(read('4xx', 'sum')) }, { label: '5xx', ...counted(read('5xx', 'sum') + read('FunctionErrors', 'sum') + read('Timeouts', 'sum')) }],
      }
    }
    default:
      return { ...rest, bar: { label: serviceOf(recording.cast.nodes[index]!.service)?.title ?? '', text: String(actor.open), share: 0 } }
  }
}

/** Reads a metric over the last second before the camera (percentiles: the last minute). */
function reader({ cast, metrics }: Recording, index: number) {
  const now = Math.floor(toSec(player.cursor))
  return (name: string, statistic: 'sum' | 'p95'): number => {
    const at = cast.nodes[index]!.metrics.findIndex((metric) => metric.name === name)
    const slot = cast.nodes[index]!.slots[at]
    if (slot === undefined || !metrics.places[slot]) return 0
    const value = statistic === 'sum' ? lastSecond(metrics, slot, now) : lastMinute(metrics, slot, now)
    return Number.isFinite(value) ? value : 0
  }
}
const lastSecond = (metrics: MetricView, slot: number, now: number): number => metrics.series(slot, Math.max(0, now - 1), Math.max(1, now), 1, 'sum')[0] ?? 0
const lastMinute = (metrics: MetricView, slot: number, now: number): number => {
  const minute = Math.floor(now / 60) * 60
  return metrics.series(slot, minute, minute + 60, 60, 'p95')[0] ?? 0
}

function cellsOf(actor: Actor, limit: number | undefined): string {
  let text = ''
  for (const cell of actor.cells.values()) text += cell === CELL_INIT ? 'i' : cell === CELL_BUSY ? 'b' : 'w'
  const room = Math.max(12, Math.min(limit ?? 12, 36))
  return text.length < room ? text + '-'.repeat(room - text.length) : text
}

const counted = (value: number): { text: string; tone: Tone } => ({ text: String(value), tone: value > 0 ? 'bad' : 'plain' })
const perSecond = (value: number): string => (value >= 1_000 ? `${(value / 1_000).toFixed(1)}k` : String(Math.round(value)))
const inMs = (value: number): string => (value === 0 ? '–' : value >= 10_000 ? `${(value / 1_000).toFixed(1)} s` : `${Math.round(value)} ms`)
/** A full bar is a thousand; small numbers still show. */
const share = (value: number): number => (value <= 0 ? 0 : Math.min(1, Math.sqrt(value / 1_000)))
