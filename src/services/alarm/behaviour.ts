/**
 * An alarm: hears of a metric as it is measured, looks at the last periods every minute (every ten seconds for short
 * periods), and tells its actions when its state changes, and only then.
 */
import { iso, unixMs, calendar } from '../../base/time.ts'
import { type Micros, sec } from '../../base/units.ts'
import { utf8Length } from '../../base/text.ts'
import { NONE } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { type Behaviour, timer } from '../../contract/service.ts'
import { K, O } from '../../contract/trace.ts'
import type { AlarmConfig, AlarmWire } from './config.ts'
import { functionEvent, topicMessage, topicSubject } from './event.ts'
import { breaches, judge, neededOf, type State } from './judge.ts'
import { ACTIONS, type AlarmNode, type AlarmState, CHANGES, FAILED, METRICS, type Standing, STATE } from './state.ts'
import { add, datapoint, newStep, stepOf } from './window.ts'

const FORBIDDEN = reason('AccessDeniedException')
const LEVELS: { readonly [S in State]: number } = { OK: 0, ALARM: 1, INSUFFICIENT_DATA: -1 }

export const stepLength = ({ period }: AlarmConfig): Micros => (Number(period) < 60 ? sec(10) : sec(60))
const percentile = ({ statistic }: AlarmConfig): boolean => statistic.startsWith('p')

const look = timer<AlarmNode>('poll', (node) => {
  const { config, state } = node
  const length = stepLength(config)
  const each = sec(Number(config.period)) / length
  const end = stepOf(node.now, length)
  const points: (number | undefined)[] = []
  for (let period = 0; period < config.evaluationPeriods; period++) {
    const steps = Array.from({ length: each }, (_, at) => state.steps.get(end - period * each - 1 - at))
    points.unshift(datapoint(steps, config.statistic))
  }
  const oldest = end - config.evaluationPeriods * each
  for (const number of state.steps.keys()) if (number < oldest) state.steps.delete(number)
  // A level that nothing changes goes on.
  if (state.last !== undefined) add(stepAt(state, end), state.last, percentile(config))
  const next = judge(points, config, state.standing.value)
  if (next !== state.standing.value) change(node, next, points)
  node.later(length, look, 0)
})

function stepAt(state: AlarmState, number: number): ReturnType<typeof newStep> {
  const known = state.steps.get(number)
  if (known) return known
  const step = newStep()
  state.steps.set(number, step)
  return step
}

export const behaviour: Behaviour<AlarmConfig, AlarmState, AlarmNode> = {
  timers: [look],
  metrics: METRICS,
  state: () => ({ standing: { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', reasonData: '', since: 0 }, steps: new Map(), last: undefined }),

  start(node) {
    node.level(STATE, LEVELS.INSUFFICIENT_DATA)
    node.later(stepLength(node.config), look, 0)
  },

  measured(node, _which, value, at) {
    const { config, state } = node
    const length = stepLength(config)
    const number = stepOf(at, length)
    // What is dated too far back comes too late.
    if (number < stepOf(node.now, length) - config.evaluationPeriods * (sec(Number(config.period)) / length)) return
    add(stepAt(state, number), value, percentile(config))
    if (config.namespace === '' && /^Approximate|Concurrent|^AlarmState|^ItemCount|^OpenShard|^Provisioned/.test(config.metric)) state.last = value
  },

  answered(node, message) {
    const { messages } = node
    if (messages.status[message]! < 300) return
    node.add(FAILED)
    node.note(K.dropped, message, 0, messages.reason[message]!)
    node.end(message, O.dropped)
  },

  /** A person sets the state, as with set-alarm-state: it lasts until the next look. */
  act(node, verb, config) {
    const value = config.state
    if (verb === 'set-state' && (value === 'OK' || value === 'ALARM' || value === 'INSUFFICIENT_DATA') && value !== node.state.standing.value) {
      become(node, { value, reason: typeof config.reason === 'string' ? config.reason : 'Set by hand', reasonData: '', since: node.now })
    }
  },
}

function change(node: AlarmNode, value: State, points: readonly (number | undefined)[]): void {
  become(node, { value, reason: reasonOf(node, value, points), reasonData: reasonData(node, points), since: node.now })
}

function become(node: AlarmNode, standing: Standing): void {
  const { state } = node
  const before = state.standing
  state.standing = standing
  node.add(CHANGES)
  node.level(STATE, LEVELS[standing.value])
  const which = standing.value === 'ALARM' ? 'alarm' : standing.value === 'OK' ? 'ok' : 'insufficient'
  for (const wire of node.outgoing) {
    const settings = wire.config as AlarmWire
    if (!settings[which]) continue
    const { messages } = node
    const message = node.create(NONE)
    if (wire.peer.role === 'function') messages.content[message] = functionEvent(node, before)
    else {
      messages.content[message] = topicMessage(node, before)
      messages.beside[message] = { subject: topicSubject(node) }
    }
    const content = messages.content[message]
    messages.sizeBytes[message] = utf8Length(typeof content === 'string' ? content : JSON.stringify(content))
    node.add(ACTIONS)
    if (settings.permission) node.event(wire, message)
    else {
      // GEN-05: nobody hears of it; only the alarm's history has a line.
      node.add(FAILED)
      node.note(K.dropped, message, 0, FORBIDDEN)
      node.end(message, O.dropped)
    }
  }
}

const WORDS: { readonly [C in AlarmConfig['comparison']]: string } = {
  GreaterThanThreshold: 'greater than', GreaterThanOrEqualToThreshold: 'greater than or equal to', LessThanThreshold: 'less than', LessThanOrEqualToThreshold: 'less than or equal to',
}
/** 5.0, as AWS writes numbers here. */
const float = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value))
const many = (amount: number): string => `${amount} datapoint${amount === 1 ? '' : 's'}`

/** AWS's sentence. */
function reasonOf(node: AlarmNode, value: State, points: readonly (number | undefined)[]): string {
  const { config } = node
  const bad = points.filter((point) => point !== undefined && breaches(point, config)).length
  const there = points.filter((point) => point !== undefined).length
  if (value === 'INSUFFICIENT_DATA') return `Insufficient Data: ${many(points.length)} ${points.length === 1 ? 'was' : 'were'} unknown.`
  const shown = value === 'ALARM' ? points.flatMap((point, at) => (point !== undefined && breaches(point, config) ? [{ point, at }] : [])) : points.flatMap((point, at) => (point === undefined ? [] : [{ point, at }]))
  const list = shown.slice(-5).map(({ point, at }) => `${float(point)} (${dayAndTime(startOf(node, at))})`).reverse().join(', ')
  if (there === 0) return `Threshold Crossed: no datapoints were received for ${points.length} period${points.length === 1 ? '' : 's'} and ${points.length} missing datapoint${points.length === 1 ? ' was' : 's were'} treated as [${config.missing === 'breaching' ? 'Breaching' : 'NonBreaching'}].`
  if (value === 'ALARM') {
    return `Threshold Crossed: ${bad} out of the last ${many(points.length)} [${list}] ${bad === 1 ? 'was' : 'were'} ${WORDS[config.comparison]} the threshold (${float(config.threshold)}) (minimum ${many(neededOf(config))} for OK -> ALARM transition).`
  }
  return `Threshold Crossed: ${there === 1 ? '1 out of the last' : `${there} out of the last`} ${many(points.length)} [${list}] ${there === 1 ? 'was' : 'were'} not ${WORDS[config.comparison]} the threshold (${float(config.threshold)}) (minimum ${many(points.length - neededOf(config) + 1)} for ALARM -> OK transition).`
}

const startOf = (node: AlarmNode, at: number): Micros => node.now - (node.config.evaluationPeriods - at) * sec(Number(node.config.period))
/** 01/01/26 00:00:00: day, month and year. */
function dayAndTime(time: Micros): string {
  const { day, month, year, hour, minute, second } = calendar(unixMs(time))
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(day)}/${two(month)}/${two(year % 100)} ${two(hour)}:${two(minute)}:${two(second)}`
}

function reasonData(node: AlarmNode, points: readonly (number | undefined)[]): string {
  const { config } = node
  const stamp = (time: Micros): string => `${iso(time).slice(0, -1)}+0000`
  const recent = points.filter((point) => point !== undefined)
  return JSON.stringify({
    version: '1.0', queryDate: stamp(node.now), ...(recent.length > 0 && { startDate: stamp(startOf(node, points.findIndex((point) => point !== undefined))) }),
    statistic: config.statistic, period: Number(config.period), recentDatapoints: recent, threshold: config.threshold,
    evaluatedDatapoints: points.flatMap((point, at) => (point === undefined ? [] : [{ timestamp: stamp(startOf(node, at)), value: point }])).reverse(),
  })
}
