/** Faults: made in the inspector, seen on the time line, healed on time, kept in the link. */
import { CALM, digestOf, drawingIn, linkOf } from './pages/links.ts'
import { expect, test } from './pages/test.ts'

const DIGEST = /^[0-9a-f]{64}$/

test('a fault strikes for its span, exactly as it says, and travels in the link', async ({ ground, page }) => {
  await ground.open(linkOf(CALM))
  await ground.runToEnd()
  await ground.scrub(...Array.from({ length: 10 }, () => 'Shift+ArrowLeft'))
  expect(await ground.instant()).toBe(5)
  await ground.node('create-order').click()
  await ground.inspector.getByRole('tab', { name: 'Faults' }).click()
  await ground.inspector.getByRole('combobox', { name: 'Kind of fault' }).selectOption({ label: 'Exact sequence' })
  await ground.inspector.getByRole('button', { name: 'Add fault' }).click()
  await expect(ground.toast(/^create-order: exact sequence fail, fail, ok for 10 s\. \d+ rows after 0:05\.000 held no longer/)).toBeVisible()
  await ground.field('Heals after').fill('2')
  await expect(ground.toast(/^create-order: exact sequence fail, fail, ok for 2 s\. /)).toBeVisible()
  await expect(ground.playback).toHaveAttribute('data-digest', DIGEST)

  // Five a second from 5 s on: fail, fail, ok, fail, fail …, seven in ten of them until 7 s.
  await ground.scrub('Home', ...Array.from({ length: 12 }, () => 'Shift+ArrowRight'))
  expect(await ground.instant()).toBe(6)
  expect((await ground.cards())[0]).toMatch(/^Storefront 5\/s constant Arrivals 5 \/s ok 1 4xx 0 5xx 4/)
  await ground.scrub(...Array.from({ length: 6 }, () => 'Shift+ArrowRight'))
  expect((await ground.cards())[0]).toMatch(/^Storefront 5\/s constant Arrivals 5 \/s ok 5 4xx 0 5xx 0/)

  const drawing = drawingIn(await ground.share())
  await page.keyboard.press('Escape')
  expect(drawing.scenario.faults).toEqual([{ id: 'f1', on: 'n3', kind: 'sequence', atSec: 5, forSec: 2, config: {} }])
  expect(await ground.playback.getAttribute('data-digest')).toBe(digestOf(drawing))

  await ground.scrub('Home', ...Array.from({ length: 10 }, () => 'Shift+ArrowRight'), '.')
  expect(await ground.instant()).toBe(5.12)
  await expect(ground.records).toContainText('A fault was in force: create-order has exact sequence fail, fail, ok until 7 s.')

  // In the list of all that is dated; taken away it leaves no trace.
  await page.getByRole('tab', { name: 'Actions and faults' }).click()
  const lines = page.getByRole('list', { name: 'Dated actions and faults' }).getByRole('listitem')
  await expect(lines).toHaveText(['0:05.0002 screate-order: exact sequence fail, fail, ok for 2 s'])
  await lines.getByRole('button', { name: 'Go to this instant' }).or(lines.getByRole('button', { name: '0:05.000' })).first().click()
  expect(await ground.instant()).toBe(5)
  await lines.getByRole('button', { name: /^Remove/ }).click()
  await expect(page.getByText('Nothing is dated yet.')).toBeVisible()
  await expect.poll(() => ground.playback.getAttribute('data-digest')).toBe(digestOf(CALM))
})

test('a value that cannot be is explained, and the fault stays as it was', async ({ ground }) => {
  await ground.open(linkOf(CALM))
  await ground.node('create-order').click()
  await ground.inspector.getByRole('tab', { name: 'Faults' }).click()
  await ground.inspector.getByRole('button', { name: 'Add fault' }).click()
  await ground.field('Strikes').fill('120')
  await expect(ground.inspector.getByText('Strikes is 0 to 100 %; 120 is not. 20 % stays in force.')).toBeVisible()
  await ground.field('Strikes').fill('100')
  // Before the first run a fault begins with it; ten seconds are all of this one.
  await ground.runToEnd()
  await expect.poll(async () => (await ground.cards())[0]).toMatch(/ok 0 4xx 0 5xx 5/)
})

test('a client has no faults of its own, and says where they belong', async ({ ground }) => {
  await ground.open(linkOf(CALM))
  await ground.node('Storefront').click()
  await ground.inspector.getByRole('tab', { name: 'Faults' }).click()
  await expect(ground.inspector.getByText('Nothing leads here, so nothing can fail here.')).toBeVisible()
})
