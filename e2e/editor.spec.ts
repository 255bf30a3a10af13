/** What the editor promises besides the thread: the map, the sheet of keys, the clipboard between tabs, arranging, a store that refuses. */
import type { Container, Drawing } from '../src/drawing/drawing.ts'
import { CALM, CROWDED, drawingIn, linkOf } from './pages/links.ts'
import { playground } from './pages/playground.ts'
import { expect, test } from './pages/test.ts'

test('the map is coloured by health during a run, and is at rest before it', async ({ ground, page }) => {
  await ground.open(linkOf(CROWDED))
  const health = () => page.locator('.react-flow__minimap [data-health]').evaluateAll((all) => all.map((one) => one.getAttribute('data-health')))
  expect(await health()).toEqual(['rest', 'rest'])
  await ground.runToEnd()
  // Most requests of the last second were throttled, which both cards say.
  await expect.poll(health).toEqual(['bad', 'bad'])
  await page.getByRole('button', { name: 'End the run' }).click()
  await expect.poll(health).toEqual(['rest', 'rest'])
})

test('the sheet of keys is searched', async ({ ground, page }) => {
  await ground.open()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await sheet.getByRole('searchbox', { name: 'Find a key' }).fill('undo')
  await expect(sheet.locator('dt')).toHaveText(['Undo, redo'])
  await sheet.getByRole('searchbox', { name: 'Find a key' }).fill('a group')
  await expect(sheet.locator('dt')).toHaveText(['Put a group around the selection'])
  await sheet.getByRole('searchbox', { name: 'Find a key' }).fill('make coffee')
  await expect(sheet.getByRole('status')).toHaveText('No key does “make coffee”. Ctrl K finds commands too.')
})

test('what is copied in one tab is pasted in another, wires and settings and all', async ({ ground, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await ground.open(linkOf(CALM))
  await ground.node('create-order').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  const other = playground(await context.newPage())
  await other.open('./#')
  await other.command('New drawing')
  await expect(other.node('create-order')).toHaveCount(0)
  await other.page.keyboard.press('Control+v')
  await expect(other.node('create-order')).toContainText('512 MB')
  await expect(other.wires).toHaveCount(2)
  await other.page.getByRole('button', { name: 'Undo: paste' }).click()
  await expect(other.node('create-order')).toHaveCount(0)
})

test('text that is no drawing is not pasted, and that is said', async ({ ground, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await ground.open(linkOf(CALM))
  await page.evaluate(() => navigator.clipboard.writeText('three wise monkeys'))
  await ground.node('create-order').click()
  await page.keyboard.press('Control+v')
  await expect(ground.toast('The clipboard holds nothing that was copied from a drawing.')).toBeVisible()
  await expect(ground.wires).toHaveCount(2)
})

test('arranging keeps what is in a frame in it, as one step', async ({ ground, page }) => {
  const vpc: Container = { id: 'c1', kind: 'vpc', name: 'main', x: 500, y: 20, width: 240, height: 200 }
  const scattered: Drawing = { ...CALM, containers: [vpc], nodes: CALM.nodes.map((node, at) => ({ ...node, x: 520 - at * 30, y: 40 + at * 20, ...(node.id === 'n3' ? { container: 'c1' } : {}) })) }
  await ground.open(linkOf(scattered))
  await ground.command('Arrange')
  await expect(page.getByRole('button', { name: 'Undo: arrange' })).toBeEnabled()
  await expect.poll(() => {
    const { nodes, containers } = drawingIn(page.url())
    const [frame] = containers
    const inside = nodes.filter((node) => node.x >= frame!.x && node.x + 176 <= frame!.x + frame!.width && node.y >= frame!.y && node.y + 110 <= frame!.y + frame!.height)
    return [nodes[0]!.x < nodes[1]!.x && nodes[1]!.x < nodes[2]!.x, inside.map((node) => node.id)]
  }).toEqual([true, ['n3']])
})

test('a link may leave the scenario out', async ({ ground, page }) => {
  await ground.open(linkOf({ ...CALM, scenario: { ...CALM.scenario, seed: 4_711 } }))
  const whole = await ground.share()
  expect(drawingIn(whole).scenario.seed).toBe(4_711)
  await page.getByRole('dialog', { name: 'Share' }).getByRole('switch', { name: 'With scenario and seed' }).uncheck()
  await expect(page.getByRole('textbox', { name: 'Link' })).not.toHaveValue(whole)
  expect(drawingIn(await page.getByRole('textbox', { name: 'Link' }).inputValue()).scenario.seed).toBe(1)
})

test('a store that refuses says so, and offers a file', async ({ ground, page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }
  })
  await ground.open(linkOf(CALM))
  await ground.name.fill('Too much')
  await expect(ground.toast(/^The browser has no room left for this drawing\./)).toBeVisible()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('status').getByRole('button', { name: 'Save as a file' }).click()])
  expect(download.suggestedFilename()).toBe('Too much.coldstart.json')
})
