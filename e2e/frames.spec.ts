/** Frames and notes: made, moved, resized, renamed, filled and emptied, by mouse and by keyboard. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Container, Drawing, Note } from '../src/drawing/drawing.ts'
import { CALM, drawingIn, linkOf } from './pages/links.ts'
import { middleOf } from './pages/playground.ts'
import { expect, test } from './pages/test.ts'

const vpc: Container = { id: 'c1', kind: 'vpc', name: 'main', x: 480, y: 20, width: 280, height: 220 }
const note: Note = { id: 't1', x: 0, y: 300, width: 240, height: 60, text: '**Bold** and [docs](https://docs.aws.amazon.com/)' }
/** The function stands in a VPC. */
const FRAMED: Drawing = { ...CALM, containers: [vpc], notes: [note], nodes: CALM.nodes.map((node) => (node.id === 'n3' ? { ...node, container: 'c1' } : node)) }

const frame = (page: Page, name: string) => page.getByRole('main', { name: 'Drawing' }).getByRole('button', { name: new RegExp(`^${name}, frame`) })
/** What the address bar holds by now. */
const address = (page: Page): Drawing => drawingIn(page.url())

async function pull(page: Page, from: { x: number; y: number }, dx: number, dy: number): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + dx, from.y + dy, { steps: 10 })
  await page.mouse.up()
}

test('a node dragged into a frame belongs to it, goes along with it, and is taken out by dragging', async ({ ground, page }) => {
  await ground.open(linkOf({ ...FRAMED, nodes: CALM.nodes }))
  await expect(frame(page, 'VPC main')).toHaveAccessibleName('VPC main, frame, empty')
  await ground.command('Show all')
  await ground.cameraRests()
  await pull(page, await middleOf(ground.node('create-order')), 0, 24)
  await expect(frame(page, 'VPC main')).toHaveAccessibleName('VPC main, frame, holds one thing')
  await pull(page, await middleOf(frame(page, 'VPC main')), 40, 60)
  await expect(page.getByRole('button', { name: 'Undo: move 2 things' })).toBeVisible()
  await expect.poll(() => address(page).containers[0]?.x).toBeGreaterThan(vpc.x)
  const after = address(page)
  await page.getByRole('button', { name: 'Undo: move 2 things' }).click()
  await expect.poll(() => address(page).containers[0]?.x).toBe(vpc.x)
  const before = address(page)
  const way = (drawing: Drawing) => [drawing.nodes[2]!.x - drawing.containers[0]!.x, drawing.nodes[2]!.y - drawing.containers[0]!.y]
  expect(way(after)).toEqual(way(before))
  await pull(page, await middleOf(ground.node('create-order')), -330, 150)
  await expect(frame(page, 'VPC main')).toHaveAccessibleName('VPC main, frame, empty')
})

test('a frame is resized by its corner, as one step, and Escape leaves it as it was', async ({ ground, page }) => {
  await ground.open(linkOf(FRAMED))
  await frame(page, 'VPC main').click()
  const corner = page.locator('[data-grip="se"]')
  await pull(page, await middleOf(corner), 60, 40)
  await expect(page.getByRole('button', { name: 'Undo: resize' })).toBeEnabled()
  const width = ground.inspector.getByRole('textbox', { name: 'Width' })
  await expect(width).not.toHaveValue('280')
  await page.getByRole('button', { name: 'Undo: resize' }).click()
  await expect(width).toHaveValue('280')
  const { x, y } = await middleOf(corner)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 80, y + 80, { steps: 6 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(width).toHaveValue('280')
  await expect(page.getByRole('button', { name: 'Redo: resize' })).toBeEnabled()
})

test('a frame that is deleted leaves what is in it and says so; with Shift all goes, and one undo brings all back', async ({ ground, page }) => {
  await ground.open(linkOf(FRAMED))
  await frame(page, 'VPC main').click()
  await page.keyboard.press('Delete')
  await expect(ground.toast('The frame is gone; the one thing in it stays. Shift+Delete takes it along.')).toBeVisible()
  await expect(frame(page, 'VPC main')).toHaveCount(0)
  await expect(ground.node('create-order')).toBeVisible()
  await page.keyboard.press('Control+z')
  await frame(page, 'VPC main').click()
  await page.keyboard.press('Shift+Delete')
  await expect(ground.node('create-order')).toHaveCount(0)
  await expect(ground.wires).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(frame(page, 'VPC main')).toHaveAccessibleName('VPC main, frame, holds one thing')
  await expect(ground.wires).toHaveCount(2)
})

test('by keyboard alone: a group around a node, renamed, moved, filled, emptied and removed', async ({ ground, page }) => {
  const { keyboard } = page
  await ground.open()
  await keyboard.press('/')
  await keyboard.type('lambda')
  await keyboard.press('Enter')
  await expect(ground.node('function')).toBeFocused()
  await keyboard.press('Control+g')
  await expect(frame(page, 'Group group')).toBeFocused()
  await keyboard.press('F2')
  await keyboard.type('Orders')
  await keyboard.press('Enter')
  await expect(frame(page, 'Group Orders')).toBeFocused()
  await expect(frame(page, 'Group Orders')).toHaveAccessibleName('Group Orders, frame, holds one thing')
  const before = await middleOf(ground.node('function'))
  await keyboard.press('Alt+Shift+ArrowDown')
  await expect.poll(async () => (await middleOf(ground.node('function'))).y).toBeGreaterThan(before.y + 20)

  await keyboard.press('Escape')
  await keyboard.press('/')
  await keyboard.type('queue')
  await keyboard.press('Enter')
  await expect(ground.node('queue')).toBeFocused()
  await keyboard.press('Shift+F10')
  await keyboard.press('p')
  await page.getByRole('listbox', { name: 'Node' }).getByRole('option', { name: 'Put into a frame…' }).click()
  await keyboard.press('Enter')
  await expect(frame(page, 'Group Orders')).toHaveAccessibleName('Group Orders, frame, holds 2 things')
  await ground.command('Take the selection out of its frame')
  await expect(frame(page, 'Group Orders')).toHaveAccessibleName('Group Orders, frame, holds one thing')

  await ground.command('Orders')
  await expect(frame(page, 'Group Orders')).toBeFocused()
  await keyboard.press('Delete')
  await expect(frame(page, 'Group Orders')).toHaveCount(0)
  await expect(ground.node('function')).toBeVisible()
})

test('a note is written where it stands, read as Markdown, and travels in the link', async ({ ground, page }) => {
  await ground.open()
  await page.keyboard.press('n')
  const writing = page.getByRole('textbox', { name: 'Text of the note' })
  await expect(writing).toBeFocused()
  await page.keyboard.type('# Peak\n\n- **ten** times\n- <img src=x onerror=alert(1)>\n- [bad](javascript:alert(1)) and [good](https://example.com/)')
  await page.keyboard.press('Escape')
  const paper = page.getByRole('note')
  await expect(paper).toBeFocused()
  await expect(paper.getByRole('listitem')).toHaveCount(3)
  await expect(paper.locator('strong')).toHaveText('ten')
  await expect(paper.locator('img')).toHaveCount(0)
  await expect(paper.getByRole('link')).toHaveCount(1)
  await expect(paper.getByRole('link', { name: 'good' })).toHaveAttribute('href', 'https://example.com/')
  await expect(page).toHaveURL(/#d=/)
  await expect.poll(() => address(page).notes[0]?.text).toContain('# Peak')
  await page.keyboard.press('Enter')
  await expect(writing).toBeFocused()
  await page.keyboard.type(' more')
  await page.keyboard.press('Escape')
  await expect(paper).toContainText('good more')
})

test('the palette adds frames by click and by dragging; the outline shows what lies in what', async ({ ground, page }) => {
  await ground.open(linkOf(CALM))
  await ground.node('create-order').click()
  await ground.palette.getByRole('button', { name: /^Add VPC\./ }).click()
  await expect(frame(page, 'VPC main')).toHaveAccessibleName('VPC main, frame, holds one thing')
  await ground.place('Note', { x: 500, y: 440 })
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toBeFocused()
  await page.keyboard.type('Hello')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Outline' }).click()
  await expect(ground.inspector.getByRole('list', { name: 'In main' }).getByRole('button', { name: /^create-order/ })).toBeVisible()
  await ground.inspector.getByRole('button', { name: /^Hello/ }).click()
  await expect(page.getByRole('note')).toBeFocused()
})

test('names of more than 120 characters are refused in a sentence, and the last one stays', async ({ ground, page }) => {
  await ground.open(linkOf(FRAMED))
  await frame(page, 'VPC main').click()
  const name = ground.field('Name')
  await name.fill('x'.repeat(121))
  await expect(ground.inspector.getByRole('alert')).toHaveText('A name has at most 120 characters; this one has 121. “main” stays.')
  await expect(frame(page, 'VPC main')).toBeVisible()
})

test('dragging snaps to the neighbours and shows the line; switched off, it does not', async ({ ground, page }) => {
  await ground.open(linkOf(CALM))
  const lines = page.locator('svg[data-guides]')
  const drag = async (dy: number) => {
    const { x, y } = await middleOf(ground.node('create-order'))
    await page.mouse.move(x, y)
    await page.mouse.down()
    // Fetched with the first drag.
    await page.mouse.move(x, y + 4)
    await page.mouse.move(x, y + 60, { steps: 4 })
    await page.waitForLoadState('networkidle')
    await page.mouse.move(x, y + dy, { steps: 8 })
  }
  await drag(8)
  await expect(lines).not.toHaveAttribute('data-guides', '0')
  await page.mouse.up()
  await expect(lines).toHaveAttribute('data-guides', '0')
  // Snapped back onto the row: nothing has changed.
  await expect(page.getByRole('button', { name: 'Undo: move' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Snap to neighbours and grid' }).click()
  await drag(9)
  await expect(lines).toHaveAttribute('data-guides', '0')
  await page.mouse.up()
  await expect(page.getByRole('button', { name: 'Undo: move' })).toBeEnabled()
})

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`axe finds nothing on frames and notes in the ${theme} theme`, async ({ ground, page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.addInitScript((theme) => localStorage.setItem('coldstart.view', JSON.stringify({ theme })), theme)
    await ground.open(linkOf(FRAMED))
    const look = async () => (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')} ${nodes[0]?.failureSummary}`)
    await frame(page, 'VPC main').click()
    await expect(ground.field('Name')).toHaveValue('main')
    expect(await look()).toEqual([])
    await page.getByRole('note').click({ position: { x: 8, y: 8 } })
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Text of the note' })).toBeFocused()
    expect(await look()).toEqual([])
  })
}
