import { defineService, type NodeSketch, type Refusal } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { hasCode } from './code/program.ts'
import { usage } from './cost.ts'
import { check } from './check.ts'
import { callWire, config, destination, told } from './config.ts'
import { sdk } from './sdk.ts'

export const lambda = defineService({
  id: 'lambda',
  title: 'Lambda function',
  group: 'Compute',
  category: 'compute',
  role: () => 'function',
  limit: '1,000 at once in the whole account',
  help: 'Code that runs on demand in execution environments of one invocation each. A request that finds no idle environment waits for a cold start. Concurrency is rate times duration: what the account or the reservation does not hold is refused with 429.',
  config,
  ports: [
    { id: 'calls', label: 'Calls', side: 'right', to: { function: 'sync', http: 'sync', distribution: 'sync', queue: 'publish', fifo: 'publish', topic: 'publish', fifoTopic: 'publish', bus: 'publish', bucket: 'data', stream: 'publish', table: 'data' }, config: callWire, live: Object.keys(callWire), latency: { p50: 8, p99: 40 } },
    { id: 'logs', label: 'Log group', side: 'bottom', max: 1, to: { logs: 'publish' } },
    { id: 'onSuccess', label: 'On success', side: 'bottom', max: 1, to: { function: 'success', queue: 'success', topic: 'success', bus: 'success' }, config: destination, live: Object.keys(destination), refuses: (from, to) => standardOnly('LAM-DEST-01', 'destination', from, to) },
    { id: 'onFailure', label: 'On failure', side: 'bottom', max: 1, to: { function: 'failure', queue: 'failure', topic: 'failure', bus: 'failure', bucket: 'failure' }, config: destination, live: Object.keys(destination), refuses: (from, to) => standardOnly('LAM-DEST-01', 'destination', from, to) },
    { id: 'onDiscard', label: 'Discarded stream records', side: 'bottom', max: 1, to: { queue: 'failure', topic: 'failure', bucket: 'failure' }, config: told, live: ['permission'], refuses: (from, to) => standardOnly('LAM-STR-08', 'destination for discarded records', from, to) },
    { id: 'deadLetter', label: 'Dead-letter queue', side: 'bottom', max: 1, to: { queue: 'failure', topic: 'failure' }, config: told, live: ['permission'], refuses: (from, to) => standardOnly('LAM-DLQ-01', 'dead-letter queue', from, to) },
  ],
  summary: (values) => `${values.memoryMb >= 1_024 && values.memoryMb % 1_024 === 0 ? `${values.memoryMb / 1_024} GB` : `${values.memoryMb} MB`} · ${values.runtime}`,
  arn: (name, region, account) => `arn:aws:lambda:${region}:${account}:function:${name}`,
  naming: { pattern: /^[A-Za-z0-9_-]{1,64}$/, text: 'A function name has 1 to 64 letters, digits, - or _.', stem: 'function' },
  asks: hasCode,
  looks: (view) => view.config.poison !== '',
  behaviour,
  sdk,
  usage,
  check,
})

function standardOnly(rule: string, what: string, from: NodeSketch, to: NodeSketch): Refusal | undefined {
  if (to.role !== 'fifo' && to.role !== 'fifoTopic') return undefined
  return { rule, text: `The ${what} of ${from.name} must be a standard queue or topic; ${to.name} is FIFO. Make it a standard one; AWS refuses the setting otherwise.` }
}
