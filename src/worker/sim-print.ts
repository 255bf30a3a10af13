import { chargesOf } from '../advice/charges.ts'
import { costOfRun } from '../advice/cost.ts'
import { toSec } from '../base/units.ts'
import { PRICES_OF } from '../contract/prices.ts'
import { OUTCOMES, RECORD_NAMES, RECORDS } from '../trace/records.ts'
import type { TraceBlock } from '../trace/block.ts'
import type { Simulation } from './simulation.ts'

interface Outcomes {
  [outcome: string]: number
}

function outcomesOf(made: Simulation): Outcomes {
  const { outcomes, messages } = made.run.world
  const found: Outcomes = {}
  OUTCOMES.forEach((name, index) => {
    if (outcomes[index]! > 0) found[name] = outcomes[index]!
  })
  if (messages.alive > 0) found.waiting = messages.alive
  return found
}

/** At list prices, without the free tier. */
export function costOf({ run, metrics }: Simulation): number {
  const nodes = run.nodes.flatMap((node) => {
    const slotOf = (name: string): number => {
      const index = (node.behaviour.metrics ?? []).findIndex((metric) => metric.name === name)
      return index < 0 ? -1 : node.metricSlot(index)
    }
    return chargesOf({
      id: node.id, name: node.name, service: node.plan.service, config: node.plan.config, actions: run.plan.scenario.actions, now: run.now,
      sum: (name) => (slotOf(name) < 0 ? 0 : metrics.summary(slotOf(name), run.now).sum),
      sumIn: (name, from, to) => (slotOf(name) < 0 ? 0 : metrics.series(slotOf(name), from, to, to - from, 'sum', run.now)[0]!),
    })
  })
  return costOfRun(nodes, { freeTier: false }).usd
}

/** What code measured, by namespace; left out when it measured nothing. */
function ownOf({ run, metrics }: Simulation): { readonly metricsOfCode?: readonly object[] } {
  const found = metrics.places.flatMap(({ metric }, slot) => (metric.own ? [{ namespace: metric.own.namespace, dimensions: metric.own.dimensions, name: metric.name, unit: metric.unit, ...metrics.summary(slot, run.now) }] : []))
  return found.length === 0 ? {} : { metricsOfCode: found }
}

export function jsonOf(made: Simulation, wallSeconds: number): string {
  const { run, metrics, trace } = made
  const nodes = new Map<string, object>()
  for (const node of run.nodes) {
    const own = (node.behaviour.metrics ?? []).map((metric, index) => [metric.name, metrics.summary(node.metricSlot(index), run.now)])
    // Names need not differ; ids do.
    nodes.set(nodes.has(node.name) ? `${node.name} (${node.id})` : node.name, Object.fromEntries(own))
  }
  const result = {
    seed: run.plan.scenario.seed, virtualSeconds: toSec(run.now), wallSeconds,
    kernelEvents: run.world.timers.fired, traceSha256: trace.digest(), nodes: Object.fromEntries(nodes), ...ownOf(made), outcomes: outcomesOf(made), costUsd: costOf(made),
  }
  return `${JSON.stringify(result, null, 2)}\n`
}

/** A row that names a text has it with it. */
export function rowsOf(block: TraceBlock, made: Simulation, texts: ReadonlyMap<number, string>): string {
  const { run } = made
  const { columns } = block
  let text = ''
  for (let i = 0; i < block.rows; i++) {
    const kind = RECORD_NAMES[columns.kind[i]!]!
    const place = columns.place[i]!
    const where = RECORDS[kind].place === 'wire' ? run.plan.wires[place]!.drawn.id : run.nodes[place]!.name
    text += `${JSON.stringify({ t: toSec(columns.time[i]!), message: columns.serial[i], kind, at: where, a: columns.a[i], b: columns.b[i], ...(kind === 'logged' && { text: texts.get(columns.a[i]!) }) })}\n`
  }
  return text
}

export function tableOf(made: Simulation, wallSeconds: number): string {
  const { run, metrics, trace } = made
  const lines: string[] = []
  for (const node of run.nodes) {
    const rows = (node.behaviour.metrics ?? [])
      .map((metric, index) => ({ metric, summary: metrics.summary(node.metricSlot(index), run.now) }))
      .filter(({ summary }) => summary.count > 0)
    if (rows.length === 0) continue
    lines.push('', `${node.name} (${node.plan.service.title})`)
    for (const { metric, summary } of rows) {
      const figures = metric.type === 'count'
        ? `sum ${figure(summary.sum)}`
        : metric.type === 'level'
          ? `avg ${figure(summary.avg)}  max ${figure(summary.max)}`
          : `avg ${figure(summary.avg)}  p50 ${figure(summary.p50)}  p99 ${figure(summary.p99)}  max ${figure(summary.max)}`
      lines.push(`  ${metric.name.padEnd(40)} ${figures}${metric.unit ? ` ${metric.unit}` : ''}`)
    }
  }
  metrics.places.forEach(({ metric: { name, unit, own } }, slot) => {
    if (!own) return
    const { sum, avg, p99, max, count } = metrics.summary(slot, run.now)
    lines.push('', `${own.namespace}${own.dimensions && ` (${own.dimensions})`}`, `  ${name.padEnd(40)} count ${count}  sum ${figure(sum)}  avg ${figure(avg)}  p99 ${figure(p99)}  max ${figure(max)}${unit ? ` ${unit}` : ''}`)
  })
  const outcomes = Object.entries(outcomesOf(made)).map(([name, times]) => `${name} ${times.toLocaleString('en-US')}`)
  return [
    `${run.plan.drawing.name}: ${toSec(run.now)} virtual seconds in ${wallSeconds.toFixed(2)} s, seed ${run.plan.scenario.seed}, ${run.plan.scenario.mode}, ${run.plan.scenario.profile}`,
    `messages: ${outcomes.join(', ') || 'none'}`,
    ...lines, '', `cost ${costOf(made).toFixed(6)} USD at list prices of ${PRICES_OF}, without free tier`, `trace ${trace.digest()}`, '',
  ].join('\n')
}

const figure = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4))

/** Names come from elsewhere, and a terminal obeys some characters: they are left out. */
export const plain = (text: string): string => text.replace(/[\0-\x09\x0b-\x1f\x7f-\x9f]/g, ' ')
