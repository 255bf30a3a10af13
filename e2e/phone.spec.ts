/** On a phone, 375 px wide: a drawing is looked at, run and inspected. */
import { digestOf, linkOf, CROWDED } from './pages/links.ts'
import { expect, test } from './pages/test.ts'

test.use({ viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true })

test('a link is viewed, run and inspected by tapping', async ({ ground, page }) => {
  await ground.open(linkOf(CROWDED))
  const sheet = (name: string) => page.getByRole('region', { name, exact: true })
  const tab = (name: string) => page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name })
  // All of it is on the screen, and nothing is pushed off its side.
  for (const name of ['Partners', 'price-quote']) await expect(ground.node(name)).toBeInViewport({ ratio: 0.99 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)

  await ground.speed('As fast as it goes')
  await ground.playback.getByRole('button', { name: 'Run', exact: true }).tap()
  expect(await ground.hasEnded()).toBe(digestOf(CROWDED))
  expect((await ground.cards())[0]).toBe('Partners bursts of 20 Arrivals 20 /s ok 4 4xx 16 5xx 0')

  await ground.node('price-quote').tap()
  await tab('Inspector').tap()
  await expect(sheet('Inspector').getByRole('textbox', { name: 'Reserved concurrency' })).toHaveValue('4')
  await tab('Run').tap()
  await expect(sheet('Run').getByRole('list', { name: 'Records' }).getByRole('listitem')).toHaveCount(60)
  await sheet('Run').getByRole('button', { name: 'Close' }).tap()
  await expect(sheet('Run')).toHaveCount(0)
})

test('a service is added by a tap, and lies on the canvas', async ({ ground, page }) => {
  await ground.open()
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Services' }).tap()
  await page.getByRole('region', { name: 'Services', exact: true }).getByRole('button', { name: /^Add Lambda function\./ }).tap()
  await expect(ground.node('function')).toBeInViewport({ ratio: 0.99 })
})
