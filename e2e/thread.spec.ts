/** The whole thread by mouse: build, wire, configure, undo, run, share, and open again elsewhere. */
import { CALM, digestOf, drawingIn, linkOf } from './pages/links.ts'
import { middleOf, playground } from './pages/playground.ts'
import { expect, test } from './pages/test.ts'

test('by mouse: a client, an API and a function are built, configured, run, shared and opened again', async ({ ground, page, context, browser, address }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await ground.open()
  await ground.place('Client', { x: 380, y: 200 })
  // It stays where it was put down.
  expect((await middleOf(ground.node('client'))).x).toBeCloseTo(380, -1)
  await ground.place('HTTP API', { x: 600, y: 340 })
  await ground.place('Lambda function', { x: 800, y: 200 })
  await ground.wire('client', 'api')
  await ground.wire('api', 'function')
  await expect(ground.wires).toHaveCount(2)

  await ground.node('function').click()
  await ground.field('Memory').fill('512')
  await expect(ground.node('function')).toContainText('512 MB')
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(ground.node('function')).toContainText('128 MB')
  await page.getByRole('button', { name: /^Redo/ }).click()
  await expect(ground.node('function')).toContainText('512 MB')
  await expect(ground.field('Memory')).toHaveValue('512')
  // The model of a handler that nobody wrote.
  await ground.inspector.locator('summary').filter({ hasText: 'Handler model' }).click()
  await expect(ground.field('Waiting time')).toHaveValue('50')

  // Nothing is selected: the inspector is about the run.
  await ground.canvas.click({ position: { x: 40, y: 300 } })
  await ground.field('Length').fill('10')
  await ground.inspector.getByRole('combobox', { name: 'Mode' }).selectOption('Strict')
  const digest = await ground.runToEnd()

  const link = await ground.share()
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  const drawing = drawingIn(link)
  expect(drawing.nodes.map(({ service, name, config }) => [service, name, config])).toEqual([['client', 'client', {}], ['httpApi', 'api', {}], ['lambda', 'function', { memoryMb: 512 }]])
  expect(drawing.wires.map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual(['n1 sync n2', 'n2 sync n3'])
  expect(digestOf(drawing)).toBe(digest)

  const stranger = playground(await browser.newPage())
  await stranger.open(link.replace(/^[^#]*/, address))
  await expect(stranger.wires).toHaveCount(2)
  expect(await stranger.runToEnd()).toBe(digest)
  expect((await stranger.share()).replace(/^[^#]*/, '')).toBe(link.replace(/^[^#]*/, ''))
  await stranger.page.close()
})

test('a calm API: fifty requests in ten seconds, one environment, the last second on every card', async ({ ground, page }) => {
  await ground.open(linkOf(CALM))
  const digest = await ground.runToEnd()
  expect(digest).toBe(digestOf(CALM))
  expect(await ground.cards()).toEqual([
    'Storefront 5/s constant Arrivals 5 /s ok 5 4xx 0 5xx 0',
    'checkout-api HTTP API req/s 5 p95 120 ms 5xx 0',
    'create-order 512 MB · nodejs22.x busy 1 p95 120 ms err 0.0% Environments: 1 busy',
  ])
  await page.getByRole('tab', { name: 'Cost' }).click()
  // The fifty-first request leaves as the run ends, and is not carried out any more.
  await expect(page.getByRole('row', { name: /checkout-api/ })).toContainText('51 requests')
  await expect(page.getByRole('row', { name: /create-order Requests/ })).toContainText('50 requests')
  await page.getByRole('tab', { name: 'What happened' }).click()
  await expect(page.getByRole('region', { name: 'Trace' })).toContainText(`Nothing failed up to 0:10.000. Simulated to 0:10.000`)
  await expect(page.getByRole('region', { name: 'Trace' })).toContainText(`Seed 7, trace ${digest.slice(0, 12)}`)
})
