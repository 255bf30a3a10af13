/** What AWS refuses or regrets about a bucket and its notifications. */
import type { Finding } from '../../contract/finding.ts'
import type { NodeView } from '../../contract/service.ts'
import { mayWrite } from '../../contract/role.ts'
import type { BucketConfig, NotificationConfig } from './config.ts'

type View = NodeView<BucketConfig>
type Out = View['outgoing'][number]

const MOST = 100

export function* check(view: View): Iterable<Finding> {
  const wires = view.outgoing.filter((wire) => wire.port === 'notifications')
  if (wires.length > MOST) yield { rule: 'S3-04', level: 'error', on: view.id, text: `A bucket has at most ${MOST} notifications; ${view.name} has ${wires.length}. Take some away; AWS refuses the next one.` }
  for (const [index, wire] of wires.entries()) {
    yield* checkOne(view, wire)
    for (const other of wires.slice(0, index)) yield* checkOverlap(wire, other)
  }
  for (const wire of view.outgoing) {
    if (wire.port === 'eventBridge' && wire.peer.name !== 'default') yield { rule: 'S3-11', level: 'error', on: wire.id, text: `S3 sends its events to the default bus of the account only, and ${wire.peer.name} is another. Call it default, or let a rule of the default bus lead to it.` }
  }
}

const configOf = (wire: Out): NotificationConfig => wire.config as NotificationConfig

function* checkOne(view: View, wire: Out): Iterable<Finding> {
  const { permission, withdrawn, prefix, suffix, events } = configOf(wire)
  const { name, role, id } = wire.peer
  const on = wire.id
  if (!permission) yield { rule: role === 'function' ? 'GEN-05' : 'GEN-06', level: 'error', on, field: 'permission', text: `The policy of ${name} does not let ${view.name} in. Add the statement; AWS does not save the notification: "Unable to validate the following destination configurations".`, fix: { on, set: { permission: true } } }
  if (withdrawn) yield { rule: 'S3-05', level: 'warning', on, field: 'withdrawn', text: `The permission that ${view.name} had at ${name} is gone. S3 does not say so anywhere: the notifications are lost. Add the statement again.`, fix: { on, set: { withdrawn: false } } }
  if (events.length === 0) yield { rule: 'S3-02', level: 'error', on, field: 'events', text: `The notification to ${name} names no event. Add one; AWS refuses it otherwise.` }
  for (const [field, value] of [['prefix', prefix], ['suffix', suffix]] as const) {
    if (value.includes('*')) yield { rule: 'D-33', level: 'warning', on, field, text: `S3 knows no wildcards: only keys with a star in them have the ${field} "${value}". Leave the star out.`, fix: { on, set: { [field]: value.replaceAll('*', '') } } }
  }
  const back = view.incoming.find((one) => one.peer.id === id && writesUnder(one) !== undefined && overlap(prefix, writesUnder(one)!, (a, b) => a.startsWith(b)))
  if (role === 'function' && back) {
    const under = writesUnder(back)!
    const where = prefix === '' && suffix === '' ? 'every key' : `keys ${[prefix && `that begin with ${prefix}`, suffix && `that end with ${suffix}`].filter(Boolean).join(' and ')}`
    yield { rule: 'S3-12', level: 'warning', on, field: 'prefix', text: `${name} is told of ${where} and may write to the same bucket${under === '' ? '' : ` under ${under}`}. If it writes a key that fits, it sets itself off, until Lambda stops the loop after about 16 rounds. Write to another bucket or under another prefix; if it only reads, let its wire allow reading only.`, ...(back.port === 'calls' && { fix: { on: back.id, set: { actions: 'read' } } }) }
  }
}

/** Keys that a function may write along a wire, by how they begin; undefined when it may not. Failed events have a place of their own. */
const writesUnder = ({ port, config }: Out): string | undefined => (port !== 'calls' ? 'aws/lambda/' : mayWrite(config) ? config.keys : undefined)

/** VAL-01, S3-04: of one event only one notification may know. */
function* checkOverlap(wire: Out, other: Out): Iterable<Finding> {
  const one = configOf(wire)
  const two = configOf(other)
  const shared = one.events.find(({ type }) => two.events.some((theirs) => sameEvents(type, theirs.type)))
  if (!shared || !overlap(one.prefix, two.prefix, (a, b) => a.startsWith(b)) || !overlap(one.suffix, two.suffix, (a, b) => a.endsWith(b))) return
  yield {
    rule: 'VAL-01', level: 'error', on: wire.id, field: 'prefix',
    text: `Configuration is ambiguously defined: the notifications to ${other.peer.name} and ${wire.peer.name} both take ${shared.type} of the same keys. Give them prefixes or suffixes that exclude each other, or one topic that both subscribe to; AWS refuses the second.`,
  }
}

function sameEvents(a: string, b: string): boolean {
  if (a === b) return true
  const covers = (wide: string, narrow: string): boolean => wide.endsWith('*') && narrow.startsWith(wide.slice(0, -1))
  return covers(a, b) || covers(b, a)
}

const overlap = (a: string, b: string, within: (a: string, b: string) => boolean): boolean => within(a, b) || within(b, a)
