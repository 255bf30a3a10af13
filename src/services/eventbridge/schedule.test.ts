import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import type { Service } from '../../contract/service.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { type Settings, simulate, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'

const services = [...all, keeper] as readonly Service[]
const scheduled = (schedule: string, settings: Settings = {}, config: object = {}) =>
  simulate({ services, forSec: 3_600, ...settings }, (drawing) => {
    drawing.add('eventbridge', 'default')
    drawing.add('keeper', 'fn', { role: 'function' })
    drawing.wire('default', 'fn', { config: { trigger: 'schedule', schedule, ...config } })
  })
const times = (run: ReturnType<typeof scheduled>) => keptBy(run.run, 'fn').map((one) => one.at)

test('EB-09 EB-10 a rate first fires one period after the rule was made, with the event of a schedule', () => {
  const run = scheduled('rate(20 minutes)')
  expect(times(run)).toEqual([1_200, 2_400, 3_600])
  expect(keptBy(run.run, 'fn')[0]!.content).toMatchObject({
    version: '0', 'detail-type': 'Scheduled Event', source: 'aws.events', time: '2026-01-01T00:20:00Z', resources: ['arn:aws:events:us-east-1:123456789012:rule/rule-w1'], detail: {},
  })
})

test('EB-10 LAM-TRG-06 a cron rule fires by the clock of UTC: a run begins on Thursday, 1 January 2026, at midnight', () => {
  expect(times(scheduled('cron(0/15 0 * * ? *)', { forSec: 86_400 * 2 })).slice(0, 5)).toEqual([900, 1_800, 2_700, 86_400, 87_300])
  expect(times(scheduled('cron(30 6 ? * SAT *)', { forSec: 86_400 * 4 }))).toEqual([2 * 86_400 + 6.5 * 3_600])
})

test('EB-10 in realistic mode a rule fires some time within the minute', () => {
  const at = times(scheduled('rate(5 minutes)', { mode: 'realistic', seed: 9 }))
  expect(at).toHaveLength(11)
  at.forEach((one, index) => {
    expect(one).toBeGreaterThan(300 * (index + 1))
    expect(one).toBeLessThan(300 * (index + 1) + 62)
  })
})

test('STM-08 a disabled rule does not fire', () => {
  expect(times(scheduled('rate(1 minute)', {}, { enabled: false }))).toEqual([])
})

test('VAL-11 EB-10 schedules that AWS refuses, a sixth target, and a schedule on another bus are errors', () => {
  const findings = (draw: (book: Sketchbook) => void) => makePlan(sketch({ services }, draw), services).findings.filter(({ level }) => level === 'error').map(({ rule, on, field }) => `${rule} ${on} ${field}`)
  const one = (bus: string, config: object) => findings((book) => {
    book.add('eventbridge', bus)
    book.add('lambda', 'fn')
    book.wire(bus, 'fn', { config: { ...config } })
  })
  expect(one('default', { trigger: 'schedule', schedule: 'rate(1 minutes)' })).toEqual(['VAL-11 w1 schedule'])
  expect(one('default', { trigger: 'schedule', schedule: 'cron(0 9 * * * *)' })).toEqual(['VAL-11 w1 schedule'])
  expect(one('orders', { trigger: 'schedule' })).toEqual(['VAL-11 w1 trigger'])
  expect(findings((book) => {
    book.add('eventbridge', 'default')
    for (let i = 0; i < 6; i++) {
      book.add('sqs', `q${i}`)
      book.wire('default', `q${i}`, { config: { rule: 'all' } })
    }
  })).toEqual(['VAL-11 w6 rule'])
  expect(findings((book) => {
    book.add('eventbridge', 'default')
    for (const [name, pattern] of [['a', '{"source":["x"]}'], ['b', '{"source":["y"]}']] as const) {
      book.add('sqs', name)
      book.wire('default', name, { config: { rule: 'same', pattern } })
    }
  })).toEqual(['EB-03 w2 rule'])
})

test('EB-05 VAL-11 EB-07 EB-06 patterns, paths and dead-letter queues that AWS refuses are errors with their place', () => {
  const findings = (config: object) => makePlan(sketch({ services }, (book) => {
    book.add('eventbridge', 'default')
    book.add('lambda', 'fn')
    book.wire('default', 'fn', { config: { ...config } })
  }), services).findings.filter(({ level }) => level === 'error').map(({ rule, field, text }) => `${rule} ${field} ${text}`)
  expect(findings({ pattern: '{}' })).toEqual([expect.stringMatching(/^VAL-11 pattern .*InvalidEventPatternException/)])
  expect(findings({ pattern: '{"detail": {"id": 7}}' })).toEqual([expect.stringContaining('at detail.id')])
  expect(findings({ pattern: `{"source": ["${'x'.repeat(2_048)}"]}` })).toEqual([expect.stringContaining('2048')])
  expect(findings({ input: 'path', inputPath: 'detail' })).toEqual([expect.stringMatching(/^EB-07 inputPath/)])
  expect(findings({ input: 'constant', constant: '{a' })).toEqual([expect.stringMatching(/^EB-07 constant/)])
  expect(findings({ input: 'transformer', template: '{"a": <nobody>}' })).toEqual([expect.stringContaining('<nobody>')])
  const toFifo = makePlan(sketch({ services }, (book) => {
    book.add('eventbridge', 'default')
    book.add('sqs', 'dead.fifo', { type: 'fifo' })
  }), services)
  expect(toFifo.findings.filter(({ level }) => level === 'error')).toEqual([])
  const port = all.find((one) => one.id === 'eventbridge')!.ports[1]!
  const fifo = { id: 'b', service: 'sqs', name: 'dead.fifo', role: 'fifo', config: {} } as const
  expect(port.refuses!({ ...fifo, role: 'bus' } as never, fifo)).toMatchObject({ rule: 'VAL-11' })
})

test('EB-15 a function that is both target and sender is a warning', () => {
  const findings = makePlan(sketch({ services }, (book) => {
    book.add('eventbridge', 'default')
    book.add('lambda', 'fn')
    book.wire('default', 'fn')
    book.wire('fn', 'default', { port: 'calls' })
  }), services).findings.filter(({ rule }) => rule === 'EB-15')
  expect(findings.map(({ level, on }) => [level, on])).toEqual([['warning', 'w1']])
})
