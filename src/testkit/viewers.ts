/** A drawing with a distribution, run to its end, and what each viewer asked and was told: for stories of whole drawings. */
import { headerOf, type HttpRequest, type HttpResponse } from '../contract/http.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { makePlan } from '../engine/plan.ts'
import { Run } from '../engine/run.ts'
import { services } from '../services/catalogue.ts'
import { MetricStore } from '../trace/metrics.ts'
import { K } from '../trace/records.ts'
import { TraceWriter } from '../trace/writer.ts'
import { newHost } from './guest.ts'

export interface Answered {
  readonly atSec: number
  readonly from: string
  readonly request: HttpRequest
  readonly response: HttpResponse
  /** X-Cache in short: Hit, Miss, … */
  readonly cache: string
}

/** Reads the table of messages whenever a distribution answers. */
class Listener extends TraceWriter {
  readonly answers: Answered[] = []
  run: Run | undefined

  override note(time: number, serial: number, kind: number, place: number, a = 0, b = 0): void {
    super.note(time, serial, kind, place, a, b)
    const wire = kind === K.response || kind === K.refusal ? this.run?.plan.wires[place] : undefined
    if (wire?.to.drawn.service !== 'cloudfront' || !this.run) return
    const { messages } = this.run.world
    const row = messages.serial.indexOf(serial)
    const response = messages.answer[row] as unknown as HttpResponse
    this.answers.push({ atSec: time / 1e6, from: wire.from.drawn.name, request: messages.content[row] as unknown as HttpRequest, response, cache: (headerOf(response.headers, 'x-cache') ?? '').replace(' from cloudfront', '') })
  }
}

export function viewersOf(drawing: Drawing) {
  const plan = makePlan(drawing, services)
  const errors = plan.findings.filter(({ level }) => level === 'error')
  if (errors.length > 0) throw new Error(errors.map(({ text }) => text).join('\n'))
  const metrics = new MetricStore()
  const trace = new Listener({})
  const run = new Run(plan, { trace, metrics, host: newHost(), peeks: true })
  trace.run = run
  run.advance(run.end)
  const sum = (name: string, metric: string): number => {
    const node = run.nodes.find((one) => one.name === name)!
    return metrics.summary(node.metricSlot((node.behaviour.metrics ?? []).findIndex((one) => one.name === metric))).sum
  }
  const { answers } = trace
  const hits = (of: readonly Answered[] = answers) => of.filter(({ cache }) => cache === 'Hit').length / of.length
  return { answers, sum, hits, from: (name: string) => answers.filter((one) => one.from === name) }
}
