/**
 * A bucket: keeps objects, and tells of every change: functions, queues and topics by filter, a bus of everything. What
 * is told comes late, at least once and in no order.
 */
import { utf8Length } from '../../base/text.ts'
import type { Config } from '../../contract/config.ts'
import { type Content, contentText, type MessageId, NONE, WAY_EVENT } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { type Does, reads } from '../../contract/role.ts'
import type { Behaviour, WireEnd } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import { called } from './called.ts'
import type { BucketConfig, NotificationConfig } from './config.ts'
import { midnight, startLifecycle } from './lifecycle.ts'
import { isTooFast, read, remove, stock, touch, write } from './operations.ts'
import { asked } from './origin.ts'
import { type BucketNode, type BucketState, C4, METRICS, newState, notificationsOf } from './state.ts'
import { answered, sendTest, sendTests, tryNow } from './tell.ts'

const SLOW_DOWN = reason('SlowDown')
const NO_SUCH_KEY = reason('NoSuchKey')

export const behaviour: Behaviour<BucketConfig, BucketState, BucketNode> = {
  timers: [tryNow, midnight],
  metrics: METRICS,
  state: newState,
  start(node) {
    stock(node)
    sendTests(node)
    startLifecycle(node)
  },

  /** A sender without code: uploads, unless its wire has another method and names a path. */
  accept(node, message, wire) {
    const { messages } = node
    if (wire.kind === 'origin') return asked(node, message, wire)
    const { method, path } = requestOf(wire)
    const key = path ?? (method === 'GET' ? keyToRead(node, message) : keyFor(node, message))
    if (isTooFast(node, key, method !== 'GET')) {
      node.note(K.throttled, message, node.quotas.s3WritesPerSec, SLOW_DOWN)
      return node.answer(message, 503, SLOW_DOWN)
    }
    const event = messages.way[message] === WAY_EVENT
    if (method === 'GET') {
      const found = read(node, message, key)
      if (!found) {
        node.add(C4)
        node.note(K.refused, message, 0, NO_SUCH_KEY)
        return node.answer(message, 404, NO_SUCH_KEY)
      }
      node.answer(message, 200, 0, found.body)
    } else {
      node.note(K.accepted, message, node.state.store.count)
      if (method === 'DELETE') remove(node, key, undefined, message)
      else write(node, { key, body: bodyOf(node, message), size: node.config.objectBytes || messages.sizeBytes[message]! }, message)
      node.answer(message, method === 'DELETE' ? 204 : 200)
    }
    if (event) node.end(message, O.succeeded)
  },

  called: (node, message, call) => called(node, message, call),

  answered: (node, message) => answered(node, message),

  /** S3-05: a notification that is saved again tells a queue or topic so. */
  rewired(node, wire) {
    if (wire.port !== 'notifications') return
    Object.assign(node.state, notificationsOf(node))
    if (!(wire.config as NotificationConfig).withdrawn) sendTest(node, wire)
  },

  /** By hand: `put`, `delete`, `copy`, `tag`, `untag`, `expire`, `restore`. */
  act: byHand,
}

/** A body that names its key may have the object in a field of its own. */
const bodyOf = (node: BucketNode, message: MessageId): Content => node.messages.content[message]

/** WIR-01: a method and a path say what a client wants; as they stand at first, it uploads. */
function requestOf(wire: WireEnd): { readonly method: string; readonly path: string | undefined } {
  const { method = 'PUT', path = '/' } = wire.config as { readonly method?: string; readonly path?: string }
  // WIR-18: a function that reads.
  if (reads(wire.config as Does)) return { method: 'GET', path: undefined }
  const named = path.length > 1 ? path.slice(1) : undefined
  return { method: method === 'DELETE' || (method === 'GET' && named !== undefined) ? method : 'PUT', path: named }
}

/** The object that the body names, or that a notification tells of; else one that is there. */
function keyToRead(node: BucketNode, message: MessageId): string {
  const content = node.messages.content[message]
  const told = fieldOf(content, 'key') ?? keyTold(content)
  return told ?? node.state.store.first() ?? node.config.key
}

function keyTold(content: Content): string | undefined {
  const key = (content as { readonly Records?: readonly { readonly s3?: { readonly object?: { readonly key?: unknown } } }[] } | undefined)?.Records?.[0]?.s3?.object?.key
  if (typeof key !== 'string') return undefined
  try {
    return decodeURIComponent(key.replaceAll('+', ' '))
  } catch {
    return key
  }
}

function keyFor(node: BucketNode, message: MessageId): string {
  const { messages, state, config } = node
  const given = messages.attributes[message]?.Key?.stringValue ?? fieldOf(messages.content[message], 'key')
  if (given !== undefined) return given
  const seq = state.uploads++
  return config.key.includes('{{') ? filled(node, config.key, seq) : config.key
}

function filled(node: BucketNode, template: string, seq: number): string {
  return template.replace(/\{\{\s*(\w+)\s*([^}]*)\}\}/g, (whole, verb: string, rest: string) => {
    if (verb === 'seq') return String(seq)
    if (verb === 'uuid') return node.state.chance.uuid()
    const choices = rest.split(',').map((one) => one.trim())
    return verb === 'pick' ? (choices[node.state.chance.below(choices.length)] ?? '') : whole
  })
}

function fieldOf(content: Content, name: string): string | undefined {
  if (typeof content !== 'object' || content === null || !Object.hasOwn(content, name)) return undefined
  const value = (content as { readonly [name: string]: unknown })[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function byHand(node: BucketNode, verb: string, config: Config): void {
  const key = typeof config.key === 'string' ? config.key : undefined
  const versionId = typeof config.versionId === 'string' ? config.versionId : undefined
  const times = typeof config.times === 'number' ? config.times : 1
  const cause = node.create(NONE)
  if (verb === 'send' || verb === 'put') {
    for (let i = 0; i < times; i++) {
      node.messages.content[cause] = config.body
      const size = typeof config.sizeBytes === 'number' ? config.sizeBytes : node.config.objectBytes || utf8Length(contentText(config.body))
      write(node, { key: key ?? keyFor(node, cause), body: config.body, size }, cause, config.multipart === true ? 'CompleteMultipartUpload' : 'Put')
    }
  } else if (key !== undefined) {
    const found = node.state.store.current(key)
    if (verb === 'delete') remove(node, key, versionId, cause)
    else if (verb === 'expire') remove(node, key, undefined, cause, true)
    else if (found && verb === 'copy' && typeof config.to === 'string') write(node, { ...found, key: config.to }, cause, 'Copy')
    else if (found && verb === 'tag') touch(node, found, 'ObjectTagging:Put', 'PutObjectTagging', cause)
    else if (found && verb === 'untag') touch(node, found, 'ObjectTagging:Delete', 'DeleteObjectTagging', cause)
    else if (found && verb === 'restore') {
      touch(node, found, 'ObjectRestore:Post', 'RestoreObject', cause)
      touch(node, found, 'ObjectRestore:Completed', 'RestoreObject', cause)
    }
  }
  node.end(cause, O.succeeded)
}
