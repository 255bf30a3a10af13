/** Traffic from a table of arrivals: pasted, dropped, with its errors by line. */
import { digestOf, drawingIn, linkOf, row } from './pages/links.ts'
import { expect, test } from './pages/test.ts'

const BY_TABLE = row([['client', 'Storefront', { pattern: 'table' }], ['lambda', 'create-order', { ioMs: 100 }]])

test('a table of arrivals is taken from CSV, line by line, and requests leave exactly then', async ({ ground, page }) => {
  await ground.open(linkOf(BY_TABLE))
  await ground.node('Storefront').click()
  const arrivals = ground.inspector.getByRole('group', { name: 'Arrivals' })
  const csv = arrivals.getByRole('textbox')
  await csv.fill('time,path\n0,/orders\nsoon,/orders\n2.5,orders\n4.25,/orders\n4.25,/orders')
  await arrivals.getByRole('button', { name: 'Take these rows' }).click()
  await expect(arrivals.getByRole('alert')).toContainText('2 rows are no good; nothing was taken in.')
  await expect(arrivals.getByRole('listitem')).toHaveText(['Line 3. “soon” is no number.', 'Line 4. “orders” is no path; a path begins with a slash.'])
  await expect(arrivals.getByText('No arrivals yet.')).toBeVisible()
  await arrivals.getByRole('button', { name: 'Take the other 3' }).click()
  await expect(arrivals.getByText('3 arrivals, 0:00.000 to 0:04.250')).toBeVisible()
  await expect(ground.node('Storefront')).toContainText('3 arrivals')

  await ground.runToEnd()
  await ground.scrub('Home')
  const seen = [await ground.instant()]
  for (let step = 0; step < 3; step++) {
    await ground.playback.getByRole('button', { name: 'Step forward' }).click()
    seen.push(await ground.instant())
  }
  expect(seen).toEqual([0, 0.1, 4.25, 4.35])
  const drawing = drawingIn(await ground.share())
  await page.keyboard.press('Escape')
  expect(await ground.playback.getAttribute('data-digest')).toBe(digestOf(drawing))
})

test('a hundred thousand rows from a file are kept, and run', async ({ ground }) => {
  await ground.open(linkOf(BY_TABLE))
  await ground.node('Storefront').click()
  const arrivals = ground.inspector.getByRole('group', { name: 'Arrivals' })
  const text = `ms\n${Array.from({ length: 100_000 }, (_, at) => Math.floor(at / 10)).join('\n')}\n`
  await arrivals.getByLabel('CSV file').setInputFiles({ name: 'load.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(arrivals.getByText('100,000 arrivals, 0:00.000 to 0:09.999')).toBeVisible()
  await ground.runToEnd()
  await expect.poll(async () => (await ground.cards())[0]).toMatch(/Arrivals 10\.0k \/s/)
})
