import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const opened = (page: Page) => page.getByRole('textbox', { name: 'Name of the drawing' })
const node = (page: Page, name: string) => page.getByRole('main', { name: 'Drawing' }).getByRole('button', { name: new RegExp(`^${name},`) })

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search nodes and commands…').fill(title)
  await page.getByRole('option', { name: title }).first().click()
}

/** Opens an example under a name of its own, so that a download can be told from what ships. */
async function draw(page: Page, name: string): Promise<void> {
  await page.goto('./')
  await page.getByRole('button', { name: 'An API on Lambda' }).click()
  await expect(node(page, 'create-order')).toBeVisible()
  await opened(page).fill(name)
}

async function save(page: Page, title: string): Promise<{ name: string; path: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), command(page, title)])
  return { name: download.suggestedFilename(), path: await download.path() }
}

async function choose(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), command(page, 'Open file…')])
  await chooser.setFiles(file)
}

/** As the browser does it: a transfer with a file in it, let go over the canvas. */
async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(({ name, base64 }) => {
    const made = new DataTransfer()
    made.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name))
    return made
  }, { name, base64: content.toString('base64') })
  const main = page.getByRole('main', { name: 'Drawing' })
  await main.dispatchEvent('dragover', { dataTransfer: transfer })
  await expect(page.locator('html')).toHaveAttribute('data-dropping')
  await main.dispatchEvent('drop', { dataTransfer: transfer })
  await expect(page.locator('html')).not.toHaveAttribute('data-dropping')
}

for (const { title, ending, mimeType } of [
  { title: 'Save as file', ending: '.coldstart.json', mimeType: 'application/json' },
  { title: 'Save as picture (SVG)', ending: '.svg', mimeType: 'image/svg+xml' },
  { title: 'Save as picture (PNG)', ending: '.png', mimeType: 'image/png' },
]) {
  test(`${title}: opened again on another page it is the same drawing, as one step of undo`, async ({ page, browser, address, watched }) => {
    await draw(page, 'Shop front')
    const saved = await save(page, title)
    expect(saved.name).toBe(`Shop front${ending}`)
    const buffer = readFileSync(saved.path)

    // A browser that has never seen the page: nothing but the file brings the drawing.
    const other = await browser.newPage()
    await other.goto(address)
    await other.getByRole('button', { name: 'Orders through a queue' }).click()
    await expect(node(other, 'charge-card')).toBeVisible()
    await choose(other, { name: saved.name, mimeType, buffer })
    await expect(opened(other)).toHaveValue('Shop front')
    await expect(node(other, 'create-order')).toBeVisible()
    await expect(node(other, 'charge-card')).toHaveCount(0)
    await other.getByRole('button', { name: 'Undo: open “shop front”' }).click()
    await expect(node(other, 'charge-card')).toBeVisible()
    await other.close()
    expect(watched.complaints).toEqual([])
  })
}

test('a picture that is dropped on the canvas opens', async ({ page }) => {
  await draw(page, 'Dropped')
  const saved = await save(page, 'Save as picture (SVG)')
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(opened(page)).not.toHaveValue('Dropped')
  await drop(page, saved.name, readFileSync(saved.path))
  await expect(opened(page)).toHaveValue('Dropped')
})

test('a picture shows what the canvas shows', async ({ page }) => {
  await draw(page, 'Shown')
  const svg = readFileSync((await save(page, 'Save as picture (SVG)')).path, 'utf8')
  for (const name of ['Storefront', 'checkout-api', 'create-order']) expect(svg).toContain(`>${name}</text>`)
  // The colours stand in it: nothing of the page's styles is left to be looked up.
  expect(svg).not.toMatch(/var\(|="[^"]*undefined|fill=""|stroke=""/)
  const png = readFileSync((await save(page, 'Save as picture (PNG)')).path)
  const size = /width="(\d+)" height="(\d+)"/.exec(svg)!
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Number(size[1]) * 2, Number(size[2]) * 2])
})

for (const { what, content, says } of [
  { what: 'a file that is no drawing', content: 'hello', says: /not JSON/ },
  { what: 'a drawing of a newer program', content: '{"version":99,"nodes":[],"wires":[]}', says: /newer program/ },
  { what: 'a picture without a drawing', content: '<svg xmlns="http://www.w3.org/2000/svg"></svg>', says: /carries no drawing/ },
]) {
  test(`${what} is refused in a sentence, and nothing is lost`, async ({ page, watched }) => {
    await draw(page, 'Mine')
    await drop(page, 'bad', Buffer.from(content))
    await expect(page.getByRole('status').filter({ hasText: says })).toBeVisible()
    await expect(opened(page)).toHaveValue('Mine')
    await expect(node(page, 'create-order')).toBeVisible()
    expect(watched.complaints).toEqual([])
  })
}
