/** Handlers of one's own: written in the page, tried with one event, run by a link, the same in Node. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { encodeDrawing } from '../src/drawing/url.ts'
import { drawingIn, linkOf, row } from './pages/links.ts'
import { expect, test } from './pages/test.ts'
import { root } from './tools/root.mjs'

const HANDLER = `let count = 0
export const handler = async (event, context) => {
  count++
  await new Promise((done) => setTimeout(done, 80))
  console.log("request", event.n, "of this environment:", count)
  if (event.n === 2) throw new RangeError("no twos")
  return { n: event.n, left: context.getRemainingTimeInMillis() > 2000 }
}
`
const CODED = row([
  ['client', 'people', { rps: 1, body: '{"n":{{seq}}}' }],
  ['lambda', 'counter', { code: HANDLER, memoryMb: 1_769 }],
], { forSec: 4.5 })

/** What the same engine makes of it in plain Node. */
async function simulated(drawing: Parameters<typeof encodeDrawing>[0]): Promise<{ traceSha256: string; outcomes: object }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['e2e/tools/run-ts.mjs', 'src/worker/sim.ts', `#d=${encodeDrawing(drawing)}`, '--format', 'json'])
  return JSON.parse(stdout)
}

test('code in a link runs at once, says its lines, and gives the same bytes in Node', async ({ ground, page }) => {
  await ground.open(linkOf(CODED))
  const digest = await ground.runToEnd()
  const inNode = await simulated(CODED)
  expect(digest).toBe(inNode.traceSha256)
  expect(inNode.outcomes).toEqual({ succeeded: 4, failed: 1 })
  await page.getByRole('tab', { name: 'Logs' }).click()
  const lines = page.getByRole('tabpanel', { name: 'Logs' })
  await expect(lines.getByText('request 4 of this environment: 5')).toBeVisible()
  await expect(lines.getByText(/Invoke Error.*"errorType":"RangeError","errorMessage":"no twos"/)).toBeVisible()
  await ground.node('counter').click()
  await ground.inspector.getByRole('button', { name: 'Edit the code' }).click()
  const pane = page.getByRole('region', { name: 'Code of counter' })
  await expect(pane.getByLabel('What this code did so far')).toContainText('5 invocations1 error')
  await pane.getByRole('button', { name: 'Log' }).click()
  await expect(pane.getByRole('list', { name: /^Log up to this instant/ }).getByRole('listitem')).toHaveText([/request 4 of this/, /request 3/, /RangeError: no twos/, /request 2/, /request 1/, /request 0/])
  await expect(pane.getByText('1 × RangeError: no twos')).toBeAttached()
})

test('a handler is begun from a starter, tried with a sample, and its event kept', async ({ ground, page }) => {
  await ground.open(linkOf(row([['client', 'people'], ['lambda', 'greeter', { memoryMb: 1_769 }]])))
  await ground.node('greeter').click()
  await ground.inspector.getByRole('button', { name: 'Write its code' }).click()
  const pane = page.getByRole('region', { name: 'Code of greeter' })
  await pane.getByRole('combobox', { name: 'Start from' }).selectOption({ label: 'Hello' })
  await expect(pane.getByText('Hello from Lambda')).toBeVisible()
  await pane.getByRole('button', { name: 'Test', exact: true }).click()
  await pane.getByRole('combobox', { name: 'Event' }).selectOption({ label: 'S3 in SNS in SQS' })
  await pane.getByRole('button', { name: 'Keep' }).click()
  await pane.getByRole('button', { name: 'Test', exact: true }).last().click()
  const result = pane.getByLabel('Result')
  await expect(result.getByText('Succeeded')).toBeVisible()
  await expect(result.getByText('"statusCode": 200')).toBeVisible()
  await expect(result.getByText('uploads/cat.jpg')).toBeVisible()
  await pane.getByRole('textbox', { name: 'Event as JSON' }).fill('{ "half": ')
  await pane.getByRole('button', { name: 'Test', exact: true }).last().click()
  await expect(result.getByText(/^The event is no JSON: .* Nothing was run\.$/)).toBeVisible()
  await pane.getByRole('button', { name: 'Close the code' }).click()
  await expect(pane).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(ground.inspector.getByRole('button', { name: 'Edit the code' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(ground.inspector.getByRole('button', { name: 'Write its code' })).toBeVisible()
})

test('what is typed in the editor is what runs', async ({ ground, page }) => {
  await ground.open(linkOf(row([['client', 'people', { rps: 1 }], ['lambda', 'typed', { memoryMb: 1_769 }]], { forSec: 1 })))
  await ground.node('typed').click()
  await ground.inspector.getByRole('button', { name: 'Write its code' }).click()
  const pane = page.getByRole('region', { name: 'Code of typed' })
  await expect(pane.getByRole('textbox', { name: /^Code of typed: index.mjs/ })).toBeFocused()
  await page.keyboard.type('export const handler = async () => console.log("typed by hand")')
  await expect(pane.getByText('typed by hand')).toBeVisible()
  await pane.getByRole('button', { name: 'Close the code' }).click()
  await ground.runToEnd()
  await page.getByRole('tab', { name: 'Logs' }).click()
  await expect(page.getByText('typed by hand').first()).toBeVisible()
})

test('the worker that runs code has no way to the network or to a store', async ({ ground, page }) => {
  await ground.open(linkOf(CODED))
  await ground.runToEnd()
  const [worker] = page.workers().filter((one) => one.url().includes('/assets/main-'))
  const ways = await worker!.evaluate(() => ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'importScripts', 'indexedDB', 'caches', 'BroadcastChannel', 'Worker']
    .filter((name) => (globalThis as Record<string, unknown>)[name] !== undefined))
  expect(ways).toEqual([])
})

/** In TypeScript: the page's build carries less of what strips types than Node does. */
const PACKED = `import type { SQSEvent, SQSRecord, Context } from "aws-lambda"
import middy from "@middy/core"
import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch"
import { z } from "zod"
const processor = new BatchProcessor(EventType.SQS)
const order = z.object({ n: z.number().max(Most.orders) } satisfies object)
const enum Most { orders = 2 }
export const handler = middy().handler((event: SQSEvent, context: Context) => processPartialResponse(event, async (record: SQSRecord): Promise<void> => {
  console.log("taken", order.parse(JSON.parse(record.body)).n)
}, processor, { context }))
`

test('packages of npm are fetched when code imports them, and only those; they do the same in Node', async ({ ground, page, watched }) => {
  const drawing = row([
    ['client', 'people', { rps: 1, body: '{"n":{{seq}}}' }], ['sqs', 'orders'],
    ['lambda', 'worker', { code: PACKED, entry: 'index.ts', memoryMb: 1_769 }],
  ], { forSec: 6 })
  await ground.open(linkOf(drawing))
  expect(watched.requests.filter((url) => url.includes('/npm-'))).toEqual([])
  const digest = await ground.runToEnd()
  expect(watched.requests.map((url) => /\/npm-(.*)-[^-]+\.js$/.exec(url)?.[1]).filter(Boolean).sort()).toEqual(['aws-lambda-powertools-batch', 'middy-core', 'zod'])
  await page.getByRole('tab', { name: 'Logs' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Logs' }).getByText('taken 2')).toBeVisible()
  expect(digest).toBe((await simulated(drawing)).traceSha256)
})

test('the sandbox is at most 340 KB to fetch, and 65 more for the parts of Node and of the SDK that it brings', () => {
  const folder = join(root, 'dist/assets')
  // The engine's address is a file of its own, of the same name but for its end.
  const kb = (wanted: RegExp) => gzipSync(readFileSync(join(folder, readdirSync(folder).find((name) => wanted.test(name))!)), { level: 9 }).length / 1_000
  expect(kb(/^quickjs-.*\.wasm$/) + kb(/^sandbox-.*\.js$/)).toBeLessThanOrEqual(405)
})

test('code that never gives way leaves the page its frames; a call that never comes back is named, and the next run is sound', async ({ ground, page }) => {
  const loops = (body: string) => linkOf(row([['client', 'people', { pattern: 'manual' }], ['lambda', 'stuck', { code: `export const handler = async () => { ${body} }`, memoryMb: 1_769, timeoutSec: 3 }]], {
    forSec: 10, actions: [{ id: 'a1', atSec: 0, on: 'n1', do: 'send', config: {} }],
  }))
  // Counted steps end a loop: no clock is asked, and nobody waits for it.
  await ground.open(loops('for (;;) {}'))
  await ground.runToEnd()
  await page.getByRole('tab', { name: 'Logs' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Logs' }).getByText('Status: timeout')).toBeVisible()
  // A call of the engine's own code takes no steps: the worker is replaced.
  await page.goto('about:blank')
  await ground.open(loops('return "a".repeat(2 ** 24).includes("a".repeat(2 ** 23) + "b")'))
  await ground.run()
  // Frames, not milliseconds: a page that waited for its worker would draw none in these five seconds; a quiet one draws 300.
  const frames = await page.evaluate(() => new Promise<number>((done) => {
    let count = 0
    const step = () => {
      count++
      if (count < 600 && !document.body.textContent!.includes('did not come back')) requestAnimationFrame(step)
      else done(count)
    }
    requestAnimationFrame(step)
  }))
  expect(frames).toBeGreaterThan(25)
  await expect(page.getByText('The code of stuck did not come back from a single call for five seconds, and was stopped')).toBeVisible()
  await page.goto('about:blank')
  await ground.open(linkOf(CODED))
  await ground.runToEnd()
})

test('code changed in mid-run is deployed at that instant: what is under way ends on the old code, and the link replays it', async ({ ground, page }) => {
  const says = (word: string) => `export const handler = async () => { await new Promise((done) => setTimeout(done, 700)); console.log("said ${word}") }`
  await ground.open(linkOf(row([['client', 'people', { rps: 1 }], ['lambda', 'speaker', { code: says('one'), memoryMb: 1_769 }]])))
  await ground.runToEnd()
  await ground.scrub(...Array.from({ length: 9 }, () => 'Shift+ArrowLeft'))
  expect(await ground.instant()).toBe(5.5)
  await ground.node('speaker').click()
  await ground.inspector.getByRole('button', { name: 'Edit the code' }).click()
  const pane = page.getByRole('region', { name: 'Code of speaker' })
  await expect(pane.getByText(/^What you change here is deployed at 0:05\.500: new environments run it/)).toBeVisible()
  await expect(pane.getByRole('textbox', { name: /^Code of speaker: index.mjs/ })).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(says('two'))
  await expect(pane.getByText('"said two"')).toBeVisible()
  await expect(ground.toast(/^speaker: /)).toBeVisible()
  await expect(ground.playback).toHaveAttribute('data-digest', /^[0-9a-f]{64}$/)
  await ground.scrub('End')
  await page.getByRole('tab', { name: 'Logs' }).click()
  const lines = page.getByRole('tabpanel', { name: 'Logs' })
  await expect(lines.getByText('said two')).toHaveCount(4)
  await expect(lines.getByText('said one')).toHaveCount(6)
  const drawing = drawingIn(await ground.share())
  expect(drawing.scenario.actions).toEqual([{ id: 'a1', atSec: 5.5, on: 'n2', do: 'set', config: { code: says('two') } }])
  expect(await ground.playback.getAttribute('data-digest')).toBe((await simulated(drawing)).traceSha256)
})
