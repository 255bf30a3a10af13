/** What a message cost, with all that was made for it: the usage of each node it met, times the price table. */
import { costOfRun } from '../advice/cost.ts'
import { withDefaults } from '../contract/config.ts'
import { K } from '../trace/records.ts'
import { rowsOfMessage, type TraceRow } from '../trace/reader.ts'
import type { Recording } from './recording.ts'
import { configAt } from './dated.ts'
import { serviceOf } from './shelf.ts'
import type { Life } from './traces.ts'

const ENDS: ReadonlySet<number> = new Set([K.finished, K.failed, K.timedOut, K.crashed])

export interface Spent {
  readonly usd: number
  /** It was handled in batches: of each it bears its part. */
  readonly shared: number
}

export function spentOn(recording: Recording, lives: readonly Life[]): Spent {
  const { cast, drawing } = recording
  const sums = cast.nodes.map(() => new Map<string, number>())
  const add = (place: number, metric: string, amount: number) => {
    const sum = sums[place]
    if (sum) sum.set(metric, (sum.get(metric) ?? 0) + amount)
  }
  let shared = 1
  for (const { rows, batches } of lives) {
    for (const { time, first, size } of batches) {
      shared = Math.max(shared, size)
      invocation(recording, first, time, size, add)
    }
    // Its own rows tell of a batch only where it is the first of it: then it stands for all, and bears its part.
    let part = 1
    let initMs = 0
    let atEdge = false
    for (const row of rows) {
      if (row.kind === K.request) atEdge = cast.wires[row.place]?.kind === 'edge'
      if (row.kind === K.batch) {
        part = Math.max(1, row.b)
        shared = Math.max(shared, part)
      } else if (row.kind === K.request || row.kind === K.event) arrives(recording, row, add)
      else if (row.kind === K.initEnded) initMs = row.a
      else if (row.kind === K.started) {
        add(row.place, 'Invocations', 1 / part)
        if (atEdge) add(row.place, 'EdgeInvocations', 1)
      }
      else if (ENDS.has(row.kind) && cast.nodes[row.place]?.service === 'lambda') {
        // LAM-PRC-01: init is billed with the invocation that it delays.
        add(row.place, 'BilledDuration', Math.ceil(row.a + initMs) / part)
        if (atEdge) add(row.place, 'EdgeBilledDuration', Math.ceil(row.a + initMs))
        initMs = 0
      } else if (row.kind === K.charged) {
        const metric = cast.nodes[row.place]?.metrics[row.b]
        if (metric) add(row.place, metric.name, row.a)
      } else if (row.kind === K.leased) add(row.place, 'Requests', 0.1)
      else if (row.kind === K.deleted) add(row.place, 'Requests', 0.1)
      else if (row.kind === K.delayed || (row.kind === K.visible && row.b === 0 && !rows.some((other) => other.kind === K.delayed))) add(row.place, 'NumberOfMessagesSent', 1)
    }
  }
  const nodes = cast.nodes.flatMap(({ id, name, service }, place) => {
    const known = serviceOf(service)
    const drawn = drawing.nodes.find((node) => node.id === id)
    return known?.usage && drawn ? [{ name, service: known, config: withDefaults(known.config, configAt(drawing, drawn, lives[0]?.start ?? 0)), sum: (metric: string) => sums[place]!.get(metric) ?? 0 }] : []
  })
  return { usd: costOfRun(nodes, { freeTier: false }).usd, shared }
}

/** The invocation that a batch of this size had at this time: its rows are those of its first message. */
function invocation({ keep }: Recording, first: number, time: number, size: number, add: (place: number, metric: string, amount: number) => void): void {
  let initMs = 0
  for (const row of rowsOfMessage(keep, first)) {
    if (row.time < time) continue
    if (row.kind === K.initEnded) initMs = row.a
    if (row.kind === K.started) add(row.place, 'Invocations', 1 / size)
    if (!ENDS.has(row.kind)) continue
    add(row.place, 'BilledDuration', Math.ceil(row.a + initMs) / size)
    return
  }
}

/** What counts whatever comes in, and is paid by that count. Where requests differ, a row says what each is paid by. */
const COUNTS: { readonly [service: string]: string } = {
  httpApi: 'Count', restApi: 'Count', websocketApi: 'MeteredMessages', cloudfront: 'Requests', cloudfrontFunction: 'FunctionInvocations',
}

function arrives({ cast }: Recording, row: TraceRow, add: (place: number, metric: string, amount: number) => void): void {
  const wire = cast.wires[row.place]
  if (!wire) return
  const metric = COUNTS[cast.nodes[wire.to]?.service ?? '']
  if (metric !== undefined) add(wire.to, metric, 1)
  if (cast.nodes[wire.from]?.service === 'scheduler') add(wire.from, 'InvocationAttemptCount', 1)
}
