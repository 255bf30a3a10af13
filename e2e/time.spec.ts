/** The camera over the trace: backwards, record by record, at every speed; and the same run whoever opens it. */
import { corpus } from '../src/testkit/link-corpus.ts'
import { CALM, CROWDED, digestOf, drawingIn, linkOf } from './pages/links.ts'
import type { Playground } from './pages/playground.ts'
import { expect, test } from './pages/test.ts'

/** Goes to an instant at which there is a record, from wherever the camera is, by the keys of the time line. */
async function goTo(ground: Playground, instant: number): Promise<void> {
  await ground.scrub('End')
  for (let steps = 0; steps < 400 && (await ground.instant()) > instant + 0.5; steps++) await ground.scrub('Shift+ArrowLeft')
  for (let steps = 0; steps < 400 && (await ground.instant()) > instant; steps++) await ground.scrub(',')
  expect(await ground.instant()).toBe(instant)
}

test('scrubbing to an instant shows what running there showed', async ({ ground, page }) => {
  await ground.open(linkOf(CROWDED))
  await ground.run()
  await expect.poll(ground.instant, { timeout: 15_000 }).toBeGreaterThan(2)
  await ground.playback.getByRole('button', { name: 'Pause' }).click()
  await expect(ground.playback).toHaveAttribute('data-phase', 'paused')
  await page.keyboard.press(',')
  const instant = await ground.instant()
  const there = await ground.sight()
  expect(there.rows.length).toBe(60)

  await ground.speed('As fast as it goes')
  await ground.playback.getByRole('button', { name: 'Play' }).click()
  await ground.hasEnded()
  expect(await ground.instant()).toBe(10)
  expect(await ground.sight()).not.toEqual(there)
  await goTo(ground, instant)
  expect(await ground.sight()).toEqual(there)
})

test('exact numbers at an exact instant, backwards from the end', async ({ ground }) => {
  await ground.open(linkOf(CROWDED))
  await ground.runToEnd()
  await ground.scrub(...Array.from({ length: 10 }, () => 'Shift+ArrowLeft'))
  expect(await ground.instant()).toBe(5)
  const { rows, cards } = await ground.sight()
  expect(rows.slice(0, 4)).toEqual([
    '0:05.000 Partners over #120',
    '0:05.000 Partners → price-quote answered with an error 429 #120',
    expect.stringMatching(/^0:05\.000 price-quote throttled ReservedFunctionConcurrentInvocationLimitExceeded #120 Why\? All 4 reserved environments were busy.* LAM-RC-01, AWS page$/),
    '0:05.000 Partners → price-quote request sent #120',
  ])
  // Of each twenty four are let in, and sixteen are not.
  expect(cards).toEqual([
    'Partners bursts of 20 Arrivals 20 /s ok 4 4xx 16 5xx 0',
    'price-quote 256 MB · nodejs22.x THROTTLED busy 4 / 4 p95 300 ms err 0.0% Environments: 4 busy',
  ])
  await ground.scrub('ArrowLeft')
  expect(await ground.instant()).toBe(4.95)
  expect((await ground.cards())[1]).toBe('price-quote 256 MB · nodejs22.x THROTTLED busy 0 / 4 p95 300 ms err 0.0% Environments: 4 idle')
})

test('one record forward and back', async ({ ground, page }) => {
  await ground.open(linkOf(CALM))
  await ground.runToEnd()
  await ground.scrub('Home')
  const seen = [await ground.instant()]
  for (const name of ['Step forward', 'Step forward', 'Step forward', 'Step forward', 'Step back', 'Step back']) {
    await ground.playback.getByRole('button', { name }).click()
    seen.push(await ground.instant())
  }
  expect(seen).toEqual([0, 0.12, 0.2, 0.32, 0.4, 0.32, 0.2])
  await page.keyboard.press('.')
  expect(await ground.instant()).toBe(0.32)
  await page.keyboard.press(',')
  expect(await ground.instant()).toBe(0.2)
})

test('a virtual second lasts a second at 1×, and as much longer or shorter as the speed says', async ({ ground, page }) => {
  // The page's clock is ours: it goes on by whole frames of 16 ms, however busy the machine is.
  await page.clock.install({ time: 0 })
  await ground.open(linkOf(CALM))
  await ground.runToEnd()
  for (const [label, wallMs, went] of [['1×', 2_000, 2], ['0.1×', 2_000, 0.2], ['0.01×', 2_000, 0.02], ['10×', 512, 5.12], ['100×', 64, 6.4]] as const) {
    await ground.scrub('Home')
    await ground.speed(label)
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000))
    await ground.playback.getByRole('button', { name: 'Play' }).click()
    await page.clock.runFor(wallMs)
    await ground.playback.getByRole('button', { name: 'Pause' }).click()
    expect(await ground.instant(), label).toBeCloseTo(went, 6)
    await page.clock.resume()
  }
})

test('a link that names an instant runs nothing by itself, and once run stands there', async ({ ground }) => {
  await ground.open(`${linkOf(CROWDED)}&t=5`)
  await expect(ground.playback).toHaveAttribute('data-phase', 'idle')
  await ground.run()
  await expect(ground.playback).toHaveAttribute('data-phase', 'paused')
  expect(await ground.instant()).toBe(5)
  await expect(ground.node('price-quote')).toContainText('throttled')
  await expect(ground.node('price-quote')).toContainText('4 / 4')
  // It is shown once: the next run begins at the beginning.
  await ground.playback.getByRole('button', { name: 'End the run' }).click()
  expect(await ground.runToEnd()).toBe(digestOf(CROWDED))
})

for (const { link, name, nodes, wires, setting } of corpus) {
  test(`a link of an older program opens and runs: ${name}`, async ({ ground, address }) => {
    await ground.open(`./#d=${link}`)
    await expect(ground.name).toHaveValue(name)
    await expect(ground.canvas.locator('.react-flow__node')).toHaveCount(nodes)
    await expect(ground.wires).toHaveCount(wires)
    const drawing = drawingIn(`${address}#d=${link}`)
    expect(drawing.nodes.some(({ config }) => Object.entries(setting).every(([field, value]) => config[field] === value))).toBe(true)
    expect(await ground.runToEnd()).toBe(digestOf(drawing))
  })
}

test('a run ended and run again has the same digest; another seed has another', async ({ ground, page }) => {
  await ground.open(linkOf({ ...CALM, scenario: { ...CALM.scenario, mode: 'realistic' } }))
  const digest = await ground.runToEnd()
  await ground.playback.getByRole('button', { name: 'End the run' }).click()
  expect(await ground.runToEnd()).toBe(digest)
  await ground.playback.getByRole('button', { name: 'End the run' }).click()
  await page.keyboard.press('Escape')
  await ground.field('Seed').fill('8')
  expect(await ground.runToEnd()).not.toBe(digest)
})

test('loading the page again in the middle of a run loses nothing but the run', async ({ ground, page }) => {
  await ground.open(linkOf(CROWDED))
  await ground.run()
  await expect.poll(ground.instant).toBeGreaterThan(0.2)
  await page.reload()
  await expect(ground.node('price-quote')).toBeVisible()
  await expect(ground.playback).toHaveAttribute('data-phase', 'idle')
  expect(await ground.runToEnd()).toBe(digestOf(CROWDED))
})
