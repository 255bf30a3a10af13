/** On a phone, 375 px wide: a drawing is looked at, run and inspected. */
import type { Page } from '@playwright/test'
import { digestOf, linkOf, CROWDED, row } from './pages/links.ts'
import { middleOf } from './pages/playground.ts'
import { expect, test } from './pages/test.ts'

const WIDE = row([['client', 'Partners'], ...['first', 'second', 'third', 'fourth', 'last'].map((name) => ['httpApi', name] as const)])

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

test('a drawing too wide to be read begins where traffic comes in; all of it is one tap away, and so is the way back', async ({ ground, page }) => {
  await ground.open(linkOf(WIDE))
  const zoom = ground.canvas.getByRole('group', { name: 'Zoom' })
  await expect(ground.node('Partners')).toBeInViewport({ ratio: 0.99 })
  await expect(ground.node('last')).not.toBeInViewport()
  await expect(zoom).toContainText('62%')
  await zoom.getByRole('button', { name: 'Show all' }).tap()
  for (const name of ['Partners', 'last']) await expect(ground.node(name)).toBeInViewport({ ratio: 0.99 })
  await zoom.getByRole('button', { name: 'Closer' }).tap()
  await expect(zoom).toContainText('62%')
  // A sheet from below takes half of the screen: what is looked at stays as large as it is.
  await ground.cameraRests()
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Run' }).tap()
  await ground.cameraRests()
  await expect(zoom).toContainText('62%')
  await expect(ground.node('Partners')).toBeInViewport({ ratio: 0.99 })
})

test('what has no button is found by searching: another drawing, the gallery, the theme', async ({ ground, page }) => {
  await ground.open(linkOf(CROWDED))
  await page.getByRole('button', { name: 'Search or run' }).tap()
  await page.getByRole('combobox', { name: 'Search or run' }).fill('gallery')
  await page.getByRole('option', { name: 'Gallery…' }).tap()
  await page.getByRole('dialog', { name: 'Gallery' }).getByRole('button', { name: /^Serverless cron/ }).tap()
  await expect(ground.name).toHaveValue('Serverless cron')
})

test('a run that AWS would not let begin says why, though the panel was closed', async ({ ground, page }) => {
  await ground.open(linkOf(row([['client', 'Partners'], ['sqs', 'orders', { visibilityTimeoutSec: 5 }], ['lambda', 'charge', { timeoutSec: 20 }]])))
  await ground.playback.getByRole('button', { name: 'Run', exact: true }).tap()
  await expect(page.getByRole('region', { name: 'Run', exact: true }).getByRole('alert')).toContainText(/did not start.*VAL-05/)
})

test.describe('390 px wide', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('while the records of a run are read, the drawing and the playback stay in sight', async ({ ground, page }) => {
    await ground.open(linkOf(CROWDED))
    await ground.speed('As fast as it goes')
    await ground.playback.getByRole('button', { name: 'Run', exact: true }).tap()
    await ground.hasEnded()
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Run' }).tap()
    await expect(page.getByRole('region', { name: 'Run', exact: true })).toBeInViewport({ ratio: 1 })
    await ground.cameraRests()
    for (const name of ['Partners', 'price-quote']) await expect(ground.node(name)).toBeInViewport({ ratio: 0.99 })
    // In sight means not under the sheet either: what is pressed there is the card.
    await ground.node('price-quote').tap()
    await ground.playback.getByRole('button', { name: 'Back to the start' }).tap()
    await expect(ground.playback.getByRole('status', { name: 'Virtual time' })).toHaveText('00:00.000')
  })

  test('a finger held still opens the menu of what lies under it; one that moves opens none', async ({ ground, page, context }) => {
    await ground.open(linkOf(CROWDED))
    const touch = await context.newCDPSession(page)
    const press = (x: number, y: number) => touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
    const lift = () => touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    const card = await middleOf(ground.node('price-quote'))
    await press(card.x, card.y)
    const menu = page.getByRole('listbox', { name: 'Node' })
    await expect(menu).toBeVisible()
    await lift()
    await expect(menu.getByRole('option', { name: /^Duplicate/ })).toBeVisible()
    await menu.getByRole('option', { name: /^Duplicate/ }).tap()
    await expect(ground.node('price-quote-2')).toBeVisible()

    const canvas = (await ground.canvas.boundingBox())!
    await press(canvas.x + 60, canvas.y + 80)
    await expect(page.getByRole('listbox', { name: 'Canvas' })).toBeVisible()
    await lift()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listbox')).toHaveCount(0)
  })

  test('what is there to be pressed is at least 44 px wide and high', async ({ ground, page }) => {
    const small = () => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('button, select, [role="tab"], [role="option"]')]
      .filter((one) => one.checkVisibility() && one.closest('.react-flow__node, [aria-label="Records"], [aria-label="In words"]') === null)
      .map((one) => ({ name: one.getAttribute('aria-label') ?? one.textContent, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 44 || box.height < 44).map(({ name, box }) => `${name} ${Math.round(box.width)} × ${Math.round(box.height)}`))
    await ground.open(linkOf(CROWDED))
    const panels = page.getByRole('navigation', { name: 'Panels' })
    expect(await small()).toEqual([])
    await panels.getByRole('button', { name: 'Services' }).tap()
    await expect(page.getByRole('region', { name: 'Services', exact: true })).toBeVisible()
    expect(await small()).toEqual([])
  })
})

/** What can be tapped and is hit less than 15 px from its middle, by its name. What lies under something else is not there to be tapped. */
const smallTargets = (page: Page): Promise<string[]> => page.evaluate(() => {
  const within = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document
  const all = [...within.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary, [role="tab"], [role="slider"]')]
  const hits = (one: HTMLElement, x: number, y: number) => {
    const top = document.elementFromPoint(x, y)
    return top !== null && (one.closest('label') ?? one).contains(top)
  }
  return all.filter((one) => !one.closest('.react-flow__attribution')).flatMap((one) => {
    // A tick and the words beside it are one target.
    const target = one.closest('label') ?? one
    target.scrollIntoView({ block: 'center', inline: 'center' })
    const box = target.getBoundingClientRect()
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    if (!hits(one, x, y)) return []
    const near = [[-15, 0], [15, 0], [0, -15], [0, 15]] as const
    return near.every(([dx, dy]) => hits(one, x + dx, y + dy)) ? [] : [`${one.tagName} ${one.getAttribute('aria-label') ?? one.innerText}`]
  })
})

test('whatever can be tapped is at least 30 px wide and high, in every panel', async ({ ground, page }) => {
  const run = page.getByRole('region', { name: 'Run', exact: true })
  await ground.open(linkOf(row([['client', 'Shop', { rps: 4 }], ['sqs', 'orders', { visibilityTimeoutSec: 30 }], ['lambda', 'charge', { ioMs: 900, errorRate: 50 }]])))
  await expect.poll(() => smallTargets(page), 'the drawing').toEqual([])
  for (const panel of ['Services', 'Inspector']) {
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: panel }).tap()
    await expect(page.getByRole('region', { name: panel, exact: true })).toBeVisible()
    await expect.poll(() => smallTargets(page), panel).toEqual([])
  }
  await page.getByRole('region', { name: 'Inspector', exact: true }).getByRole('button', { name: 'Close' }).tap()
  await ground.speed('As fast as it goes')
  await ground.playback.getByRole('button', { name: 'Run', exact: true }).tap()
  await ground.hasEnded()
  await ground.playback.getByRole('button', { name: /^Run until/ }).tap()
  await expect(page.getByRole('dialog', { name: 'More of playback' })).toBeVisible()
  await expect.poll(() => smallTargets(page), 'more of playback').toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Run' }).tap()
  await run.getByRole('button', { name: 'Higher' }).tap()
  for (const tab of ['Logs', 'State', 'Metrics', 'Concurrency', 'Actions and faults', 'What happened', 'Cost', 'Traces', 'Records']) {
    await run.getByRole('tab', { name: tab }).tap()
    await expect(run.getByRole('tabpanel', { name: tab })).toBeVisible()
    if (tab === 'Traces') await run.getByRole('button', { name: /^#/ }).first().tap()
    await expect.poll(() => smallTargets(page), tab).toEqual([])
  }
  await run.getByRole('listitem').getByRole('button', { name: /^#/ }).first().tap()
  await expect(run.getByRole('tab', { name: 'Message', selected: true })).toBeVisible()
  // The message's own rows come a moment after its tab.
  await expect.poll(() => smallTargets(page), 'Message').toEqual([])
})
