/** The same thread with no pointer at all. */
import type { Locator, Page } from '@playwright/test'
import { digestOf, drawingIn } from './pages/links.ts'
import type { Playground } from './pages/playground.ts'
import { expect, test } from './pages/test.ts'

const MOST_STOPS = 80

/** Goes from stop to stop until it is there, as a person without a mouse does. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((one) => one === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${target} is not among the first ${MOST_STOPS} stops of ${key}`)
}

/** Found by its words, placed by Enter, focused under its name. */
async function place(page: Page, ground: Playground, words: string, name: string): Promise<void> {
  await page.keyboard.press('/')
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await expect(ground.node(name)).toBeFocused()
}

test('by keyboard: services are found, wired both ways, configured, run and shared', async ({ ground, page }) => {
  const { keyboard } = page
  await ground.open()
  await keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Filter services' })).toBeFocused()
  await keyboard.type('client')
  await keyboard.press('Enter')
  await expect(ground.node('client')).toBeFocused()

  // A connected node of a kind that AWS allows there.
  await keyboard.press('Control+ArrowRight')
  await expect(page.getByRole('combobox', { name: 'Services that may follow client' })).toBeFocused()
  await keyboard.type('http')
  await keyboard.press('Enter')
  await expect(ground.node('api')).toBeFocused()
  await expect(ground.wires).toHaveCount(1)

  // Two that exist.
  await keyboard.press('/')
  await keyboard.type('lambda')
  await keyboard.press('Enter')
  await expect(ground.node('function')).toBeFocused()
  await keyboard.press('ArrowLeft')
  await expect(ground.node('api')).toBeFocused()
  await keyboard.press('c')
  await expect(page.getByRole('combobox', { name: 'Connect api to' })).toBeFocused()
  await keyboard.type('function')
  await keyboard.press('Enter')
  await expect(ground.wires).toHaveCount(2)
  await expect(ground.node('api')).toBeFocused()

  await keyboard.press('ArrowRight')
  await expect(ground.node('function')).toBeFocused()
  await keyboard.press('Enter')
  await tabTo(page, ground.field('Memory'))
  await keyboard.press('Control+a')
  await keyboard.type('512')
  await expect(ground.node('function')).toContainText('512 MB')
  await keyboard.press('Escape')
  await expect(ground.node('function')).toBeFocused()
  await keyboard.press('Control+z')
  await expect(ground.node('function')).toContainText('128 MB')
  await keyboard.press('Control+Shift+z')
  await expect(ground.node('function')).toContainText('512 MB')
  await keyboard.press('Alt+ArrowDown')
  await expect(page.getByRole('button', { name: 'Undo: move' })).toBeEnabled()

  await keyboard.press('Escape')
  await tabTo(page, ground.field('Length'))
  await keyboard.press('Control+a')
  await keyboard.type('10')
  await tabTo(page, page.getByRole('combobox', { name: 'Speed' }), 'Shift+Tab')
  await keyboard.press('End')
  await expect(page.getByRole('combobox', { name: 'Speed' })).toHaveValue('max')
  await keyboard.press('Tab')
  await keyboard.press('r')
  const digest = await ground.hasEnded()

  await keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeFocused()
  await keyboard.type('share')
  await keyboard.press('Enter')
  const link = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox', { name: 'Link' })
  await expect(link).toHaveValue(/#d=/)
  const drawing = drawingIn(await link.inputValue())
  expect(drawing.nodes.map(({ service, config }) => [service, config])).toEqual([['client', {}], ['httpApi', {}], ['lambda', { memoryMb: 512 }]])
  expect(drawing.wires.map(({ from, to }) => `${from} ${to}`)).toEqual(['n1 n2', 'n2 n3'])
  expect(digestOf(drawing)).toBe(digest)
})

test('what is selected is deleted, duplicated and walked to by key alone', async ({ ground, page }) => {
  await ground.open()
  await place(page, ground, 'queue', 'queue')
  await page.keyboard.press('Control+d')
  await expect(ground.node('queue-2')).toBeVisible()
  await page.keyboard.press('Control+a')
  await expect(page.getByRole('heading', { name: '2 selected' })).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(ground.node('queue')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(ground.node('queue-2')).toBeVisible()
})

test('the sheet of keys opens by ? and gives the focus back', async ({ ground, page }) => {
  await ground.open()
  await place(page, ground, 'client', 'client')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toHaveCount(0)
  await expect(ground.node('client')).toBeFocused()
})

/** The file of that name travels until it is let go. */
async function heldBack(page: Page, file: string): Promise<() => void> {
  let arrive = () => {}
  const gone = new Promise<void>((resolve) => { arrive = resolve })
  await page.route(`**/assets/${file}-*.js`, async (route) => {
    await gone
    await route.continue()
  })
  return arrive
}

test('what is typed while a list is still being fetched stands in its field; Enter chooses once it is there, Escape leaves', async ({ ground, page }) => {
  const arrive = await heldBack(page, '{Commands,Menus}')
  await ground.open()
  await place(page, ground, 'sqs', 'queue')

  // R would run, N would make a note, Delete would delete: none of them reaches the page.
  await page.keyboard.press('Control+k')
  const early = page.getByRole('textbox', { name: 'Search or run' })
  await page.keyboard.type('run n')
  await page.keyboard.press('Delete')
  await expect(early).toHaveValue('run n')
  await page.keyboard.press('Escape')
  await expect(early).toBeHidden()
  await expect(ground.node('queue')).toBeFocused()
  await expect(ground.playback).toHaveAttribute('data-phase', 'idle')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('lambd')
  arrive()
  const field = page.getByRole('combobox', { name: 'Search or run' })
  await expect(field).toHaveValue('lambd')
  await page.keyboard.type('a')
  await expect(field).toHaveValue('lambda')
  await page.keyboard.press('Escape')
  await expect(ground.node('queue')).toBeFocused()
})

test('a command typed with Enter before its list is there is run', async ({ ground, page }) => {
  const arrive = await heldBack(page, '{Commands,Menus}')
  await ground.open()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('add lambda')
  await page.keyboard.press('Enter')
  arrive()
  await expect(ground.node('function')).toBeFocused()
  await page.keyboard.press('c')
  await expect(page.getByRole('combobox', { name: 'Connect function to' })).toBeFocused()
})

test('an open dialog keeps the page’s keys from the drawing under it, from the first moment on', async ({ ground, page }) => {
  const { keyboard } = page
  const arrive = await heldBack(page, 'KeepVersion')
  await ground.open()
  await keyboard.press('/')
  await keyboard.type('lambda')
  await keyboard.press('Enter')
  await expect(ground.node('function')).toBeFocused()
  const untouched = async () => {
    await keyboard.press('Delete')
    await keyboard.press('Control+d')
    await keyboard.press('r')
    await expect(ground.canvas.locator('.react-flow__node')).toHaveCount(1)
    await expect(ground.playback).toHaveAttribute('data-phase', 'idle')
  }
  await keyboard.press('Control+s')
  const keep = page.getByRole('dialog', { name: 'Keep a version' })
  await expect(keep.getByText('One moment…')).toBeVisible()
  await untouched()
  arrive()
  await expect(keep.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await keep.getByRole('button', { name: 'Cancel' }).focus()
  await untouched()
  await keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeFocused()
  await keyboard.press('Escape')
  await keyboard.press('Delete')
  await expect(ground.canvas.locator('.react-flow__node')).toHaveCount(0)
})
