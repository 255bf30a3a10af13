/** WCAG 2.2, A and AA, by axe, on the main screens in each theme; and what reduced motion asks for. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { CALM, CROWDED, linkOf } from './pages/links.ts'
import { expect, test } from './pages/test.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds, one line each: rule, how many, and where the first is. */
async function findings(page: Page, screen: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  return violations.map(({ id, nodes }) => `${screen}: ${id} ×${nodes.length}, ${nodes[0]?.target.join(' ')}: ${nodes[0]?.failureSummary?.split('\n')[1]?.trim()}`)
}

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`axe finds nothing in the ${theme} theme`, async ({ ground, page }) => {
    test.slow()
    const found: string[] = []
    const look = async (screen: string) => void found.push(...await findings(page, screen))
    // Colours that fade in are measured half way otherwise.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.addInitScript((theme) => localStorage.setItem('coldstart.view', JSON.stringify({ theme })), theme)
    await ground.open()
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await look('empty')

    await ground.open(linkOf(CROWDED))
    await page.reload()
    await ground.node('price-quote').click()
    await expect(ground.field('Memory')).toBeVisible()
    await look('a node is selected')
    await ground.field('Memory').fill('1')
    await look('a bad value')
    await page.keyboard.press('Escape')

    await ground.runToEnd()
    await look('records of a run')
    const tabs = await page.getByRole('tablist', { name: 'The run' }).getByRole('tab').allInnerTexts()
    for (const tab of tabs.slice(1)) {
      await page.getByRole('tab', { name: tab }).click()
      await look(tab)
    }
    await page.keyboard.press('Escape')

    for (const [title, role] of [['Share', 'dialog'], ['Keys', 'dialog'], ['Keep a version…', 'dialog'], ['Your drawings…', 'dialog']] as const) {
      await ground.command(title)
      await expect(page.getByRole(role)).toBeVisible()
      await look(title)
      await page.keyboard.press('Escape')
      await expect(page.getByRole(role)).toHaveCount(0)
    }
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeVisible()
    await look('commands')
    expect(found).toEqual([])
  })
}

test('with reduced motion nothing moves, and the cards count all the same', async ({ ground, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await ground.open(linkOf(CALM))
  await ground.runToEnd()
  await ground.scrub('Home', 'Shift+ArrowRight')
  const dots = page.getByTestId('dots')
  await expect(dots).toHaveAttribute('data-dot-count', '0')
  const cards = await ground.cards()
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await ground.scrub('Home', 'Shift+ArrowRight')
  await expect(dots).not.toHaveAttribute('data-dot-count', '0')
  expect(await ground.cards()).toEqual(cards)
})
