import { expect, test } from './fixtures.ts'
import { contentPolicy } from './tools/headers.mjs'

// The service worker is part of what is tried here.
test.use({ serviceWorkers: 'allow' })

test('the page opens, says its name, and complains about nothing', async ({ page, watched }) => {
  await page.goto('./')
  await expect(page).toHaveTitle(/Coldstart/)
  await expect(page.locator('#root > *').first()).toBeAttached()
  await page.waitForLoadState('networkidle')
  expect(watched.complaints).toEqual([])
})

test('nothing is asked of anywhere but the page’s own host', async ({ page, watched, address }) => {
  await page.goto('./')
  await page.waitForLoadState('networkidle')
  expect(watched.requests.length).toBeGreaterThan(1)
  expect(watched.requests.filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(address))).toEqual([])
})

test('the built page carries the strict policy itself, before any script or style', async ({ page, request }) => {
  const text = await (await request.get('./')).text()
  expect(text.indexOf('http-equiv="Content-Security-Policy"')).toBeGreaterThan(0)
  expect(text.indexOf('http-equiv="Content-Security-Policy"')).toBeLessThan(text.search(/<script|<link/))
  await page.goto('./')
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute('content', contentPolicy)
})

for (const [what, directive] of [['a script written into the page', 'script-src-elem'], ['a request elsewhere', 'connect-src']] as const) {
  test(`the policy refuses ${what}`, async ({ page }) => {
    await page.goto('./')
    const refused = await page.evaluate(async (kind) => {
      const told = new Promise<string>((done) => {
        document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true })
      })
      if (kind === 'connect-src') fetch('https://elsewhere.invalid/').catch(() => undefined)
      else {
        const element = document.createElement('script')
        element.textContent = 'window.ran = true'
        document.head.append(element)
      }
      return { by: await told, ran: 'ran' in window }
    }, directive)
    expect(refused).toEqual({ by: directive, ran: false })
  })
}
