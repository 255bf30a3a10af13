/** WCAG 2.2, A and AA, by axe, on the gallery and on the pane in which code is written and tried. */
import { AxeBuilder } from '@axe-core/playwright'
import { linkOf, row } from './pages/links.ts'
import { expect, test } from './pages/test.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const CODED = row([['client', 'people', { rps: 1 }], ['httpApi', 'api'], ['lambda', 'greeter', { code: 'export const handler = async () => { throw new Error("no") }\n' }]], { forSec: 2.5 })

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`axe finds nothing in the gallery and the code, in the ${theme} theme`, async ({ ground, page }) => {
    test.slow()
    const found: string[] = []
    const look = async (what: string, part: string) => {
      const { violations } = await new AxeBuilder({ page }).include(part).withTags(RULES).analyze()
      found.push(...violations.map(({ id, nodes }) => `${what}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`))
    }
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.addInitScript((chosen) => localStorage.setItem('coldstart.view', JSON.stringify({ theme: chosen })), theme)
    await ground.open(linkOf(CODED))
    await ground.command('Gallery…')
    await expect(page.getByRole('list', { name: 'Architectures' })).toBeVisible()
    await look('gallery', 'dialog')
    await page.keyboard.press('Escape')
    await ground.runToEnd()
    await ground.node('greeter').click()
    await ground.inspector.getByRole('button', { name: 'Edit the code' }).click()
    const pane = page.getByRole('region', { name: 'Code of greeter' })
    await expect(pane.getByRole('textbox', { name: /^Code of greeter: index.mjs/ })).toBeFocused()
    await pane.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(pane.getByRole('textbox', { name: 'Event as JSON' })).toBeVisible()
    await pane.getByRole('button', { name: 'Test', exact: true }).last().click()
    await expect(pane.getByLabel('Result').getByText('Failed')).toBeVisible()
    await look('code', '[aria-label="Code of greeter"]')
    expect(found).toEqual([])
  })
}
