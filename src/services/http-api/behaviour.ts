import { ms, toMs } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { type Behaviour, type Node, timer } from '../../contract/service.ts'
import { K, metric } from '../../contract/trace.ts'
import type { HttpConfig } from './config.ts'

type HttpNode = Node<HttpConfig, Record<string, never>>

const COUNT = metric('Count', 'count')
const C4 = metric('4xx', 'count')
const C5 = metric('5xx', 'count')
const LATENCY = metric('Latency', 'value', 'ms', 'p99')
const INTEGRATION = metric('IntegrationLatency', 'value', 'ms', 'p99')
const ORPHAN = 1

const integrationTimeout = timer<HttpNode>('refill', (node, request) => {
  // LAM-SYNC-09: the caller hears 503; the function keeps running, and its answer finds nobody.
  const child = node.messages.x[request]!
  node.messages.parent[child] = request
  node.messages.w[child] = ORPHAN
  node.note(K.timedOut, request, node.config.integrationTimeoutMs)
  finish(node, request, 503, reason('ServiceUnavailable'))
})

export const behaviour: Behaviour<HttpConfig, Record<string, never>> = {
  timers: [integrationTimeout],
  metrics: [COUNT, C4, C5, LATENCY, INTEGRATION],
  state: () => ({}),
  accept(node, request) {
    node.add(COUNT)
    const wire = node.outgoing[0]
    if (!wire) {
      node.note(K.refused, request, 404, reason('NotFound'))
      finish(node, request, 404, reason('NotFound'))
      return
    }
    const child = node.create(request)
    node.messages.content[child] = node.messages.content[request]
    node.messages.x[request] = child
    node.messages.v[child] = node.after(ms(node.config.integrationTimeoutMs), integrationTimeout, request)
    node.messages.z[request] = node.now
    node.request(wire, child)
  },
  answered(node, child) {
    const { messages } = node
    const orphan = messages.w[child] === ORPHAN
    if (!orphan) {
      const request = messages.parent[child]!
      const status = messages.status[child]!
      const failed = messages.reason[child] !== 0
      node.cancel(messages.v[child]!)
      node.observe(INTEGRATION, toMs(node.now - messages.z[request]!))
      if (status === 429) finish(node, request, 503, reason('ServiceUnavailable'))
      else if (status >= 400 || failed) finish(node, request, 500, reason('InternalServerError'))
      else finish(node, request, 200, 0)
    }
    node.end(child, messages.status[child]! < 300 && messages.reason[child] === 0 ? 0 : 1)
  },
}

function finish(node: HttpNode, request: MessageId, status: number, why: number): void {
  const { messages } = node
  if (status >= 500) node.add(C5)
  else if (status >= 400) node.add(C4)
  node.observe(LATENCY, toMs(node.now - (messages.z[request] || node.now)))
  node.answer(request, status, why, messages.answer[request])
}
