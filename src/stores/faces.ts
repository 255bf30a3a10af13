/** What each card shows at the camera's instant, from the stage and the metrics. */
import { toSec } from '../base/units.ts'
import { quotasOf } from '../contract/quotas.ts'
import type { NodeSketch, Role } from '../contract/service.ts'
import type { DrawingNode, Scenario } from '../drawing/drawing.ts'
import { RECORD_NAMES } from '../trace/records.ts'
import type { MetricView } from '../trace/metric-view.ts'
import { type Actor, CELL_BUSY, CELL_INIT, type Stage } from '../trace/stage.ts'
import { scaleBudgetAt } from './budget.ts'
import { configAt, faultsInForce } from './dated.ts'
import { type HeldCounts, heldCounts } from './held.ts'
import { type Face, showFace, type Tone } from './live.ts'
import { player, type Recording, runStore } from './run.ts'
import { sketchOf } from './shelf.ts'

/** A failure keeps its badge for so long. */
const BADGE_SEC = 2
const BADGES: { readonly [kind: string]: string } = {
  throttled: 'throttled', failed: 'failing', timedOut: 'timing out', crashed: 'crashing', deadLettered: 'dead-lettering', dropped: 'losing events', refused: 'refusing', expired: 'expiring', initFailed: 'init failing',
}

/** So many frames share the work of one round: all cards at once would hold up a frame. */
const FRAMES = 4
/** Nodes whose cards are still to be brought up to date in this round. */
let round: number[] = []

/** Time to look at the cards again: at once when it stands still, else some in each of the next frames. */
export function publishFaces(): void {
  const { recording, phase } = runStore.getState()
  if (!recording) return
  if (phase === 'playing') {
    // From afar only health is seen, which twice a second is enough for.
    if (round.length === 0 && !(faraway && ++passed % 2 === 1)) round = recording.cast.nodes.map((_, index) => index)
    return
  }
  round = []
  Object.entries(facesAt(recording, player.cursor)).forEach(([node, face]) => showFace(node, face))
}

/** A frame's share of the round. Cards out of sight come every fourth time; `sees` says which are in sight. From `afar` no figure can be read. */
export function turnFaces(sees: (x: number, y: number) => boolean, afar = false): void {
  const { recording } = runStore.getState()
  faraway = afar
  if (!recording || round.length === 0) return
  const view = viewAt(recording, player.cursor, afar)
  const most = Math.ceil(recording.cast.nodes.length / FRAMES)
  for (let done = 0; done < most && round.length > 0; ) {
    const index = round.pop()!
    const drawn = view.drawn[index]
    if (!drawn) continue
    const hidden = !sees(drawn.x, drawn.y)
    if (hidden && (index + rounds) % 4 !== 0) continue
    showFace(drawn.id, faceAt(view, index)!)
    done++
  }
  if (round.length === 0) rounds++
}
let rounds = 0
let faraway = false
let passed = 0

export function facesAt(recording: Recording, time: number): { [node: string]: Face } {
  const view = viewAt(recording, time)
  const faces: { [node: string]: Face } = {}
  view.drawn.forEach((node, index) => {
    const face = faceAt(view, index)
    if (node && face) faces[node.id] = face
  })
  return faces
}

/** What all cards are made of at an instant. */
interface View {
  readonly recording: Recording
  readonly time: number
  readonly afar: boolean
  readonly stage: Stage
  readonly troubled: ReadonlyMap<string, string>
  readonly held: readonly HeldCounts[]
  /** By place; undefined where a node is no longer drawn. */
  readonly drawn: readonly (DrawingNode | undefined)[]
}

function viewAt(recording: Recording, time: number, afar = false): View {
  const { cast, drawing, keep, reel } = recording
  // From rows alone: exact while all of them are held, else the stage knows better how many there are.
  const held = cast.nodes.some(({ service }) => service === 'sqs') && keep.dropped.rows === 0 ? heldCounts(recording, time) : []
  return { recording, time, afar, stage: reel.seek(time), troubled: faultsInForce(drawing, time), held, drawn: drawnOf(recording) }
}

const drawnBy = new WeakMap<Recording, readonly (DrawingNode | undefined)[]>()
function drawnOf(recording: Recording): readonly (DrawingNode | undefined)[] {
  let drawn = drawnBy.get(recording)
  if (!drawn) {
    const byId = new Map(recording.drawing.nodes.map((node) => [node.id, node]))
    drawnBy.set(recording, (drawn = recording.cast.nodes.map(({ id }) => byId.get(id))))
  }
  return drawn
}

/** Which settings hold is read anew only when they are others. */
const sketches = new WeakMap<DrawingNode['config'], NodeSketch>()
function sketchAt(recording: Recording, node: DrawingNode, time: number): NodeSketch {
  const config = configAt(recording.drawing, node, time)
  let sketch = sketches.get(config)
  if (sketch?.service !== node.service) sketches.set(config, (sketch = sketchOf({ ...node, config })))
  return sketch
}

function faceAt({ recording, time, afar, stage, troubled, held, drawn }: View, index: number): Face | undefined {
  const node = drawn[index]
  const actor = stage.actors[index]
  if (!node || !actor) return undefined
  const { role, config } = sketchAt(recording, node, time)
  const badge = actor.badKind >= 0 && time - actor.badAt < BADGE_SEC * 1_000_000 ? BADGES[RECORD_NAMES[actor.badKind]!] : undefined
  return { ...faceOf({ recording, index, time, read: reader(recording, index, time, afar), actor, held: held[index] }, role, config), ...(badge && { badge }), ...(troubled.size > 0 && faultOf(troubled, node.id)) }
}

function faultOf(troubled: ReadonlyMap<string, string>, node: string): Pick<Face, 'fault'> {
  const fault = troubled.get(node)
  return fault === undefined ? {} : { fault }
}

interface Sight {
  readonly recording: Recording
  readonly index: number
  readonly time: number
  readonly read: ReturnType<typeof reader>
  readonly actor: Actor
  readonly held: HeldCounts | undefined
}

/** What a card looks at of its node's settings; most nodes have few of them. */
interface Looked {
  readonly reserved?: number | null
  readonly provisioned?: readonly { readonly environments: number }[]
  readonly cache?: boolean
  readonly connections?: number
  readonly defaultBurst?: number | null
  readonly stageBurst?: number | null
}

function faceOf(sight: Sight, role: Role, config: Looked): Face {
  const { read } = sight
  switch (role) {
    case 'function': return ofFunction(sight, config)
    case 'queue': case 'fifo': return ofQueue(sight)
    case 'http': {
      // Each kind of door counts under names of its own; those of the others read as nothing.
      const sum = (names: readonly string[]) => names.reduce((all, name) => all + read(name, 'sum'), 0)
      const bad = sum(['5xx', '5XXError', 'Url5xxCount', 'HTTPCode_ELB_5XX_Count', 'HTTPCode_Target_5XX_Count', 'IntegrationError', 'ExecutionError'])
      const latency = read('Latency', 'p95') || read('UrlRequestLatency', 'p95') || read('TargetResponseTime', 'p95') * 1_000 || read('IntegrationLatency', 'p95')
      // An API that keeps answers is known by how many of them it could use.
      const hits = read('CacheHitCount', 'sum')
      const asked = hits + read('CacheMissCount', 'sum')
      // One with a bucket of its own, by what is left in it.
      const burst = config.defaultBurst ?? config.stageBurst
      const middle = config.cache === true ? { label: 'hits', text: asked > 0 ? `${Math.round((hits / asked) * 100)} %` : '–' } : burst != null ? { label: 'tokens', text: `${short(read('TokensLeft', 'max'))} / ${short(burst)}`, tone: read('TokensLeft', 'max') < 1 ? ('warn' as const) : ('plain' as const) } : { label: 'p95', text: inMs(latency) }
      // One that holds connections, by how many are open.
      if (config.connections !== undefined) return { figures: [{ label: 'open', text: short(read('OpenConnections', 'max')) }, { label: 'msg/s', text: perSecond(read('MessageCount', 'sum')) }, { label: 'errors', ...counted(bad) }] }
      return { figures: [{ label: 'req/s', text: perSecond(sum(['Count', 'UrlRequestCount', 'RequestCount'])) }, middle, { label: '5xx', text: String(bad), tone: bad > 0 ? 'bad' : 'plain' }] }
    }
    case 'distribution': {
      const hits = read('CacheHitRate', 'avg')
      const errors = read('5xxErrorRate', 'avg')
      return {
        bar: { label: 'Hits', text: `${Math.round(hits)} %`, share: hits / 100 },
        figures: [{ label: 'req/s', text: perSecond(read('Requests', 'sum')) }, { label: 'origin/s', text: perSecond(read('OriginRequests', 'sum')) }, { label: '5xx', text: `${Math.round(errors)} %`, tone: errors > 0 ? 'bad' : 'plain' }],
      }
    }
    case 'edgeFunction': {
      const used = read('FunctionComputeUtilization', 'avg')
      return {
        bar: { label: 'Compute', text: String(Math.round(used)), share: used / 100 },
        figures: [{ label: 'req/s', text: perSecond(read('FunctionInvocations', 'sum')) }, { label: 'errors', ...counted(read('FunctionExecutionErrors', 'sum') + read('FunctionValidationErrors', 'sum')) }, { label: 'cut', ...counted(read('FunctionThrottles', 'sum')) }],
      }
    }
    case 'keyValues': return {
      bar: { label: 'Reads', text: `${perSecond(read('Reads', 'sum'))} /s`, share: share(read('Reads', 'sum')) },
      figures: [{ label: 'keys', text: short(read('KeyCount', 'max')) }, { label: 'absent', ...counted(read('ReadsOfAbsentKeys', 'sum')) }],
    }
    case 'stream': return {
      bar: { label: 'Records', text: `${perSecond(read('IncomingRecords', 'sum'))} /s`, share: share(read('IncomingRecords', 'sum')) },
      figures: [{ label: 'shards', text: String(read('OpenShardCount', 'max')) }, { label: 'age', text: inMs(read('GetRecords.IteratorAgeMilliseconds', 'max')) }, { label: 'refused', ...counted(read('WriteProvisionedThroughputExceeded', 'sum')) }],
    }
    case 'table': return {
      bar: { label: 'Write units', text: `${perSecond(read('ConsumedWriteCapacityUnits', 'sum'))} /s`, share: share(read('ConsumedWriteCapacityUnits', 'sum')) },
      figures: [{ label: 'items', text: short(read('ItemCount', 'max')) }, { label: 'read', text: perSecond(read('ConsumedReadCapacityUnits', 'sum')) }, { label: 'refused', ...counted(read('ThrottledRequests', 'sum')) }],
    }
    case 'bucket': return {
      bar: { label: 'Writes', text: `${perSecond(read('PutRequests', 'sum'))} /s`, share: share(read('PutRequests', 'sum')) },
      figures: [{ label: 'objects', text: short(read('NumberOfObjects', 'max')) }, { label: 'read', text: perSecond(read('GetRequests', 'sum')) }, { label: 'lost', ...counted(read('NotificationsLost', 'sum')) }],
    }
    case 'alarm': {
      const state = read('AlarmState', 'max')
      return { figures: [{ label: 'state', text: state > 0 ? 'In alarm' : state < 0 ? 'No data' : 'OK', tone: state > 0 ? 'bad' : state < 0 ? 'warn' : 'good' }, { label: 'changes', text: String(read('StateChanges', 'sum')) }] }
    }
    case 'client': {
      const sent = read('Sent', 'sum')
      const received = read('Received', 'sum')
      const ok = { label: 'ok', text: String(read('2xx', 'sum')) }
      const refused = read('4xx', 'sum') + read('BlockedByCors', 'sum')
      const failed = read('5xx', 'sum') + read('FunctionErrors', 'sum') + read('Timeouts', 'sum')
      return {
        bar: { label: 'Arrivals', text: `${perSecond(sent)} /s`, share: share(sent) },
        figures: received > 0 ? [ok, { label: 'pushed', text: perSecond(received) }, { label: 'errors', ...counted(refused + failed) }] : [ok, { label: '4xx', ...counted(refused) }, { label: '5xx', ...counted(failed) }],
      }
    }
    default: {
      const plain = PLAIN_FACES[role] ?? ANY
      if (role === 'other') return ofOccasions(read)
      const rate = read(plain.bar[1], 'sum')
      return {
        bar: { label: plain.bar[0], text: `${perSecond(rate)} /s`, share: share(rate) },
        ...(plain.figures.length > 0 && { figures: plain.figures.map(([label, metric, bad]) => (bad ? { label, ...counted(read(metric, 'sum')) } : { label, text: perSecond(read(metric, 'sum')) })) }),
      }
    }
  }
}

/** What happens now and then is counted by the minute: in most seconds there is nothing. */
function ofOccasions(read: Sight['read']): Face {
  // The Scheduler counts its attempts, under names of its own.
  const attempts = read('InvocationAttemptCount', 'minute')
  const failed = read('Failed', 'minute') + read('TargetErrorCount', 'minute')
  const times = read('Occasions', 'minute') + attempts
  return {
    bar: { label: 'Occasions', text: `${grouped(times)} /min`, share: share(times / 60) },
    figures: [{ label: 'ok', text: short(read('Succeeded', 'minute') + Math.max(0, attempts - read('TargetErrorCount', 'minute'))) }, { label: 'late', ...counted(read('Timeouts', 'minute')) }, { label: 'failed', ...counted(failed) }],
  }
}

function ofFunction({ recording, index, time, read, actor }: Sight, config: { readonly reserved?: number | null; readonly provisioned?: readonly { readonly environments: number }[] }): Face {
  const limit = config.reserved
  const ran = read('Invocations', 'sum')
  const errors = ran > 0 ? (read('Errors', 'sum') / ran) * 100 : 0
  const budget = scaleBudgetAt(recording, index, time)
  const provisioned = config.provisioned?.reduce((sum, row) => sum + row.environments, 0) ?? 0
  const account = concurrencyOf(recording.drawing.scenario)
  const says = [
    `${actor.busy} busy, ${actor.idle} idle, ${actor.initialising} initialising`,
    limit != null ? `reserved ${grouped(limit)}` : `the account has ${grouped(account)}`,
    ...(provisioned > 0 ? [`provisioned ${grouped(provisioned)}`] : []),
    ...(budget ? [`may gain ${grouped(budget.left)} more at once`] : []),
  ].join(' · ')
  return {
    cells: cellsOf(actor, limit ?? undefined), says,
    ...(budget && budget.left < budget.most && { budget: budget.left / budget.most }),
    figures: [
      { label: 'busy', text: limit != null ? `${actor.busy} / ${limit}` : String(actor.busy), tone: limit != null && actor.busy >= limit ? 'warn' : 'plain' },
      { label: 'p95', text: inMs(read('Duration', 'p95')) },
      { label: 'err', text: ran > 0 ? `${errors < 10 ? errors.toFixed(1) : errors.toFixed(0)}%` : '–', tone: errors > 0 ? 'bad' : 'plain' },
    ],
  }
}

const accounts = new WeakMap<Scenario, number>()
function concurrencyOf(scenario: Scenario): number {
  let most = accounts.get(scenario)
  if (most === undefined) accounts.set(scenario, (most = quotasOf(scenario).lambdaConcurrency))
  return most
}

function ofQueue({ recording, index, time, actor, held }: Sight): Face {
  const waiting = held?.counts.waiting ?? actor.visible
  const inFlight = held?.counts.inFlight ?? actor.inFlight
  const moved = held?.gone.moved ?? actor.dead
  const dead = recording.cast.wires.some((wire) => wire.to === index && wire.kind === 'failure')
  const left = held && held.nextAt > time ? held.nextAt - time : 0
  return {
    bar: { label: dead ? 'Dead letters' : 'Waiting', text: grouped(waiting), share: share(waiting), tone: (dead && waiting > 0) || waiting > 1_000 ? 'warn' : 'plain' },
    figures: [
      // How many; and of few, when the first of them shows again unless it is deleted: both of many are wider than the column.
      { label: 'in flight', text: inFlight > 0 && inFlight < 100 && left > 0 ? `${inFlight} · ${brief(left)}` : short(inFlight) },
      { label: 'delayed', text: short(held?.counts.delayed ?? actor.delayed) },
      { label: 'moved', text: short(moved), tone: moved > 0 ? 'bad' : 'plain' },
    ],
  }
}

/** What other roles are known by: a rate, and three figures of it; those that are bad are counted and shown in red. */
const PLAIN_FACES: { readonly [R in Role]?: { readonly bar: readonly [string, string]; readonly figures: readonly (readonly [label: string, metric: string, bad?: true])[] } } = {
  topic: { bar: ['Published', 'NumberOfMessagesPublished'], figures: [['sent', 'NumberOfNotificationsDelivered'], ['filtered', 'NumberOfNotificationsFilteredOut'], ['failed', 'NumberOfNotificationsFailed', true]] },
  fifoTopic: { bar: ['Published', 'NumberOfMessagesPublished'], figures: [['sent', 'NumberOfNotificationsDelivered'], ['filtered', 'NumberOfNotificationsFilteredOut'], ['failed', 'NumberOfNotificationsFailed', true]] },
  bus: { bar: ['Events', 'PutEventsEntriesCount'], figures: [['matched', 'MatchedEvents'], ['invoked', 'Invocations'], ['failed', 'FailedInvocations', true]] },
  logs: { bar: ['Lines', 'IncomingLogEvents'], figures: [['sent', 'ForwardedLogEvents'], ['counted', 'LogFilterMatches'], ['lost', 'DeliveryErrors', true]] },
}
const ANY = { bar: ['Invocations', 'Invocations'], figures: [] } as const

/** Reads a metric over the last second before the camera (percentiles: the last minute; they cost most, and make no card better or worse). */
function reader({ cast, metrics }: Recording, index: number, time: number, afar: boolean) {
  const now = Math.floor(toSec(time))
  return (name: string, statistic: 'sum' | 'minute' | 'avg' | 'p95' | 'max'): number => {
    if (afar && statistic === 'p95') return 0
    const slot = slotOf(cast.nodes[index]!, name)
    if (slot === undefined || !metrics.places[slot]) return 0
    const value = statistic === 'p95' ? lastMinute(metrics, slot, now) : statistic === 'minute' ? sumOfMinute(metrics, slot, now) : statistic === 'avg' ? lastTen(metrics, slot, now) : lastSecond(metrics, slot, now, statistic)
    return Number.isFinite(value) ? value : 0
  }
}

/** Looked for once: each card asks for a handful of them, four times a second. */
const slotsBy = new WeakMap<Recording['cast']['nodes'][number], Map<string, number | undefined>>()
function slotOf(node: Recording['cast']['nodes'][number], name: string): number | undefined {
  let slots = slotsBy.get(node)
  if (!slots) slotsBy.set(node, (slots = new Map(node.metrics.map((metric, at) => [metric.name, node.slots[at]] as const).reverse())))
  return slots.get(name)
}

const lastSecond = (metrics: MetricView, slot: number, now: number, statistic: 'sum' | 'max'): number => metrics.series(slot, Math.max(0, now - 1), Math.max(1, now), 1, statistic)[0] ?? 0
/** Of the sixty seconds before. */
const sumOfMinute = (metrics: MetricView, slot: number, now: number): number => {
  const from = Math.max(0, now - 60)
  return metrics.series(slot, from, Math.max(from + 1, now), Math.max(1, now - from), 'sum')[0] ?? 0
}
/** Of ten seconds: shares of single ones jump. */
const lastTen = (metrics: MetricView, slot: number, now: number): number => {
  const from = Math.max(0, now - 10)
  return metrics.series(slot, from, Math.max(from + 1, now), Math.max(1, now - from), 'avg')[0] ?? 0
}
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

/** 12.3 s, 4 min: as short as a card has room for. */
const brief = (micros: number): string => (micros >= 90e6 ? `${Math.round(micros / 60e6)} min` : micros >= 10e6 ? `${Math.round(micros / 1e6)} s` : `${(micros / 1e6).toFixed(1)} s`)
const short = (value: number): string => (value >= 10_000 ? `${Math.round(value / 1_000)}k` : grouped(value))
const numbers = new Intl.NumberFormat('en-US')
/** 1,234. Only large numbers need a formatter, which takes its time. */
const grouped = (value: number): string => (value < 1_000 ? String(value) : numbers.format(value))
const counted = (value: number): { text: string; tone: Tone } => ({ text: String(value), tone: value > 0 ? 'bad' : 'plain' })
const perSecond = (value: number): string => (value >= 1_000 ? `${(value / 1_000).toFixed(1)}k` : String(Math.round(value)))
const inMs = (value: number): string => (value === 0 ? '–' : value >= 1_000 ? `${(value / 1_000).toFixed(value < 10_000 ? 2 : 1)} s` : `${Math.round(value)} ms`)
/** A full bar is a thousand; small numbers still show. */
const share = (value: number): number => (value <= 0 ? 0 : Math.min(1, Math.sqrt(value / 1_000)))
