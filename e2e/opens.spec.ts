import { expect, test } from './fixtures.ts'

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

test('the built page carries the strict policy itself, before any script or style', async ({ request }) => {
  const page = await (await request.get('./')).text()
  const policy = page.indexOf('http-equiv="Content-Security-Policy"')
  expect(policy).toBeGreaterThan(0)
  expect(policy).toBeLessThan(page.search(/<script|<link/))
  expect(page).toContain("default-src 'none'")
})

test('the policy refuses a script in the page and a request elsewhere', async ({ page }) => {
  await page.goto('./')
  const refused = await page.evaluate(async () => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'window.ran = true'
    document.head.append(script)
    await fetch('https://elsewhere.invalid/').catch(() => undefined)
    return { seen: seen.sort(), ran: 'ran' in window }
  })
  expect(refused.ran).toBe(false)
  expect(refused.seen).toContain('connect-src')
  expect(refused.seen).toContain('script-src-elem')
})
