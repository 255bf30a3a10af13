import { defineConfig } from '@playwright/test'

const executablePath = process.env.COLDSTART_BROWSER
const asRoot = process.getuid?.() === 0

/** Run through `npm test` or `npm run e2e`, which find the browser and build dist/ first. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 2,
  fullyParallel: true,
  // A test that passes on the second try hides a race, and races are what these tests are for.
  retries: 0,
  timeout: 60_000,
  // Two cores share out two browsers: what is slow there is not wrong.
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    browserName: 'chromium',
    colorScheme: 'light',
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1_280, height: 800 },
    // What a trace records of every step costs a third of the time: COLDSTART_TRACE=1 asks for it.
    trace: process.env.COLDSTART_TRACE ? 'retain-on-failure' : 'off',
    // Each page would fetch the whole program again for later; the tests of that let it.
    serviceWorkers: 'block',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(asRoot || process.env.CI ? ['--no-sandbox'] : []),
        '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'pages', testMatch: '**/*.spec.ts' },
    { name: 'bench', testMatch: '**/*.bench.ts', timeout: 300_000, fullyParallel: false },
  ],
})
