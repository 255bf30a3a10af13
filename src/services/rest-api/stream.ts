/** LAM-SYNC-07: a proxy whose response mode is STREAM passes on what comes as it comes, and breaks off what is silent. */
import { MIB, ms } from '../../base/units.ts'
import { BROKEN } from '../../contract/http/stream.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { Timer } from '../../contract/service.ts'
import type { MethodConfig } from './config.ts'
import { finish, routeAt } from './behaviour.ts'
import { type RestNode, STREAMED } from './state.ts'

/** In u of a message sent on: 0 until its response begins to leave, then the timer of its silence, moved up by one. */
const watch = (id: number): number => id + 1

export const streams = ({ transfer, integration }: MethodConfig): boolean => transfer === 'STREAM' && integration === 'proxy'

export const idleMs = (node: RestNode): number => (node.config.endpointType === 'EDGE' ? 30_000 : 300_000)

/** How long a response may take in all, and until it begins: before an edge-optimized API stands a distribution, which waits for 30 s. */
export const patience = (node: RestNode, message: MessageId): number => routeAt(node, message).config.timeoutMs ?? node.config.integrationTimeoutMs
export function firstPatience(node: RestNode, message: MessageId): number {
  const whole = patience(node, message)
  return node.config.endpointType === 'EDGE' && streams(routeAt(node, message).config) ? Math.min(whole, idleMs(node)) : whole
}

/** The timers that break a response off. */
interface Ends {
  readonly silent: Timer<RestNode>
  readonly tooLong: Timer<RestNode>
}

export function passOn(node: RestNode, child: MessageId, at: number, bytes: number, more: boolean, ends: Ends): boolean {
  const { messages } = node
  const message = messages.parent[child]!
  if (messages.w[child] !== 0 || !streams(routeAt(node, message).config)) return false
  meter(node, child, bytes)
  stopWatching(node, child)
  messages.u[child] = watch(node.after(Math.max(0, at - node.now) + ms(idleMs(node)), ends.silent, message))
  if (!more && patience(node, message) > firstPatience(node, message)) {
    node.cancel(messages.v[child]!)
    messages.v[child] = node.after(Math.max(0, messages.born[child]! + ms(patience(node, message)) - node.now), ends.tooLong, message)
  }
  node.began(message, at, bytes, more)
  return true
}

/** LAM-PRC-05: every 10 MB, or what is begun of them, is paid for as a request. */
const METERED = 10 * MIB
const further = (bytes: number): number => Math.max(0, Math.ceil(bytes / METERED) - 1)
function meter(node: RestNode, child: MessageId, bytes: number): void {
  const { streamed } = node.state
  const before = streamed.get(child) ?? 0
  streamed.set(child, before + bytes)
  const more = further(before + bytes) - further(before)
  if (more > 0) node.add(STREAMED, more)
}

export function stopWatching(node: RestNode, child: MessageId): void {
  if (node.messages.w[child] === 0 && node.messages.u[child] !== 0) node.cancel(node.messages.u[child]! - 1)
}

/** The status has left already: whoever reads it hears that the rest is missing. */
export function brokenOff(node: RestNode, message: MessageId, child: MessageId): boolean {
  if (node.messages.u[child] === 0) return false
  finish(node, message, BROKEN, 'ResponseBroken')
  return true
}
