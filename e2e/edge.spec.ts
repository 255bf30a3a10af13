/** One request through a distribution, stage by stage: what ran, what was left out and why, what each stage changed. Exact, because seeded. */
import { AxeBuilder } from '@axe-core/playwright'
import { linkOf, row } from './pages/links.ts'
import { expect, test } from './pages/test.ts'

const SORTS = "function handler(event) {\n  event.request.querystring = '';\n  console.log('asked for ' + event.request.uri);\n  return event.request;\n}\n"
const line = row([['client', 'Readers', { rps: 1, forMs: 9_500, country: 'DE' }], ['cloudfront', 'site', {}], ['s3', 'pages', {}]], { forSec: 10 })
const drawing = {
  ...line,
  nodes: [...line.nodes, { id: 'n4', service: 'cloudfrontFunction', name: 'sorts', x: 260, y: 320, config: { code: SORTS } }],
  wires: [
    { ...line.wires[0]!, config: { path: '/a?utm={{seq}}' } }, { ...line.wires[1]!, port: 'origins', kind: 'origin' as const },
    { id: 'w3', from: 'n2', port: 'viewer-request', to: 'n4', kind: 'edge' as const, config: {} },
  ],
}

test('a miss goes to the origin, a hit turns round at the cache; each stage shows its rule and what it changed', async ({ ground, page }) => {
  // Colours change at once, or axe would measure one on its way.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await ground.open(linkOf(drawing))
  await ground.runToEnd()
  await page.getByRole('tab', { name: 'Edge', exact: true }).click()
  const pane = page.getByRole('region', { name: 'Trace' }).getByRole('tabpanel')
  const stages = pane.getByRole('list', { name: 'Stages' })
  const stage = (name: string) => stages.getByRole('button', { name: new RegExp(`^${name}`) })
  const detail = (name: string) => pane.getByRole('region', { name: new RegExp(`^${name} of #`) })

  // The newest: a hit.
  await expect(pane.getByText('200 · Hit from cloudfront')).toBeVisible()
  await expect(stages).toHaveAttribute('data-turned', 'cache')
  await expect(stage('Cache hit')).toBeVisible()
  await expect(stage('Origin a hit: the origin is not asked left out CF-20')).toBeVisible()
  const totals = pane.getByRole('region', { name: 'site at this instant' })
  await expect(totals.getByRole('definition')).toHaveText(['10', '90.0 %', '1', '0', '$1.10'])
  await expect(totals.getByRole('listitem')).toHaveText([/^Europe.*90.0 % hits of 10, 1 to the origin$/])
  await stage('Cache hit').click()
  await expect(detail('Cache')).toContainText('Stored by#1')
  await page.keyboard.press('ArrowLeft')
  await expect(detail('Cache key').getByRole('list', { name: 'Parts of the key' }).getByRole('listitem')).toHaveText([/^domain d\w+\.cloudfront\.net$/, 'path /a'])

  // By the time line to the first request: a miss.
  await ground.scrub('Home')
  await expect(pane.getByText('200 · Miss from cloudfront')).toBeVisible()
  await expect(stages).toHaveAttribute('data-turned', 'origin')
  await expect(stage('Origin pages: 200')).toBeVisible()
  await expect(stage('Store kept for 24 h')).toBeVisible()
  await stage('Viewer request').click()
  const made = detail('Viewer request')
  await expect(made.getByRole('deletion')).toHaveText([/^- GET \/a\?utm=0\n$/])
  await expect(made.getByRole('insertion')).toHaveText([/^\+ GET \/a\n$/])
  await expect(made).toContainText('asked for /a')
  await expect(made.getByRole('link', { name: 'LAE-08, AWS page' })).toBeVisible()
  await expect(pane.getByRole('region', { name: 'Functions at the edge' }).getByRole('row').nth(1)).toContainText('sorts')

  // One forwards stays chosen, wherever the camera is.
  await pane.getByRole('button', { name: 'The next request' }).click()
  await expect(pane.getByText('200 · Hit from cloudfront')).toBeVisible()
  await expect(made.getByRole('deletion')).toHaveText([/^- GET \/a\?utm=1\n$/])
  await pane.getByRole('button', { name: 'Follow' }).click()
  await expect(pane.getByText('200 · Miss from cloudfront')).toBeVisible()

  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => { document.documentElement.dataset.theme = chosen }, theme)
    const { violations } = await new AxeBuilder({ page }).include('[data-panel="bottom"]').withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => `${theme}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
  }

  // On a phone the row becomes a column.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Run', exact: true }).last().click()
  await expect(stages).toBeVisible()
  const boxes = await Promise.all((await stages.getByRole('listitem').all()).map((one) => one.boundingBox()))
  expect(new Set(boxes.map((box) => box!.x)).size).toBe(1)
  expect(boxes.map((box) => box!.y)).toEqual(boxes.map((box) => box!.y).toSorted((one, other) => one - other))
})
