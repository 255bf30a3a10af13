import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import type { Scenario } from '../../drawing/drawing.ts'
import { makePlan } from '../../engine/plan.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { simulate, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

/** Version 2 fails, so that errors count its requests. */
const TWO = { versions: [{ number: 1, settings: '' }, { number: 2, settings: '{"errorRate":100}' }] }
const LIVE = { name: 'live', version: 1, additional: null, weight: 0 }

function calls(scenario: Partial<Scenario>, source: Config, config: Config, qualifier: string, more: (drawing: Sketchbook) => void = () => {}) {
  return simulate({ forSec: 60, ...scenario, services: [...services, keeper] }, (drawing) => {
    drawing.add('client', 'shop', source)
    drawing.add('lambda', 'resize', { ioMs: 100, ...config })
    drawing.wire('shop', 'resize', { config: { qualifier } })
    more(drawing)
  })
}
/** Findings about a function's settings, as rules. */
function rules(config: Config, qualifier = ''): string[] {
  const drawing = sketch({}, (book) => {
    book.add('client', 'shop')
    book.add('lambda', 'resize', config)
    book.wire('shop', 'resize', { config: { qualifier } })
  })
  return makePlan(drawing, services).findings.map((finding) => finding.rule)
}

test('LAM-VER-01 a version keeps the settings it was published with, whatever becomes of $LATEST', () => {
  const source = { rps: 1, forMs: 10_000 }
  const version = calls({}, source, { versions: [{ number: 1, settings: '' }] }, '1', (drawing) => drawing.at(4.5, 'resize', 'set', { ioMs: 2_000 }))
  expect(version.metric('resize', 'Duration').max).toBe(100)
  const latest = calls({}, source, { versions: [{ number: 1, settings: '' }] }, '', (drawing) => drawing.at(4.5, 'resize', 'set', { ioMs: 2_000 }))
  expect(latest.metric('resize', 'Duration').max).toBe(2_000)
  expect(calls({}, source, { versions: [{ number: 7, settings: '{"ioMs":300}' }] }, '7').metric('resize', 'Duration').min).toBe(300)
})

test('LAM-VER-01 numbers count up and are not used again; publishing without a change makes no version', () => {
  expect(rules({ versions: [{ number: 2, settings: '' }, { number: 1, settings: '' }] })).toEqual(['LAM-VER-01'])
  expect(rules({ versions: [{ number: 1, settings: 'fast' }] })).toEqual(['LAM-VER-01'])
  expect(rules({ versions: [{ number: 1, settings: '{"memory":512}' }] })).toEqual(['LAM-VER-01'])
  expect(rules({ versions: [{ number: 1, settings: '{"memoryMb":"lots"}' }] })).toEqual(['LAM-VER-01'])
  expect(rules({ versions: [{ number: 1, settings: '{"timeoutSec":901}' }] })).toEqual(['LAM-VER-01'])
  const run = calls({}, { pattern: 'manual' }, { versions: [{ number: 4, settings: '' }] }, '', (drawing) => {
    drawing.at(1, 'resize', 'publish')
    drawing.at(2, 'resize', 'set', { memoryMb: 512 })
    drawing.at(3, 'resize', 'publish')
    drawing.at(4, 'resize', 'publish')
  })
  const { versions } = run.run.nodes.find((node) => node.name === 'resize')!.state as { versions: { name: string; config: { memoryMb: number } }[] }
  expect(versions.map(({ name, config }) => [name, config.memoryMb])).toEqual([['$LATEST', 512], ['4', 128], ['5', 512]])
})

test('LAM-VER-02 reserved concurrency and the settings of the internal queue belong to the function, not to a version', () => {
  expect(rules({ versions: [{ number: 1, settings: '{"reserved":5}' }] })).toEqual(['LAM-VER-02'])
  // The reservation caps all versions together.
  const run = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'shop', { pattern: 'burst', burstSize: 3, forMs: 1 })
    drawing.add('client', 'jobs', { pattern: 'burst', burstSize: 3, forMs: 1 })
    drawing.add('lambda', 'resize', { ioMs: 500, reserved: 4, versions: [{ number: 1, settings: '' }] })
    drawing.wire('shop', 'resize')
    drawing.wire('jobs', 'resize', { config: { qualifier: '1' } })
  })
  expect(run.metric('resize', 'Throttles').sum).toBe(2)
})

test('LAM-VER-03 the record of an event names the function with its qualifier, and the version that ran', () => {
  const event = { pattern: 'burst', burstSize: 1, forMs: 1, invocation: 'Event' }
  const context = (qualifier: string) => {
    const run = calls({}, event, { ...TWO, aliases: [LIVE] }, qualifier, (drawing) => {
      drawing.add('keeper', 'good')
      drawing.wire('resize', 'good', { port: 'onSuccess' })
    })
    const { requestContext, responseContext } = keptBy(run.run, 'good')[0]!.content as { requestContext: { functionArn: string }; responseContext: { executedVersion: string } }
    return [requestContext.functionArn.split(':').slice(6).join(':'), responseContext.executedVersion]
  }
  expect(context('')).toEqual(['resize:$LATEST', '$LATEST'])
  expect(context('1')).toEqual(['resize:1', '1'])
  expect(context('live')).toEqual(['resize:live', '1'])
})

test('LAM-LC-01 LAM-EX-74 versions share no environment: new code of $LATEST leaves those of a version warm', () => {
  const cold = (qualifier: string) => {
    const run = calls({}, { pattern: 'burst', burstSize: 20, burstEveryMs: 10_000, forMs: 15_000 }, { versions: [{ number: 1, settings: '' }] }, qualifier, (drawing) => drawing.at(5, 'resize', 'deploy'))
    return run.metric('resize', 'ColdStarts').sum
  }
  expect(cold('')).toBe(40)
  expect(cold('1')).toBe(20)
  const both = simulate({ forSec: 10 }, (drawing) => {
    drawing.add('client', 'shop', { rps: 1, forMs: 5_000 })
    drawing.add('client', 'jobs', { rps: 1, forMs: 5_000, startAtMs: 500 })
    drawing.add('lambda', 'resize', { ioMs: 100, versions: [{ number: 1, settings: '' }] })
    drawing.wire('shop', 'resize')
    drawing.wire('jobs', 'resize', { config: { qualifier: '1' } })
  })
  expect(both.metric('resize', 'ColdStarts').sum).toBe(2)
})

test('LAM-ALI-01 an alias has a name that is no number, and points to published versions; one that shares leaves $LATEST out', () => {
  const alias = (change: object) => rules({ ...TWO, aliases: [{ ...LIVE, ...change }] })
  expect(alias({})).toEqual([])
  expect(alias({ version: 0 })).toEqual([])
  expect(alias({ additional: 2, weight: 10 })).toEqual([])
  expect(alias({ name: '42' })).toEqual(['LAM-ALI-01'])
  expect(alias({ name: 'in use' })).toEqual(['LAM-ALI-01'])
  expect(alias({ version: 3 })).toEqual(['LAM-ALI-01'])
  expect(alias({ additional: 3, weight: 10 })).toEqual(['LAM-ALI-01'])
  expect(alias({ version: 0, additional: 2, weight: 10 })).toEqual(['LAM-ALI-01'])
  expect(alias({ additional: 1, weight: 10 })).toEqual(['LAM-ALI-01'])
  expect(alias({ weight: 10 })).toEqual(['LAM-ALI-01'])
  expect(rules({ ...TWO, aliases: [LIVE, LIVE] })).toEqual(['LAM-ALI-01'])
})

test('LAM-ALI-02 D-21 LAM-EX-57 of 1,000 requests to an alias with 10 % exactly 100 reach the second version in strict mode, about 100 by chance', () => {
  const source = { rps: 50, forMs: 20_000 }
  const config = { ...TWO, aliases: [{ ...LIVE, additional: 2, weight: 10 }] }
  const strict = calls({}, source, config, 'live')
  expect(strict.metric('resize', 'Invocations').sum).toBe(1_000)
  expect(strict.metric('resize', 'Errors').sum).toBe(100)
  expect(strict.rows.filter((row) => row.place === 'resize' && row.kind === 'failed').slice(0, 2).map((row) => row.atSec)).toEqual([0.28, 0.48])
  // Mean 100, deviation 9.49: each within four of them, and not all alike.
  const drawn = [1, 2, 3, 4, 5].map((seed) => calls({ mode: 'realistic', seed }, source, config, 'live').metric('resize', 'Errors').sum)
  for (const errors of drawn) expect(Math.abs(errors - 100)).toBeLessThan(38)
  expect(new Set(drawn).size).toBeGreaterThan(1)
  // With other weights the count begins anew: the tenth of 10 %, and after the change the fifth of 20 %.
  const changed = calls({}, { rps: 1, forMs: 20_000 }, config, 'live', (drawing) => drawing.at(14.5, 'resize', 'set', { aliases: [{ ...LIVE, additional: 2, weight: 20 }] }))
  expect(changed.rows.filter((row) => row.place === 'resize' && row.kind === 'failed').map((row) => row.atSec)).toEqual([9.1, 19.1])
})

test('LAM-ALI-03 a trigger that names an alias needs no change when the alias moves', () => {
  const run = simulate({ forSec: 60 }, (drawing) => {
    drawing.add('client', 'shop', { rps: 1, forMs: 10_000 })
    drawing.add('sqs', 'orders')
    drawing.add('lambda', 'charge', { ioMs: 100, ...TWO, aliases: [LIVE] })
    drawing.wire('shop', 'orders')
    drawing.wire('orders', 'charge', { config: { qualifier: 'live' } })
    drawing.at(4.5, 'charge', 'set', { aliases: [{ ...LIVE, version: 2 }] })
  })
  expect(run.rows.filter((row) => row.place === 'charge' && row.kind === 'finished').map((row) => row.atSec)).toEqual([0.1, 1.1, 2.1, 3.1, 4.1])
  expect(run.rows.filter((row) => row.place === 'charge' && row.kind === 'failed').map((row) => row.atSec).slice(0, 5)).toEqual([5.1, 6.1, 7.1, 8.1, 9.1])
})

test('WIR-29 a wire asks for $LATEST, a version or an alias, and for nothing else', () => {
  const config = { ...TWO, aliases: [LIVE] }
  for (const qualifier of ['', '$LATEST', '2', 'live']) expect(rules(config, qualifier)).toEqual([])
  for (const qualifier of ['3', 'prod']) expect(rules(config, qualifier)).toEqual(['WIR-29'])
})

test('LAM-DLQ-04 dead events of a version go to the dead-letter queue of the function', () => {
  const run = calls({ forSec: 400 }, { pattern: 'burst', burstSize: 1, forMs: 1, invocation: 'Event' }, TWO, '2', (drawing) => {
    drawing.add('keeper', 'dead')
    drawing.wire('resize', 'dead', { port: 'deadLetter' })
  })
  expect(keptBy(run.run, 'dead')).toHaveLength(1)
})
