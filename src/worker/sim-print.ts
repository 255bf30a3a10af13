import { toSec } from '../base/units.ts'
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

export function printJson(made: Simulation, wallSeconds: number): void {
  const { run, metrics, trace } = made
  const nodes: Record<string, Record<string, object>> = {}
  for (const node of run.nodes) {
    const own: Record<string, object> = {}
    ;(node.behaviour.metrics ?? []).forEach((metric, index) => {
      own[metric.name] = metrics.summary(node.metricSlot(index))
    })
    nodes[node.name] = own
  }
  const result = {
    seed: run.plan.scenario.seed, virtualSeconds: toSec(run.now), wallSeconds,
    kernelEvents: run.world.timers.fired, traceSha256: trace.digest(), nodes, outcomes: outcomesOf(made),
  }
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
}

export function printRows(block: TraceBlock, made: Simulation): void {
  const { run } = made
  const { columns } = block
  let text = ''
  for (let i = 0; i < block.rows; i++) {
    const kind = RECORD_NAMES[columns.kind[i]!]!
    const place = columns.place[i]!
    const where = RECORDS[kind].place === 'wire' ? run.plan.wires[place]!.drawn.id : run.nodes[place]!.name
    text += `${JSON.stringify({ t: toSec(columns.time[i]!), message: columns.serial[i], kind, at: where, a: columns.a[i], b: columns.b[i] })}\n`
  }
  process.stdout.write(text)
}

export function printTable(made: Simulation, wallSeconds: number): void {
  const { run, metrics, trace } = made
  const lines: string[] = []
  for (const node of run.nodes) {
    const rows = (node.behaviour.metrics ?? [])
      .map((metric, index) => ({ metric, summary: metrics.summary(node.metricSlot(index)) }))
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
  const outcomes = Object.entries(outcomesOf(made)).map(([name, times]) => `${name} ${times.toLocaleString('en-US')}`)
  process.stdout.write(
    [
      `${run.plan.drawing.name}: ${toSec(run.now)} virtual seconds in ${wallSeconds.toFixed(2)} s, seed ${run.plan.scenario.seed}, ${run.plan.scenario.mode}, ${run.plan.scenario.profile}`,
      `messages: ${outcomes.join(', ') || 'none'}`,
      ...lines, '', `trace ${trace.digest()}`, '',
    ].join('\n'),
  )
}

const figure = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4))
