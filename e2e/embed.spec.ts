import type { FrameLocator, Page } from '@playwright/test'
import { EXAMPLES } from '../src/app/example.ts'
import { type EmbedOptions, PLAIN_EMBED } from '../src/app/embed/address.ts'
import { embedAddress, embedSnippet } from '../src/app/embed/snippet.ts'
import { encodeDrawing, writeFragment } from '../src/drawing/url.ts'
import { expect, test } from './fixtures.ts'

const { drawing } = EXAMPLES[0]!
const fragment = writeFragment({ drawing: encodeDrawing(drawing), readOnly: false })

/** Somebody else's page with the snippet in it. Its frame is sandboxed: no origin, no storage. */
async function host(page: Page, address: string, options: Partial<EmbedOptions> = {}, hash = fragment): Promise<FrameLocator> {
  const snippet = embedSnippet(embedAddress(address + hash, { ...PLAIN_EMBED, ...options }), drawing.name)
  const elsewhere = `${address}elsewhere/`
  await page.route(elsewhere, (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">${snippet}` }))
  await page.goto(elsewhere)
  return page.frameLocator('iframe')
}
const canvas = (frame: FrameLocator) => frame.getByRole('main', { name: 'Drawing' })
const clock = (frame: FrameLocator) => frame.getByRole('status', { name: 'Virtual time' })

test('an embed in a sandboxed frame shows the drawing, and complains about nothing', async ({ page, address, watched }) => {
  const frame = await host(page, address)
  for (const { name } of drawing.nodes) await expect(canvas(frame).getByRole('button', { name: new RegExp(`^${name},`) })).toBeVisible()
  // That the sandbox is one: whatever asks for storage is refused.
  const stored = await page.frames()[1]!.evaluate(() => {
    try {
      return String(localStorage.length)
    } catch (error) {
      return (error as Error).name
    }
  })
  expect(stored).toBe('SecurityError')
  expect(watched.complaints).toEqual([])
})

test('it runs there: the engine starts although the frame has no origin', async ({ page, address, watched }) => {
  const frame = await host(page, address)
  await frame.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(frame.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect(clock(frame)).not.toHaveText('0.0 s')
  await frame.getByRole('button', { name: 'Pause' }).click()
  await expect(frame.getByRole('button', { name: 'Play' })).toBeVisible()
  await frame.getByRole('button', { name: 'Back to the start' }).click()
  await expect(clock(frame)).toHaveText('0.0 s')
  expect(watched.complaints).toEqual([])
})

test('t stands still at its instant, play goes on by itself to the end', async ({ page, address }) => {
  const still = await host(page, address, { atSec: 12.5 })
  await expect(clock(still)).toHaveText('12.5 s')
  await expect(still.getByRole('button', { name: 'Play' })).toBeVisible()
  const playing = await host(page, address, { play: true, atSec: 50, speed: 100 })
  await expect(clock(playing)).toHaveText('60.0 s')
})

test('the split view shows the trace under the canvas', async ({ page, address }) => {
  const frame = await host(page, address, { view: 'split', atSec: 5 })
  await expect(frame.getByRole('region', { name: 'Trace' })).toBeVisible()
})

test('without controls there is the drawing and the way to the playground', async ({ page, address, context }) => {
  const frame = await host(page, address, { controls: false, theme: 'dark' })
  await expect(canvas(frame).getByRole('button', { name: /^create-order,/ })).toBeVisible()
  await expect(frame.getByRole('group', { name: 'Playback' })).toHaveCount(0)
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
  const [opened] = await Promise.all([context.waitForEvent('page'), frame.getByRole('link', { name: 'Open in Coldstart' }).click()])
  // Whole, with everything that edits: a window opened out of a sandbox keeps the sandbox, and works all the same.
  await expect(opened.getByRole('textbox', { name: 'Name of the drawing' })).toHaveValue(drawing.name)
  expect(new URL(opened.url()).search).toBe('')
})

test('an embed is to be looked at: neither keys nor the mouse change it', async ({ page, address }) => {
  const frame = await host(page, address)
  const card = canvas(frame).getByRole('button', { name: /^create-order,/ })
  // The pane takes the pointer: a card can be dragged as little as the ground.
  await card.click({ force: true })
  await page.keyboard.press('Delete')
  await page.keyboard.press('Control+d')
  await page.keyboard.press('Alt+ArrowRight')
  await card.click({ button: 'right', force: true })
  await expect(frame.getByRole('dialog')).toHaveCount(0)
  await expect(canvas(frame).getByRole('button', { name: /, / })).toHaveCount(drawing.nodes.length)
  const hash = await page.frames()[1]!.evaluate(() => location.hash)
  expect(hash).toBe(fragment)
})

test('a cut link says so instead of showing nothing', async ({ page, address }) => {
  const frame = await host(page, address, {}, fragment.slice(0, -9))
  await expect(frame.getByText(/was cut or altered/)).toBeVisible()
  await expect(frame.getByText(/There is no drawing in this embed/)).toBeVisible()
})

test('the share dialog offers the snippet with a live preview, and both follow the choices', async ({ page, watched }) => {
  await page.goto(`./${fragment}`)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Share' })
  await dialog.getByText('Embed in a page').click()
  const preview = dialog.frameLocator('iframe[title="Preview of the embed"]')
  await expect(canvas(preview).getByRole('button', { name: /^create-order,/ })).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'HTML of the embed' })).toHaveValue(/\?embed=1#d=.*sandbox="allow-scripts allow-popups"/)
  await dialog.getByRole('combobox', { name: 'Shows' }).selectOption('split')
  await dialog.getByRole('switch', { name: 'Controls' }).uncheck()
  await expect(dialog.getByRole('textbox', { name: 'HTML of the embed' })).toHaveValue(/\?embed=1&amp;view=split&amp;controls=0#d=/)
  await expect(preview.getByText('Press Run.')).toBeVisible()
  await expect(preview.getByRole('group', { name: 'Playback' })).toHaveCount(0)
  expect(watched.complaints).toEqual([])
})
