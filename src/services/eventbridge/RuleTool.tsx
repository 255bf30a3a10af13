import { compile, exampleFor, readJson, tryPattern } from '../../contract/pattern.ts'
import type { WireToolProps } from '../../contract/tool.ts'
import { firings, readSchedule } from '../../contract/schedule.ts'
import { inClocks } from '../../contract/schedule/words.ts'
import { Tester, Times, type Verdict } from '../../kit/Tester.tsx'
import type { TargetConfig } from './config.ts'
import { isObject } from './event.ts'
import { inputFor } from './input.ts'

const EVENT = {
  version: '0', id: '7bf73129-1428-4cd3-a780-95db273d1602', 'detail-type': 'OrderPlaced', source: 'com.acme.shop', account: '123456789012',
  time: '2026-01-01T00:00:00Z', region: 'us-east-1', resources: [] as string[], detail: { id: 1, total: 120 },
}
const FACTS = { ruleArn: 'arn:aws:events:us-east-1:123456789012:rule/this-rule', ruleName: 'this-rule', ingestionTime: '2026-01-01T00:00:00.000Z' }
const FIRINGS = 10

/** EB-03, EB-07, EB-10: whether an event fits and what the target then gets, or when the rule fires next. */
export default function RuleTool({ config, to }: WireToolProps) {
  const rule = config as TargetConfig
  return rule.trigger === 'schedule' ? <Next schedule={rule.schedule} /> : <Try rule={rule} to={to} />
}

function Next({ schedule: text }: { schedule: string }) {
  const { schedule } = readSchedule(text, 'rule')
  if (!schedule) return null
  return <Times title="Next ten firings" times={firings(schedule, FIRINGS).map((at) => inClocks(at, 'UTC'))} note="Counted from the beginning of a run, 1 January 2026 at midnight UTC. On AWS a rule fires some time within the minute." />
}

function Try({ rule, to }: { rule: TargetConfig; to: string }) {
  const { matcher } = compile(rule.pattern, 'rule')
  const example = matcher ? exampleFor(matcher) : {}
  const sample = { ...EVENT, ...example, ...(isObject(example.detail) && { detail: example.detail }) }
  const judge = (text: string): Verdict => {
    const read = readJson(text)
    if (read.problem !== undefined) return { problem: read.problem }
    const trial = tryPattern(rule.pattern, 'rule', read.value)
    if (!trial.passes || !isObject(read.value)) return { ...trial, says: `${to} does not get it.` }
    const input = inputFor(rule, read.value, FACTS)
    if (rule.input === 'event') return { ...trial, says: `${to} gets it.` }
    return { ...trial, says: input.value === undefined ? `${to} gets nothing: this is no JSON.` : `${to} gets this.`, passes: input.value !== undefined, made: input.value === undefined ? input.text : JSON.stringify(input.value, null, 2) }
  }
  return <Tester title="Try the rule" label="Event" sample={JSON.stringify(sample, null, 2)} judge={judge} />
}
