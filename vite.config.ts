import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { contentPolicy } from './e2e/tools/headers.mjs'
import { fillServiceWorker } from './e2e/tools/service-worker.mjs'

export default defineConfig({
  // Relative addresses: the built page works in any folder of any static host.
  base: './',
  plugins: [react(), describedOnly(), policy(), serviceWorker()],
  build: {
    target: 'es2023',
    // What the page may weigh is held by e2e/size.spec.ts, in bytes that travel.
    chunkSizeWarningLimit: 1_000,
    manifest: true,
    // Inlined files would be data: addresses, which the policy refuses for fonts, and would count against the first load.
    assetsInlineLimit: 0,
    // The polyfill fetches what the browser already preloads; every browser that runs the rest has modulepreload.
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
  },
})

/**
 * The page describes services, only the worker checks and runs them; but both read one catalogue. So the page's build
 * (workers are built apart, without these plugins) gets checks and behaviours without content.
 */
function describedOnly(): Plugin {
  return {
    name: 'coldstart-described-only',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      // defineService numbers the timers; that is all the page touches.
      if (/\/src\/services\/[^/]+\/check\.ts$/.test(id)) return 'export function* check() {}'
      return /\/src\/services\/[^/]+\/behaviour\.ts$/.test(id) ? 'export const behaviour = { timers: [] }' : undefined
    },
  }
}

/** The policy has to stand before the first thing that it governs. */
function policy(): Plugin {
  return {
    name: 'coldstart-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: contentPolicy }, injectTo: 'head-prepend' }],
    },
  }
}

/** Tells public/sw.js which files to keep, once their names are known. */
function serviceWorker(): Plugin {
  let folder = ''
  return {
    name: 'coldstart-service-worker',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    // After writing, not at closing: a failed build closes too, and would be told by the wrong error.
    writeBundle() {
      const page = readFileSync(join(folder, 'index.html'), 'utf8')
      const assets = readdirSync(join(folder, 'assets')).sort().map((name) => ({ file: `assets/${name}`, bytes: statSync(join(folder, 'assets', name)).size }))
      const path = join(folder, 'sw.js')
      writeFileSync(path, fillServiceWorker(readFileSync(path, 'utf8'), page, assets))
    },
  }
}
