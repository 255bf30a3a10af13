import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'
import type { BusEvent } from './event.ts'

const services = [...all, keeper] as readonly Service[]
const archived = (archive: object, draw: (drawing: Sketchbook) => void) =>
  simulate({ services, forSec: 600 }, (drawing) => {
    drawing.add('eventbridge', 'default', { archives: [{ name: 'all', pattern: '', retentionDays: 0, ...archive }] })
    for (const name of ['a', 'b']) drawing.add('keeper', name)
    drawing.wire('default', 'a', { config: { rule: 'first' } })
    drawing.wire('default', 'b', { config: { rule: 'second' } })
    for (const [at, id] of [10, 20, 30].entries()) drawing.at(id, 'default', 'put', { body: { id: at } })
    draw(drawing)
  })
const seen = (run: ReturnType<typeof archived>, name: string, from = 100) =>
  keptBy(run.run, name).filter((one) => one.at >= from).map((one) => [one.at, ((one.content as BusEvent).detail as { id: number }).id, (one.content as BusEvent)['replay-name']])

test('EB-11 a replay sends the events of a span again, faster than they came, and names itself in them', () => {
  const run = archived({}, (drawing) => drawing.at(100, 'default', 'replay', { archive: 'all', fromSec: 15, toSec: 30, name: 'again' }))
  expect(seen(run, 'a')).toEqual([[100, 1, 'again'], [100.001, 2, 'again']])
  expect(seen(run, 'b')).toHaveLength(2)
})

test('EB-11 only to the rules that are named, and only what the archive’s pattern took', () => {
  const run = archived({ pattern: '{"detail": {"id": [{"numeric": [">", 0]}]}}' }, (drawing) => drawing.at(100, 'default', 'replay', { rules: 'second' }))
  expect(seen(run, 'a')).toEqual([])
  expect(seen(run, 'b').map(([, id]) => id)).toEqual([1, 2])
})

test('EB-11 a replay is not archived: a second replay sends the same events as the first', () => {
  const run = archived({}, (drawing) => {
    drawing.at(100, 'default', 'replay', { rules: 'first' })
    drawing.at(200, 'default', 'replay', { rules: 'first' })
  })
  expect(seen(run, 'a', 200).map(([, id]) => id)).toEqual([0, 1, 2])
})

test('EB-11 the id and the time of a replayed event are those of the first time', () => {
  const run = archived({}, (drawing) => drawing.at(100, 'default', 'replay', { rules: 'first' }))
  const all = keptBy(run.run, 'a').map((one) => one.content as BusEvent)
  expect(all.slice(3).map(({ id, time }) => [id, time])).toEqual(all.slice(0, 3).map(({ id, time }) => [id, time]))
  expect(Object.keys(all[3]!).slice(-2)).toEqual(['replay-name', 'detail'])
})
