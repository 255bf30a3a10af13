/** In mid-run: what is changed or sent by hand holds from the present instant on, and travels in the link. */
import { CALM, CROWDED, digestOf, drawingIn, linkOf, row } from './pages/links.ts'
import type { Playground } from './pages/playground.ts'
import { expect, test } from './pages/test.ts'

/** Run to the end, then back to the middle, where the node is opened. */
async function standAtFive(ground: Playground, node: string): Promise<void> {
  await ground.runToEnd()
  await ground.scrub(...Array.from({ length: 10 }, () => 'Shift+ArrowLeft'))
  expect(await ground.instant()).toBe(5)
  await ground.node(node).click()
}
const ended = (ground: Playground) => expect(ground.playback).toHaveAttribute('data-digest', /^[0-9a-f]{64}$/)
const digest = async (ground: Playground): Promise<string | null> => {
  await ended(ground)
  return ground.playback.getAttribute('data-digest')
}

test('a setting changed at an instant holds from there on, replays from the link, and is one step of undo', async ({ ground, page, address }) => {
  await ground.open(linkOf(CROWDED))
  await standAtFive(ground, 'price-quote')
  await expect(ground.inspector.getByText('What you change here holds from 0:05.000 on.')).toBeVisible()
  await ground.field('Reserved concurrency').fill('8')
  // Five bursts of 84 rows each, and the 72 that fit into the last instant.
  await expect(ground.toast('price-quote: Reserved concurrency 8. 492 rows after 0:05.000 held no longer and were run anew.')).toBeVisible()
  await ended(ground)
  expect((await ground.cards())[0]).toBe('Partners bursts of 20 Arrivals 20 /s ok 4 4xx 16 5xx 0')
  await ground.scrub('End')
  expect((await ground.cards())[0]).toBe('Partners bursts of 20 Arrivals 20 /s ok 8 4xx 12 5xx 0')
  await ground.scrub(...Array.from({ length: 12 }, () => 'Shift+ArrowLeft'))
  await expect(ground.field('Reserved concurrency')).toHaveValue('4')

  const link = await ground.share()
  await page.keyboard.press('Escape')
  const drawing = drawingIn(link)
  expect(drawing.scenario.actions).toEqual([{ id: 'a1', atSec: 5, on: 'n2', do: 'set', config: { reserved: 8 } }])
  expect(await digest(ground)).toBe(digestOf(drawing))

  await page.keyboard.press('Control+z')
  await expect(ground.toast(/^Taken back: price-quote: Reserved concurrency 8\. /)).toBeVisible()
  await expect.poll(() => digest(ground)).toBe(digestOf(CROWDED))
  expect(link).toContain(address)
})

test('sent by hand: a client sends a hundred at the present instant', async ({ ground }) => {
  await ground.open(linkOf(CALM))
  await standAtFive(ground, 'Storefront')
  await ground.inspector.getByRole('button', { name: 'Send 100' }).click()
  await expect(ground.toast(/^Storefront: 100 sent\. /)).toBeVisible()
  await ended(ground)
  await ground.scrub('End')
  expect((await ground.cards())[0]).toContain('ok 5')
  await ground.scrub(...Array.from({ length: 8 }, () => 'Shift+ArrowLeft'))
  expect(await ground.instant()).toBe(6)
  // All in one second: 100 by hand, and the five of the pattern.
  expect((await ground.cards())[0]).toBe('Storefront 5/s constant Arrivals 105 /s ok 105 4xx 0 5xx 0')
})

test('another node is another run: that is said, and offered', async ({ ground, page }) => {
  await ground.open(linkOf(CALM))
  await standAtFive(ground, 'create-order')
  await page.keyboard.press('Control+d')
  const again = ground.playback.getByRole('button', { name: 'Changed: run again' })
  await expect(again).toHaveAttribute('data-tip', 'There are other nodes than when it began. That takes a run from the beginning.')
  await page.keyboard.press('Control+z')
  await expect(again).toBeHidden()
})

test('while it plays, a change holds from where the camera is, and playing goes on', async ({ ground, page }) => {
  await ground.open(linkOf(CROWDED))
  await ground.node('price-quote').click()
  await ground.run()
  await expect.poll(ground.instant, { timeout: 15_000 }).toBeGreaterThan(0.5)
  await ground.field('Reserved concurrency').fill('8')
  await expect(ground.toast(/^price-quote: Reserved concurrency 8\b/)).toBeVisible()
  await expect(ground.playback).toHaveAttribute('data-phase', 'playing')
  await ground.speed('As fast as it goes')
  await ground.hasEnded()
  expect((await ground.cards())[0]).toMatch(/ok 8 4xx 12 5xx 0/)
  const drawing = drawingIn(await ground.share())
  await page.keyboard.press('Escape')
  expect(drawing.scenario.actions).toHaveLength(1)
  expect(drawing.scenario.actions[0]!.atSec).toBeGreaterThan(0.5)
  expect(drawing.nodes[1]!.config.reserved).toBe(4)
  expect(await digest(ground)).toBe(digestOf(drawing))
})

test('a setting of a wire changes in mid-run as one of a node does; an Undo is in reach while a dialog is open', async ({ ground, page }) => {
  const jobs = row([['client', 'Shop', { rps: 5, body: '{"attributes":{"store":"south"}}' }], ['sns', 'orders'], ['sqs', 'jobs'], ['lambda', 'work', { ioMs: 50, init: 'constant', initMs: 0 }]])
  await ground.open(linkOf({ ...jobs, wires: jobs.wires.map((wire) => (wire.id === 'w1' ? { ...wire, kind: 'publish' } : wire.id === 'w2' ? { ...wire, port: 'subscribers', kind: 'subscription' } : wire)) }))
  await standAtFive(ground, 'jobs')
  await ground.inspector.getByRole('tab', { name: 'Wires' }).click()
  await ground.inspector.getByRole('button', { name: /work/ }).first().click()
  await expect(ground.inspector.getByText('What you change here holds from 0:05.000 on. Statement in the role takes a run from the beginning.')).toBeVisible()
  await ground.field('Batch size').fill('3')
  await expect(ground.toast(/^jobs → work: Batch size 3\. /)).toBeVisible()
  await ended(ground)

  // Nobody looked at payloads before: the run is told anew from the beginning, and is the same up to here.
  await ground.node('orders').click()
  await ground.inspector.getByRole('tab', { name: 'Wires' }).click()
  await ground.inspector.getByRole('button', { name: /jobs/ }).first().click()
  await ground.field('Filter policy').fill('{"store":["north"]}')
  await expect(ground.toast(/^orders → jobs: Filter policy “\{"store":\["north"\]\}”\. /)).toBeVisible()
  await ended(ground)
  await ground.scrub('End')
  expect((await ground.cards())[1]).toContain('filtered 5')
  const drawing = drawingIn(await ground.share())
  await page.keyboard.press('Escape')
  expect(drawing.scenario.actions.map(({ atSec, on, config }) => [atSec, on, config])).toEqual([[5, 'w3', { batchSize: 3 }], [5, 'w2', { filterPolicy: '{"store":["north"]}' }]])
  expect(await digest(ground)).toBe(digestOf(drawing))

  await ground.command('Your drawings…')
  const dialog = page.getByRole('dialog', { name: 'Your drawings' })
  await dialog.getByRole('button', { name: 'Duplicate Under test' }).click()
  await dialog.getByRole('button', { name: 'Delete Under test (copy)' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Name of Under test (copy)' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Name of Under test (copy)' })).toBeVisible()
})
