/** What the checks say of a drawing stands where it belongs: a small sign at the node or wire, and the way to the words. */
import { AxeBuilder } from '@axe-core/playwright'
import { EMPTY_DRAWING, EMPTY_SCENARIO } from '../src/drawing/drawing.ts'
import { linkOf } from './pages/links.ts'
import { expect, test } from './pages/test.ts'

/** AWS refuses the mapping, for messages would be seen again while they are handled; and three receives are few. */
const HASTY = {
  ...EMPTY_DRAWING, name: 'Hasty',
  nodes: [
    { id: 'n1', service: 'client', name: 'shop', x: 0, y: 0, config: { rps: 5 } },
    { id: 'n2', service: 'sqs', name: 'payments', x: 260, y: 0, config: { visibilityTimeoutSec: 5 } },
    { id: 'n3', service: 'lambda', name: 'charge', x: 520, y: 0, config: { timeoutSec: 20, ioMs: 300 } },
    { id: 'n4', service: 'sqs', name: 'dead', x: 260, y: 260, config: { retentionSec: 1_209_600 } },
  ],
  wires: [
    { id: 'w1', from: 'n1', port: 'out', to: 'n2', kind: 'publish' as const, config: {} },
    { id: 'w2', from: 'n2', port: 'poll', to: 'n3', kind: 'poll' as const, config: {} },
    { id: 'w3', from: 'n2', port: 'deadLetter', to: 'n4', kind: 'failure' as const, config: { maxReceiveCount: 3 } },
  ],
  scenario: { ...EMPTY_SCENARIO, mode: 'strict' as const, seed: 7, forSec: 10 },
}

test('what is wrong is marked where it is; the mark leads to the words, and goes when it is mended', async ({ ground, page }) => {
  const { canvas, inspector } = ground
  const mark = (name: string | RegExp) => canvas.getByRole('button', { name })
  await ground.open(linkOf(HASTY))
  await expect(mark(/^\d+ (error|warning|hint)/)).toHaveCount(0)
  await ground.run()
  await expect(mark(/^\d+ (error|warning|hint)/)).toHaveCount(2)
  await expect(page.getByText('The run did not start: what AWS refuses has to be mended first.')).toBeVisible()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect((await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target)}`)).toEqual([])
  await mark('1 hint at payments → dead').click()
  const said = inspector.getByRole('list', { name: 'Findings here' })
  await expect(said).toBeFocused()
  await expect(said).toContainText('LAM-SQS-09')

  // From the card one Tab further, by keyboard; the inspector comes though it was folded away.
  await ground.command('Show or hide inspector')
  await expect(inspector).toHaveCount(0)
  await ground.node('payments').focus()
  await page.keyboard.press('Tab')
  await expect(mark('1 error at payments')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(said).toContainText('VAL-05')
  await said.getByRole('button', { name: 'Fix it' }).click()
  await expect(mark('1 error at payments')).toHaveCount(0)
  await expect(mark('1 hint at payments → dead')).toBeVisible()
  await expect(page.getByText('Mended. Run again.')).toBeVisible()
  await ground.runToEnd()
  await expect(mark('1 hint at payments → dead')).toBeVisible()
})
