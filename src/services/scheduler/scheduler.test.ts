import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import type { Service } from '../../contract/service.ts'
import { asker, told } from '../../testkit/asker.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { type Settings, simulate, sketch } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'

const services = [...all, keeper, asker] as readonly Service[]
const scheduled = (config: object, settings: Settings = {}, target: object = {}) =>
  simulate({ services, forSec: 3_600, ...settings }, (drawing) => {
    drawing.add('scheduler', 'default')
    drawing.add('keeper', 'fn', { role: 'function', ...target })
    drawing.add('keeper', 'dead')
    drawing.wire('default', 'fn', { config: { ...config } })
    drawing.wire('default', 'dead', { port: 'deadLetter' })
  })
const times = (run: ReturnType<typeof scheduled>) => keptBy(run.run, 'fn').map((one) => one.at)
const DAY = 86_400

test('SCH-01 WIR-15 a rate fires at the beginning of its span, and each period until its end', () => {
  expect(times(scheduled({ expression: 'rate(20 minutes)' }))).toEqual([0, 1_200, 2_400, 3_600])
  expect(times(scheduled({ expression: 'rate(10 minutes)', startSec: 100, endSec: 1_400 }))).toEqual([100, 700, 1_300])
})

test('SCH-01 at fires once, cron by the clock of its time zone, summer time heeded', () => {
  expect(times(scheduled({ expression: 'at(2026-01-01T00:30:00)' }))).toEqual([1_800])
  expect(times(scheduled({ expression: 'cron(0 9 * * ? *)', zone: 'Europe/Madrid' }, { forSec: DAY }))).toEqual([8 * 3_600])
  // 28 to 30 March 2026: Madrid goes over to summer time on the 29th.
  const spring = times(scheduled({ expression: 'cron(0 9 * * ? *)', zone: 'Europe/Madrid', startSec: 86 * DAY }, { forSec: 89 * DAY }))
  expect(spring.map((at) => (at % DAY) / 3_600)).toEqual([8, 7, 7])
})

test('SCH-01 without an input the target gets an event of the Scheduler', () => {
  const [kept] = keptBy(scheduled({ expression: 'at(2026-01-01T00:30:00)', name: 'morning' }).run, 'fn')
  expect(kept!.content).toEqual({
    version: '0', id: expect.stringMatching(/^[0-9a-f-]{36}$/), 'detail-type': 'Scheduled Event', source: 'aws.scheduler', account: '123456789012', time: '2026-01-01T00:30:00Z',
    region: 'us-east-1', resources: ['arn:aws:scheduler:us-east-1:123456789012:schedule/default/morning'], detail: '{}',
  })
})

test('SCH-01 with an input it gets exactly that, its placeholders filled in', () => {
  const input = '{"job": "report", "at": "<aws.scheduler.scheduled-time>", "try": <aws.scheduler.attempt-number>, "of": "<aws.scheduler.schedule-arn>"}'
  const run = scheduled({ expression: 'at(2026-01-01T00:30:00)', input }, {}, { refuses: true, status: 503, healsAtSec: 1_801 })
  expect(keptBy(run.run, 'fn')[0]).toMatchObject({ at: 1_801, content: { job: 'report', at: '2026-01-01T00:30:00Z', try: 2, of: 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/fn' } })
})

test('SCH-01 in realistic mode it fires within the minute, with a window somewhere in it', () => {
  const at = (windowMin: number) => times(scheduled({ expression: 'rate(1 hour)', windowMin }, { mode: 'realistic', seed: 21, forSec: 36_000 }))
  const late = (windowMin: number) => at(windowMin).map((one) => one % 3_600)
  expect(Math.max(...late(0))).toBeLessThan(62)
  expect(Math.max(...late(30))).toBeGreaterThan(600)
  expect(Math.max(...late(30))).toBeLessThan(1_802)
})

test('SCH-01 a busy target is tried again, one that refuses is not; the dead-letter queue tells the rest', () => {
  const busy = scheduled({ expression: 'at(2026-01-01T00:10:00)', maxAttempts: 3, input: '{"job":1}' }, {}, { refuses: true, status: 429 })
  expect(busy.metric('default', 'InvocationAttemptCount').sum).toBe(4)
  const [dead] = keptBy(busy.run, 'dead')
  expect(dead).toMatchObject({ at: 607, content: { job: 1 } })
  expect(Object.keys(dead!.attributes!)).toEqual(['ERROR_CODE', 'ERROR_MESSAGE', 'EXECUTION_ID', 'EXHAUSTED_RETRY_CONDITION', 'IS_PAYLOAD_TRUNCATED', 'RETRY_ATTEMPTS', 'SCHEDULED_TIME', 'SCHEDULE_ARN', 'TARGET_ARN'])
  const refused = scheduled({ expression: 'at(2026-01-01T00:10:00)' }, {}, { refuses: true, status: 400 })
  expect(refused.metric('default', 'InvocationAttemptCount').sum).toBe(1)
})

test('SCH-02 GEN-05 it reaches its target by a role of its own; without it nothing arrives', () => {
  const run = scheduled({ expression: 'at(2026-01-01T00:10:00)', permission: false })
  expect(times(run)).toEqual([])
  expect(keptBy(run.run, 'dead')[0]!.attributes).toMatchObject({ ERROR_CODE: { stringValue: 'AccessDeniedException' }, RETRY_ATTEMPTS: { stringValue: '0' } })
})

test('SCH-02 without a statement for it the dead-letter queue keeps nothing', () => {
  const run = simulate({ services, forSec: 700 }, (drawing) => {
    drawing.add('scheduler', 'default')
    drawing.add('keeper', 'fn', { role: 'function', refuses: true, status: 400 })
    drawing.add('sqs', 'dead')
    drawing.wire('default', 'fn', { config: { expression: 'at(2026-01-01T00:10:00)' } })
    drawing.wire('default', 'dead', { port: 'deadLetter', config: { permission: false } })
  })
  expect([run.metric('dead', 'NumberOfMessagesSent').sum, run.waiting()]).toEqual([0, 0])
  expect(run.plan.findings.map(({ rule, field }) => `${rule} ${field}`)).toEqual(['SCH-02 permission'])
})

test('SBX-01 code makes schedules for the targets that are wired, and deletes them', () => {
  const target = { Arn: 'arn:aws:keeper:us-east-1:123456789012:fn', RoleArn: 'arn:aws:iam::123456789012:role/r', Input: '{"n":1}' }
  const good = { Name: 'once', ScheduleExpression: 'at(2026-01-01T00:30:00)', FlexibleTimeWindow: { Mode: 'OFF' }, Target: target }
  const run = simulate({ services, forSec: 3_600 }, (drawing) => {
    drawing.add('asker', 'asker')
    drawing.add('scheduler', 'default')
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.wire('asker', 'default')
    drawing.wire('default', 'fn', { config: { enabled: false } })
    const ask = (at: number, operation: string, input: object) => drawing.at(at, 'asker', 'ask', { client: 'Scheduler', operation, input })
    ask(1, 'CreateSchedule', good)
    ask(2, 'CreateSchedule', good)
    ask(3, 'CreateSchedule', { ...good, Name: 'again', ScheduleExpression: 'rate(1 minutes)' })
    ask(4, 'CreateSchedule', { ...good, Name: 'gone', ScheduleExpression: 'at(2026-01-01T00:40:00)' })
    ask(5, 'DeleteSchedule', { Name: 'gone' })
    ask(6, 'DeleteSchedule', { Name: 'gone' })
    ask(7, 'CreateSchedule', { ...good, Name: 'far', Target: { ...target, Arn: 'arn:aws:lambda:us-east-1:123456789012:function:none' } })
    ask(8, 'CreateSchedule', { ...good, Name: 'flexible', FlexibleTimeWindow: { Mode: 'FLEXIBLE' } })
  })
  expect(told(run).map(({ status, content }) => [status, (content as { name?: string }).name])).toEqual([
    [200, undefined], [409, 'ConflictException'], [400, 'ValidationException'], [200, undefined], [200, undefined], [404, 'ResourceNotFoundException'], [400, 'ValidationException'], [400, 'ValidationException'],
  ])
  expect(keptBy(run.run, 'fn').map(({ at, content }) => [at, content])).toEqual([[1_800, { n: 1 }]])
})

test('SCH-01 what AWS refuses is an error on the wire; what comes after the run is a hint', () => {
  const findings = (config: object) => makePlan(sketch({ services }, (book) => {
    book.add('scheduler', 'default')
    book.add('lambda', 'fn')
    book.wire('default', 'fn', { config: { ...config } })
  }), services).findings.map(({ rule, level, field }) => `${rule} ${level} ${field}`)
  expect(findings({})).toEqual([])
  expect(findings({ expression: 'rate(1 minutes)' })).toEqual(['SCH-01 error expression'])
  expect(findings({ expression: 'at(2027-01-01T00:00:00)' })).toEqual(['SCH-01 hint expression'])
  expect(findings({ startSec: 10, endSec: 5 })).toEqual(['SCH-01 error endSec', 'SCH-01 hint expression'])
  expect(findings({ input: '{a' })).toEqual(['SCH-01 error input'])
  expect(findings({ permission: false })).toEqual(['SCH-02 warning permission'])
})

test('WIR-15 two schedules may have one target, and have names of their own', () => {
  const run = simulate({ services, forSec: 600 }, (drawing) => {
    drawing.add('scheduler', 'default')
    drawing.add('keeper', 'fn', { role: 'function' })
    for (const expression of ['at(2026-01-01T00:01:00)', 'at(2026-01-01T00:02:00)']) drawing.wire('default', 'fn', { config: { expression } })
  })
  expect(keptBy(run.run, 'fn').map((one) => (one.content as { resources: string[] }).resources[0]!.split('/').at(-1))).toEqual(['fn', 'fn-w2'])
})
