/** A large drawing stays fluid because a drag draws only what it moves. Frame times are the benchmark's business. */
import type { Page } from '@playwright/test'
import type { Drawing } from '../src/drawing/drawing.ts'
import { linkOf, row } from './pages/links.ts'
import { middleOf } from './pages/playground.ts'
import { expect, test } from './pages/test.ts'

const COLUMNS = 20

/** Two hundred functions in a field, each calling the two that come next. */
function field(): Drawing {
  const empty = row([])
  const at = (index: number) => `n${(index % 200) + 1}`
  return {
    ...empty, name: 'Two hundred',
    nodes: Array.from({ length: 200 }, (_, index) => ({
      id: at(index), service: 'lambda', name: `fn-${index + 1}`, x: (index % COLUMNS) * 240, y: Math.floor(index / COLUMNS) * 200, config: {},
    })),
    wires: Array.from({ length: 400 }, (_, index) => ({
      id: `w${index + 1}`, from: at(index >> 1), port: 'calls', to: at((index >> 1) + 1 + (index & 1)), kind: 'sync' as const, config: {},
    })),
  }
}

declare global {
  interface Window { onDraw?: (id: string) => void; drawn?: { [id: string]: number } }
}

const listen = (page: Page) => page.evaluate(() => {
  const drawn: { [id: string]: number } = {}
  window.drawn = drawn
  window.onDraw = (id) => { drawn[id] = (drawn[id] ?? 0) + 1 }
})
const heard = (page: Page): Promise<{ [id: string]: number }> => page.evaluate(() => window.drawn ?? {})

test('with 200 nodes and 400 wires a drag draws one card and its four wires, and nothing else', async ({ ground, page }) => {
  await ground.open(linkOf(field()))
  await expect(ground.canvas.locator('.react-flow__node')).toHaveCount(200)
  await ground.command('fn-105')
  await ground.cameraRests()
  const from = await middleOf(ground.node('fn-105'))
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  // The first step selects and lifts the card; what is counted is the movement itself.
  await page.mouse.move(from.x + 10, from.y + 10, { steps: 2 })
  await listen(page)
  await page.mouse.move(from.x + 90, from.y + 70, { steps: 20 })
  const during = await heard(page)
  await page.mouse.up()
  // fn-105 calls 106 and 107, and is called by 103 and 104.
  expect(Object.keys(during).sort()).toEqual(['n105', 'w206', 'w207', 'w209', 'w210'])
  expect(Math.max(...Object.values(during))).toBeLessThanOrEqual(22)
  await expect(page.getByRole('button', { name: 'Undo: move' })).toBeEnabled()
})

test('typing a setting draws the card that it belongs to and the wires that leave it, and no other', async ({ ground, page }) => {
  await ground.open(linkOf(field()))
  await ground.command('fn-105')
  await ground.node('fn-105').click()
  await listen(page)
  await ground.field('Memory').fill('512')
  await expect(ground.node('fn-105')).toContainText('512 MB')
  expect(Object.keys(await heard(page)).sort()).toEqual(['n105', 'w209', 'w210'])
})
