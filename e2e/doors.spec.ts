/** Doors that give more than one answer: what is pushed down an open connection, and a response that begins before it ends. */
import { digestOf, linkOf } from './pages/links.ts'
import { expect, test } from './pages/test.ts'
import type { Drawing } from '../src/drawing/drawing.ts'
import { EMPTY_DRAWING, EMPTY_SCENARIO } from '../src/drawing/drawing.ts'

const CHAT: Drawing = {
  ...EMPTY_DRAWING, name: 'chat',
  nodes: [
    { id: 'n1', service: 'client', name: 'phones', x: 0, y: 0, config: { rps: 2, forMs: 0 } },
    { id: 'n2', service: 'websocketApi', name: 'chat', x: 260, y: 0, config: { connections: 4 } },
    { id: 'n3', service: 'lambda', name: 'talks', x: 520, y: 0, config: { response: '{"statusCode":200}' } },
    { id: 'n4', service: 'client', name: 'newsroom', x: 0, y: 200, config: { rps: 3, forMs: 0 } },
    { id: 'n5', service: 'lambda', name: 'posts', x: 260, y: 200, config: {} },
    { id: 'n6', service: 'client', name: 'readers', x: 0, y: 400, config: { rps: 1, forMs: 0 } },
    { id: 'n7', service: 'functionUrl', name: 'story', x: 260, y: 400, config: { invokeMode: 'RESPONSE_STREAM' } },
    { id: 'n8', service: 'lambda', name: 'tells', x: 520, y: 400, config: { streaming: true, firstByteMs: 250, ioMs: 1_500 } },
  ],
  wires: [
    { id: 'w1', from: 'n1', port: 'out', to: 'n2', kind: 'sync', config: {} },
    { id: 'w2', from: 'n2', port: 'out', to: 'n3', kind: 'sync', config: {} },
    { id: 'w3', from: 'n4', port: 'out', to: 'n5', kind: 'sync', config: {} },
    { id: 'w4', from: 'n5', port: 'calls', to: 'n2', kind: 'sync', config: {} },
    { id: 'w5', from: 'n6', port: 'out', to: 'n7', kind: 'sync', config: {} },
    { id: 'w6', from: 'n7', port: 'out', to: 'n8', kind: 'sync', config: {} },
  ],
  scenario: { ...EMPTY_SCENARIO, mode: 'strict', seed: 1, forSec: 10 },
}

test('API-52 LAM-SYNC-07 what functions post shows at the client, and a reader has the first byte before the last', async ({ ground, page }) => {
  await ground.open(linkOf(CHAT))
  expect(await ground.runToEnd()).toBe(digestOf(CHAT))
  await expect(ground.node('phones')).toContainText(/pushed\s*3/)
  await expect(ground.node('chat')).toContainText(/open\s*4/)
  await expect(ground.node('chat')).toContainText(/msg\/s\s*5/)
  await page.getByRole('tab', { name: 'Metrics', exact: true }).click()
  // One period for all of the run: what is still being told at its end has no first byte yet.
  await page.getByLabel('Period').selectOption({ label: '10 s' })
  const choice = page.getByLabel('Add a metric')
  await choice.selectOption(await choice.locator('optgroup[label="readers · Coldstart"] option', { hasText: 'FirstByte' }).getAttribute('value'))
  const line = page.getByRole('list', { name: 'Lines in the chart' }).getByRole('listitem').filter({ hasText: 'FirstByte' })
  await expect(line).toContainText('250 ms')
})
