import { BY_REFERENCE } from '../../base/copy.ts'
import type { Dice } from '../../base/dice.ts'
import type { Micros } from '../../base/units.ts'
import type { MessageId } from '../../contract/messages.ts'
import { compile, type Matcher } from '../../contract/pattern.ts'
import type { Node, WireEnd } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import { Archive } from './archive.ts'
import type { DeadLetter, SubscriptionConfig, TopicConfig } from './config.ts'
import { overheadOf } from './event.ts'
import { Order } from './order.ts'
import type { Replay } from './replay.ts'
import { SeenIds } from './seen-ids.ts'

export const TO_FUNCTION = 0
export const TO_QUEUE = 1
export const TO_HTTP = 2

/** What a topic knows of one subscriber. When its wire changes, another takes its place. */
export interface Subscription {
  readonly wire: WireEnd
  readonly config: SubscriptionConfig
  readonly to: typeof TO_FUNCTION | typeof TO_QUEUE | typeof TO_HTTP
  readonly raw: boolean
  readonly matcher: Matcher | undefined
  readonly ofBody: boolean
  readonly deadLetter: WireEnd | undefined
  /** Bytes that the envelope adds to the text. */
  readonly overhead: number
}

/**
 * Columns of a notification, the copy that one subscriber gets: u the timer that ends the wait for an HTTP endpoint, v how
 * often it was tried, w what it is beside an ordinary one (see deliver.ts).
 */
export interface TopicState {
  subscriptions: readonly Subscription[]
  /** The same, by the number of their wire. */
  byWire: readonly (Subscription | undefined)[]
  readonly chance: Dice
  /** AWS services that publish cannot use the topic's key. */
  sealed: boolean
  /** A FIFO topic's: what each subscriber still has to get before the next of a group; undefined for a standard one. */
  readonly order: Order | undefined
  readonly seen: SeenIds
  /** What a FIFO topic keeps to send again; undefined when it keeps nothing. */
  archive: Archive | undefined
  /** By the number of the wire: the last replay that a subscriber asked for. */
  readonly replays: Map<number, Replay>
  /** HTTP endpoints that have not confirmed yet, by the number of their wire. */
  readonly unconfirmed: Set<number>
  /** Of HTTP endpoints with a rate of their own: when the next delivery may go, by the number of their wire. */
  readonly nextAt: Map<number, Micros>
  /** The second in which publishes are counted, how many it had, and of which groups. */
  second: number
  published: number
  readonly ofGroup: Map<string, number>
  sequence: number
}
export type TopicNode = Node<TopicConfig, TopicState>

export function subscriptionsOf(node: TopicNode): Pick<TopicState, 'subscriptions' | 'byWire'> {
  const subscriptions = node.outgoing.filter((wire) => wire.port === 'subscribers').map((wire) => subscribe(node, wire))
  const byWire: (Subscription | undefined)[] = []
  for (const one of subscriptions) byWire[one.wire.index] = one
  return { subscriptions, byWire }
}

export function newState(node: TopicNode): TopicState {
  const found = subscriptionsOf(node)
  return {
    ...found,
    chance: node.dice('delivery'),
    sealed: isSealed(node.config),
    order: node.config.type === 'fifo' ? new Order() : undefined,
    archive: archiveOf(node.config, 0), replays: new Map(), nextAt: new Map(),
    unconfirmed: new Set(found.subscriptions.filter(({ to, config }) => to === TO_HTTP && !config.confirmed).map(({ wire }) => wire.index)),
    seen: new SeenIds(), second: -1, published: 0, ofGroup: new Map(), sequence: 0,
  }
}

export const isSealed = ({ encryption, keyGrants }: TopicConfig): boolean => encryption === 'awsManaged' || (encryption === 'customer' && !keyGrants)

export const archiveOf = ({ type, archiveDays }: TopicConfig, since: Micros): Archive | undefined => (type === 'fifo' && archiveDays !== null ? new Archive(since) : undefined)

function subscribe(node: TopicNode, wire: WireEnd): Subscription & { readonly [BY_REFERENCE]: true } {
  const config = wire.config as SubscriptionConfig
  const { role } = wire.peer
  const to = role === 'function' ? TO_FUNCTION : role === 'queue' || role === 'fifo' ? TO_QUEUE : TO_HTTP
  const ofBody = config.filterScope === 'MessageBody'
  const raw = config.raw && to !== TO_FUNCTION
  return {
    [BY_REFERENCE]: true, wire, config, to, ofBody, raw, overhead: overheadOf(node, wire, to, raw),
    matcher: config.filterPolicy === '' ? undefined : compile(config.filterPolicy, ofBody ? 'snsBody' : 'snsAttributes').matcher,
    deadLetter: deadLetterOf(node.outgoing, wire.peer.name),
  }
}

interface Leading {
  readonly port: string
  readonly config: unknown
}
/** The dead-letter queue that names this subscriber, else one that names nobody. */
export function deadLetterOf<W extends Leading>(outgoing: readonly W[], subscriber: string): W | undefined {
  const all = outgoing.filter((wire) => wire.port === 'deadLetter')
  return all.find((wire) => namesIn(wire.config as DeadLetter).includes(subscriber)) ?? all.find((wire) => namesIn(wire.config as DeadLetter).length === 0)
}
export const namesIn = ({ subscriptions }: DeadLetter): readonly string[] => subscriptions.split(',').map((name) => name.trim()).filter((name) => name !== '')

export const subscriptionOf = (node: TopicNode, message: MessageId): Subscription => node.state.byWire[node.messages.wire[message]!]!

/** SNS-12. */
export const PUBLISHED = metric('NumberOfMessagesPublished', 'count')
export const DELIVERED = metric('NumberOfNotificationsDelivered', 'count')
export const FAILED = metric('NumberOfNotificationsFailed', 'count')
export const FILTERED = metric('NumberOfNotificationsFilteredOut', 'count')
export const NO_ATTRIBUTES = metric('NumberOfNotificationsFilteredOut-NoMessageAttributes', 'count')
export const BAD_ATTRIBUTES = metric('NumberOfNotificationsFilteredOut-InvalidAttributes', 'count')
export const BODY = metric('NumberOfNotificationsFilteredOut-MessageBody', 'count')
export const BAD_BODY = metric('NumberOfNotificationsFilteredOut-InvalidMessageBody', 'count')
export const REDRIVEN = metric('NumberOfNotificationsRedrivenToDlq', 'count')
export const NOT_REDRIVEN = metric('NumberOfNotificationsFailedToRedriveToDlq', 'count')
export const SIZE = metric('PublishSize', 'value', 'B')
export const ARCHIVED = metric('NumberOfMessagesArchiveProcessing', 'count')
export const ARCHIVED_BYTES = metric('NumberOfBytesArchiveProcessing', 'count')
export const IN_ARCHIVE = metric('ApproximateNumberOfMessagesArchived', 'level')
export const REPLAYED = metric('NumberOfReplayedNotificationsDelivered', 'count')
export const NOT_REPLAYED = metric('NumberOfReplayedNotificationsFailed', 'count')

export const METRICS = [PUBLISHED, DELIVERED, FAILED, FILTERED, NO_ATTRIBUTES, BAD_ATTRIBUTES, BODY, BAD_BODY, REDRIVEN, NOT_REDRIVEN, SIZE, ARCHIVED, ARCHIVED_BYTES, IN_ARCHIVE, REPLAYED, NOT_REPLAYED] as const
