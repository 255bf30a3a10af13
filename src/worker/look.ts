/**
 * What a message carried, at each row that the trace has of it. Payloads are not in the trace: the span is run again from
 * the checkpoint before it, and the table of messages is read whenever one of these messages is told of.
 */
import type { Micros } from '../base/units.ts'
import type { Content } from '../contract/messages.ts'
import { Run } from '../engine/run.ts'
import { MetricStore } from '../trace/metrics.ts'
import { K } from '../trace/records.ts'
import { TraceWriter } from '../trace/writer.ts'
import { LONGEST_SEEN } from './protocol.ts'
import type { Simulation } from './simulation.ts'

/** A message at one row. Contents are JSON text; one as long as this has been cut. */
export interface Seen {
  readonly serial: number
  readonly time: Micros
  readonly kind: number
  readonly place: number
  /** '' where there is none. */
  readonly content: string
  readonly answer: string
  /** Where a handler begins: the event that it is handed, when that is more than this message. */
  readonly event: string
  readonly attributes: string
  readonly sizeBytes: number
  readonly status: number
  /** Position in REASONS. */
  readonly reason: number
}
/** Timers at most: a message that lies in a queue for days is followed as far as that. */
const MOST_TIMERS = 2_000_000
/** A message of many hops is told of so often at most. */
const MOST_SEEN = 400

/** Rows of these messages in [from, to], in order, with what they carried; `complete` unless it took too long. */
export function look(simulation: Simulation, serials: readonly number[], from: Micros, to: Micros): { readonly seen: readonly Seen[]; readonly complete: boolean } {
  const trace = new Watcher(serials)
  const run = new Run(simulation.plan, { trace, metrics: new MetricStore({ muted: true }), host: simulation.options.hosts?.(), peeks: true })
  trace.run = run
  const world = simulation.checkpoints.before(from - 1)
  if (world) run.restore(world)
  trace.from = from
  const there = run.advance(Math.min(to, run.end), MOST_TIMERS)
  return { seen: trace.seen, complete: there && trace.seen.length < MOST_SEEN }
}

class Watcher extends TraceWriter {
  readonly seen: Seen[] = []
  run: Run | undefined
  from = Number.POSITIVE_INFINITY
  private readonly serials: ReadonlySet<number>

  constructor(serials: readonly number[]) {
    super({ muted: true })
    this.serials = new Set(serials)
  }

  override note(time: number, serial: number, kind: number, place: number, _a = 0, b = 0): void {
    if (time < this.from || !this.serials.has(serial) || this.seen.length >= MOST_SEEN || !this.run) return
    const { messages } = this.run.world
    const row = messages.serial.indexOf(serial)
    if (row < 0) return
    const node = kind === K.started ? this.run.nodes[place] : undefined
    const content = jsonOf(messages.content[row])
    const event = node?.behaviour.handed ? jsonOf(node.behaviour.handed(node, b)) : ''
    this.seen.push({
      serial, time, kind, place, content, event: event === content ? '' : event, answer: jsonOf(messages.answer[row]), attributes: jsonOf(messages.attributes[row]),
      sizeBytes: messages.sizeBytes[row]!, status: messages.status[row]!, reason: messages.reason[row]!,
    })
  }
}

function jsonOf(content: Content): string {
  if (content === undefined) return ''
  const text = typeof content === 'string' ? JSON.stringify(content) : (JSON.stringify(content) ?? '')
  return text.length > LONGEST_SEEN ? text.slice(0, LONGEST_SEEN) : text
}
