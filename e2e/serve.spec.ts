import { expect, test } from './fixtures.ts'
import { serve } from './tools/serve.mjs'

test('a taken port is passed over for the next', async () => {
  const first = await serve()
  const port = Number(new URL(first.address).port)
  const second = await serve({ port })
  try {
    expect(Number(new URL(second.address).port)).toBeGreaterThan(port)
  } finally {
    await Promise.all([first.close(), second.close()])
  }
})

test('nothing outside dist is served, and every answer carries the headers', async ({ request }) => {
  for (const path of ['..%2fpackage.json', '.vite/manifest.json', '%00', 'nothing.js', '%E0%A4%A']) {
    const answer = await request.get(path)
    expect(answer.status(), path).toBe(404)
    expect(answer.headers()['content-security-policy'], path).toContain("default-src 'none'")
  }
})

test('files whose names carry a hash are kept for ever, the page is asked for again', async ({ request }) => {
  const page = await request.get('./')
  expect(page.headers()['cache-control']).toBe('no-cache')
  const script = /assets\/[^"]+\.js/.exec(await page.text())?.[0] ?? ''
  expect((await request.get(script)).headers()['cache-control']).toContain('immutable')
})
