/** What goes wrong is said in a sentence, with a way on, and nothing that the user had is lost. */
import type { Page } from '@playwright/test'
import { EMPTY_DRAWING } from '../src/drawing/drawing.ts'
import { CALM, linkOf } from './pages/links.ts'
import { playground } from './pages/playground.ts'
import { expect, test } from './pages/test.ts'

const OWN = { ...CALM, name: 'My own work' }
const APART = {
  ...EMPTY_DRAWING, name: 'Not wired',
  nodes: [
    { id: 'n1', service: 'httpApi', name: 'checkout-api', x: 0, y: 0, config: {} },
    { id: 'n2', service: 'sqs', name: 'payments', x: 480, y: 160, config: {} },
    { id: 'n3', service: 'client', name: 'Storefront', x: 0, y: 260, config: {} },
  ],
}

test('GEN-04: a refused wire names the rule and offers the detour, taken by one click and undone by another', async ({ ground, page }) => {
  await ground.open(linkOf(APART))
  await ground.wire('checkout-api', 'payments')
  await expect(ground.toast(/^AWS has no connection from the "Routes" of checkout-api to payments\./)).toContainText('GEN-04')
  await expect(ground.wires).toHaveCount(0)
  await page.getByRole('button', { name: 'Put Lambda function in between' }).click()
  await expect(ground.node('function')).toBeVisible()
  await expect(ground.wires).toHaveCount(2)
  await page.getByRole('button', { name: 'Undo: connect by a detour' }).click()
  await expect(ground.node('function')).toHaveCount(0)
  await expect(ground.wires).toHaveCount(0)
})

test('GEN-04: no way round is offered where there is none', async ({ ground, page }) => {
  await ground.open(linkOf(APART))
  await ground.wire('payments', 'Storefront', 'poll')
  await expect(ground.toast(/^AWS has no connection from the "Consumers" of payments to Storefront\./)).toBeVisible()
  await expect(page.getByRole('status').getByRole('button', { name: /in between/ })).toHaveCount(0)
})

test('a wire dropped on empty canvas lists only what may stand there', async ({ ground, page }) => {
  await ground.open(linkOf(APART))
  const box = (await ground.canvas.boundingBox())!
  await ground.wireTo('payments', { x: box.x + box.width - 60, y: box.y + 60 }, 'poll')
  const choices = page.getByRole('listbox', { name: 'Services that may follow payments' }).getByRole('option')
  await expect(choices).toHaveText([/Lambda function/])
  await page.keyboard.press('Enter')
  await expect(ground.node('function')).toBeVisible()
  await expect(ground.wires).toHaveCount(1)
})

for (const [field, bad, says] of [['Memory', '64', /128/], ['Memory', 'lots', /^Memory needs a number. 512 MB stays in force./], ['Timeout', '901', /900/], ['Name', 'no spaces, please', /“create-order” stays\./]] as const) {
  test(`a bad value is explained beside the field, and the last good one stays: ${field} ${bad}`, async ({ ground, page }) => {
    await ground.open(linkOf(CALM))
    await ground.node('create-order').click()
    const before = await ground.share()
    await page.keyboard.press('Escape')
    await ground.field(field).fill(bad)
    await expect(ground.inspector.getByRole('alert')).toContainText(says)
    await expect(ground.field(field)).toHaveAttribute('aria-invalid', 'true')
    await expect(ground.field(field)).toHaveAccessibleDescription(says)
    expect(await ground.share()).toBe(before)
  })
}

test('a link that was cut says so, and the drawing that was open stays as it was', async ({ ground, page }) => {
  await ground.open(linkOf(OWN))
  const mine = await ground.share()
  await page.keyboard.press('Escape')
  const cut = linkOf(CALM).slice(0, -40)
  await page.evaluate((hash) => { location.hash = hash }, cut.slice(cut.indexOf('#')))
  await expect(ground.toast(/^This link was cut or altered on its way/)).toBeVisible()
  await expect(ground.name).toHaveValue('My own work')
  expect(await ground.share()).toBe(mine)
})

test('a cut link in a new tab says so, and own work is opened instead', async ({ ground, page, context }) => {
  await ground.open(linkOf(CALM))
  await ground.name.fill('My own work')
  await isKept(page, 'My own work')
  const other = playground(await context.newPage())
  await other.open(linkOf(CALM).slice(0, -40))
  await expect(other.toast(/^This link was cut or altered on its way/)).toBeVisible()
  await expect(other.name).toHaveValue('My own work')
  await expect(other.wires).toHaveCount(2)
})

test('a link opened over own work is one step of undo, and own work stays in the list', async ({ ground, page }) => {
  await ground.open(linkOf(APART))
  await ground.name.fill('My own work')
  await isKept(page, 'My own work')
  const link = linkOf(CALM)
  await page.evaluate((hash) => { location.hash = hash }, link.slice(link.indexOf('#')))
  await expect(ground.node('create-order')).toBeVisible()
  await page.getByRole('button', { name: 'Undo: open link' }).click()
  await expect(ground.name).toHaveValue('My own work')
  // To the guest and back again, then on with the work: it is one drawing still, and the guest was never kept.
  await page.getByRole('button', { name: 'Redo: open link' }).click()
  await page.getByRole('button', { name: 'Undo: open link' }).click()
  await ground.name.fill('My own work, continued')
  await isKept(page, 'My own work, continued')
  expect((await stored(page)).map((one) => one.name)).toEqual(['My own work, continued'])
  await ground.command('Your drawings…')
  await expect(page.getByRole('textbox', { name: 'Name of My own work, continued' })).toBeVisible()
})

test('two tabs on one drawing: neither overwrites the other, and the second keeps a copy', async ({ ground, page, context }) => {
  await ground.open(linkOf(CALM))
  await ground.name.fill('Shared work')
  await isKept(page, 'Shared work')
  const other = playground(await context.newPage())
  await other.open()
  await expect(other.name).toHaveValue('Shared work')

  await ground.name.fill('Changed in the first tab')
  await isKept(page, 'Changed in the first tab')
  await other.node('create-order').click()
  await other.field('Memory').fill('1024')
  await expect(other.toast('Another tab changed this drawing. What you do here is kept as “Shared work (this tab)”.')).toBeVisible()
  await isKept(page, 'Shared work (this tab)')
  // The copy is what that tab goes on with, under its own name.
  await expect(other.name).toHaveValue('Shared work (this tab)')
  await other.field('Timeout').fill('9')
  await expect.poll(async () => (await stored(page)).find((one) => one.name === 'Shared work (this tab)')?.drawing.nodes.find((node) => node.service === 'lambda')?.config.timeoutSec).toBe(9)
  const kept = await stored(page)
  expect(kept.map((one) => [one.name, one.drawing.nodes.find((node) => node.service === 'lambda')?.config.memoryMb]).sort()).toEqual([['Changed in the first tab', 512], ['Shared work (this tab)', 1_024]])
})

const ABSURD = [
  ['not an object', 'half of somethi', /could not be read/],
  ['a number', 42, /could not be read/],
  ['no drawing in it', { name: 'x', revision: 1, savedAt: 1, versions: [] }, /could not be read/],
  ['a drawing of the wrong shape', { name: 'x', revision: 'one', savedAt: null, drawing: { nodes: 'none' }, versions: 7 }, /./],
  ['a newer version', { name: 'x', revision: 1, savedAt: 1, drawing: { ...CALM, version: 99 }, versions: [] }, /newer/],
  ['absurd values', { name: 'x', revision: -5, savedAt: Number.POSITIVE_INFINITY, drawing: { ...CALM, nodes: [{ id: 7, service: null, x: Number.NaN }], wires: [null] }, versions: [{}] }, /./],
] as const

test('storage full of nonsense is told in a sentence, and keeps neither the page nor sound drawings from opening', async ({ ground, page }) => {
  // Seven pages one after the other.
  test.slow()
  await ground.open(linkOf(CALM))
  await ground.name.fill('Sound')
  await isKept(page, 'Sound')
  for (const [what, value, says] of ABSURD) {
    await put(page, 'drawing:absurd', value)
    await page.evaluate(() => localStorage.setItem('coldstart.current', 'absurd'))
    // A fresh address: what is stored is all there is.
    await page.goto('about:blank')
    await page.goto('./')
    await expect(page.getByRole('status').filter({ has: page.getByRole('button', { name: 'Dismiss' }) }), what).toContainText(says)
    await ground.command('Your drawings…')
    await expect(page.getByRole('textbox', { name: 'Name of Sound', exact: true }), what).toBeVisible()
    await page.keyboard.press('Escape')
  }
})

const VIEWS = ['{"theme": "da', 'null', '[1, 2]', '{"theme":7,"folded":"yes","width":[],"bottomHeight":"tall"}', '{"width":{"palette":-1,"inspector":1e9},"bottomHeight":1e308}', '{"folded":null,"width":null}']

test('whatever is kept of the view, the page opens as usual', async ({ ground, page }) => {
  await page.goto('./')
  for (const view of VIEWS) {
    await page.evaluate((text) => localStorage.setItem('coldstart.view', text), view)
    await page.reload()
    await expect(ground.palette, view).toBeVisible()
    await expect(ground.inspector).toBeVisible()
    expect((await ground.inspector.boundingBox())!.width).toBe(348)
  }
})

interface Kept {
  readonly name: string
  readonly drawing: { readonly nodes: readonly { readonly service: string; readonly config: { readonly memoryMb?: number; readonly timeoutSec?: number } }[] }
}

/** All that stands in the browser's own store. */
const stored = (page: Page): Promise<Kept[]> => page.evaluate(() => new Promise<Kept[]>((done, fail) => {
  const opening = indexedDB.open('coldstart')
  // Not made yet: whoever opens it first makes it, and that is the page.
  opening.onupgradeneeded = () => opening.transaction!.abort()
  opening.onerror = () => (opening.error!.name === 'AbortError' ? done([]) : fail(opening.error))
  opening.onsuccess = () => {
    const all = opening.result.transaction('drawings').objectStore('drawings').getAll()
    all.onsuccess = () => { opening.result.close(); done(all.result as Kept[]) }
  }
}))

const isKept = (page: Page, name: string): Promise<void> =>
  expect.poll(async () => (await stored(page)).map((one) => one.name), { message: `${name} is kept` }).toContain(name)

const put = (page: Page, key: string, value: unknown): Promise<void> => page.evaluate(([key, value]) => new Promise<void>((done, fail) => {
  const opening = indexedDB.open('coldstart')
  opening.onerror = () => fail(opening.error)
  opening.onsuccess = () => {
    const change = opening.result.transaction('drawings', 'readwrite')
    change.objectStore('drawings').put(value, key)
    change.oncomplete = () => { opening.result.close(); done() }
  }
}), [key, value] as const)
