import { longer } from '../base/arrays.ts'
import type { OriginChange } from './edge.ts'

/** A row of the message table. Rows are used again; the serial is not, and is what the trace shows. */
export type MessageId = number
export const NONE = -1
/** Stands in `w` of a message that was pushed to where a wire begins (`node.push`): nobody there asked for it. */
export const PUSHED = -2

/** JSON that travels. Never changed once it is in the table: services that rewrite it put a new value there. */
export type Content = unknown
/** The content as text: what a queue or a topic keeps as its body. */
export const contentText = (content: Content): string => (content === undefined ? '' : typeof content === 'string' ? content : JSON.stringify(content))

/** What travels beside the content: the attributes of an SQS or SNS message. Binary values are base64, a String.Array is JSON. */
export interface Attributes {
  readonly [name: string]: { readonly dataType: 'String' | 'Number' | 'Binary' | 'String.Array'; readonly stringValue: string }
}

/**
 * How often each function stands in the chain that led to a message, by node id: the counter that AWS carries in the
 * trace header to find loops (LAM-REC-01). Only functions that wires can lead back to are counted.
 */
export interface Lineage {
  readonly [node: string]: number
}

/** Parameters of a send that are no part of the payload. Never changed, like the payload itself. */
export interface Beside {
  /** MessageGroupId, MessageDeduplicationId and DelaySeconds of queues and topics. */
  readonly group?: string
  readonly deduplication?: string
  readonly delaySec?: number
  /** Subject of what is published to a topic. */
  readonly subject?: string
  /** Where a function at the edge runs (see edge.ts). */
  readonly edgeRegion?: string
  /** The query as the request has it, which a CloudFront function is also shown in parts. */
  readonly edgeQuery?: string
  /** What such a function asked for beside its result. */
  readonly edgeOrigin?: OriginChange
}

/**
 * All messages of a run: numbers into one table. Columns are typed arrays, so that a checkpoint is a copy; contents are
 * values that nobody changes, so a shallow copy of that column is enough.
 */
export class Messages {
  /** For checkpoints: the columns are copied, the values in them are not. */
  static readonly shallow = ['content', 'answer', 'beside', 'attributes', 'lineage']

  serial = new Float64Array(256)
  /** When it was created. */
  born = new Float64Array(256)
  /** Serial of the message it descends from at the very start: the trace id is made of it. */
  root = new Float64Array(256)
  /** The message this one was made for (a request that an API passes on), or NONE. */
  parent = new Int32Array(256)
  /** The wire it came along; whoever stands at its beginning waits for the answer, or sent the event. */
  wire = new Int32Array(256)
  /** 0: nobody knows of it. Else one of WAY_*. */
  way = new Uint8Array(256)
  /** How often it was delivered or tried, by whoever holds it. */
  tries = new Int32Array(256)
  sizeBytes = new Float64Array(256)
  /** Three numbers for the service that holds it at present (an environment, a due time, a mark). Only z begins as 0. */
  x = new Float64Array(256)
  y = new Float64Array(256)
  z = new Float64Array(256)
  /** Three more for the one who sent it and waits: whoever accepts it leaves these alone. */
  u = new Float64Array(256)
  v = new Float64Array(256)
  w = new Float64Array(256)
  /** The answer: a status as in HTTP, and a reason (see reasons.ts). */
  status = new Int32Array(256)
  reason = new Int32Array(256)
  /** Payload and answer; undefined until somebody needs it. */
  content: Content[] = []
  answer: Content[] = []
  /** What the sender said beside the payload; undefined for most. */
  beside: (Beside | undefined)[] = []
  attributes: (Attributes | undefined)[] = []
  /** Handed down from parent to child. */
  lineage: (Lineage | undefined)[] = []

  private nextSerial = 1
  private free = new Int32Array(256)
  private freeCount = 0
  private used = 0
  /** Alive at present: created and not yet ended. */
  alive = 0

  /** Whoever creates it writes when it was `born`. */
  create(parent: MessageId): MessageId {
    const id = this.freeCount > 0 ? this.free[--this.freeCount]! : this.another()
    const serial = this.nextSerial++
    this.alive++
    this.serial[id] = serial
    this.root[id] = serial
    this.parent[id] = parent
    this.wire[id] = NONE
    this.way[id] = 0
    this.tries[id] = 0
    this.sizeBytes[id] = 0
    this.z[id] = 0
    this.u[id] = 0
    this.v[id] = 0
    this.w[id] = 0
    this.status[id] = 0
    this.reason[id] = 0
    if (parent !== NONE) this.inherit(id, parent)
    return id
  }

  /** A row for one that was created elsewhere, with its serial. It is the next; so many were created by now. */
  adopt(serial: number): MessageId {
    const next = this.nextSerial
    this.nextSerial = serial
    const id = this.create(NONE)
    this.nextSerial = next
    return id
  }

  /** So many more were created, and have a serial. */
  count(created: number): void {
    this.nextSerial += created
  }

  private inherit(id: MessageId, parent: MessageId): void {
    this.root[id] = this.root[parent]!
    if (this.lineage[parent] !== undefined) this.lineage[id] = this.lineage[parent]
  }

  private another(): MessageId {
    const id = this.used++
    if (id === this.serial.length) this.grow()
    this.content.push(undefined)
    this.answer.push(undefined)
    this.beside.push(undefined)
    this.attributes.push(undefined)
    this.lineage.push(undefined)
    return id
  }

  release(id: MessageId): void {
    this.serial[id] = 0
    if (this.content[id] !== undefined) this.content[id] = undefined
    if (this.answer[id] !== undefined) this.answer[id] = undefined
    if (this.beside[id] !== undefined) this.beside[id] = undefined
    if (this.attributes[id] !== undefined) this.attributes[id] = undefined
    if (this.lineage[id] !== undefined) this.lineage[id] = undefined
    this.alive--
    if (this.freeCount === this.free.length) this.free = longer(this.free)
    this.free[this.freeCount++] = id
  }

  get created(): number {
    return this.nextSerial - 1
  }

  private grow(): void {
    for (const name of ['serial', 'born', 'root', 'sizeBytes', 'x', 'y', 'z', 'u', 'v', 'w'] as const) this[name] = longer(this[name])
    for (const name of ['parent', 'wire', 'tries', 'status', 'reason'] as const) this[name] = longer(this[name])
    this.way = longer(this.way)
  }
}

export const WAY_REQUEST = 1
export const WAY_EVENT = 2
/** A request that asks only whether it would be let in (LAM-SYNC-01, `DryRun`). */
export const WAY_DRY_RUN = 3
/** An operation of a service's API, asked by code; the content is a `CallContent` (contract/sdk.ts). */
export const WAY_CALL = 4
