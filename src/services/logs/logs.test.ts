import { gunzipSync } from 'node:zlib'
import { CloudWatchLogsSchema } from '@aws-lambda-powertools/parser/schemas/cloudwatch'
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { makePlan } from '../../engine/plan.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { type Settings, simulate, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import { gzip } from './gzip.ts'
import { parsePattern, type Pattern } from './pattern.ts'

const logged = (fn: Config, wire: Config, draw: (drawing: Sketchbook) => void = () => undefined, group: Config = {}, settings: Settings = {}) =>
  simulate({ services: [...services, listener], forSec: 120, ...settings }, (drawing) => {
    drawing.add('client', 'people', { rps: 1, forMs: 3_000 })
    drawing.add('lambda', 'shop', fn)
    drawing.wire('people', 'shop')
    drawing.add('logs', 'group', group)
    drawing.wire('shop', 'group')
    drawing.add('listener', 'fn')
    drawing.wire('group', 'fn', { config: wire })
    draw(drawing)
  })
const dataIn = (event: unknown): CloudWatchLogsDecodedData => JSON.parse(gunzipSync(Buffer.from((event as CloudWatchLogsEvent).awslogs.data, 'base64')).toString()) as CloudWatchLogsDecodedData

test('CWL-04 CWL-01 WIR-23 LAM-TRG-07 a function gets the lines of an invocation, packed, in AWS’s shape', () => {
  const run = logged({ ioMs: 20 }, { filterName: 'all' })
  const { events } = reached(run)
  expect(events).toHaveLength(3)
  expect(CloudWatchLogsSchema.parse(events[0]).awslogs.data).toBeDefined()
  const data = dataIn(events[1])
  expect(Object.keys(data)).toEqual(['messageType', 'owner', 'logGroup', 'logStream', 'subscriptionFilters', 'logEvents'])
  expect(data).toMatchObject({ messageType: 'DATA_MESSAGE', owner: '123456789012', logGroup: '/aws/lambda/shop', subscriptionFilters: ['all'] })
  expect(data.logStream).toMatch(/^2026\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/)
  expect(data.logEvents.map(({ message }) => message.split(' ')[0])).toEqual(['START', 'END', 'REPORT'])
  expect(data.logEvents.map(({ timestamp }) => timestamp)).toEqual([1_767_225_601_000, 1_767_225_601_020, 1_767_225_601_020])
  expect(data.logEvents[0]!.id).toMatch(/^\d{56}$/)
  // The cold one begins with its init.
  expect(dataIn(events[0]).logEvents[0]!.message).toContain('INIT_START')
})

test('CWL-03 CWL-02 only lines that match are handed on, each subscription for itself; other invocations say nothing', () => {
  const run = logged({ failFirst: 1 }, { filterPattern: 'ERROR' }, (drawing) => {
    drawing.add('listener', 'other')
    drawing.wire('group', 'other', { config: { filterPattern: 'REPORT -"Init Duration"' } })
  })
  expect(reached(run).events).toHaveLength(1)
  expect(dataIn(reached(run).events[0]).logEvents.every(({ message }) => message.includes('ERROR'))).toBe(true)
  expect(reached(run, 'other').events).toHaveLength(2)
  expect(run.metric('group', 'ForwardedLogEvents').sum).toBe(dataIn(reached(run).events[0]).logEvents.length + 2)
})

test('CWL-05 CWA-01 a metric filter counts lines, and an alarm hears of it', () => {
  const run = logged({ failFirst: 2 }, { filterPattern: 'nothing like this' }, (drawing) => {
    drawing.add('alarm', 'watch', { resource: 'group', metric: 'LogFilterMatches', threshold: 1 })
    drawing.add('listener', 'ops')
    drawing.wire('watch', 'ops')
  }, { metricFilter: '"Invoke Error"' })
  expect(run.metric('group', 'LogFilterMatches').sum).toBe(2)
  expect(reached(run, 'ops').events).toHaveLength(1)
})

test('CWL-02 lines go to a stream, by their log stream', () => {
  const run = simulate({ forSec: 60 }, (drawing) => {
    drawing.add('client', 'people', { rps: 1, forMs: 2_000 })
    drawing.add('lambda', 'shop')
    drawing.wire('people', 'shop')
    drawing.add('logs', 'group')
    drawing.wire('shop', 'group')
    drawing.add('kinesis', 'lines', { shards: 4 })
    drawing.wire('group', 'lines')
  })
  expect(run.metric('lines', 'IncomingRecords').sum).toBe(2)
  const { shards } = run.run.nodes.find((node) => node.name === 'lines')!.state as { shards: { records: { length: number } }[] }
  expect(shards.map(({ records }) => records.length).sort()).toEqual([0, 0, 0, 2])
})

test('VAL-18 CWL-03 GEN-05 loops, patterns and permissions', () => {
  const found = (wire: Config, to = 'other') => makePlan(sketch({}, (drawing) => {
    drawing.add('lambda', 'shop')
    drawing.add('lambda', 'other')
    drawing.add('logs', 'group')
    drawing.wire('shop', 'group')
    drawing.wire('group', to, { config: wire })
  }), services).findings.map(({ rule, level }) => `${rule} ${level}`)
  expect(found({})).toEqual([])
  expect(found({}, 'shop')).toEqual(['VAL-18 error'])
  expect(found({ filterPattern: '{ $.a = }' })).toEqual(['CWL-03 error'])
  expect(found({ permission: false })).toEqual(['GEN-05 warning'])
  expect(reached(logged({}, { permission: false })).events).toEqual([])
})

test('CWL-03 the pattern language', () => {
  const fits = (pattern: string, line: string) => (parsePattern(pattern) as Pattern)(line)
  const line = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534'
  const object = '{"level":"ERROR","n":5,"deep":{"list":[1,"x"]},"ok":true,"none":null}'
  const truths: [string, string][] = [
    ['', line], ['GET', line], ['GET 404', line], ['?POST ?GET', line], ['GET -POST', line], ['"GET /index"', line], ['%4[0-9]{2}%', line], ['-POST', line],
    ['[ip, id, user, ..., status=4*, size]', line], ['[ip, ..., size > 1000]', line], ['[a, b, c, d, e, status=404 || status=410, size]', line],
    ['{ $.level = "ERROR" }', object], ['{ $.level = "ERR*" && $.n >= 5 }', object], ['{ $.n > 9 || $.deep.list[1] = "x" }', object], ['{ $.ok IS TRUE }', object],
    ['{ $.none IS NULL }', object], ['{ $.gone NOT EXISTS }', object], ['{ ($.n = 5) && ($.level != "INFO") }', object], ['{ $.level = %ERR.R% }', object],
  ]
  const lies: [string, string][] = [
    ['get', line], ['GET POST', line], ['?POST ?PUT', line], ['GET -404', line], ['[ip, id, user]', line], ['[ip, ..., status=5*, size]', line], ['{ $.level = "ERROR" }', line],
    ['{ $.n > 5 }', object], ['{ $.gone = "x" }', object], ['{ $.n = "ERROR" }', object],
  ]
  expect(truths.filter(([pattern, text]) => !fits(pattern, text))).toEqual([])
  expect(lies.filter(([pattern, text]) => fits(pattern, text))).toEqual([])
  expect(['{ level = 1 }', '{ $.a', '[a,,b]', '{ $.a < "x" }', '%(a+)+%', '{ $.a = 1 ) }'].filter((pattern) => typeof parsePattern(pattern) === 'function')).toEqual([])
})

test('CWL-04 the gzip is one that everybody reads, beyond one block too', () => {
  for (const length of [0, 1, 65_535, 65_536, 200_000]) {
    const bytes = new Uint8Array(length).map((_, at) => (at * 7) & 255)
    expect(Buffer.compare(gunzipSync(gzip(bytes)), Buffer.from(bytes))).toBe(0)
  }
})
