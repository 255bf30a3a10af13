/** What can be seen in a run besides dots: metrics, environments, queues, one message, traces, the run in words. Exact, because seeded. */
import { CALM, CROWDED, linkOf, row } from './pages/links.ts'
import type { Playground } from './pages/playground.ts'
import { expect, test } from './pages/test.ts'

/** Three orders at one second; a function that fails each of them twice, and then is out of tries. */
const FAILING = {
  ...row([['sqs', 'orders', { visibilityTimeoutSec: 20 }], ['lambda', 'charge', { ioMs: 500, init: 'constant', errorRate: 100 }]], { forSec: 60 }),
}
const drawing = {
  ...FAILING,
  nodes: [...FAILING.nodes, { id: 'n3', service: 'sqs', name: 'dead', x: 260, y: 300, config: {} }],
  wires: [...FAILING.wires.map((wire) => ({ ...wire, config: { batchSize: 1 } })), { id: 'w2', from: 'n1', port: 'deadLetter', to: 'n3', kind: 'failure' as const, config: { maxReceiveCount: 2 } }],
  scenario: { ...FAILING.scenario, actions: [{ id: 'a1', atSec: 1, on: 'n1', do: 'send', config: { body: { order: 7 }, times: 3 } }] },
}

const paneOf = (ground: Playground) => ground.page.getByRole('region', { name: 'Trace' }).getByRole('tabpanel')
const tab = (ground: Playground, name: string) => ground.page.getByRole('tab', { name, exact: true }).click()
/** To a whole second, by the keys of the time line: a twentieth of the run with Shift. */
const forward = (ground: Playground, times: number) => ground.scrub('Home', ...Array.from({ length: times }, () => 'Shift+ArrowRight'))

test('metrics: the values of a second, as a table, as CSV, with the limit; the chart moves the camera', async ({ ground, page }) => {
  await ground.open(linkOf(CROWDED))
  await ground.runToEnd()
  await tab(ground, 'Metrics')
  const lines = page.getByRole('list', { name: 'Lines in the chart' }).getByRole('listitem')
  await expect(lines).toHaveCount(4)
  const chart = page.getByRole('slider', { name: 'Chart: the instant' })
  await chart.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  expect(await ground.instant()).toBe(1)
  await expect(chart).toHaveAttribute('aria-valuetext', '0:01.000: Account, us-east-1 Invocations Sum 4, Account, us-east-1 Errors Sum 0, Account, us-east-1 Throttles Sum 16, Account, us-east-1 ConcurrentExecutions Maximum 4')
  await page.getByLabel('Add a metric').selectOption({ label: 'Duration (ms)' })
  await page.getByLabel('Statistic of price-quote Duration').selectOption('max')
  await expect(lines.nth(4)).toContainText('300 ms')
  await page.getByLabel('as a table').check()
  const rows = page.getByRole('region', { name: 'Values' }).getByRole('row')
  await expect(rows).toHaveCount(11)
  expect((await rows.nth(2).innerText()).split(/\s+/)).toEqual(['0:01.000', '4', '0', '16', '4', '300'])
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save CSV' }).click()
  const text = await (await (await download).createReadStream()).toArray()
  const csv = Buffer.concat(text as Buffer[]).toString('utf8').split('\r\n')
  expect(csv[0]).toBe('Start (s),Period (s),"Account, us-east-1 Invocations Sum","Account, us-east-1 Errors Sum","Account, us-east-1 Throttles Sum","Account, us-east-1 ConcurrentExecutions Maximum",price-quote Duration Maximum (ms)')
  expect(csv[2]).toBe('1,1,4,0,16,4,300')
})

test('concurrency: a lane for each environment, what is busy at the instant, and the limit that refused', async ({ ground, page }) => {
  await ground.open(linkOf(CROWDED))
  await ground.runToEnd()
  await tab(ground, 'Concurrency')
  const lanes = page.getByRole('slider', { name: 'Environments: the instant' })
  await expect(lanes).toHaveAttribute('data-lanes', '4')
  await forward(ground, 10)
  expect(await ground.instant()).toBe(5)
  const now = paneOf(ground).getByRole('status')
  await expect(now).toHaveText('4 busy, 0 initialising, 0 idle, 96 throttled so far')
  await expect(lanes).toHaveAttribute('aria-valuetext', /^0:05\.000: 4 at work of 4 environments, \d+ throttled$/)
  await ground.scrub('ArrowLeft')
  await expect(now).toHaveText('0 busy, 0 initialising, 4 idle, 80 throttled so far')
})

test('state: what a queue holds message by message, what is in one, and what a hand does to it', async ({ ground, page }) => {
  await ground.open(linkOf(drawing))
  await ground.runToEnd()
  await tab(ground, 'State')
  const held = page.getByRole('list', { name: 'Messages held' }).getByRole('listitem')
  await forward(ground, 1)
  expect(await ground.instant()).toBe(3)
  await expect(held).toHaveCount(3)
  await expect(held.first()).toContainText(/in flight\s*shows in 18 s\s*1 receive\s*since 0:01\.000/)
  await held.first().getByRole('button', { name: 'Peek' }).click()
  await expect(page.getByRole('region', { name: /^Body of message/ })).toHaveText('{\n  "order": 7\n}')
  // At the end they are where dead letters are.
  await ground.scrub('End')
  await page.getByRole('list', { name: 'Who holds messages' }).getByRole('button', { name: /^dead/ }).click()
  await expect(held).toHaveCount(3)
  await forward(ground, 19)
  expect(await ground.instant()).toBe(57)
  await page.getByRole('button', { name: 'Purge' }).click()
  await expect(page.getByText('Nothing is held here at 0:57.000.')).toBeVisible()
  // What the purge cost stands beside it, message by message.
  await tab(ground, 'Actions and faults')
  await expect(page.getByRole('list', { name: 'Dated actions and faults' }).getByRole('listitem').filter({ hasText: 'dead: purged' })).toContainText(/dropped 3: #\d+#\d+#\d+/)
  await tab(ground, 'State')
  await page.getByRole('list', { name: 'Who holds messages' }).getByRole('button', { name: /^dead/ }).click()
  await page.keyboard.press('Control+z')
  await expect(held).toHaveCount(3)
})

test('a message sent by hand is a dated line: it waits in the queue from its instant on', async ({ ground, page }) => {
  await ground.open(linkOf(drawing))
  await ground.runToEnd()
  await tab(ground, 'State')
  await forward(ground, 19)
  await page.getByRole('list', { name: 'Who holds messages' }).getByRole('button', { name: /^dead/ }).click()
  await page.getByRole('button', { name: 'Send a message…' }).click()
  const body = page.getByRole('textbox', { name: 'Body' })
  await expect(page.getByRole('button', { name: 'Send it now' })).toBeDisabled()
  await body.fill('{"order": 8}')
  await page.getByRole('button', { name: 'Send it now' }).click()
  const held = page.getByRole('list', { name: 'Messages held' }).getByRole('listitem')
  await expect(held).toHaveCount(4)
  // One that was recorded goes once more, changed.
  await held.first().getByRole('button', { name: /^#/ }).click()
  await page.getByRole('button', { name: 'Edit and send to dead again' }).click()
  await expect(body).toHaveValue('{\n  "order": 7\n}')
  await body.fill('{"order": 9}')
  await page.getByRole('button', { name: 'Send it now' }).click()
  await tab(ground, 'State')
  await page.getByRole('list', { name: 'Who holds messages' }).getByRole('button', { name: /^dead/ }).click()
  await expect(held).toHaveCount(5)
})

test('a message: its end, why, what it carried; one click mends the drawing, undo takes that back', async ({ ground, page }) => {
  await ground.open(linkOf(CROWDED))
  await ground.runToEnd()
  await forward(ground, 10)
  await ground.records.getByRole('button', { name: '#120' }).first().click()
  const pane = paneOf(ground)
  await expect(pane).toContainText('Message 120 was throttled to the end at 0:05.000, 0 µs from 0:05.000.')
  await expect(pane).toContainText('It cost nothing.')
  await expect(pane).toContainText('All 4 reserved environments were busy')
  await expect(page.getByRole('list', { name: 'Records of message 120' }).getByRole('listitem')).toHaveCount(4)
  await expect(page.getByRole('region', { name: /^Payload/ })).toContainText('Response 429 ReservedFunctionConcurrentInvocationLimitExceeded')
  const fixes = page.getByRole('list', { name: 'Fixes' }).getByRole('listitem')
  await expect(fixes.first()).toContainText('price-quote, Reserved concurrency: 4 → 20')
  await fixes.first().getByRole('button').click()
  await expect(fixes).toHaveCount(0)
  await page.getByRole('button', { name: /^Undo: Fix/i }).click()
  await expect(fixes.first()).toContainText('4 → 20')
  await page.getByRole('button', { name: 'Show all records' }).click()
  await expect(page.getByRole('tab', { name: 'Records' })).toHaveAttribute('aria-selected', 'true')
})

test('what was fixed is gone in the next run', async ({ ground, page }) => {
  await ground.open(linkOf(CROWDED))
  await ground.runToEnd()
  await tab(ground, 'What happened')
  await expect(paneOf(ground)).toContainText('price-quote throttled, 176 times.')
  const limits = page.getByRole('region', { name: 'Limits reached' })
  await expect(limits).toContainText('price-quote ReservedFunctionConcurrentInvocationLimitExceeded, 4: 176 refused, last at 0:10.000')
  await page.getByRole('button', { name: 'Reserve what the peak needs' }).click()
  await page.getByRole('button', { name: /run again/i }).click()
  await ground.hasEnded()
  await expect(paneOf(ground)).toContainText('Nothing failed up to 0:10.000.')
  await expect(limits).toContainText('price-quote all 20 reserved environments busy, and nothing refused')
})

test('traces: the map of the last minute, and those that failed', async ({ ground, page }) => {
  await ground.open(linkOf(CALM))
  await ground.runToEnd()
  await tab(ground, 'Traces')
  const rows = page.getByRole('table', { name: 'Nodes over the last 60 s' }).getByRole('row')
  await expect(rows).toHaveCount(4)
  expect(await rows.allInnerTexts().then((all) => all.slice(1).map((text) => text.split(/\t+/).map((cell) => cell.trim())))).toEqual([
    ['Storefront', '5', '120 ms', '120 ms', '0 %', '0'],
    ['checkout-api', '5', '120 ms', '120 ms', '0 %', '0'],
    ['create-order', '5', '120 ms', '120 ms', '0 %', '0'],
  ])
  const traces = page.getByRole('list', { name: 'Traces, newest first' }).getByRole('listitem')
  await expect(traces).toHaveCount(52)
  await page.getByLabel('Traces by outcome').selectOption('failed')
  await expect(traces.nth(1)).toHaveText('None of these.')
})

test('the run in words: polite, and as much as is asked for', async ({ ground, page }) => {
  await ground.open(linkOf(CROWDED))
  await ground.runToEnd()
  const words = page.getByRole('log', { name: 'The run in words' })
  await forward(ground, 10)
  await expect(words).toHaveText(/0:05\.000: price-quote 4 busy, 0 idle\.$/)
  await expect(words).toHaveAttribute('aria-live', 'polite')
  await page.getByRole('combobox', { name: 'In words' }).selectOption('hops')
  await ground.playback.getByRole('button', { name: 'Step forward' }).click()
  await expect(words).toHaveText(/^0:05\.300 price-quote handler returned, message \d+, 300 ms · environment \d/)
  await page.getByRole('combobox', { name: 'In words' }).selectOption('off')
  await expect(words).toHaveText('')
})
