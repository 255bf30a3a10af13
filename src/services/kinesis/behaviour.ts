/**
 * A stream: ordered records in shards, kept for a time whether or not anybody reads them. The key of a record decides its
 * shard (put.ts), readers remember where they are (read.ts), and shards are replaced, never changed (reshard.ts).
 */
import type { Config } from '../../contract/config.ts'
import { type MessageId, NONE, WAY_EVENT } from '../../contract/messages.ts'
import type { Behaviour } from '../../contract/service.ts'
import { utf8Length } from '../../base/text.ts'
import { K, O } from '../../contract/trace.ts'
import type { StreamConfig } from './config.ts'
import { kinesisEvent } from './event.ts'
import { FIRST_SHARDS, look, splits } from './heat.ts'
import { admit, dataBytes, hashKeyOf, keyOf, shardFor, store } from './put.ts'
import { read } from './read.ts'
import { merge, openFirst, resize, split } from './reshard.ts'
import { minutePasses, retentionChanged, startPaying, trim } from './retention.ts'
import { called } from './sdk.ts'
import { METRICS, OPEN, PUT_OK, type StreamNode, type StreamState } from './state.ts'

export const behaviour: Behaviour<StreamConfig, StreamState, StreamNode> = {
  timers: [trim, minutePasses, look, splits],
  metrics: METRICS,

  state(node) {
    const state: StreamState = { shards: [], open: [], fanOuts: [], watching: false }
    node.state = state
    openFirst(node, node.config.mode === 'onDemand' ? FIRST_SHARDS : node.config.shards)
    return state
  },

  start(node) {
    node.level(OPEN, node.state.open.length)
    startPaying(node)
  },

  accept(node, message) {
    const { messages } = node
    const key = keyOf(node, message)
    const sizeBytes = messages.sizeBytes[message]! + utf8Length(key)
    const shard = shardFor(node, hashKeyOf(key))
    const why = admit(node, shard, sizeBytes)
    if (why !== 0) {
      node.note(K.throttled, message, shard.number, why)
      return node.answer(message, 400, why)
    }
    node.add(PUT_OK)
    // Whoever waits for an answer keeps the request; the stream then has a record of its own.
    const record = messages.way[message] === WAY_EVENT ? message : node.create(message)
    const data = messages.content[message]
    node.answer(message, 200)
    store(node, record, shard, key, data, sizeBytes)
  },

  called,
  shards: (node) => node.state.shards.length,
  parents: (node, shard) => node.state.shards[shard]!.parents,
  read,
  eventOf: kinesisEvent,

  configured(node, before) {
    if (node.config.shards !== before.shards && node.config.mode === 'provisioned') resize(node, node.config.shards)
    if (node.config.retentionHours !== before.retentionHours) retentionChanged(node)
  },

  act(node, verb, config) {
    if (verb === 'send') putByHand(node, config)
    else if (verb === 'split') split(node, numberIn(config, 'shard'))
    else if (verb === 'merge') merge(node, numberIn(config, 'shard'), numberIn(config, 'with'))
  },
}

/** A person puts records in: { body, key, times }. */
function putByHand(node: StreamNode, config: Config): void {
  const times = typeof config.times === 'number' ? config.times : 1
  for (let i = 0; i < times; i++) {
    const record: MessageId = node.create(NONE)
    node.messages.content[record] = config.body
    if (typeof config.key === 'string') node.messages.beside[record] = { group: config.key }
    const key = keyOf(node, record)
    const sizeBytes = dataBytes(config.body) + utf8Length(key)
    const shard = shardFor(node, hashKeyOf(key))
    const why = admit(node, shard, sizeBytes)
    if (why === 0) {
      node.add(PUT_OK)
      store(node, record, shard, key, config.body, sizeBytes)
    } else {
      node.note(K.throttled, record, shard.number, why)
      node.end(record, O.throttled)
    }
  }
}

const numberIn = (config: Config, name: string): number => (typeof config[name] === 'number' ? config[name] : 0)
