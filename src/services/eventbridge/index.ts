import { saysName, textIn } from '../../contract/sdk.ts'
import { defineService, type NodeSketch, type Refusal } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config, deadLetter, target } from './config.ts'

export const eventbridge = defineService({
  id: 'eventbridge',
  title: 'EventBridge bus',
  group: 'Messaging',
  category: 'messaging',
  role: () => 'bus',
  limit: '300 rules, 5 targets a rule, 1 MB an event',
  help: 'Compares every event with the pattern of every rule, and hands it to the targets of those that match. The default bus also has rules that fire by the clock. It keeps nothing, unless an archive does. A target that refuses is not asked again; one that is busy is, for a day. Loops over a bus are stopped by nobody.',
  config,
  ports: [
    {
      id: 'targets', label: 'Rules and targets', side: 'right', several: true, config: target, live: Object.keys(target), settlesSec: (bus) => bus.settlesSec, latency: { p50: 150, p99: 900 },
      to: { function: 'subscription', queue: 'subscription', fifo: 'subscription', topic: 'subscription', stream: 'subscription', bus: 'subscription', http: 'subscription' },
    },
    { id: 'deadLetter', label: 'Dead-letter queue', side: 'bottom', to: { queue: 'failure' }, config: deadLetter, live: Object.keys(deadLetter), refuses: standardOnly },
  ],
  summary: (values) => (values.archives.length > 0 ? 'EventBridge · archived' : 'EventBridge'),
  arn: (name, region, account) => `arn:aws:events:${region}:${account}:event-bus/${name}`,
  naming: { pattern: /^[A-Za-z0-9._/-]{1,256}$/, text: 'The name of a bus has 1 to 256 letters, digits and . - _ /. The one called default is there in every account.', stem: 'default' },
  behaviour,
  sdk: {
    client: 'EventBridge',
    operations: { PutEvents: 'events:PutEvents' },
    resource: (_, input) => {
      const [first] = Array.isArray(input?.Entries) ? input.Entries : []
      return first === undefined ? undefined : (textIn(first, 'EventBusName') ?? 'default')
    },
    isMeant: (said, name, arn) => saysName(said, name, arn),
    missing: (said) => ({ name: 'ResourceNotFoundException', status: 404, message: `Event bus ${said} does not exist.` }),
  },
  looks: () => true,
  usage: (_, sum) => [{ price: 'busEvents', amount: sum('PutEventsEntriesCount') }],
  check,
})

function standardOnly(from: NodeSketch, to: NodeSketch): Refusal | undefined {
  return to.role === 'fifo' ? { rule: 'VAL-11', text: `The dead-letter queue of a rule must be a standard queue; ${to.name} is FIFO. Make ${from.name} lead to a standard one; AWS refuses it otherwise.` } : undefined
}
