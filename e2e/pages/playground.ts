/** The page by what a person does with it. Everything is found by its role and name, as a screen reader finds it. */
import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

export type Playground = ReturnType<typeof playground>

export function playground(page: Page) {
  const canvas = page.getByRole('main', { name: 'Drawing' })
  const playback = page.getByRole('group', { name: 'Playback' })
  const timeLine = page.getByRole('slider', { name: 'Time line' })
  const records = page.getByRole('list', { name: /^Records/ })
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  const palette = page.getByRole('complementary', { name: 'Services' })
  const name = page.getByRole('textbox', { name: 'Name of the drawing' })
  const node = (title: string) => canvas.getByRole('button', { name: new RegExp(`^${title},`) })

  const me = {
    page, canvas, playback, timeLine, records, inspector, palette, name, node,
    toast: (text: string | RegExp) => page.getByRole('status').getByText(text),
    field: (label: string) => inspector.getByRole('textbox', { name: label, exact: true }),
    /** All wires of the drawing: their lines carry their ids. */
    wires: canvas.locator('[data-wire]'),

    async open(link = './'): Promise<void> {
      await page.goto(link)
      await expect(canvas.getByRole('group', { name: 'Zoom' })).toBeVisible()
      await me.cameraRests()
    },

    /** The nodes stand still: the view has been fitted, and clicks hit what they aim at. */
    async cameraRests(): Promise<void> {
      const viewport = canvas.locator('.react-flow__viewport')
      let before = ''
      await expect.poll(async () => {
        const now = (await viewport.getAttribute('style')) ?? ''
        const still = now === before
        before = now
        return still
      }, { intervals: [120] }).toBe(true)
    },

    async place(service: string, at: { x: number; y: number }): Promise<void> {
      const tile = palette.getByRole('button', { name: new RegExp(`^Add ${service}\\.`) })
      await drag(page, tile, at)
    },

    /** Draws a wire by mouse, from a handle of one card onto another card. */
    async wire(from: string, to: string, port = 'out'): Promise<void> {
      await me.cameraRests()
      await me.wireTo(from, await middleOf(node(to)), port)
    },
    /** The same to any point of the screen. */
    async wireTo(from: string, to: { x: number; y: number }, port = 'out'): Promise<void> {
      const card = page.locator('.react-flow__node').filter({ has: page.getByRole('button', { name: new RegExp(`^${from},`) }) })
      await drag(page, card.locator(`.react-flow__handle[data-handleid="${port}"]`), to)
    },

    async command(title: string): Promise<void> {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Search or run' }).fill(title)
      await page.getByRole('option', { name: title }).first().click()
    },

    async run(): Promise<void> {
      await playback.getByRole('button', { name: 'Run', exact: true }).click()
    },
    async speed(label: string): Promise<void> {
      await playback.getByRole('combobox', { name: 'Speed' }).selectOption({ label })
    },
    /** All is simulated and the camera has arrived at the end. */
    async hasEnded(): Promise<string> {
      // What draws the run is fetched with the first one.
      await expect(page.getByTestId('dots')).toBeAttached()
      await expect(playback).toHaveAttribute('data-digest', /^[0-9a-f]{64}$/, { timeout: 15_000 })
      await expect(playback).toHaveAttribute('data-phase', 'paused', { timeout: 15_000 })
      return (await playback.getAttribute('data-digest')) ?? ''
    },
    async runToEnd(): Promise<string> {
      await me.speed('As fast as it goes')
      await me.run()
      return me.hasEnded()
    },

    /** Puts the camera on an instant by the keys of the time line: from the end or the beginning, in its own steps. */
    async scrub(...keys: string[]): Promise<void> {
      await timeLine.focus()
      for (const key of keys) await page.keyboard.press(key)
    },
    /** Seconds of virtual time before the camera. */
    instant: async (): Promise<number> => Number(await timeLine.getAttribute('aria-valuenow')),

    /** What the page says of the instant before the camera: the rows, newest first, and every card. */
    async sight(): Promise<{ rows: string[]; cards: string[] }> {
      return { rows: (await records.getByRole('listitem').allInnerTexts()).map(oneLine), cards: await me.cards() }
    },
    /** Every card with its figures and, of a function, its environments. */
    async cards(): Promise<string[]> {
      // What changed is painted in the next frame, as on any screen.
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))))
      const texts = await canvas.locator('.react-flow__node').evaluateAll((all) =>
        all.map((one) => `${(one as HTMLElement).innerText} ${one.querySelector('[role="img"]')?.getAttribute('aria-label') ?? ''}`))
      return texts.map(oneLine)
    },

    async share(): Promise<string> {
      await page.getByRole('button', { name: 'Share', exact: true }).click()
      const link = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox', { name: 'Link' })
      await expect(link).toHaveValue(/#d=/)
      return link.inputValue()
    },
  }
  return me
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

export async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox()
  if (!box) throw new Error('not on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function drag(page: Page, from: Locator, to: { x: number; y: number }): Promise<void> {
  const start = await middleOf(from)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  // In steps, as a hand does it: one jump would be no drag to those who measure slack.
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.mouse.up()
}
