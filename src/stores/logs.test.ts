import { expect, test } from 'vitest'
import { parseFilter } from '../services/lambda/log-filter.ts'
import { sketch, type Settings, type Sketchbook } from '../testkit/simulate.ts'
import { advance, castOf, plan, simulation } from '../worker/simulation.ts'
import { pack } from '../trace/block.ts'
import { auditBefore, linesBefore, logGroups, settingsOf, streamsBefore, tracedBefore } from './logs.ts'
import { newRecording, type Recording, take } from './recording.ts'
import { livesOf, tracesBefore, xrayOf } from './traces.ts'

function record(settings: Settings, draw: (book: Sketchbook) => void): Recording {
  const drawing = sketch(settings, draw)
  let recording: Recording | undefined
  const one = simulation(plan(drawing), (block) => { take(recording!, pack(block)) })
  recording = newRecording(drawing, castOf(one))
  advance(one, one.run.end, () => false)
  one.trace.flush()
  return recording
}
const all = () => true
const lines = (recording: Recording, atSec: number, pattern = '') => {
  const filter = parseFilter(pattern)
  return linesBefore(recording, logGroups(recording), atSec * 1e6, typeof filter === 'function' ? filter : all, 100).map((line) => `${line.time / 1e6} ${line.group.group} ${line.text.split(' ')[0]}`)
}
const shop = (book: Sketchbook, client: object = {}, fn: object = {}) => {
  book.add('client', 'shop', { rps: 1, forMs: 3_000, ...client })
  book.add('lambda', 'resize', { ioMs: 100, init: 'constant', initMs: 500, ...fn })
  book.wire('shop', 'resize')
}

test('lines appear when the camera has reached their instant, newest first, and go when it is wound back', () => {
  const run = record({ forSec: 10 }, (book) => shop(book))
  expect(lines(run, 0.3)).toEqual(['0 /aws/lambda/resize INIT_START'])
  expect(lines(run, 0.55)).toEqual(['0.5 /aws/lambda/resize START', '0 /aws/lambda/resize INIT_START'])
  expect(lines(run, 1)).toEqual(['1 /aws/lambda/resize START', '0.6 /aws/lambda/resize REPORT', '0.6 /aws/lambda/resize END', '0.5 /aws/lambda/resize START', '0 /aws/lambda/resize INIT_START'])
  expect(lines(run, 10, 'REPORT -Init')).toEqual(['2.1 /aws/lambda/resize REPORT', '1.1 /aws/lambda/resize REPORT'])
  expect(logGroups(record({ forSec: 1 }, (book) => book.add('client', 'shop')))).toEqual([])
})

test('a change in mid-run is in the lines after it, and in CloudTrail (LAM-OBS-01)', () => {
  const run = record({ forSec: 10 }, (book) => {
    shop(book)
    book.at(1.5, 'resize', 'set', { memoryMb: 512 })
  })
  const settings = settingsOf(run.drawing, run.drawing.nodes[1]!)
  expect([settings(0, 1_000_000).memoryMb, settings(0, 1_500_000).memoryMb]).toEqual([128, 512])
  const sizes = linesBefore(run, logGroups(run), 10e6, (text) => text.startsWith('REPORT'), 9).map((line) => /Size: (\d+)/.exec(line.text)![1])
  expect(sizes).toEqual(['512', '128', '128'])
  expect(auditBefore(run, 1e6)).toEqual([])
  expect(auditBefore(run, 10e6)).toEqual([{ time: 1_500_000, eventName: 'UpdateFunctionConfiguration', name: 'resize' }])
})

test('LAM-XR-01 of ten requests a second the first is traced, whatever it calls has the same trace', () => {
  const run = record({ forSec: 10, seed: 3 }, (book) => {
    shop(book, { rps: 10, forMs: 1_000 }, { tracing: true, initMs: 0 })
    book.add('lambda', 'store', { ioMs: 10, tracing: true })
    book.wire('resize', 'store')
  })
  const traces = linesBefore(run, logGroups(run), 10e6, (text) => text.startsWith('XRAY'), 99)
  const ids = new Set(traces.map((line) => /TraceId: (\S+)/.exec(line.text)![1]))
  // Both functions write of each: nine others have a chance of one in twenty.
  expect(traces.length).toBe(ids.size * 2)
  expect(tracedBefore(run, 10e6)(logGroups(run)[0]!, 1, 0)?.sampled).toBe(true)
  expect(ids.size).toBeLessThan(4)
  const xray = xrayOf(run, livesOf(run, 1, 10e6), 10e6)!
  expect(ids).toContain(xray.traceId)
  expect(xray.segments.map(({ name, origin }) => `${name} ${origin}`)).toEqual(['resize AWS::Lambda', 'resize AWS::Lambda::Function', 'store AWS::Lambda', 'store AWS::Lambda::Function'])
})

test('the spans of a message add up to its life, through a cold start and a failing event’s tries', () => {
  const run = record({ forSec: 400 }, (book) => shop(book, { forMs: 1_000, invocation: 'Event' }, { errorRate: 100 }))
  const [life] = livesOf(run, 1, 400e6)
  expect(life!.spans.map(({ label, start, end }) => [label, start / 1e6, end / 1e6])).toEqual([
    ['init', 0, 0.5], ['handler', 0.5, 0.6], ['waits for the next try', 0.6, 60.6], ['handler, try 2', 60.6, 60.7],
    ['waits for the next try', 60.7, 180.7], ['handler, try 3', 180.7, 180.8],
  ])
  expect(life).toMatchObject({ failed: true, attempts: 3 })
  expect(life!.spans.reduce((sum, span) => sum + span.end - span.start, 0)).toBe(life!.end - life!.start)
})

test('what a handler calls belongs to the trace of its request; up to an instant only what has happened is told', () => {
  const run = record({ forSec: 10 }, (book) => {
    shop(book, { forMs: 1_000 }, { initMs: 0 })
    book.add('sqs', 'orders')
    book.wire('resize', 'orders')
    book.add('lambda', 'bill', { ioMs: 250, init: 'constant', initMs: 0 })
    book.wire('orders', 'bill')
  })
  const lives = livesOf(run, 1, 10e6)
  expect(lives.map(({ depth }) => depth)).toEqual([0, 1])
  expect(lives[1]!.spans.map(({ label, place }) => `${label} @ ${place}`)).toContain('handler @ bill')
  for (const life of lives) expect(life.spans.reduce((sum, span) => sum + span.end - span.start, 0)).toBe(life.end - life.start)
  expect(livesOf(run, 1, 50_000)).toHaveLength(1)
  expect(tracesBefore(run, 10e6, 5)).toEqual([{ serial: 1, start: 0, last: lives[1]!.end, place: 'shop', over: true, outcome: 'succeeded', failed: false, messages: 2 }])
})


test('LAM-LOG-01 a group has a stream for each environment, the one written to last first; lines can be asked of one', () => {
  const run = record({ forSec: 10 }, (book) => {
    book.add('client', 'people', { pattern: 'burst', burstSize: 3, burstEveryMs: 20_000 })
    book.add('lambda', 'work', { ioMs: 100, init: 'constant', initMs: 0 })
    book.wire('people', 'work')
  })
  const [group] = logGroups(run)
  const streams = streamsBefore(run, group!, 10e6)
  expect(streams).toHaveLength(3)
  const lines = linesBefore(run, [group!], 10e6, () => true, 100)
  const one = linesBefore(run, [group!], 10e6, () => true, 100, streams[0])
  expect(one.length).toBe(lines.length / 3)
  expect(new Set(one.map(({ stream }) => stream))).toEqual(new Set([streams[0]]))
  expect(streamsBefore(run, group!, -1)).toEqual([])
})
