/**
 * A function whose log group is drawn: its lines go there in the run itself, all of an invocation when it is over. They
 * are made of the rows that it notes, as the page makes them (log.ts).
 */
import { utf8Length } from '../../base/text.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'
import { K } from '../../contract/trace.ts'
import { type Environment, ENDS, linesOf, type Logging, type LogLine } from './log.ts'
import { logGroup } from './log-names.ts'
import type { FunctionNode } from './state.ts'
import { versionOf } from './versions.ts'

interface Tap {
  readonly environments: Map<number, Environment>
  /** Lines that wait, by environment. */
  readonly lines: Map<number, LogLine[]>
}
const LAST: ReadonlySet<number> = new Set([...ENDS, K.initFailed, K.environmentEnded])

export function tapLog(node: FunctionNode, kind: number, message: MessageId, a: number, b: number, text: string): void {
  const tap = node.shared<Tap>(`log ${node.id}`, () => ({ environments: new Map(), lines: new Map() }))
  const serial = message === NONE ? 0 : node.messages.serial[message]!
  const lines = linesOf({ time: node.now, serial, kind, a, b }, aboutOf(node, text), tap.environments)
  if (lines.length > 0) tap.lines.set(b, [...(tap.lines.get(b) ?? []), ...lines])
  if (!LAST.has(kind)) return
  const all = tap.lines.get(b)
  tap.lines.delete(b)
  if (all) send(node, message, all)
}

function send(node: FunctionNode, cause: MessageId, lines: readonly LogLine[]): void {
  const { messages } = node
  const wire = node.outgoing.find((end) => end.port === 'logs')!
  const batch = node.create(cause)
  const events = lines.map(({ time, text }, at) => ({ time, text, at })).sort((one, other) => one.time - other.time || one.at - other.at).map(({ time, text }) => ({ time, message: text }))
  messages.content[batch] = { logGroup: logGroup(node.name, node.config), logStream: lines[0]!.stream, events }
  messages.sizeBytes[batch] = events.reduce((bytes, event) => bytes + utf8Length(event.message) + 26, 0)
  node.event(wire, batch)
}

function aboutOf(node: FunctionNode, text: string): Logging {
  const { scenario, state } = node
  return {
    seed: scenario.seed, node: node.id, region: node.region, profile: scenario.profile, responseBytes: node.quotas.lambdaResponseBytes,
    settings: (version) => (version === 0 ? node.config : state.versions[versionOf(state, String(version))]!.config),
    // Which requests are traced is drawn for the page alone.
    traced: () => undefined,
    text: () => text,
  }
}
