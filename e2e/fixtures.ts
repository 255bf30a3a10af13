import { test as plain } from '@playwright/test'
import { serve } from './tools/serve.mjs'

export interface Watched {
  /** Whatever the page complained about: console errors, thrown errors, refusals by the policy. */
  readonly complaints: string[]
  /** Every address asked for, by the page, its workers and its service worker. */
  readonly requests: string[]
}

/** Each Playwright worker has a server of its own on a free port, so runs beside one another never meet. */
export const test = plain.extend<{ watched: Watched }, { address: string }>({
  address: [
    async ({}, use) => {
      const server = await serve()
      await use(server.address)
      await server.close()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ address }, use) => use(address),
  watched: async ({ page, context }, use) => {
    const watched: Watched = { complaints: [], requests: [] }
    page.on('console', (message) => {
      if (message.type() === 'error') watched.complaints.push(message.text())
    })
    page.on('pageerror', (error) => watched.complaints.push(String(error)))
    context.on('request', (request) => watched.requests.push(request.url()))
    await use(watched)
  },
})

export { expect } from '@playwright/test'
