import { BY_REFERENCE } from '../../base/copy.ts'
import type { Dice } from '../../base/dice.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { Node, WireEnd } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import type { BucketConfig, NotificationConfig } from './config.ts'
import { overheadOf } from './event.ts'
import type { Open } from './multipart.ts'
import { Store } from './store.ts'

/** A notification configuration with its target. When its wire changes, another takes its place. */
export interface Notification {
  readonly wire: WireEnd
  readonly config: NotificationConfig
  readonly id: string
  readonly types: readonly string[]
  /** Bytes of its event without the key. */
  readonly overhead: number
}

/** Columns of a notification under way: u the sequence of the change it tells of, v how often it was tried, w when that began. */
export interface BucketState {
  readonly store: Store
  /** Uploads in parts that are under way, by id; how many there were, and what is kept of them. */
  readonly open: Map<string, Open>
  opened: number
  openBytes: number
  notifications: readonly Notification[]
  byWire: readonly (Notification | undefined)[]
  /** The wire to the bus, which is told of everything. */
  readonly bus: WireEnd | undefined
  readonly chance: Dice
  /** Numbers of uploads by senders without code, and of changes. */
  uploads: number
  sequence: number
  /** S3-07: changes that another one overtook; their notifications are not sent. */
  readonly overtaken: Set<number>
  /** The second in which requests are counted, by prefix. */
  second: number
  readonly writes: Map<string, number>
  readonly reads: Map<string, number>
}
export type BucketNode = Node<BucketConfig, BucketState>

export function notificationsOf(node: BucketNode): Pick<BucketState, 'notifications' | 'byWire'> {
  const notifications = node.outgoing.filter((wire) => wire.port === 'notifications').map((wire) => {
    const config = wire.config as NotificationConfig
    const first = node.outgoing.find((one) => one.port === wire.port && one.peer.id === wire.peer.id)
    const id = config.name !== '' ? config.name : first === wire ? wire.peer.name : `${wire.peer.name}-${wire.id}`
    return { [BY_REFERENCE]: true, wire, config, id, types: config.events.map((one) => one.type.slice(3)), overhead: overheadOf(node, id) }
  })
  const byWire: (Notification | undefined)[] = []
  for (const one of notifications) byWire[one.wire.index] = one
  return { notifications, byWire }
}

export function newState(node: BucketNode): BucketState {
  return {
    store: new Store(), open: new Map(), opened: 0, openBytes: 0, ...notificationsOf(node), bus: node.outgoing.find((wire) => wire.port === 'eventBridge'), chance: node.dice('notifications'),
    uploads: 0, sequence: 0, overtaken: new Set(), second: -1, writes: new Map(), reads: new Map(),
  }
}

export const wireOf = (node: BucketNode, message: MessageId): WireEnd => node.state.byWire[node.messages.wire[message]!]?.wire ?? node.state.bus!

/** S3-14; the last two are ours. */
export const ALL = metric('AllRequests', 'count')
export const PUTS = metric('PutRequests', 'count')
export const GETS = metric('GetRequests', 'count')
export const DELETES = metric('DeleteRequests', 'count')
export const LISTS = metric('ListRequests', 'count')
export const UPLOADED = metric('BytesUploaded', 'count')
export const C4 = metric('4xxErrors', 'count')
export const C5 = metric('5xxErrors', 'count')
export const OBJECTS = metric('NumberOfObjects', 'level')
export const SIZE = metric('BucketSizeBytes', 'level')
export const SENT = metric('NotificationsSent', 'count')
export const LOST = metric('NotificationsLost', 'count')

export const METRICS = [OBJECTS, PUTS, GETS, DELETES, LISTS, ALL, C4, C5, SENT, LOST, SIZE, UPLOADED] as const
