/** Own drawings and the versions kept of them. */
import { CALM, linkOf } from './pages/links.ts'
import { expect, test } from './pages/test.ts'

const DRAWINGS = 'Your drawings'

test('a version is kept under a name, opened as a step that can be undone, renamed, and deleted with undo', async ({ ground, page }) => {
  await ground.open(linkOf(CALM))
  await ground.name.fill('Shop')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+s')
  const asks = page.getByRole('dialog', { name: 'Keep a version' })
  await expect(asks.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.type('Before the peak')
  await page.keyboard.press('Enter')
  await expect(ground.toast('Kept as “Before the peak”.')).toBeVisible()
  await expect(asks).toHaveCount(0)

  await ground.node('create-order').click()
  await ground.field('Memory').fill('1024')
  await expect(ground.node('create-order')).toContainText('1 GB')
  await ground.command(`${DRAWINGS}…`)
  const versions = page.getByRole('dialog', { name: DRAWINGS }).getByRole('list', { name: 'Versions of Shop' }).getByRole('listitem')
  await expect(versions).toHaveCount(1)
  await versions.first().getByRole('button', { name: 'Open', exact: true }).click()
  await expect(ground.node('create-order')).toContainText('512 MB')
  await page.getByRole('button', { name: 'Undo: open version “before the peak”' }).click()
  await expect(ground.node('create-order')).toContainText('1 GB')

  // What was on the canvas was kept before the version took its place.
  await ground.command(`${DRAWINGS}…`)
  await expect(versions).toHaveCount(2)
  const kept = page.getByRole('textbox', { name: 'Name of version Before the peak' })
  await kept.fill('x'.repeat(121))
  await expect(page.getByRole('alert')).toHaveText('A name has at most 120 characters; this one has 121. “Before the peak” stays.')
  await kept.fill('Calm')
  await kept.press('Enter')
  await page.getByRole('button', { name: 'Delete version Calm' }).click()
  await expect(versions).toHaveCount(1)
  await page.keyboard.press('Escape')
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await ground.command(`${DRAWINGS}…`)
  await expect(page.getByRole('textbox', { name: 'Name of version Calm' })).toBeVisible()
})

test('a name of more than 120 characters is refused in a sentence wherever one is given', async ({ ground, page }) => {
  await ground.open(linkOf(CALM))
  await ground.name.fill('Shop')
  await ground.name.fill('y'.repeat(121))
  await expect(ground.toast('A name has at most 120 characters; this one has 121. “Shop” stays.')).toBeVisible()
  await expect(ground.name).toHaveValue('Shop')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+s')
  const asks = page.getByRole('dialog', { name: 'Keep a version' })
  await asks.getByRole('textbox', { name: 'Name' }).fill('z'.repeat(121))
  await expect(asks.getByRole('alert')).toContainText('A name has at most 120 characters')
  await expect(asks.getByRole('button', { name: 'Keep', exact: true })).toBeDisabled()
})

test('what was changed a moment before another drawing is opened is kept', async ({ ground, page }) => {
  await ground.open(linkOf(CALM))
  await ground.name.fill('Hasty')
  await ground.command('New drawing')
  await expect(ground.node('create-order')).toHaveCount(0)
  await ground.command(`${DRAWINGS}…`)
  await expect(page.getByRole('textbox', { name: 'Name of Hasty', exact: true })).toBeVisible()
})
