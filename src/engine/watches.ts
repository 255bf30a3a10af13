/** Alarms and the like hear of other nodes' metrics: here their names become places. */
import type { Micros } from '../base/units.ts'
import type { Finding } from '../contract/finding.ts'
import type { Metric, OwnNames } from '../contract/trace.ts'
import type { EngineNode } from './node.ts'
import type { PlanNode } from './plan.ts'

export interface Watch {
  /** Places of the nodes. */
  readonly watcher: number
  readonly watched: number
  /** Which of its watches it is to the watcher. */
  readonly which: number
  readonly metric: Metric
}

/** A node that is told of a metric as it is measured. */
export interface Watcher {
  readonly watcher: EngineNode
  readonly which: number
  readonly metric: Metric
}

export function tell(watchers: readonly Watcher[], metric: Metric, value: number, at: Micros, hasFailed: boolean): void {
  for (const { watcher, which, metric: watched } of watchers) {
    const told = watched === metric ? value : watched === metric.counts || (hasFailed ? watched === metric.fails : watched === metric.succeeds) ? 1 : watched.type === 'count' ? 0 : undefined
    if (told !== undefined) watcher.behaviour.measured!(watcher, which, told, at)
  }
}

/** A metric that code defines is watched before there is any. */
export interface OwnWatch extends OwnNames {
  readonly watcher: number
  readonly which: number
  readonly name: string
}

export function ownWatchesOf(nodes: readonly PlanNode[], findings: Finding[]): readonly OwnWatch[] {
  const measures = nodes.some(({ service, config }) => service.asks?.(config) === true)
  return nodes.flatMap((watcher) => (watcher.service.watches?.(watcher.config) ?? []).flatMap(({ metric: name, own }, which): OwnWatch[] => {
    if (!own) return []
    if (!measures) findings.push({ rule: 'CWA-01', level: 'warning', on: watcher.drawn.id, text: `${watcher.drawn.name} watches ${name} in ${own.namespace}, which only code can measure, and no function here has code. Write some, or empty the namespace to watch a metric of AWS.` })
    return [{ ...own, watcher: watcher.index, which, name }]
  }))
}

export function watchesOf(nodes: readonly PlanNode[], findings: Finding[]): readonly Watch[] {
  const watches: Watch[] = []
  for (const watcher of nodes) {
    const wanted = watcher.service.watches?.(watcher.config) ?? []
    wanted.forEach(({ node: name, metric: title, own }, which) => {
      if (own) return
      const candidates = nodes.filter((one) => one !== watcher && (name === '' || one.drawn.name === name))
      const watched = candidates.find((one) => metricOf(one, title))
      if (watched) watches.push({ watcher: watcher.index, watched: watched.index, which, metric: metricOf(watched, title)! })
      else findings.push({ rule: 'CWA-01', level: 'warning', on: watcher.drawn.id, text: missing(watcher, candidates, name, title) })
    })
  }
  return watches
}

const metricOf = (node: PlanNode, title: string): Metric | undefined => node.service.behaviour.metrics?.find((one) => one.name === title)

function missing({ drawn }: PlanNode, candidates: readonly PlanNode[], name: string, title: string): string {
  const known = candidates[0]
  if (name === '' || !known) return `${drawn.name} watches ${title}${name === '' ? ', which nothing here measures' : ` of ${name}, which is not drawn`}. Choose a node and a metric of it; without them there is never any data.`
  const titles = (known.service.behaviour.metrics ?? []).map((one) => one.name)
  return `${drawn.name} watches ${title}, which ${name} does not measure. It measures ${titles.join(', ')}; otherwise there is never any data.`
}
