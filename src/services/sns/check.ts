/** What AWS refuses or regrets about a topic and its subscriptions. */
import type { Finding } from '../../contract/finding.ts'
import { compile } from '../../contract/pattern.ts'
import type { NodeView } from '../../contract/service.ts'
import type { DeadLetter, SubscriptionConfig, TopicConfig } from './config.ts'
import { readReplay } from './replay-policy.ts'
import { httpDelay } from './retry.ts'
import { deadLetterOf, namesIn } from './state.ts'

type View = NodeView<TopicConfig>
type Out = View['outgoing'][number]

const POLICY_LONGEST_SEC = 3_600
const POLICIES_MOST = 200

export function* check(view: View): Iterable<Finding> {
  const subscribers = view.outgoing.filter((wire) => wire.port === 'subscribers')
  yield* checkName(view)
  if (subscribers.length === 0 && view.config.people.length === 0) {
    yield { rule: 'SNS-02', level: 'hint', on: view.id, text: `${view.name} has no subscriber, and a topic keeps nothing: what is published is gone. Connect it to a queue or a function.` }
  }
  if (subscribers.filter((wire) => configOf(wire).filterPolicy !== '').length > POLICIES_MOST) {
    yield { rule: 'SNS-07', level: 'error', on: view.id, text: `A topic has at most ${POLICIES_MOST} filter policies. Take some away; AWS refuses the next one.` }
  }
  for (const wire of subscribers) yield* checkSubscription(view, wire)
  yield* checkPeople(view)
  yield* checkDeadLetters(view, subscribers)
  yield* checkKey(view)
}

const configOf = (wire: Out): SubscriptionConfig => wire.config as SubscriptionConfig

function* checkName(view: View): Iterable<Finding> {
  const fifo = view.config.type === 'fifo'
  if (fifo === view.name.endsWith('.fifo')) return
  const text = fifo
    ? `${view.name} is a FIFO topic, whose name must end in .fifo. Call it ${view.name}.fifo; AWS refuses to create it otherwise.`
    : `${view.name} is a standard topic, whose name must not end in .fifo. Rename it or make it a FIFO topic; AWS refuses to create it otherwise.`
  yield { rule: 'SNS-01', level: 'warning', on: view.id, text }
}

function* checkSubscription(view: View, wire: Out): Iterable<Finding> {
  const { filterPolicy, filterScope, raw, permission } = configOf(wire)
  const on = wire.id
  if (filterPolicy !== '') {
    const { refusal } = compile(filterPolicy, filterScope === 'MessageBody' ? 'snsBody' : 'snsAttributes')
    if (refusal) {
      const place = refusal.place === '' ? '' : ` at ${refusal.place}`
      yield { rule: 'SNS-07', level: 'error', on, field: 'filterPolicy', text: `The filter policy for ${wire.peer.name} is not valid${place}. ${refusal.text} AWS refuses the subscription otherwise.` }
    }
  }
  if (raw && wire.peer.role === 'function') yield { rule: 'SNS-08', level: 'hint', on, field: 'raw', text: `Raw delivery is not for functions: ${wire.peer.name} gets the whole record all the same.`, fix: { on, set: { raw: false } } }
  if (!permission && wire.peer.role !== 'http') yield { rule: wire.peer.role === 'function' ? 'GEN-05' : 'GEN-06', level: 'warning', on, field: 'permission', text: `The policy of ${wire.peer.name} does not let ${view.name} in. Every notification is refused, not tried again, and lost unless there is a dead-letter queue. Add the statement.`, fix: { on, set: { permission: true } } }
  if (wire.peer.role === 'http') yield* checkPolicy(wire)
  yield* checkReplay(view, wire)
}

/** SNS-01: what can be told of a replay policy before its instant comes. */
function* checkReplay(view: View, wire: Out): Iterable<Finding> {
  const { replayPolicy } = configOf(wire)
  if (replayPolicy === '') return
  const refuse = (text: string): Finding => ({ rule: 'SNS-01', level: 'error', on: wire.id, field: 'replayPolicy', text, fix: { on: wire.id, set: { replayPolicy: '' } } })
  const asked = readReplay(replayPolicy)
  if (view.config.type !== 'fifo') yield refuse(`${view.name} is a standard topic, which keeps nothing to replay. Make it a FIFO topic with an archive, or take the policy away; AWS refuses it otherwise.`)
  else if (typeof asked === 'string') yield refuse(`The replay policy for ${wire.peer.name} is not valid: ${asked}. Write {"PointType": "Timestamp", "StartingPoint": "2026-01-01T00:00:00.000Z"}; AWS refuses it otherwise.`)
  else if (asked && view.config.archiveDays === null) yield refuse(`${view.name} has no archive, so ${wire.peer.name} cannot replay it. Say for how many days it keeps its messages; AWS refuses the policy otherwise.`)
}

/** SNS-11: an address that could be one, and that has confirmed; VAL-03: people are no queues. */
function* checkPeople({ id, name, config }: View): Iterable<Finding> {
  if (config.type === 'fifo' && config.people.length > 0) yield { rule: 'VAL-03', level: 'error', on: id, field: 'people', text: `${name} is a FIFO topic, and only queues may subscribe to one. Take the addresses away; AWS refuses them otherwise.`, fix: { on: id, set: { people: [] } } }
  for (const { protocol, endpoint, confirmed } of config.people) {
    const fits = protocol === 'email' ? /^[^\s@]+@[^\s@]+\.[^\s@]+$/ : /^\+[1-9]\d{6,14}$/
    if (!fits.test(endpoint)) yield { rule: 'SNS-11', level: 'error', on: id, field: 'people', text: protocol === 'email' ? `"${endpoint}" is no e-mail address. Write one like team@example.com; AWS refuses the subscription otherwise.` : `"${endpoint}" is no telephone number. Write it with its country, like +14155550100; AWS refuses the subscription otherwise.` }
    else if (protocol === 'email' && !confirmed) yield { rule: 'SNS-11', level: 'hint', on: id, field: 'people', text: `${endpoint} has not followed the link in the mail that asks for confirmation, and gets nothing until then.` }
  }
}

function* checkPolicy(wire: Out): Iterable<Finding> {
  const policy = configOf(wire)
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries, minDelayTarget, maxDelayTarget, confirmed, raw, contentType } = policy
  const on = wire.id
  if (!confirmed) yield { rule: 'SNS-11', level: 'warning', on, field: 'confirmed', text: `${wire.peer.name} is asked to confirm its subscription as the run begins, and gets nothing else until its code visits the SubscribeURL, or you confirm by hand.`, fix: { on, set: { confirmed: true } } }
  if (!raw && /xml|octet/.test(contentType)) yield { rule: 'SNS-11', level: 'error', on, field: 'contentType', text: `${wire.peer.name} is to get ${contentType}, but the envelope is JSON. Deliver raw, or choose text/plain or application/json; AWS refuses it otherwise.`, fix: { on, set: { contentType: 'application/json' } } }
  const phases = numNoDelayRetries + numMinDelayRetries + numMaxDelayRetries
  if (phases > numRetries) yield { rule: 'SNS-04', level: 'error', on, field: 'numRetries', text: `The phases of the retry policy need ${phases} retries, and it has ${numRetries}. Raise the retries or shorten a phase; AWS refuses the policy otherwise.`, fix: { on, set: { numRetries: Math.min(100, phases) } } }
  if (minDelayTarget > maxDelayTarget) yield { rule: 'SNS-04', level: 'error', on, field: 'maxDelayTarget', text: `The longest delay of ${maxDelayTarget} s is shorter than the shortest of ${minDelayTarget} s. Raise it; AWS refuses the policy otherwise.`, fix: { on, set: { maxDelayTarget: minDelayTarget } } }
  let total = 0
  for (let tries = 1; tries <= numRetries; tries++) total += httpDelay(policy, tries) ?? 0
  if (total > POLICY_LONGEST_SEC) yield { rule: 'SNS-04', level: 'error', on, field: 'numRetries', text: `The retries to ${wire.peer.name} take ${Math.round(total)} s in all, and a policy may take ${POLICY_LONGEST_SEC} s. Retry less often or sooner; AWS refuses the policy otherwise.` }
}

function* checkDeadLetters(view: View, subscribers: readonly Out[]): Iterable<Finding> {
  const names = subscribers.map((wire) => wire.peer.name)
  for (const wire of view.outgoing) {
    if (wire.port !== 'deadLetter') continue
    const named = namesIn(wire.config)
    for (const name of named) {
      if (!names.includes(name)) yield { rule: 'SNS-06', level: 'error', on: wire.id, field: 'subscriptions', text: `${wire.peer.name} is to keep what ${name} could not take, but ${name} does not subscribe to ${view.name}. Name one of: ${names.join(', ') || 'nobody does'}.` }
    }
    if (!(wire.config as DeadLetter).permission) yield { rule: 'GEN-06', level: 'warning', on: wire.id, field: 'permission', text: `The policy of ${wire.peer.name} does not let ${view.name} in, so it keeps nothing: what failed is lost, and counted as NumberOfNotificationsFailedToRedriveToDlq. Add the statement.`, fix: { on: wire.id, set: { permission: true } } }
    const used = subscribers.some((one) => deadLetterOf(view.outgoing, one.peer.name) === wire)
    if (!used && subscribers.length > 0 && named.every((name) => names.includes(name))) yield { rule: 'SNS-06', level: 'warning', on: wire.id, field: 'subscriptions', text: `No subscription uses ${wire.peer.name} as its dead-letter queue: another one comes first. Name the subscribers it is for.` }
  }
}

/** GEN-06: the key that AWS manages has a policy that nobody can change. */
function* checkKey(view: View): Iterable<Finding> {
  const pushers = view.incoming.filter((wire) => wire.kind === 'subscription' || wire.kind === 'alarm').map((wire) => wire.peer.name)
  if (pushers.length === 0 || view.config.encryption === 'none' || (view.config.encryption === 'customer' && view.config.keyGrants)) return
  yield {
    rule: 'GEN-06', level: 'warning', on: view.id, field: 'encryption',
    text: view.config.encryption === 'awsManaged'
      ? `${view.name} is encrypted with the key that AWS manages, which ${pushers.join(' and ')} cannot use, and whose policy cannot be changed. Use a key of your own; what they publish is refused otherwise.`
      : `The policy of the key of ${view.name} does not admit ${pushers.join(' and ')}. Admit AWS services; what they publish is refused otherwise.`,
    fix: { on: view.id, set: { encryption: 'customer', keyGrants: true } },
  }
}
