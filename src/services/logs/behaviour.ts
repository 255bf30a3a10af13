/** A log group: what functions write arrives here, is counted, filtered for each subscription, and handed on in batches. */
import { utf8Length } from '../../base/text.ts'
import { type Content, contentText, type MessageId, WAY_EVENT } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import type { Behaviour, Node, WireEnd } from '../../contract/service.ts'
import { K, metric, O } from '../../contract/trace.ts'
import type { GroupConfig, SubscriptionWire } from './config.ts'
import { type Lines, packed } from './event.ts'
import { isPattern, parsePattern, type Pattern } from './pattern.ts'

interface GroupState {
  /** Lines handed on so far. */
  forwarded: number
}
type GroupNode = Node<GroupConfig, GroupState>

const EVENTS = metric('IncomingLogEvents', 'count')
const BYTES = metric('IncomingBytes', 'count', 'B')
const FORWARDED = metric('ForwardedLogEvents', 'count')
const FORWARDED_BYTES = metric('ForwardedBytes', 'count', 'B')
const ERRORS = metric('DeliveryErrors', 'count')
const THROTTLES = metric('DeliveryThrottling', 'count')
/** CWL-05: the metric of the metric filter. */
const MATCHES = metric('LogFilterMatches', 'count')

const FORBIDDEN = reason('AccessDeniedException')
const MOST_EVENTS = 500

/** Read once for each text; what is wrong with one is a finding of `check`, and matches nothing. */
const known = new Map<string, Pattern>()
function patternOf(text: string): Pattern {
  let pattern = known.get(text)
  if (!pattern) {
    const found = parsePattern(text)
    pattern = isPattern(found) ? found : () => false
    known.set(text, pattern)
  }
  return pattern
}

export const behaviour: Behaviour<GroupConfig, GroupState, GroupNode> = {
  timers: [],
  metrics: [EVENTS, BYTES, FORWARDED, FORWARDED_BYTES, ERRORS, THROTTLES, MATCHES],
  state: () => ({ forwarded: 0 }),

  accept(node, message) {
    const { messages } = node
    const lines = linesOf(node, messages.content[message])
    const event = messages.way[message] === WAY_EVENT
    node.answer(message, 200)
    node.add(EVENTS, lines.events.length)
    node.add(BYTES, messages.sizeBytes[message]!)
    const counts = patternOf(node.config.metricFilter)
    const matches = lines.events.filter((one) => counts(one.message)).length
    if (matches > 0) node.add(MATCHES, matches)
    for (const wire of node.outgoing) forward(node, message, wire, lines)
    if (event) node.end(message, O.succeeded)
  },

  answered(node, message) {
    const { messages } = node
    const status = messages.status[message]!
    if (status < 300) return
    node.add(status === 429 ? THROTTLES : ERRORS)
    node.note(K.dropped, message, 0, messages.reason[message]!)
    node.end(message, O.dropped)
  },
}

/** What a function hands over; anything else is a line of its own. */
function linesOf(node: GroupNode, content: Content): Lines {
  if (typeof content === 'object' && content !== null && Array.isArray((content as Partial<Lines>).events)) return content as Lines
  return { logGroup: node.name, logStream: 'events', events: [{ time: node.now, message: contentText(content) }] }
}

function forward(node: GroupNode, cause: MessageId, wire: WireEnd, lines: Lines): void {
  const { messages, state } = node
  const { filterPattern, filterName, distribution, permission } = wire.config as SubscriptionWire
  const wanted = patternOf(filterPattern)
  const matching = lines.events.filter((one) => wanted(one.message))
  for (let at = 0; at < matching.length; at += MOST_EVENTS) {
    const events = matching.slice(at, at + MOST_EVENTS)
    const batch = node.create(cause)
    const bytes = events.reduce((sum, one) => sum + utf8Length(one.message), 0)
    messages.sizeBytes[batch] = bytes
    const data = packed({ ...lines, events }, node.arn.split(':')[4]!, filterName, state.forwarded)
    state.forwarded += events.length
    messages.content[batch] = wire.peer.role === 'stream' ? { $binary: data } : { awslogs: { data } }
    if (wire.peer.role === 'stream') messages.beside[batch] = { group: distribution === 'Random' ? String(messages.serial[batch]!) : lines.logStream }
    // GEN-05.
    if (!permission) {
      node.add(ERRORS)
      node.note(K.dropped, batch, 0, FORBIDDEN)
      node.end(batch, O.dropped)
      continue
    }
    node.add(FORWARDED, events.length)
    node.add(FORWARDED_BYTES, bytes)
    node.event(wire, batch)
  }
}
