/** More rows than a page holds: those that were dropped come again where the camera stands. */
import { linkOf, row } from './pages/links.ts'
import { expect, test } from './pages/test.ts'

test('rows beyond two million are run again when the camera goes there', async ({ ground }) => {
  test.setTimeout(90_000)
  // 5,500 requests a second for 70 s, six rows each: 2.3 million.
  await ground.open(linkOf(row([['client', 'Load', { rps: 5_500, forMs: 0 }], ['lambda', 'work', { ioMs: 1, reserved: 900 }]], { forSec: 70 })))
  await ground.speed('As fast as it goes')
  await ground.run()
  await expect(ground.playback).toHaveAttribute('data-digest', /^[0-9a-f]{64}$/, { timeout: 60_000 })
  await expect(ground.playback).toHaveAttribute('data-phase', 'paused', { timeout: 15_000 })
  await ground.scrub('Home', 'Shift+ArrowRight')
  expect(await ground.instant()).toBe(3.5)
  // At 3.5 s the 19,251st request leaves; what is listed before it has no gaps.
  const numbers = async (): Promise<number[]> => {
    const texts = await ground.records.getByRole('listitem').allInnerTexts()
    return [...new Set(texts.flatMap((text) => /#(\d+)/.exec(text)?.[1] ?? []).map(Number))].sort((a, b) => b - a)
  }
  await expect.poll(async () => (await numbers()).slice(0, 8), { timeout: 20_000 }).toEqual([19_251, 19_250, 19_249, 19_248, 19_247, 19_246, 19_245, 19_244])
})
