/** What code may ask about a topic and its subscriptions, and the two things that it may change in mid-run. */
import { iso } from '../../base/time.ts'
import { ACCOUNT } from '../../contract/permission.ts'
import { type CallContent, textIn } from '../../contract/sdk.ts'
import { type Fault, invalid } from './called.ts'
import { confirmByToken } from './confirm.ts'
import { subscriptionArn } from './event.ts'
import { protocolOf } from './publish.ts'
import { readReplay } from './replay-policy.ts'
import { startReplay, wrongReplay } from './replay.ts'
import { type Subscription, TO_HTTP, type TopicNode } from './state.ts'

export const ADMINISTRATIVE: readonly string[] = ['ConfirmSubscription', 'GetTopicAttributes', 'GetSubscriptionAttributes', 'SetSubscriptionAttributes', 'ListSubscriptionsByTopic']

export function administer(node: TopicNode, { operation, input }: CallContent): object {
  switch (operation) {
    case 'ConfirmSubscription': return confirm(node, textIn(input, 'Token'))
    case 'GetTopicAttributes': return { Attributes: topicAttributes(node) }
    case 'ListSubscriptionsByTopic': return { Subscriptions: node.state.subscriptions.map((one) => listed(node, one)) }
  }
  const arn = textIn(input, 'SubscriptionArn')
  if (arn === undefined) return invalid('SubscriptionArn Reason: no value for required parameter')
  const found = node.state.subscriptions.find(({ wire }) => subscriptionArn(node, wire) === arn)
  if (!found) return { name: 'NotFoundException', message: 'Subscription does not exist', status: 404 } satisfies Fault
  return operation === 'GetSubscriptionAttributes' ? { Attributes: attributesOf(node, found) } : change(node, found, input)
}

export function confirm(node: TopicNode, token: string | undefined): object {
  const found = token === undefined ? undefined : confirmByToken(node, token)
  return found ? { SubscriptionArn: subscriptionArn(node, found.wire) } : invalid('Token')
}

/** Other attributes are settings of the wire, and change there. */
function change(node: TopicNode, subscription: Subscription, input: unknown): object {
  if (textIn(input, 'AttributeName') !== 'ReplayPolicy' || node.state.order === undefined) return invalid('AttributeName')
  const asked = readReplay(textIn(input, 'AttributeValue') ?? '{}')
  if (typeof asked === 'string') return invalid(`ReplayPolicy: ${asked}`)
  if (asked === undefined) {
    node.state.replays.delete(subscription.wire.index)
    return {}
  }
  const wrong = wrongReplay(node, asked.from, asked.to)
  if (wrong !== undefined) return invalid(`ReplayPolicy: ${wrong}`)
  startReplay(node, subscription, asked.from, asked.to)
  return {}
}

const listed = (node: TopicNode, one: Subscription): object =>
  ({ SubscriptionArn: isPending(node, one) ? 'PendingConfirmation' : subscriptionArn(node, one.wire), Owner: ACCOUNT, Protocol: protocolNow(one), Endpoint: endpointOf(one), TopicArn: node.arn })

const isPending = ({ state }: TopicNode, { wire }: Subscription): boolean => state.unconfirmed.has(wire.index)
const protocolNow = (one: Subscription): string => (one.to === TO_HTTP ? 'https' : protocolOf(one))
const endpointOf = ({ to, wire, config }: Subscription): string => (to === TO_HTTP ? `https://${wire.peer.name}.example${config.path}` : wire.peer.arn)

function topicAttributes(node: TopicNode): { readonly [name: string]: string } {
  const { config, state, now } = node
  const pending = state.unconfirmed.size
  const fifo = state.order !== undefined
  return {
    TopicArn: node.arn, Owner: ACCOUNT, DisplayName: '',
    SubscriptionsConfirmed: String(state.subscriptions.length - pending), SubscriptionsPending: String(pending), SubscriptionsDeleted: '0',
    ...(fifo && { FifoTopic: 'true', ContentBasedDeduplication: String(config.contentDeduplication), FifoThroughputScope: config.throughputScope }),
    ...(state.archive && config.archiveDays !== null && { ArchivePolicy: JSON.stringify({ MessageRetentionPeriod: String(config.archiveDays) }), BeginningArchiveTime: iso(state.archive.beginning(now, config.archiveDays)) }),
  }
}

function attributesOf(node: TopicNode, one: Subscription): { readonly [name: string]: string } {
  const { filterPolicy, filterScope } = one.config
  const replay = node.state.replays.get(one.wire.index)
  return {
    SubscriptionArn: subscriptionArn(node, one.wire), TopicArn: node.arn, Owner: ACCOUNT, Protocol: protocolNow(one), Endpoint: endpointOf(one),
    RawMessageDelivery: String(one.raw), PendingConfirmation: String(isPending(node, one)), ConfirmationWasAuthenticated: 'true', SubscriptionPrincipal: `arn:aws:iam::${ACCOUNT}:user/playground`,
    ...(filterPolicy !== '' && { FilterPolicy: filterPolicy, FilterPolicyScope: filterScope }),
    ...(one.deadLetter && { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: one.deadLetter.peer.arn }) }),
    ...(replay && { ReplayPolicy: JSON.stringify({ PointType: 'Timestamp', StartingPoint: iso(replay.from), ...(replay.to !== undefined && { EndingPoint: iso(replay.to) }) }), ReplayStatus: replay.status }),
  }
}
