import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from './fixtures.ts'
import { root } from './tools/root.mjs'
import { initialFiles, preloadedFonts } from './tools/shell.mjs'

const KB = 1_000
const SCRIPTS_KB = 190
const ALL_KB = 230

const dist = (file: string) => join(root, 'dist', file)
const zipped = (file: string) => gzipSync(readFileSync(dist(file)), { level: 9 }).length
const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0)

const { scripts, styles } = initialFiles(JSON.parse(readFileSync(dist('.vite/manifest.json'), 'utf8')))
/** Compressed already. */
const fonts = preloadedFonts(readFileSync(dist('index.html'), 'utf8'))

test(`a first visit loads at most ${SCRIPTS_KB} KB of scripts`, () => {
  const sizes = scripts.map((file) => ({ file, kb: Math.round(zipped(file) / KB) }))
  // The shell, and the canvas with the inspector: neither goes uncounted because it is called otherwise.
  expect(scripts.filter((file) => /^assets\/(index|canvas)-/.test(file))).toHaveLength(2)
  expect(sum(scripts.map(zipped)) / KB, JSON.stringify(sizes)).toBeLessThanOrEqual(SCRIPTS_KB)
})

test(`with styles and preloaded fonts it is at most ${ALL_KB} KB`, () => {
  const letters = sum(fonts.map((file) => readFileSync(dist(file)).length))
  expect((sum([...scripts, ...styles].map(zipped)) + letters) / KB).toBeLessThanOrEqual(ALL_KB)
})

/** Beside the first screen: the engine's worker with what records a run, and the user's own drawings. */
const BESIDE = /^assets\/(main|worker|recording|bits|keep|autosave|check|field-check|settings|quotas|records|reasons|stage|dated|words|goal)-[^/]+\.js$/

test('the first screen fetches what is counted above, and nothing else', async ({ page, address }) => {
  // What is fetched in a quiet moment comes after this frame; what the service worker fetches delays nobody.
  const urls: string[] = []
  page.on('request', (request) => urls.push(request.url()))
  await page.addInitScript(() => { window.requestIdleCallback = () => 0 })
  await page.goto('./')
  await page.getByRole('button', { name: 'Fit' }).or(page.getByRole('button', { name: 'Show all' })).first().waitFor()
  const asked = urls.filter((url) => url.startsWith(address) && url.endsWith('.js')).map((url) => url.slice(address.length))
  expect(asked.filter((file) => !scripts.includes(file) && !BESIDE.test(file))).toEqual([])
})
