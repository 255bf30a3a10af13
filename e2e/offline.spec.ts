import { expect, test } from './fixtures.ts'

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

test('the service worker knows the files of the first visit, and all of them are there', async ({ request }) => {
  const source = await (await request.get('./sw.js')).text()
  const shell: string[] = JSON.parse(/const SHELL = (\[.*\])/.exec(source)?.[1] ?? '[]')
  expect(source).not.toContain("VERSION = 'dev'")
  expect(shell.length).toBeGreaterThan(3)
  const answers = await Promise.all(shell.map(async (file) => ({ file, status: (await request.get(file)).status() })))
  expect(answers.filter(({ status }) => status !== 200)).toEqual([])
})
