import { count, millis, text, choice, type Values } from '../../contract/config.ts'
import { qualified } from '../../contract/qualifier.ts'
import { type MessageId } from '../../contract/messages.ts'
import { type Behaviour, defineService, type Node, timer } from '../../contract/service.ts'
import { K, metric } from '../../contract/trace.ts'
import { reason } from '../../contract/reasons.ts'
import { ms, toMs } from '../../base/units.ts'

/** The first slice of the HTTP API: a proxy with an integration timeout. Routes, authorizers, CORS and throttling follow. */
const config = {
  integrationTimeoutMs: millis('Integration timeout', { default: 30_000, min: 50, max: 30_000, rule: 'LAM-SYNC-09', help: 'At most 30 s; the function behind may run on, unheard.' }),
}
const wire = {
  ...qualified,
  method: choice('Method', { default: 'ANY', options: [{ value: 'ANY', label: 'ANY' }, { value: 'GET', label: 'GET' }, { value: 'POST', label: 'POST' }, { value: 'PUT', label: 'PUT' }, { value: 'DELETE', label: 'DELETE' }] }),
  path: text('Path', { default: '/{proxy+}', maxLength: 1_024 }),
  weight: count('Order', { default: 1, min: 0, max: 1_000 }),
}
type HttpConfig = Values<typeof config>
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

const behaviour: Behaviour<HttpConfig, Record<string, never>> = {
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

export const httpApi = defineService({
  id: 'httpApi',
  title: 'HTTP API',
  group: 'API',
  category: 'api',
  role: () => 'http',
  limit: 'Waits 30 s at most',
  help: 'API Gateway HTTP API: passes a request on to a function and its answer back. It never retries; a slow function becomes a 503 although it runs on.',
  config,
  ports: [{ id: 'out', label: 'Routes', side: 'right', to: { function: 'sync', http: 'sync' }, config: wire, latency: { p50: 8, p99: 40 } }],
  summary: () => 'HTTP API',
  arn: (name, region, account) => `arn:aws:execute-api:${region}:${account}:${name}/$default`,
  naming: { pattern: /^[\w .-]{1,128}$/, text: 'A name has 1 to 128 letters, digits, spaces, dots or dashes.', stem: 'api' },
  behaviour,
})
