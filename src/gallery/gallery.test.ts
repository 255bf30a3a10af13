/** Each drawing of the gallery does what is said of it. */
import { expect, test } from 'vitest'
import { shelfOf } from '../drawing/catalogue.ts'
import { decodeDrawing, encodeDrawing } from '../drawing/url.ts'
import { services } from '../services/catalogue.ts'
import { newHost } from '../testkit/guest.ts'
import { runDrawing } from '../testkit/simulate.ts'
import { ENTRIES, findEntries } from './entries.ts'

const run = (id: string, forSec?: number) => {
  const { drawing } = ENTRIES.find((one) => one.id === id)!
  return runDrawing({ ...drawing, scenario: { ...drawing.scenario, ...(forSec && { forSec }) } }, undefined, newHost())
}

test.each(ENTRIES.map((entry) => [entry.title, entry] as const))('%s travels in a link as short as a message, and comes back as it was', (_, { drawing }) => {
  const link = encodeDrawing(drawing)
  expect(link.length).toBeLessThan(2_000)
  expect(decodeDrawing(link, shelfOf(services)).drawing).toEqual(drawing)
})

test('ARC-1 LAM-ARC-04 strangers never reach the function, and a cached list spares it most requests', () => {
  const { metric, texts } = run('todo-list', 60)
  expect(texts.filter((text) => text.includes(' ERROR '))).toEqual(texts.filter((text) => text.includes('Unauthorized')))
  expect(metric('todos-api', 'CacheHitCount')!.sum).toBeGreaterThan(900)
  expect(metric('todo-api', 'Invocations')!.sum).toBeLessThan(100)
  expect(metric('todo-api', 'Errors')!.sum).toBe(0)
  expect(metric('Strangers', '4xx')!.sum).toBeGreaterThan(40)
  // One token that is known, and its policy kept; one that never becomes so.
  expect(metric('authorizer', 'Errors')!.sum).toBeGreaterThan(40)
})

test('ARC-2 LAM-ARC-05 whoever signs up for the first time is welcomed once', () => {
  const { metric, run: made } = run('blog', 30)
  // A page for each part of the world, and every call of the API.
  expect(metric('blog-site', 'GetRequests')!.sum).toBeLessThan(20)
  expect(metric('www', 'Requests')!.sum).toBeGreaterThan(350)
  expect(metric('Sign-ups', '2xx')!.sum).toBeGreaterThan(30)
  const welcomed = metric('mail', 'NumberOfMessagesPublished')!.sum
  expect(metric('blog', 'Errors')!.sum + metric('welcome', 'Errors')!.sum + metric('thumbnail', 'Errors')!.sum).toBe(0)
  expect(welcomed).toBeGreaterThan(10)
  expect(welcomed).toBeLessThanOrEqual(40)
  expect(metric('thumbnail', 'Invocations')!.sum).toBe(6)
  expect(made.world.messages.alive).toBeGreaterThan(0)
})

test('ARC-3 LAM-ARC-06 an order waits for its price, and for nobody that it only tells', () => {
  const { metric } = run('microservices', 22)
  expect(metric('orders', 'Duration')!.avg).toBeGreaterThan(150)
  expect(metric('orders', 'Errors')!.sum).toBe(0)
  const told = metric('ordered', 'NumberOfMessagesPublished')!.sum
  // Those that are under way at the end may have told already.
  expect(told).toBeGreaterThanOrEqual(metric('orders', 'Invocations')!.sum)
  expect(told).toBeLessThan(metric('orders', 'Invocations')!.sum + 20)
  expect(metric('shipping', 'Duration')!.avg).toBeGreaterThan(400)
  expect(metric('catalogue-lb', 'HTTPCode_Target_2XX_Count')!.sum).toBeGreaterThan(350)
})

test('ARC-4 LAM-ARC-07 a release overruns a few servers, and a distribution spares them all but the first request of each edge', () => {
  const { metric } = run('software-updates')
  const asked = metric('Phones', 'Sent')!.sum
  expect(asked).toBeGreaterThan(4_000)
  expect(metric('Phones', '5xx')!.sum).toBeGreaterThan(asked / 4)
  expect(metric('plain-servers', 'Throttles')!.sum).toBeGreaterThan(asked / 4)
  expect([metric('Phones behind a CDN', '5xx')!.sum, metric('origin-servers', 'Throttles')!.sum]).toEqual([0, 0])
  expect(metric('origin-servers', 'Invocations')!.sum).toBeLessThan(50)
  expect(metric('downloads', 'Requests')!.sum).toBeGreaterThan(4_000)
})

test('ARC-5 LAM-ARC-01 a corrupt picture is tried three times, then lies in the dead-letter queue; keys with blanks are found', () => {
  const { metric, story, texts } = run('thumbnails')
  expect(metric('thumbs', 'PutRequests')!.sum).toBe(50)
  expect(metric('thumb', 'Invocations')!.sum).toBe(53)
  expect(metric('thumb', 'Errors')!.sum).toBe(3)
  expect(texts.filter((text) => text.includes('unsupported image format'))).toHaveLength(3)
  expect(metric('thumb-dlq', 'NumberOfMessagesSent')!.sum).toBe(1)
  expect(story('thumb', 'deadLettered')).toHaveLength(1)
})

test('ARC-6 LAM-ARC-02 every hourly report begins with a cold start, and Madrid’s morning comes once a day', () => {
  const { metric } = run('cron')
  expect(metric('report', 'ColdStarts')!.sum).toBe(metric('report', 'Invocations')!.sum)
  expect(metric('report', 'Invocations')!.sum).toBeGreaterThanOrEqual(23)
  expect(metric('reports', 'PutRequests')!.sum).toBe(metric('report', 'Invocations')!.sum)
  expect(metric('reminder', 'Invocations')!.sum).toBe(1)
})

test('words find an entry wherever they stand', () => {
  expect(findEntries('authorizer cache').map(({ id }) => id)).toEqual(['todo-list'])
  expect(findEntries('dead-letter').map(({ id }) => id)).toEqual(['thumbnails'])
  expect(findEntries('')).toHaveLength(ENTRIES.length)
  expect(findEntries('mainframe')).toEqual([])
})

test('API-50 API-52 LAM-URL-02 what is said reaches every phone that is there; a story begins long before it ends', () => {
  const { metric, outcomes, texts } = run('chat', 60)
  expect(texts.filter((text) => text.includes(' ERROR '))).toEqual([])
  expect(metric('Phones', '5xx')!.sum + metric('room', 'Errors')!.sum + metric('Phones', '4xx')!.sum).toBe(0)
  // Six phones at most hear each message; those who have vanished are lost, and nobody is told.
  expect(metric('Phones', 'Received')!.sum).toBeGreaterThan(3 * metric('Phones', 'Sent')!.sum)
  expect(outcomes().dropped).toBeGreaterThan(20)
  expect(metric('chat', 'OpenConnections')!.max).toBeGreaterThan(6)
  expect(metric('Readers', 'Latency')!.avg - metric('Readers', 'FirstByte')!.avg).toBeGreaterThan(1_700)
})
