/** Rates, latencies and errors of every node over the last minute before an instant: what X-Ray's service map is made of. */
import type { Recording } from './recording.ts'

/** Seconds that are looked back upon. */
export const LOOKS_BACK = 60

export interface Station {
  readonly id: string
  readonly name: string
  readonly service: string
  readonly x: number
  readonly y: number
  /** Taken in each second, in the mean. */
  readonly rate: number
  /** Share of those that went wrong, 0 to 1; of what takes nothing NaN. */
  readonly failed: number
  readonly throttled: number
  readonly meanMs: number
  readonly p95Ms: number
}
export interface Road {
  readonly id: string
  readonly from: string
  readonly to: string
}

/** What counts as taken in, what as failed, and what as latency: the first that a node has. */
const TAKEN = ['Invocations', 'Count', 'Sent', 'NumberOfMessagesSent', 'NumberOfMessagesPublished', 'PutEventsEntriesCount', 'IncomingRecords', 'ConsumedWriteCapacityUnits', 'Requests', 'FunctionInvocations', 'UrlRequestCount', 'RequestCount', 'MessageCount', 'PutRequests', 'IncomingLogEvents', 'Occasions', 'InvocationAttemptCount', 'Reads']
const FAILED = [['Errors'], ['5xx', 'FunctionErrors', 'Timeouts'], ['5xx'], ['NumberOfNotificationsFailed'], ['FailedInvocations'], ['5XXError'], ['Url5xxCount'], ['HTTPCode_ELB_5XX_Count', 'HTTPCode_Target_5XX_Count'], ['IntegrationError', 'ExecutionError'], ['Failed', 'Timeouts'], ['TargetErrorCount'], ['FunctionExecutionErrors']]
const REFUSED = [['Throttles'], ['4xx'], ['WriteProvisionedThroughputExceeded'], ['ThrottledRequests'], ['4XXError'], ['Url4xxCount'], ['HTTPCode_ELB_4XX_Count'], ['ClientError'], ['TargetErrorThrottledCount'], ['FunctionThrottles']]
const LATENCY = ['Duration', 'Latency', 'ApproximateAgeOfOldestMessage', 'SuccessfulRequestLatency', 'OriginLatency', 'UrlRequestLatency', 'TargetResponseTime', 'IntegrationLatency']
/** CloudWatch has these in seconds. */
const IN_SECONDS = ['ApproximateAgeOfOldestMessage', 'TargetResponseTime']

export function stationsAt({ cast, drawing, metrics }: Recording, time: number): Station[] {
  const to = Math.max(1, Math.ceil(Math.min(time, metrics.now) / 1e6))
  const from = Math.max(0, to - LOOKS_BACK)
  return cast.nodes.flatMap((node): Station[] => {
    const drawn = drawing.nodes.find(({ id }) => id === node.id)
    if (!drawn) return []
    const slotOf = (name: string) => {
      const slot = node.slots[node.metrics.findIndex((metric) => metric.name === name)]
      return slot !== undefined && metrics.places[slot] ? slot : -1
    }
    const sum = (names: readonly string[]) => names.reduce((total, name) => {
      const slot = slotOf(name)
      return total + (slot < 0 ? 0 : metrics.series(slot, from, to, to - from, 'sum')[0] || 0)
    }, 0)
    const first = (names: readonly string[]) => names.find((name) => slotOf(name) >= 0)
    const firstOf = (lists: readonly (readonly string[])[]) => lists.find((names) => names.every((name) => slotOf(name) >= 0)) ?? []
    const taken = sum([first(TAKEN) ?? ''])
    const refused = sum(firstOf(REFUSED))
    const latency = slotOf(first(LATENCY) ?? '')
    const scale = IN_SECONDS.includes(first(LATENCY) ?? '') ? 1_000 : 1
    const read = (statistic: 'avg' | 'p95' | 'max') => (latency < 0 ? Number.NaN : metrics.series(latency, from, to, to - from, statistic)[0]! * scale)
    return [{
      id: node.id, name: node.name, service: node.service, x: drawn.x, y: drawn.y,
      rate: taken / (to - from), failed: taken > 0 ? Math.min(1, sum(firstOf(FAILED)) / taken) : Number.NaN, throttled: refused / (to - from),
      meanMs: read('avg'), // The distribution is that of whole minutes: nothing of it lies beyond the largest value of the span.
      p95Ms: Math.min(read('p95'), read('max')),
    }]
  })
}

export const roadsOf = ({ cast }: Recording): Road[] => cast.wires.flatMap((wire) => {
  const [from, to] = [cast.nodes[wire.from], cast.nodes[wire.to]]
  return from && to ? [{ id: wire.id, from: from.id, to: to.id }] : []
})
