/** Each drawing of the edge does what is said of it; what is broken fails, and the repair mends it. */
import { expect, test } from 'vitest'
import { headerOf } from '../contract/http.ts'
import type { Config } from '../drawing/fields.ts'
import type { Drawing, Wire } from '../drawing/drawing.ts'
import { makePlan } from '../engine/plan.ts'
import { services } from '../services/catalogue.ts'
import { type Answered, viewersOf } from '../testkit/viewers.ts'
import { ENTRIES } from './entries.ts'

const drawingOf = (id: string): Drawing => ENTRIES.find((one) => one.id === id)!.drawing
const without = (drawing: Drawing, gone: (wire: Wire) => boolean): Drawing => ({ ...drawing, wires: drawing.wires.filter((wire) => !gone(wire)) })
const set = (drawing: Drawing, on: string, config: Config): Drawing => ({
  ...drawing, nodes: drawing.nodes.map((node) => (node.id === on ? { ...node, config: { ...node.config, ...config } } : node)), wires: drawing.wires.map((wire) => (wire.id === on ? { ...wire, config: { ...wire.config, ...config } } : wire)),
})
const statuses = (answers: readonly Answered[]) => [...new Set(answers.map(({ response }) => response.status))].toSorted()
const header = ({ response }: Answered, name: string) => headerOf(response.headers, name)
const paths = (answers: readonly Answered[]) => new Set(answers.map(({ request }) => `${request.path}?${request.query}`))
const refused = (drawing: Drawing) => makePlan(drawing, services).findings.filter(({ level }) => level === 'error')

test('CF-23 edge-key: ten spellings are two pages, and without the function ten', () => {
  const drawing = drawingOf('edge-key')
  const sorted = viewersOf(drawing)
  expect(paths(sorted.answers).size).toBe(10)
  expect(sorted.sum('shop', 'OriginRequests')).toBe(2)
  expect(sorted.hits()).toBeGreaterThan(0.98)
  expect(viewersOf(without(drawing, ({ port }) => port === 'viewer-request')).sum('shop', 'OriginRequests')).toBe(10)
})

test('CFF-01 edge-test: a fifth see version b and keep it; both versions are fetched once', () => {
  const { from, sum } = viewersOf(drawingOf('edge-test'))
  const b = from('New visitors').filter((one) => header(one, 'set-cookie')?.startsWith('version=b'))
  expect(b.length / from('New visitors').length).toBeGreaterThan(0.12)
  expect(b.length / from('New visitors').length).toBeLessThan(0.28)
  expect(new Set(b.map(({ response }) => response.body))).toEqual(new Set(['<h1>Buy now</h1>']))
  expect(new Set(from('Known, version b').map(({ response }) => response.body))).toEqual(new Set(['<h1>Buy now</h1>']))
  expect(sum('site', 'OriginRequests')).toBe(2)
})

test('CFF-04 CFF-05 edge-token: members get the film, forged and expired tokens 401, and the origin hears of one request', () => {
  const { from, sum } = viewersOf(drawingOf('edge-token'))
  expect(statuses(from('Member'))).toEqual([200])
  expect(statuses([...from('Expired'), ...from('Forger')])).toEqual([401])
  expect(sum('films', 'OriginRequests')).toBe(1)
  // Whoever shows no token with three parts is turned away before the store is read; here all have one.
  expect(sum('secrets', 'Reads')).toBe(sum('token', 'FunctionInvocations'))
})

test('CF-21 edge-geo: German and French speakers are sent on, others see the page', () => {
  const drawing = drawingOf('edge-geo')
  const { answers, sum } = viewersOf(drawing)
  const to = (country: string) => new Set(answers.filter(({ request }) => request.country === country).map((one) => `${one.response.status} ${header(one, 'location') ?? ''}`))
  expect([to('DE'), to('FR'), to('US'), to('JP')]).toEqual([new Set(['302 /de/']), new Set(['302 /fr/']), new Set(['200 ']), new Set(['200 '])])
  // North America and Asia, each with a cache of its own.
  expect(sum('site', 'OriginRequests')).toBe(2)
  expect(statuses(viewersOf(set(drawing, 'n2', { originPolicy: '' })).answers)).toEqual([200])
})

test('CF-22 edge-headers: on hits as on misses, but not on errors', () => {
  const { from } = viewersOf(drawingOf('edge-headers'))
  expect(new Set(from('Readers').map((one) => header(one, 'x-frame-options')))).toEqual(new Set(['DENY']))
  expect(new Set(from('Readers').map(({ cache }) => cache))).toEqual(new Set(['Miss', 'Hit']))
  expect(from('Old links').map((one) => header(one, 'x-frame-options') ?? one.response.status)).toEqual(from('Old links').map(() => 404))
})

test('LAE-08 edge-device: two variants of four pictures, fetched once at each of two locations', () => {
  const { answers, sum, hits } = viewersOf(drawingOf('edge-device'))
  expect(statuses(answers)).toEqual([200])
  expect(sum('variant', 'Invocations')).toBe(16)
  expect(sum('variant', 'ColdStarts')).toBeGreaterThanOrEqual(2)
  expect(sum('gallery', 'OriginRequests')).toBe(16)
  expect(hits()).toBeGreaterThan(0.95)
})

test('CFF-05 edge-bots: scrapers never reach the origin, and a name told to the store holds five seconds later', () => {
  const { from } = viewersOf(drawingOf('edge-bots'))
  expect([statuses(from('Readers')), statuses(from('Scraper'))]).toEqual([[200], [403]])
  const grabs = from('Grabber')
  const last = Math.max(...grabs.filter(({ response }) => response.status === 200).map(({ atSec }) => atSec))
  expect(statuses(grabs.filter(({ atSec }) => atSec > last))).toEqual([403])
  expect(last).toBeGreaterThan(34)
  expect(last).toBeLessThan(35.5)
})

test('CF-23 edge-spa: every path of the app is one page from the cache, a missing file stays an error', () => {
  const { from, sum } = viewersOf(drawingOf('edge-spa'))
  expect(statuses(from('Users'))).toEqual([200])
  expect(new Set(from('Users').filter(({ request }) => !request.path.includes('.')).map(({ response }) => response.body))).toEqual(new Set(['<div id="app"></div><script src="/app.js"></script>']))
  expect(statuses(from('Old links'))).toEqual([403])
  expect(sum('app', 'OriginRequests')).toBe(2 + from('Old links').length)
})

test('CF-08 edge-failover: shoppers see no error while the first origin fails, orders do', () => {
  const { from } = viewersOf(drawingOf('edge-failover'))
  expect(statuses(from('Shoppers'))).toEqual([200])
  const stood = from('Shoppers').filter(({ response }) => response.body !== 'prices of today')
  expect(stood.length).toBeGreaterThan(70)
  expect(stood.length).toBeLessThan(90)
  expect(stood.every(({ atSec }) => atSec > 20 && atSec < 41)).toBe(true)
  expect(from('Orders').filter(({ response }) => response.status === 502).length).toBeGreaterThan(15)
})

test('CF-02 broken-key: with every cookie in the key there are no hits; with none nearly all are', () => {
  const drawing = drawingOf('broken-key')
  expect(viewersOf(drawing).hits()).toBe(0)
  expect(viewersOf(set(drawing, 'n2', { cachePolicies: [{ name: 'shop', cookies: 'none' }] })).hits()).toBeGreaterThan(0.95)
  const byCurrency = viewersOf(set(drawing, 'n2', { cachePolicies: [{ name: 'shop', cookies: 'currency' }] }))
  expect(byCurrency.sum('shop', 'OriginRequests')).toBe(6)
})

test('CF-21 broken-hello: Ben is greeted as Ann, until the cookie is in the key or nothing is kept', () => {
  const drawing = drawingOf('broken-hello')
  const greets = (of: Drawing) => new Set(viewersOf(of).from('Ben').map(({ response }) => response.body))
  expect(greets(drawing)).toEqual(new Set(['<h1>Hello, Ann</h1>']))
  expect(greets(set(drawing, 'n3', { cachePolicies: [{ name: 'pages', cookies: 'user' }] }))).toEqual(new Set(['<h1>Hello, Ben</h1>']))
  expect(greets(set(drawing, 'n3', { cachePolicy: 'CachingDisabled' }))).toEqual(new Set(['<h1>Hello, Ben</h1>']))
})

test('VAL-08 broken-mixed: two kinds at the viewer stages are refused; at origin-response it runs, on misses only', () => {
  const drawing = drawingOf('broken-mixed')
  expect(refused(drawing).map(({ rule }) => rule)).toContain('VAL-08')
  const mended = { ...drawing, wires: drawing.wires.map((wire) => (wire.port === 'viewer-response' ? { ...wire, port: 'origin-response' } : wire)) }
  const { answers, sum } = viewersOf(mended)
  expect(statuses(answers)).toEqual([200])
  expect([sum('not-powered', 'Invocations'), sum('lower-case', 'FunctionInvocations')]).toEqual([1, answers.length])
})

test('VAL-07 broken-latest: each thing that the edge does not take is refused, and the remedies offered mend them all', () => {
  let drawing = drawingOf('broken-latest')
  expect(refused(drawing).map(({ field }) => field).toSorted()).toEqual(['environment', 'memoryMb', 'qualifier', 'timeoutSec'])
  for (let round = 0; round < 4; round++) {
    for (const { fix } of refused(drawing)) if (fix?.on && fix.set) drawing = set(drawing, fix.on, fix.set as Config)
  }
  expect(refused(drawing)).toEqual([])
  const { answers } = viewersOf(drawing)
  expect(new Set(answers.map((one) => header(one, 'x-stage')))).toEqual(new Set(['live']))
})
