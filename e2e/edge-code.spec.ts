/** Code at the edge: judged while it is typed, tried as in the console, sent through its distribution, the same in Node. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Drawing } from '../src/drawing/drawing.ts'
import { encodeDrawing } from '../src/drawing/url.ts'
import { linkOf, row } from './pages/links.ts'
import { expect, test } from './pages/test.ts'

const CODE = `import cf from 'cloudfront';
async function handler(event) {
  const request = event.request;
  console.log('asked for ' + request.uri);
  const to = await cf.kvs().get('moved');
  return { statusCode: 302, headers: { location: { value: to } } };
}
`
const plain = row([['client', 'viewers', { rps: 1 }], ['cloudfront', 'cdn'], ['cloudfrontFunction', 'guard', { code: CODE }], ['keyValueStore', 'values', { pairs: 'moved=/new' }]], { forSec: 4.5 })
const EDGE: Drawing = {
  ...plain,
  wires: [plain.wires[0]!, { ...plain.wires[1]!, port: 'viewer-request', kind: 'edge' }, { ...plain.wires[2]!, port: 'keyValues', kind: 'data' }],
}

test('a CloudFront function runs by a link, and writes its log', async ({ ground, page }) => {
  await ground.open(linkOf(EDGE))
  const digest = await ground.runToEnd()
  const { stdout } = await promisify(execFile)(process.execPath, ['e2e/tools/run-ts.mjs', 'src/worker/sim.ts', `#d=${encodeDrawing(EDGE)}`, '--format', 'json'])
  expect(digest).toBe((JSON.parse(stdout) as { readonly traceSha256: string }).traceSha256)
  await page.getByRole('tab', { name: 'Logs' }).click()
  const lines = page.getByRole('tabpanel', { name: 'Logs' })
  await expect(lines.getByText('asked for /').first()).toBeVisible()
  await expect(lines.getByText(/START DistributionID: E/).first()).toBeVisible()
  await expect(ground.node('guard')).toContainText('Compute')
})

test('what its runtime does not know is said while it is typed; Test shows how much of its time it took', async ({ ground, page }) => {
  await ground.open(linkOf(EDGE))
  await ground.node('guard').click()
  await ground.inspector.getByRole('button', { name: 'Edit the code' }).click()
  const pane = page.getByRole('region', { name: 'Code of guard' })
  await expect(pane.getByText(/249 of 10,240 B$/)).toBeVisible()
  await pane.getByRole('button', { name: 'Test', exact: true }).click()
  const result = pane.getByLabel('Result')
  await expect(pane.getByRole('textbox', { name: 'Event as JSON' })).toContainText('"viewer-request"')
  await pane.getByRole('button', { name: 'Test', exact: true }).last().click()
  await expect(result.getByText('Succeeded')).toBeVisible()
  await expect(result.getByText(/^Compute utilisation \d+$/)).toBeVisible()
  await expect(result.getByText('"value": "/new"')).toBeVisible()
  await expect(result.getByText('asked for /docs/')).toBeVisible()
  await pane.getByRole('button', { name: 'Send through cdn' }).click()
  await expect(result.getByText('302')).toBeVisible()
  await expect(result.getByText(/location: \/new/)).toBeVisible()
  await pane.getByTestId('editor').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText('function handler(event) {\n  const { request } = event;\n  return request;\n}\n')
  await expect(pane.getByRole('list', { name: 'What the runtime says' }).getByText('Line 2 Destructuring is not part of runtime 2.0: read each property by its name.')).toBeVisible()
  await pane.getByRole('combobox', { name: 'Start from' }).selectOption({ label: 'index.html for folders' })
  await expect(pane.getByRole('list', { name: 'What the runtime says' })).toBeHidden()
  await pane.getByRole('button', { name: 'Test', exact: true }).last().click()
  await expect(result.getByText('"uri": "/docs/index.html"')).toBeVisible()
})
