/** Run until, loop, story time, and what identifies a run. */
import { CALM, CROWDED, digestOf, linkOf, row } from './pages/links.ts'
import type { Playground } from './pages/playground.ts'
import { expect, test } from './pages/test.ts'

const more = (ground: Playground) => ground.page.getByRole('dialog', { name: 'More of playback' })
const openMore = (ground: Playground) => ground.playback.getByRole('button', { name: 'Run until, loop, seed and digest' }).click()
async function until(ground: Playground, name: string): Promise<void> {
  await openMore(ground)
  await more(ground).getByRole('button', { name, exact: true }).click()
}
const standsAt = async (ground: Playground, sec: number): Promise<void> => {
  await expect(ground.playback).toHaveAttribute('data-phase', 'paused')
  expect(await ground.instant()).toBe(sec)
}

test('it runs until the next throttle, cold start, time, record and message, and comes back when there is none', async ({ ground }) => {
  await ground.open(linkOf(CROWDED))
  await until(ground, 'throttle')
  await standsAt(ground, 0)
  await until(ground, 'throttle')
  await standsAt(ground, 1)
  await until(ground, 'dead letter')
  await expect(ground.toast('Up to the end of the run there is not another dead letter.')).toBeVisible()
  await standsAt(ground, 1)

  await openMore(ground)
  const box = more(ground)
  await box.getByRole('textbox', { name: 'Instant in seconds' }).fill('0.5')
  await box.getByRole('button', { name: 'Go' }).click()
  await expect(box.getByText('Give an instant after 1.000 s, in seconds.')).toBeVisible()
  await box.getByRole('textbox', { name: 'Instant in seconds' }).fill('3.25')
  await box.getByRole('button', { name: 'Go' }).click()
  await standsAt(ground, 3.25)

  await openMore(ground)
  await box.getByRole('combobox', { name: 'What to run until' }).selectOption({ label: 'a record of message' })
  await box.getByRole('textbox', { name: 'Number of the message' }).fill('101')
  await box.getByRole('button', { name: 'Go' }).click()
  await standsAt(ground, 5)

  await openMore(ground)
  await box.getByRole('combobox', { name: 'What to run until' }).selectOption({ label: 'a record at' })
  await box.getByRole('combobox', { name: 'Node' }).selectOption({ label: 'Partners' })
  await box.getByRole('button', { name: 'Go' }).click()
  await standsAt(ground, 5.3)
})

test('it runs until a metric crosses a value', async ({ ground }) => {
  // Ten a second, and from 4 s on twenty for five seconds.
  await ground.open(linkOf(row([['client', 'Shop', { pattern: 'spike', rps: 10, spikeAtMs: 4_000, spikeRps: 20, spikeForMs: 5_000 }], ['lambda', 'work', { ioMs: 10 }]])))
  await until(ground, 'cold start')
  await openMore(ground)
  const box = more(ground)
  await box.getByRole('combobox', { name: 'What to run until' }).selectOption({ label: 'a metric of' })
  await box.getByRole('combobox', { name: 'Node' }).selectOption({ label: 'work' })
  await box.getByRole('combobox', { name: 'Metric' }).selectOption({ label: 'Invocations' })
  await box.getByRole('textbox', { name: 'Value' }).fill('15')
  await box.getByRole('button', { name: 'Go' }).click()
  await standsAt(ground, 5)
})

test('a span is looped: by fields, by keys on the time line, by Shift and drag', async ({ ground, page }) => {
  await page.clock.install({ time: 0 })
  await ground.open(linkOf(CALM))
  await ground.runToEnd()
  await openMore(ground)
  const box = more(ground)
  await box.getByRole('textbox', { name: 'Loop from, seconds' }).fill('3')
  await box.getByRole('textbox', { name: 'Loop to, seconds' }).fill('2')
  await box.getByRole('button', { name: 'Loop', exact: true }).click()
  await expect(box.getByText('Give two instants in seconds, the first before the second and before 10.')).toBeVisible()
  await box.getByRole('textbox', { name: 'Loop to, seconds' }).fill('4')
  await box.getByRole('button', { name: 'Loop', exact: true }).click()
  await page.keyboard.press('Escape')
  await ground.speed('1×')
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000))
  await ground.playback.getByRole('button', { name: 'Play' }).click()
  // Two and a half times round.
  await page.clock.runFor(2_512)
  await ground.playback.getByRole('button', { name: 'Pause' }).click()
  expect(await ground.instant()).toBeGreaterThan(3.4)
  expect(await ground.instant()).toBeLessThan(3.6)
  await page.clock.resume()

  const loop = page.getByTestId('loop')
  await expect(loop).toBeVisible()
  await ground.scrub('Backspace')
  await expect(loop).toBeHidden()
  await ground.scrub('Home', 'Shift+ArrowRight', 'Shift+ArrowRight', '[', 'Shift+ArrowRight', ']')
  await openMore(ground)
  await expect(box.getByRole('textbox', { name: 'Loop from, seconds' })).toHaveValue('1')
  await expect(box.getByRole('textbox', { name: 'Loop to, seconds' })).toHaveValue('1.5')
  await page.keyboard.press('Escape')
  const line = (await ground.timeLine.boundingBox())!
  await page.keyboard.down('Shift')
  await page.mouse.move(line.x + line.width * 0.5, line.y + 10)
  await page.mouse.down()
  await page.mouse.move(line.x + line.width * 0.75, line.y + 10, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await openMore(ground)
  expect(Number(await box.getByRole('textbox', { name: 'Loop from, seconds' }).inputValue())).toBeCloseTo(5, 1)
  expect(Number(await box.getByRole('textbox', { name: 'Loop to, seconds' }).inputValue())).toBeCloseTo(7.5, 1)
})

test('story time shows a request of 40 ms and a retry two minutes later within a minute, and says its scale', async ({ ground, page }) => {
  await page.clock.install({ time: 0 })
  await ground.open(linkOf(row([['client', 'Uploads', { pattern: 'burst', burstSize: 1, forMs: 1, invocation: 'Event' }], ['lambda', 'resize', { ioMs: 40, errorRate: 100 }]], { forSec: 240 })))
  await ground.runToEnd()
  await ground.scrub('Home')
  await ground.speed('Story time')
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000))
  await ground.playback.getByRole('button', { name: 'Play' }).click()
  const scale = ground.playback.getByRole('status', { name: 'Present scale' })
  await page.clock.runFor(1_008)
  // A second of the wall, and the first try is not yet over.
  expect(await ground.instant()).toBeLessThan(0.04)
  await expect(scale).toHaveText(/^0\.0\d+×$/)
  await page.clock.runFor(6_000)
  await expect(scale).toHaveText(/^\d{2}×$/)
  await page.clock.runFor(53_000)
  await expect(ground.playback).toHaveAttribute('data-phase', 'paused')
  expect(await ground.instant()).toBe(240)
})

test('seed and digest can be read and copied', async ({ ground, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await ground.open(linkOf(CALM))
  await ground.runToEnd()
  await openMore(ground)
  await more(ground).getByRole('button', { name: 'Copy digest' }).click()
  await expect(ground.toast('Digest copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(digestOf(CALM))
  await more(ground).getByRole('button', { name: 'Copy seed' }).click()
  await expect(ground.toast('Seed copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('7')
})
