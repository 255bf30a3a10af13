/** The functions of a distribution side by side: what this run made of each, and what AWS lets each kind do. */
import { costOfRun } from '../advice/cost.ts'
import type { Micros } from '../base/units.ts'
import { type Stage, STAGES } from '../contract/edge.ts'
import { withDefaults } from '../contract/config.ts'
import type { Statistic } from '../trace/reading.ts'
import type { Recording } from './recording.ts'
import { serviceOf } from './shelf.ts'

export type EdgeKind = 'light' | 'viewer' | 'origin'
export interface EdgeFunction {
  readonly place: number
  readonly name: string
  readonly kind: EdgeKind
  readonly stages: readonly Stage[]
  readonly invocations: number
  readonly meanMs: number
  /** Share of what a run may take, in percent; only of CloudFront functions. */
  readonly utilisation: number
  readonly mostUtilised: number
  readonly coldStarts: number
  readonly errors: number
  readonly usd: number
}

/** One statistic of a node from the beginning to an instant, to the second. */
function statistic({ cast, metrics }: Recording, place: number, name: string, time: Micros, which: Statistic): number {
  const node = cast.nodes[place]!
  const slot = node.slots[node.metrics.findIndex((metric) => metric.name === name)]
  if (slot === undefined || !metrics.places[slot]) return Number.NaN
  const span = Math.max(1, Math.ceil(Math.min(time, metrics.now) / 1e6)) + (time >= metrics.now ? 1 : 0)
  return metrics.series(slot, 0, span, span, which)[0] ?? Number.NaN
}
export const sumUntil = (recording: Recording, place: number, name: string, time: Micros): number => {
  const sum = statistic(recording, place, name, time, 'sum')
  return Number.isFinite(sum) ? sum : 0
}

/** The nodes that a distribution has functions at, in the order of the stages. */
export function functionsOf(recording: Recording, place: number, time: Micros): EdgeFunction[] {
  const { cast, drawing } = recording
  const node = cast.nodes[place]!
  const found = new Map<string, Stage[]>()
  for (const stage of STAGES) for (const wire of drawing.wires) if (wire.from === node.id && wire.port === stage) found.set(wire.to, [...new Set([...(found.get(wire.to) ?? []), stage])])
  return [...found].flatMap(([id, stages]): EdgeFunction[] => {
    const at = cast.nodes.findIndex((one) => one.id === id)
    if (at < 0) return []
    const light = cast.nodes[at]!.service !== 'lambda'
    const sum = (name: string) => sumUntil(recording, at, name, time)
    return [{
      place: at, name: cast.nodes[at]!.name, kind: light ? 'light' : stages.some((stage) => stage.startsWith('origin')) ? 'origin' : 'viewer', stages,
      invocations: light ? sum('FunctionInvocations') : sum('EdgeInvocations'), meanMs: light ? Number.NaN : statistic(recording, at, 'Duration', time, 'avg'),
      utilisation: light ? statistic(recording, at, 'FunctionComputeUtilization', time, 'avg') : Number.NaN, mostUtilised: light ? statistic(recording, at, 'FunctionComputeUtilization', time, 'max') : Number.NaN,
      coldStarts: light ? 0 : sum('ColdStarts'), errors: light ? sum('FunctionExecutionErrors') + sum('FunctionValidationErrors') + sum('FunctionThrottles') : sum('Errors') + sum('Throttles'), usd: costUntil(recording, [at], time),
    }]
  })
}

/** What nodes cost up to an instant, at list prices. */
export function costUntil(recording: Recording, places: readonly number[], time: Micros): number {
  const { cast, drawing } = recording
  const nodes = places.flatMap((place) => {
    const { id, name, service } = cast.nodes[place]!
    const known = serviceOf(service)
    const drawn = drawing.nodes.find((one) => one.id === id)
    return known?.usage && drawn ? [{ name, service: known, config: withDefaults(known.config, drawn.config), sum: (metric: string) => sumUntil(recording, place, metric, time) }] : []
  })
  return costOfRun(nodes, { freeTier: false }).usd
}

interface LimitRow {
  readonly what: string
  readonly values: { readonly [K in EdgeKind]: string }
}
/** What AWS says of them: CloudFront Functions, Lambda@Edge for viewers, Lambda@Edge at the origin. Older pages say otherwise of code. */
export const limitsOf = ({ drawing }: Recording): readonly LimitRow[] =>
  drawing.scenario.profile === 'course' ? LIMITS.map((row) => (row.what === 'Code' ? { ...row, values: { ...row.values, viewer: 'Node.js or Python, 1 MB zipped' } } : row)) : LIMITS
const LIMITS: readonly LimitRow[] = [
  { what: 'Runs', values: { light: 'on every request, at every edge location', viewer: 'on every request, in a region near the viewer', origin: 'only when the origin is asked' } },
  { what: 'Code', values: { light: 'JavaScript 1.0 or 2.0, 10 KB', viewer: 'Node.js or Python, 50 MB zipped', origin: 'Node.js or Python, 50 MB zipped' } },
  { what: 'Time', values: { light: 'under 1 ms, counted to 100', viewer: '5 s', origin: '30 s' } },
  { what: 'Memory', values: { light: '2 MB', viewer: '128 MB', origin: '128 to 10,240 MB' } },
  { what: 'Response made', values: { light: 'headers, status, small body', viewer: '40 KB', origin: '1 MB' } },
  { what: 'Request body', values: { light: 'never', viewer: 'if included, first 40 KB', origin: 'if included, first 1 MB' } },
  { what: 'Network, files', values: { light: 'no; a key-value store', viewer: 'yes', origin: 'yes' } },
  { what: 'Country, device', values: { light: 'yes, if a policy names them', viewer: 'not at viewer request', origin: 'yes, if a policy names them' } },
  { what: 'Grows to', values: { light: 'millions a second', viewer: '10,000 a second, 1,000 at once in a region', origin: '10,000 a second, 1,000 at once in a region' } },
  { what: 'A million', values: { light: '$0.10', viewer: '$0.60, and $0.00005001 a GB-second', origin: '$0.60, and $0.00005001 a GB-second' } },
]
export const LIMITS_PAGE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-choosing.html'
