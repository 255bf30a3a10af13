/** Topics, buses, schedules and buckets on the page: what is tried beside a wire, and what a run of them comes to. */
import { linkOf } from './pages/links.ts'
import { expect, test } from './pages/test.ts'
import type { Drawing } from '../src/drawing/drawing.ts'
import { EMPTY_DRAWING, EMPTY_SCENARIO } from '../src/drawing/drawing.ts'

const PHOTOS: Drawing = {
  ...EMPTY_DRAWING, name: 'photos',
  nodes: [
    { id: 'n1', service: 'client', name: 'people', x: 0, y: 0, config: { rps: 2, forMs: 5_000 } },
    { id: 'n2', service: 's3', name: 'photos', x: 240, y: 0, config: {} },
    { id: 'n3', service: 'sns', name: 'uploads', x: 480, y: 0, config: {} },
    { id: 'n4', service: 'sqs', name: 'thumbs', x: 720, y: -90, config: {} },
    { id: 'n5', service: 'lambda', name: 'audit', x: 720, y: 90, config: {} },
    { id: 'n6', service: 'scheduler', name: 'default', x: 240, y: 260, config: {} },
    { id: 'n7', service: 'lambda', name: 'report', x: 480, y: 260, config: {} },
  ],
  wires: [
    { id: 'w1', from: 'n1', port: 'out', to: 'n2', kind: 'publish', config: {} },
    { id: 'w2', from: 'n2', port: 'notifications', to: 'n3', kind: 'subscription', config: { suffix: '.jpg' } },
    { id: 'w3', from: 'n3', port: 'subscribers', to: 'n4', kind: 'subscription', config: { filterScope: 'MessageBody', filterPolicy: '{"Records": {"s3": {"object": {"key": [{"prefix": "uploads/"}]}}}}' } },
    { id: 'w4', from: 'n3', port: 'subscribers', to: 'n5', kind: 'subscription', config: {} },
    { id: 'w5', from: 'n6', port: 'target', to: 'n7', kind: 'subscription', config: { expression: 'cron(30 2 * * ? *)', zone: 'Europe/Madrid', startSec: 86 * 86_400 } },
  ],
  scenario: { ...EMPTY_SCENARIO, mode: 'strict', seed: 1, forSec: 10 },
}

test('ten uploads are told to a topic, which a queue and a function hear of', async ({ ground }) => {
  await ground.open(linkOf(PHOTOS))
  expect(await ground.runToEnd()).toMatch(/^[0-9a-f]{64}$/)
  await expect(ground.node('thumbs')).toContainText('Waiting10')
  await expect(ground.node('photos')).toContainText('objects10')
})

test('a filter is tried beside its wire, and the clause that fails is told', async ({ ground }) => {
  const { inspector } = ground
  await ground.open(linkOf(PHOTOS))
  await ground.node('uploads').click()
  await inspector.getByRole('tab', { name: 'Wires' }).click()
  await inspector.getByRole('button', { name: /^thumbs/ }).click()
  const tester = inspector.getByRole('region', { name: 'Try the filter' })
  await expect(tester.getByText('thumbs gets it.')).toBeVisible()
  await tester.getByRole('textbox', { name: 'Text of the message' }).fill('{"Records": [{"s3": {"object": {"key": "other/a.jpg"}}}]}')
  await expect(tester.getByText('thumbs does not get it.')).toBeVisible()
  await expect(tester.getByText('Records.s3.object.key wants a text that begins with "uploads/"; the event has "other/a.jpg".')).toBeVisible()
  await tester.getByRole('textbox', { name: 'Text of the message' }).fill('not JSON')
  await expect(tester.getByText('A body that is no JSON object is not delivered.')).toBeVisible()
})

test('the statement behind a wire is shown, and struck through when it is taken away', async ({ ground }) => {
  const { inspector } = ground
  await ground.open(linkOf(PHOTOS))
  await ground.node('uploads').click()
  await inspector.getByRole('tab', { name: 'Wires' }).click()
  await inspector.getByRole('button', { name: /^audit/ }).click()
  await inspector.locator('summary').filter({ hasText: 'Permission' }).click()
  await expect(inspector.getByText('"Service": "sns.amazonaws.com"')).toBeVisible()
  await inspector.getByRole('switch', { name: 'Permission' }).uncheck()
  await expect(inspector.getByText('This statement is missing.', { exact: false })).toBeVisible()
  await inspector.locator('summary').filter({ hasText: 'How it arrives' }).click()
  await expect(inspector.getByText('Until Lambda takes it, SNS tries for 23 days.', { exact: false })).toBeVisible()
})

test('a schedule shows its next firings: in the night of summer time there is none', async ({ ground }) => {
  const { inspector } = ground
  await ground.open(linkOf(PHOTOS))
  await ground.node('default').click()
  await inspector.getByRole('tab', { name: 'Wires' }).click()
  await inspector.getByRole('button', { name: /^report/ }).click()
  const next = inspector.getByRole('region', { name: 'Next ten firings' })
  await expect(next.getByRole('listitem')).toHaveCount(10)
  await expect(next.getByText('Sat 2026-03-28 02:30')).toBeVisible()
  await expect(next.getByText('Sun 2026-03-29 02:30')).toHaveCount(0)
  await expect(next.getByText('Mon 2026-03-30 02:30')).toBeVisible()
})

const LOOP: Drawing = {
  ...EMPTY_DRAWING, name: 'loop',
  nodes: [
    { id: 'n1', service: 'client', name: 'people', x: 0, y: 0, config: { pattern: 'burst', burstSize: 2, forMs: 1 } },
    { id: 'n2', service: 's3', name: 'photos', x: 240, y: 0, config: {} },
    { id: 'n3', service: 'lambda', name: 'thumb', x: 480, y: 0, config: { ioMs: 100, init: 'constant' } },
    { id: 'n4', service: 'sns', name: 'orders.fifo', x: 240, y: 260, config: { type: 'fifo', archiveDays: 7 } },
    { id: 'n5', service: 'sqs', name: 'copies', x: 480, y: 260, config: {} },
    { id: 'n6', service: 'client', name: 'shop', x: 0, y: 260, config: { pattern: 'burst', burstSize: 2, forMs: 1 } },
  ],
  wires: [
    { id: 'w1', from: 'n1', port: 'out', to: 'n2', kind: 'publish', config: {} },
    { id: 'w2', from: 'n2', port: 'notifications', to: 'n3', kind: 'subscription', config: {} },
    { id: 'w3', from: 'n3', port: 'calls', to: 'n2', kind: 'data', config: {} },
    { id: 'w4', from: 'n6', port: 'out', to: 'n4', kind: 'publish', config: {} },
    { id: 'w5', from: 'n4', port: 'subscribers', to: 'n5', kind: 'subscription', config: {} },
  ],
  scenario: { ...EMPTY_SCENARIO, mode: 'strict', seed: 1, forSec: 10, actions: [{ id: 'a1', atSec: 5, on: 'n4', do: 'replay', config: {} }] },
}

test('a function that may write to the bucket it hears of goes round: that is said, and one click mends it. An archive is sent again', async ({ ground, page }) => {
  const { inspector } = ground
  await ground.open(linkOf(LOOP))
  await ground.runToEnd()
  await expect(ground.node('photos')).toContainText('objects34read')
  // What was published once is there twice: a standard queue remembers no deduplication ids.
  await expect(ground.node('copies')).toContainText('Waiting4')
  await page.getByRole('tab', { name: 'What happened' }).click()
  const said = page.getByRole('region', { name: 'Said before the run' }).getByRole('listitem').filter({ hasText: 'thumb is told of every key and may write to the same bucket.' })
  await said.getByRole('button', { name: 'photos → thumb' }).click()
  await expect(inspector.getByRole('list', { name: 'Findings here' })).toContainText('S3-12')
  await inspector.getByRole('button', { name: 'Fix it' }).click()
  await expect(said).toHaveCount(0)
  await ground.node('thumb').click()
  await inspector.getByRole('tab', { name: 'Wires' }).click()
  await inspector.getByRole('button', { name: /^photos/ }).first().click()
  await expect(inspector.getByLabel('Actions allowed')).toHaveValue('read')
  await expect(inspector.getByLabel('Lambda invocation')).toHaveCount(0)
  await page.getByRole('button', { name: /run again/i }).click()
  await ground.hasEnded()
  await expect(ground.node('photos')).toContainText('objects2read')
})
