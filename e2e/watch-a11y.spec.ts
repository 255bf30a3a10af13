/** WCAG 2.2, A and AA, by axe, on what plays, loops, fails and is counted in. */
import { AxeBuilder } from '@axe-core/playwright'
import { linkOf, row } from './pages/links.ts'
import { expect, test } from './pages/test.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const DATED = row([['client', 'Partners', { pattern: 'table' }], ['lambda', 'price-quote', { reserved: 4, ioMs: 300 }]], {
  actions: [{ id: 'a1', atSec: 5, on: 'n1', do: 'send', config: { times: 20 } }],
  faults: [{ id: 'f1', on: 'n2', kind: 'errors', atSec: 2, forSec: 4, config: { rate: 50 } }, { id: 'f2', on: 'w1', kind: 'latency', atSec: 4, forSec: 4, config: {} }],
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in what is dated, in the ${theme} theme`, async ({ ground, page }) => {
    test.slow()
    const found: string[] = []
    const look = async (part: string) => {
      const { violations } = await new AxeBuilder({ page }).include(part).withTags(RULES).analyze()
      found.push(...violations.map(({ id, nodes }) => `${part}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`))
    }
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.addInitScript((chosen) => localStorage.setItem('coldstart.view', JSON.stringify({ theme: chosen })), theme)
    await ground.open(linkOf(DATED))
    await ground.runToEnd()
    await ground.playback.getByRole('button', { name: 'Run until, loop, seed and digest' }).click()
    await expect(page.getByRole('dialog', { name: 'More of playback' })).toBeVisible()
    await look('[data-more]')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog', { name: 'More of playback' })).toBeHidden()

    await page.getByRole('tab', { name: 'Actions and faults' }).click()
    const lines = page.getByRole('list', { name: 'Dated actions and faults' }).getByRole('listitem')
    await expect(lines).toHaveText(['0:02.0004 sprice-quote: errors 50 % for 4 s', '0:04.0004 sPartners → price-quote: latency + 500 ms for 4 s', '0:05.000Partners: 20 sent'])
    await look('[data-panel="bottom"]')
    await lines.getByRole('button', { name: 'price-quote: errors 50 % for 4 s', exact: true }).click()
    await expect(ground.field('Heals after')).toHaveValue('4')
    await look('[data-panel="inspector"]')
    await lines.getByRole('button', { name: 'Partners → price-quote: latency + 500 ms for 4 s', exact: true }).click()
    await expect(ground.field('Adds')).toHaveValue('500')
    await look('[data-panel="inspector"]')

    await ground.node('Partners').click()
    const arrivals = ground.inspector.getByRole('group', { name: 'Arrivals' })
    await arrivals.getByRole('textbox').fill('soon')
    await arrivals.getByRole('button', { name: 'Take these rows' }).click()
    await expect(arrivals.getByRole('alert')).toContainText('Line 1. “soon” is no number.')
    await look('[data-panel="inspector"]')
    expect(found).toEqual([])
  })
}
