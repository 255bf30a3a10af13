import { saysName, textIn } from '../../contract/sdk.ts'
import { defineService, type NodeSketch, type Refusal } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config, deadLetter, subscription, type TopicConfig } from './config.ts'

export const sns = defineService({
  id: 'sns',
  title: 'SNS topic',
  group: 'Messaging',
  category: 'messaging',
  role: (values) => (values.type === 'fifo' ? 'fifoTopic' : 'topic'),
  limit: '256 KB a message; 12.5 million subscribers',
  help: 'Hands a copy of each message to every subscriber whose filter it passes, at once and independently. It keeps nothing (but a FIFO topic may have an archive): without a subscriber a message is gone. For a function success means that Lambda took the event in; what its code does then is Lambda’s business. Put a queue in between to buffer.',
  config,
  ports: [
    { id: 'subscribers', label: 'Subscribers', side: 'right', to: { function: 'subscription', queue: 'subscription', fifo: 'subscription', http: 'subscription' }, config: subscription, live: Object.keys(subscription), settlesSec: (topic) => topic.settlesSec, latency: { p50: 30, p99: 200 }, refuses: refusesSubscriber },
    { id: 'deadLetter', label: 'Dead-letter queue', side: 'bottom', to: { queue: 'failure', fifo: 'failure' }, config: deadLetter, live: Object.keys(deadLetter), refuses: refusesDeadLetter },
  ],
  summary: (values) => (values.type === 'fifo' ? 'SNS · FIFO' : 'SNS · standard'),
  arn: (name, region, account) => `arn:aws:sns:${region}:${account}:${name}`,
  naming: { pattern: /^[A-Za-z0-9_-]{1,256}(\.fifo)?$/, text: 'A topic name has 1 to 256 letters, digits, - or _; a FIFO topic ends in .fifo.', stem: 'topic' },
  behaviour,
  sdk: {
    client: 'SNS',
    // A SubscribeURL is visited like any other address.
    also: 'HTTP',
    operations: {
      Publish: 'sns:Publish', PublishBatch: 'sns:Publish', ConfirmSubscription: '', GetTopicAttributes: 'sns:GetTopicAttributes', ListSubscriptionsByTopic: 'sns:ListSubscriptionsByTopic',
      GetSubscriptionAttributes: 'sns:GetSubscriptionAttributes', SetSubscriptionAttributes: 'sns:SetSubscriptionAttributes', fetch: '',
    },
    resource: (_, input) => textIn(input, 'TopicArn') ?? textIn(input, 'TargetArn') ?? textIn(input, 'SubscriptionArn') ?? textIn(input, 'url'),
    isMeant: (said, name, arn) => (said.startsWith('arn:') && (saysName(said, name, arn) || said.startsWith(`${arn}:`))) || (said.startsWith('https://sns.') && said.includes(`TopicArn=${arn}&`)),
    missing: () => ({ name: 'NotFoundException', status: 404, message: 'Topic does not exist' }),
  },
  looks: (view) => view.config.type === 'fifo' || view.outgoing.some((wire) => wire.port === 'subscribers' && wire.config.filterPolicy !== ''),
  usage: (_, sum) => [{ price: 'snsPublishes', amount: sum('NumberOfMessagesPublished') }],
  check,
})

function refusesSubscriber(from: NodeSketch<TopicConfig>, to: NodeSketch): Refusal | undefined {
  if (from.role === 'fifoTopic' && to.role !== 'queue' && to.role !== 'fifo') {
    return { rule: 'VAL-03', text: `${from.name} is a FIFO topic, and only queues may subscribe to one. Put a FIFO queue between it and ${to.name}.`, detour: ['sqs'] }
  }
  if (from.role === 'topic' && to.role === 'fifo') {
    return { rule: 'VAL-04', text: `${from.name} is a standard topic, which cannot keep the order that the FIFO queue ${to.name} promises. Make both FIFO, or both standard; AWS refuses the subscription otherwise.` }
  }
  return undefined
}

function refusesDeadLetter(from: NodeSketch<TopicConfig>, to: NodeSketch): Refusal | undefined {
  if ((from.role === 'fifoTopic') === (to.role === 'fifo')) return undefined
  return { rule: 'VAL-06', text: `The dead-letter queue of a ${from.role === 'fifoTopic' ? 'FIFO' : 'standard'} topic is a ${from.role === 'fifoTopic' ? 'FIFO' : 'standard'} queue; ${to.name} is not.` }
}
