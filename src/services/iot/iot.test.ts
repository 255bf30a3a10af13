import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { makePlan } from '../../engine/plan.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { simulate, sketch } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import { parseRule, type Rule, select, topicFits } from './sql.ts'

const facts = { topic: 'greenhouse/7/moisture', client: 'sensor-1', timestamp: 1_767_225_600_000, message: { row: '10', temp: 31, deep: { a: 1 }, name: 'x' } }
const chosen = (sql: string) => select(parseRule(sql) as Rule, facts)

test('IOT-01 a rule selects fields, functions and sums, under names', () => {
  expect(chosen("SELECT * FROM '#'")).toEqual(facts.message)
  expect(chosen("SELECT temp, deep.a AS inner, topic(2) AS house, clientid() AS who, timestamp() AS at FROM 'greenhouse/+/moisture'")).toEqual({ temp: 31, inner: 1, house: '7', who: 'sensor-1', at: 1_767_225_600_000 })
  expect(chosen("SELECT *, temp * 2 AS twice, missing FROM '#'")).toEqual({ ...facts.message, twice: 62 })
})

test('IOT-01 WHERE decides; text that looks like a number is compared as one', () => {
  expect(chosen("SELECT name FROM '#' WHERE temp > 30 AND NOT (row = 11 OR name <> 'x')")).toEqual({ name: 'x' })
  expect(chosen("SELECT name FROM '#' WHERE temp > 31")).toBeUndefined()
  expect(chosen("SELECT name FROM '#' WHERE missing = 1")).toBeUndefined()
})

test('IOT-01 + stands for one level of a topic, # for all that follow', () => {
  expect(['a/b/c', 'a/+/c', 'a/#', '#', '+/+/+'].map((filter) => topicFits(filter, 'a/b/c'))).toEqual([true, true, true, true, true])
  expect(['a/b', 'a/+', 'a/b/c/d', 'b/#'].map((filter) => topicFits(filter, 'a/b/c'))).toEqual([false, false, false, false])
})

test('IOT-01 the event is what the rule selects, without an envelope', () => {
  const run = simulate({ services: [...services, listener], forSec: 60 }, (drawing) => {
    drawing.add('iot', 'rule', { perMinute: 2 })
    drawing.add('listener', 'fn')
    drawing.wire('rule', 'fn')
  })
  expect(reached(run).events).toEqual([{ row: '10', pos: '23', moisture: '75' }, { row: '10', pos: '23', moisture: '75' }])
})

test('IOT-01 a rule that is no SQL is refused, one that matches nothing is pointed out', () => {
  const found = (config: Config) => makePlan(sketch({}, (drawing) => drawing.add('iot', 'rule', config)), services).findings.map(({ level, text }) => `${level}: ${text}`)
  expect(found({})).toEqual([])
  expect(found({ sql: "SELEC * FROM 'a'" })[0]).toContain('error: The rule of rule is no SQL that IoT understands: SELECT is expected before "SELEC".')
  expect(found({ sql: 'SELECT * FROM a' })[0]).toContain('FROM names a topic in single quotes.')
  expect(found({ sql: "SELECT encode(a) FROM 'a'" })[0]).toContain('not encode()')
  expect(found({ sql: "SELECT * FROM 'other/#'" })[0]).toContain('warning: The rule is for other/#')
})
