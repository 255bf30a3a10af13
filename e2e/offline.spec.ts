import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { root } from './tools/root.mjs'
import { initialFiles } from './tools/shell.mjs'

// The service worker is part of what is tried here.
test.use({ serviceWorkers: 'allow' })

test('after the first visit the page opens without a network', async ({ page, context }) => {
  await page.goto('./')
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('./sw.js')
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
  })
  await context.setOffline(true)
  await page.reload()
  await expect(page).toHaveTitle(/Coldstart/)
  await expect(page.locator('#root > *').first()).toBeAttached()
})

test('the service worker keeps the page and what a run needs, and all of it is there', async ({ request }) => {
  const source = await (await request.get('./sw.js')).text()
  const shell: string[] = JSON.parse(/const SHELL = (\[.*\])/.exec(source)?.[1] ?? '[]')
  expect(source).not.toContain("VERSION = 'dev'")
  const { scripts, styles } = initialFiles(JSON.parse(readFileSync(join(root, 'dist/.vite/manifest.json'), 'utf8')))
  expect(shell).toEqual(expect.arrayContaining(['./', ...scripts, ...styles]))
  expect(shell.some((file) => /^assets\/main-.*\.js$/.test(file)), 'the engine’s worker').toBe(true)
  const answers = await Promise.all(shell.map(async (file) => ({ file, status: (await request.get(file)).status() })))
  expect(answers.filter(({ status }) => status !== 200)).toEqual([])
})
