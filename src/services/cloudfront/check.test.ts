import { expect, test } from 'vitest'
import { makePlan } from '../../engine/plan.ts'
import { sketch, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import type { Config } from '../../contract/config.ts'
import { behaviour } from './config.ts'
import { CACHE_POLICIES, ORIGIN_POLICIES, RESPONSE_POLICIES } from './managed.ts'

const found = (config: Config, draw?: (book: Sketchbook) => void, origin: Config = {}, profile: 'current' | 'course' = 'current'): string[] =>
  makePlan(sketch({ profile }, (drawing) => {
    drawing.add('cloudfront', 'cdn', config)
    drawing.add('httpApi', 'api')
    drawing.wire('cdn', 'api', { port: 'origins', config: origin })
    draw?.(drawing)
  }), services).findings.filter(({ level }) => level !== 'hint').map(({ rule, level, text }) => `${rule} ${level}: ${text}`)
const one = (...args: Parameters<typeof found>): string => found(...args).filter((text) => /^(CF|CFF|WIR|VAL-08)/.test(text)).join('\n')

test('a distribution as it is dropped and wired is in order', () => {
  expect(one({})).toBe('')
})

test('WIR-06 origins and behaviours find each other by name', () => {
  expect(one({ origin: 'shop' })).toMatch(/WIR-06 error: There is no origin called "shop" for the default behaviour. Name one of "api"/)
  expect(one({ behaviours: [{ path: '/a', origin: 'shop' }] })).toMatch(/for the behaviour "\/a"/)
  expect(one({ behaviours: [{ path: '/a', origin: 'api' }] })).toBe('')
  expect(one({}, (drawing) => drawing.wire('cdn', 'api', { port: 'origins' }))).toMatch(/Two origins of cdn are called "api"/)
})

test('CF-12 25 behaviours in the course, 75 today', () => {
  const behaviours = Array.from({ length: 25 }, (_, at) => ({ path: `/${at}` }))
  expect(one({ behaviours })).toBe('')
  expect(one({ behaviours }, undefined, {}, 'course')).toMatch(/CF-12 error: cdn has 26 behaviours/)
})

test('CF-20 a path that stands twice, or takes everything', () => {
  expect(one({ behaviours: [{ path: '/a' }, { path: '/a' }] })).toMatch(/Two behaviours of cdn have the path/)
  expect(one({ behaviours: [{ path: '*' }] })).toMatch(/CF-20 error: The path "\*" takes everything/)
})

test('CF-02 CF-09 policies that are not there, and a Host that its origin does not know', () => {
  expect(one({ cachePolicy: 'CachingOptimised' })).toMatch(/There is no cache policy called "CachingOptimised"/)
  expect(one({ originPolicy: 'Everything' })).toMatch(/no origin request policy/)
  expect(one({ responsePolicy: 'Secure' })).toMatch(/no response headers policy/)
  expect(one({ cachePolicy: 'Managed-CachingDisabled' })).toBe('')
  expect(one({ originPolicy: 'AllViewer' })).toMatch(/CF-02 warning: api is handed the viewer’s Host/)
})

test('CF-03 a policy of one’s own that CloudFront refuses', () => {
  const own = (values: object) => one({ cachePolicies: [{ name: 'mine', ...values }] })
  expect(own({ minTtlSec: 90, defaultTtlSec: 60, maxTtlSec: 80 })).toMatch(/has a maximum TTL of 80 s/)
  expect(own({ minTtlSec: 0, defaultTtlSec: 0, maxTtlSec: 0, query: 'all', compression: false })).toMatch(/its key must be empty/)
  expect(own({ headers: 'all' })).toMatch(/cannot have all headers/)
  expect(own({ headers: 'a,b,c,d,e,f,g,h,i,j,k' })).toMatch(/names 11 headers/)
})

const lambda = (drawing: Sketchbook, name: string, port: string, config: Config = {}) => {
  drawing.add('lambda', name)
  drawing.wire('cdn', name, { port, config })
}
test('WIR-07 CF-24 a function at a behaviour that is not there, and two at one stage', () => {
  expect(one({}, (drawing) => lambda(drawing, 'f', 'viewer-request', { behaviour: '/api/*' }))).toMatch(/WIR-07 error: cdn has no behaviour with the path "\/api\/\*"/)
  expect(one({}, (drawing) => { lambda(drawing, 'f', 'viewer-request'); lambda(drawing, 'g', 'viewer-request') })).toMatch(/CF-24 error: f is at viewer-request of the behaviour "\*" already/)
})

test('VAL-08 CF-24 the viewer stages of a behaviour are of one kind', () => {
  const light = (drawing: Sketchbook, name: string, port: string, config: Config = {}) => {
    drawing.add('cloudfrontFunction', name)
    drawing.wire('cdn', name, { port, config })
  }
  expect(one({}, (drawing) => { light(drawing, 'f', 'viewer-request'); lambda(drawing, 'g', 'viewer-response') })).toMatch(/VAL-08 error: At the viewer stages of the behaviour "\*" f is a CloudFront function and g a Lambda function/)
  expect(one({}, (drawing) => { light(drawing, 'f', 'viewer-request'); lambda(drawing, 'g', 'origin-request') })).toBe('')
  expect(one({ behaviours: [{ path: '/a' }] }, (drawing) => { light(drawing, 'f', 'viewer-request'); lambda(drawing, 'g', 'viewer-response', { behaviour: '/a' }) })).toBe('')
  expect(one({}, (drawing) => light(drawing, 'f', 'viewer-request', { includeBody: true }))).toMatch(/CFF-07 error/)
})

test('CF-24 a CloudFront function cannot be drawn to an origin stage', () => {
  expect(() => one({}, (drawing) => { drawing.add('cloudfrontFunction', 'f'); drawing.wire('cdn', 'f', { port: 'origin-request' }) })).toThrow('no wire from cdn to f')
})

test('CF-02 viewers who send what no behaviour allows are told of', () => {
  const asks = (config: Config, wire: Config) => one(config, (drawing) => { drawing.add('client', 'people'); drawing.wire('people', 'cdn', { config: wire }) })
  expect(asks({}, { method: 'POST', path: '/cart' })).toMatch(/CF-02 warning: people sends POST, and the behaviour that takes \/cart allows GET and HEAD only/)
  expect(asks({ methods: 'all' }, { method: 'POST', path: '/cart' })).toBe('')
  expect(asks({ behaviours: [{ path: 'cart*', methods: 'all' }] }, { method: 'POST', path: '/cart' })).toBe('')
})

test('CF-05 rows for errors', () => {
  expect(one({ errors: [{ status: '404', page: 'x.html' }] })).toMatch(/has to begin with a slash/)
  expect(one({ errors: [{ status: '404', responseStatus: '200' }] })).toMatch(/needs a page, too/)
  expect(one({ errors: [{ status: '404' }, { status: '404' }] })).toMatch(/two rows for 404/)
})

test('CF-08 a group of one is none', () => {
  expect(one({}, undefined, { group: 'pair' })).toMatch(/has 1 primary and 0 secondary origins/)
})

test('CF-11 a bucket that lets nobody in is told of', () => {
  const s3 = (wire: Config) => one({}, (drawing) => { drawing.add('s3', 'site'); drawing.wire('cdn', 'site', { config: wire }) })
  expect(s3({ access: 'none' })).toMatch(/site is private/)
  expect(s3({ permission: false })).toMatch(/does not let cdn in/)
})

test('the form offers AWS’s policies by their names', () => {
  expect([behaviour.cachePolicy, behaviour.originPolicy, behaviour.responsePolicy].map(({ suggests }) => suggests)).toEqual([CACHE_POLICIES, ORIGIN_POLICIES, RESPONSE_POLICIES].map((table) => Object.keys(table)))
})
