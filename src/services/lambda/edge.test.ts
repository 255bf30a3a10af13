/** Lambda functions behind a distribution: where they run, what they may not have, and what they cost. */
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import type { Stage } from '../../contract/edge.ts'
import { costOf } from '../../contract/prices.ts'
import { REASONS } from '../../contract/reasons.ts'
import { makePlan } from '../../engine/plan.ts'
import { says } from '../../testkit/distribution.ts'
import { visit, type Visit } from '../../testkit/front.ts'
import { newHost } from '../../testkit/guest.ts'
import { type Settings, sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import { usage } from './cost.ts'
import { readVersioned, versionedAs } from './edge-place.ts'

const PASS = 'export const handler = async (event) => { const { cf } = event.Records[0]; return cf.response ?? cf.request }'
interface Scene {
  readonly stage?: Stage
  readonly config?: Config
  readonly cdn?: Config
  readonly draw?: (book: Sketchbook) => void
  readonly settings?: Settings
}
const from = (atSec: number, country = 'US', target = `/${atSec}`): Visit => [atSec, 'GET', target, {}, '', 0, country]

function edge(visits: readonly Visit[], { stage = 'viewer-request', config = {}, cdn = {}, draw, settings = {} }: Scene = {}) {
  const run = visit(visits, { shop: () => says(200, {}, 'goods') }, (book) => {
    book.add('web', 'web')
    book.add('cloudfront', 'cdn', cdn)
    book.add('originHand', 'shop')
    book.add('lambda', 'f', { code: PASS, versions: [{ number: 1, settings: '' }], ...config })
    book.wire('web', 'cdn')
    book.wire('cdn', 'shop', { port: 'origins' })
    book.wire('cdn', 'f', { port: stage, config: { qualifier: '1' } })
    draw?.(book)
  }, { host: newHost(), ...settings })
  const sum = (name: string) => run.metric('f', name)?.sum ?? 0
  return { ...run, sum, statuses: run.told().map(({ status }) => status) }
}

test('LAM-EDGE-01 a function hooks in before and after the cache, and before and after the origin', () => {
  for (const stage of ['viewer-request', 'origin-request', 'origin-response', 'viewer-response'] as const) {
    const run = edge([from(0)], { stage })
    expect([stage, run.statuses, run.sum('Invocations')]).toEqual([stage, [200], 1])
  }
})

test('LAM-EDGE-01 a hit runs the viewer’s stages only', () => {
  const visits = [from(0, 'US', '/a'), from(1, 'US', '/a'), from(2, 'US', '/a')]
  expect(edge(visits, { stage: 'viewer-request' }).sum('Invocations')).toBe(3)
  expect(edge(visits, { stage: 'origin-request' }).sum('Invocations')).toBe(1)
})

test('LAE-03 each region has environments of its own: the first viewer there meets a cold start', () => {
  const run = edge([from(0, 'US'), from(1, 'US'), from(2, 'DE'), from(3, 'DE'), from(4, 'JP'), from(5, 'US')])
  expect([run.sum('ColdStarts'), run.sum('Invocations')]).toEqual([3, 6])
  const rows = run.rows.filter(({ place, kind }) => place === 'f' && kind === 'versioned')
  expect(rows.map(({ atSec, a }) => [atSec, readVersioned(a)])).toEqual([
    [0, { version: 1, region: 'us-east-1' }], [2, { version: 1, region: 'eu-central-1' }], [4, { version: 1, region: 'ap-northeast-1' }],
  ])
})

test('LAE-03 each region has a concurrency of its own, and refuses what is above it', () => {
  const settings = { quotas: { lambdaConcurrency: 2 } }
  const config = { code: 'export const handler = async (event) => { await new Promise((done) => setTimeout(done, 2000)); return event.Records[0].cf.request }', timeoutSec: 5 }
  const crowd = (country: string) => [0, 1, 2].map((n) => from(0.1, country, `/${country}${n}`))
  const run = edge([...crowd('US'), ...crowd('DE')], { config, settings })
  expect(run.statuses.toSorted()).toEqual([200, 200, 200, 200, 503, 503])
  expect([run.sum('Throttles'), run.metric('f', 'ConcurrentExecutions')?.max]).toEqual([2, 4])
  expect(run.told().filter(({ status }) => status === 503).map(({ reason }) => reason)).toEqual(['LambdaLimitExceeded', 'LambdaLimitExceeded'])
})

test('LAE-03 at home it shares the account with other functions, elsewhere it does not', () => {
  const settings = { quotas: { lambdaConcurrency: 1 } }
  const busy = (book: Sketchbook) => {
    book.add('client', 'people', { pattern: 'burst', burstSize: 1, burstEveryMs: 100_000 })
    book.add('lambda', 'other', { ioMs: 20_000, timeoutSec: 30 })
    book.wire('people', 'other')
  }
  const of = (country: string) => edge([from(5, country)], { settings, draw: busy }).statuses
  expect([of('US'), of('DE')]).toEqual([[503], [200]])
})

test('LAE-03 10,000 requests a second for a thousand at once: ten for each', () => {
  const settings = { quotas: { lambdaConcurrency: 1 } }
  const visits = Array.from({ length: 12 }, (_, n) => from(0.1 + n * 0.01, 'DE', `/${n}`))
  const run = edge([from(0, 'DE'), ...visits], { settings })
  expect(run.statuses.filter((status) => status === 503)).toHaveLength(3)
})

test('LAE-02 code is told that it is a copy, in which region, and where its log is', () => {
  const code = 'export const handler = async (event, context) => { console.log(JSON.stringify([context.functionName, context.functionVersion, context.invokedFunctionArn, context.logGroupName, process.env.AWS_REGION, process.env.AWS_LAMBDA_FUNCTION_NAME])); return event.Records[0].cf.request }'
  const run = edge([from(0, 'DE')], { config: { code } })
  expect(JSON.parse(run.texts.find((text) => text.includes('us-east-1.f'))!.replace(/^\d+ INFO /, ''))).toEqual([
    'us-east-1.f', '1', 'arn:aws:lambda:eu-central-1:123456789012:function:us-east-1.f:1', '/aws/lambda/us-east-1.f', 'eu-central-1', 'us-east-1.f',
  ])
})

test('LAE-02 rows that tell the version of an environment tell its region, too', () => {
  for (const region of ['us-east-1', 'eu-central-1', 'sa-east-1']) expect(readVersioned(versionedAs(1_000_000, { region, of: 1 }))).toEqual({ version: 1_000_000, region })
  expect(readVersioned(versionedAs(7, undefined))).toEqual({ version: 7, region: undefined })
})

test('LAE-04 a function error is 503, and one that takes too long a limit that was exceeded', () => {
  expect(edge([from(0)], { config: { code: 'export const handler = async () => { throw new Error("no") }' } }).told()[0]).toMatchObject({ status: 503, reason: 'LambdaExecutionError' })
  expect(edge([from(0)], { config: { code: 'export const handler = () => new Promise((done) => setTimeout(done, 60000))' } }).told()[0]).toMatchObject({ status: 503, reason: 'LambdaLimitExceeded' })
})

test('LAE-03 idle copies go like any others', () => {
  const run = edge([from(0, 'DE'), from(500, 'DE'), from(1_200, 'DE')], { settings: { forSec: 2_000 } })
  expect(run.sum('ColdStarts')).toBe(2)
})

test('LAM-EDGE-03 Lambda@Edge has prices of its own, by request and by GB-second, and nothing free', () => {
  const run = edge([from(0, 'DE'), from(1, 'DE')], { config: { code: '', ioMs: 100, init: 'constant', initMs: 0, response: '{"status":"200"}' } })
  expect(run.statuses).toEqual([200, 200])
  const used = [...usage({ memoryMb: 128, architecture: 'x86_64', ephemeralMb: 512 }, (name) => run.sum(name))].filter(({ amount }) => amount !== 0)
  expect(used).toEqual([{ price: 'edgeRequests', amount: 2 }, { price: 'edgeSeconds', amount: 0.025 }])
})

test('LAE-02 STM-04 copies are there a minute after the association; until then requests go on without the function', () => {
  const code = 'export const handler = async () => ({ status: "302", headers: { location: [{ value: "/there" }] } })'
  const at = [5, 20, 75, 85, 100].map((second) => from(second, 'DE'))
  const run = edge(at, { config: { code }, draw: (book) => { book.at(10, 'f', 'associate'); book.at(90, 'f', 'dissociate') } })
  expect([run.statuses, run.sum('Invocations')]).toEqual([[200, 200, 302, 302, 200], 2])
})

test('LAE-02 STM-04 a version with copies cannot be deleted, nor for two hours after it was taken off', () => {
  const refused = (draw: (book: Sketchbook) => void) => edge([from(0)], { draw, settings: { forSec: 20_000 } }).rows.filter(({ place, kind }) => place === 'f' && kind === 'refused').map(({ atSec, a, b }) => [atSec, a, REASONS[b]!.code])
  expect(refused((book) => book.at(10, 'f', 'deleteVersion', { version: 1 }))).toEqual([[10, 1, 'InvalidParameterValue']])
  expect(refused((book) => {
    book.at(100, 'f', 'dissociate')
    for (const at of [200, 7_200, 7_400]) book.at(at, 'f', 'deleteVersion', { version: 1 })
  })).toEqual([[200, 1, 'InvalidParameterValue'], [7_200, 1, 'InvalidParameterValue']])
})

test('LAM-EX-48 ten million runs of 5 ms with 128 MB, and the same as CloudFront Functions', () => {
  const million = 1e6
  const edgeUsd = costOf('edgeRequests', 10 * million, { freeTier: true }) + costOf('edgeSeconds', 10 * million * 0.005 * 0.125, { freeTier: true })
  expect(edgeUsd).toBeCloseTo(6.3126, 4)
  expect(costOf('cloudfrontFunctions', 10 * million, { freeTier: true })).toBeCloseTo(0.8, 9)
})

test('LAM-EDGE-03 a function that a CloudFront function could stand for is told so', () => {
  const hints = (config: Config, stage: Stage = 'viewer-request', more?: (book: Sketchbook) => void) => findingsOf(stage, config, { more, rule: 'LAM-EDGE-03' })
  expect(hints({ code: PASS })).toEqual(['hint f runs on every request, and needs neither packages nor the network nor a body'])
  expect(hints({ code: PASS }, 'origin-request')).toEqual([])
  expect(hints({ code: `import 'node:crypto'\n${PASS}` })).toEqual([])
  expect(hints({})).toEqual([])
  expect(hints({ code: PASS }, 'viewer-request', (book) => { book.add('sqs', 'jobs'); book.wire('f', 'jobs', { port: 'calls' }) })).toEqual([])
})

test('LAM-TRAP-40 not any function can be used at the edge: each thing that may not be is said by itself', () => {
  const config = { environment: [{ key: 'KEY', value: '1' }], architecture: 'arm64', files: [{ path: '/opt/lib.mjs', text: '' }], aliases: [{ name: 'live', version: 1, additional: null, weight: 0 }] }
  expect(findingsOf('origin-request', config, { qualifier: 'live' }).map((text) => text.replace(/^error f (?:runs at the edge, and )?/, ''))).toEqual(['is called by its alias "live" *', 'is built for arm64 *', 'has environment variables *', 'has a layer'])
})

test('LAE-02 an update of the function leaves its published copies as they are', () => {
  const run = edge([from(0, 'DE'), from(20, 'DE')], { draw: (book) => book.at(10, 'f', 'set', { code: 'export const handler = async () => ({ status: "500" })' }) })
  expect([run.statuses, run.sum('ColdStarts')]).toEqual([[200, 200], 1])
})

const findingsOf = (stage: Stage, config: Config, { qualifier = '1', more, settings = {}, rule: wanted = 'VAL-07' }: { qualifier?: string; more?: ((book: Sketchbook) => void) | undefined; settings?: Settings; rule?: string } = {}) => makePlan(sketch(settings, (book) => {
  book.add('cloudfront', 'cdn')
  book.add('lambda', 'f', { versions: [{ number: 1, settings: '' }], ...config })
  book.wire('cdn', 'f', { port: stage, config: { qualifier } })
  more?.(book)
}), services).findings.filter(({ rule }) => rule === wanted).map(({ level, text, fix }) => `${level} ${text.split(/[.:] /)[0]}${fix ? ' *' : ''}`)

test('LAE-01 VAL-07 only a published version is copied to the edge', () => {
  const aliases = [{ name: 'live', version: 1, additional: null, weight: 0 }]
  expect(findingsOf('viewer-request', {})).toEqual([])
  expect(findingsOf('viewer-request', {}, { qualifier: '' })).toEqual(['error f is called as $LATEST *'])
  expect(findingsOf('viewer-request', {}, { qualifier: '$LATEST' })).toEqual(['error f is called as $LATEST *'])
  expect(findingsOf('viewer-request', { aliases }, { qualifier: 'live' })).toEqual(['error f is called by its alias "live" *'])
  expect(findingsOf('viewer-request', {}, { qualifier: '7' })).toEqual(['error f is called as "7", which is not published *'])
  expect(findingsOf('viewer-request', { versions: [] }, { qualifier: '' })).toEqual(['error f is called as $LATEST *'])
})

test.each<readonly [what: string, config: Config, said: string]>([
  ['environment variables', { environment: [{ key: 'TABLE', value: 'x' }] }, 'error f runs at the edge, and has environment variables *'],
  ['reserved concurrency', { reserved: 5 }, 'error f runs at the edge, and has reserved concurrency *'],
  ['provisioned concurrency', { provisioned: [{ qualifier: '1', environments: 1, readyAtStart: true, target: 0, min: 1, max: 1 }] }, 'error f runs at the edge, and has provisioned concurrency *'],
  ['arm64', { architecture: 'arm64' }, 'error f runs at the edge, and is built for arm64 *'],
  ['a container image', { packageType: 'image' }, 'error f runs at the edge, and is a container image *'],
  ['a layer', { files: [{ path: '/opt/nodejs/lib.mjs', text: 'export {}' }] }, 'error f runs at the edge, and has a layer'],
  ['X-Ray', { tracing: true }, 'error f runs at the edge, and is traced by X-Ray *'],
  ['more ephemeral storage', { ephemeralMb: 1_024 }, 'error f runs at the edge, and has 1024 MB of ephemeral storage *'],
  ['another runtime', { runtime: 'java21' }, 'error f runs at the edge, and is written for java21 *'],
  ['SnapStart', { snapStart: true, runtime: 'python3.13' }, 'error f runs at the edge, and has SnapStart *'],
  ['a streamed response', { streaming: true }, 'error f runs at the edge, and streams its response *'],
  ['a package of 60 MB', { packageMb: 60 }, 'error f runs at the edge, and its package has 60 MB'],
])('LAE-01 LAM-EDGE-02 %s is refused, with what to do', (_what, config, said) => {
  expect(findingsOf('origin-request', config)).toEqual([said])
})

test('LAE-01 a dead-letter queue is refused', () => {
  expect(findingsOf('origin-request', {}, { more: (book) => { book.add('sqs', 'dead'); book.wire('f', 'dead', { port: 'deadLetter' }) } })).toEqual(['error f runs at the edge, and has a dead-letter queue'])
})

test('LAE-01 viewer stages have 128 MB and five seconds, origin stages thirty', () => {
  expect(findingsOf('viewer-response', { memoryMb: 256, timeoutSec: 6 })).toEqual(['error f runs at the edge, as a viewer-response function, and has 256 MB *', 'error f runs at the edge, as a viewer-response function, and has a timeout of 6 s *'])
  expect(findingsOf('origin-response', { memoryMb: 1_024, timeoutSec: 30 })).toEqual([])
  expect(findingsOf('origin-response', { timeoutSec: 31 })).toEqual(['error f runs at the edge, as an origin-response function, and has a timeout of 31 s *'])
  expect(findingsOf('viewer-request', { packageMb: 2 }, { settings: { profile: 'course' } })).toEqual(['error f runs at the edge, and its package has 2 MB'])
  expect(findingsOf('viewer-request', { packageMb: 2 })).toEqual([])
})

test('LAE-01 what counts is what the version was published with', () => {
  expect(findingsOf('viewer-request', { memoryMb: 512, versions: [{ number: 1, settings: '{"memoryMb":128}' }] })).toEqual([])
  expect(findingsOf('viewer-request', { versions: [{ number: 1, settings: '{"memoryMb":512}' }] })).toHaveLength(1)
})
