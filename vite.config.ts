import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { contentPolicy } from './e2e/tools/headers.mjs'
import { fillServiceWorker } from './e2e/tools/service-worker.mjs'
import { shelfModule } from './e2e/tools/shelf-module.mjs'
import { slimSandbox } from './e2e/tools/slim-sandbox.mjs'
import { completion, helpOf, type Slim, slimSettings, withoutHelp } from './e2e/tools/settings.mjs'
import { layers } from './src/layers.ts'

const PURE = Object.keys(layers).filter((folder) => layers[folder]!.pure).map((folder) => `src/${folder}/**/*.test.ts`)
const THEORY = ['src/engine/theory.test.ts']

export default defineConfig({
  // Relative addresses: the built page works in any folder of any static host.
  base: './',
  plugins: [react(), shelfModule(), describedOnly(), slimSettingsFirst(), withoutColours(), policy(), serviceWorker()],
  build: {
    target: 'es2023',
    // What the page may weigh is held by e2e/size.spec.ts, in bytes that travel.
    chunkSizeWarningLimit: 1_000,
    manifest: true,
    // Inlined files would be data: addresses, which the policy refuses for fonts, and would count against the first load.
    assetsInlineLimit: 0,
    // The polyfill fetches what the browser already preloads; every browser that runs the rest has modulepreload.
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: firstScreen() } } },
  },
  worker: { format: 'es', plugins: () => [slimSandbox()] },
  test: {
    environment: 'node',
    // Packages that handlers in tests import: made once.
    globalSetup: ['e2e/tools/shelf.mjs'],
    // A busy machine makes no test wrong; one that hangs is still found.
    testTimeout: 30_000,
    projects: [
      // Long runs are quickest in an engine that has run nothing else.
      { extends: true, test: { name: 'theory', include: THEORY } },
      // Pure modules keep nothing between one test and the next, so their files share one instance: a third of the time.
      { extends: true, test: { name: 'pure', include: PURE, exclude: THEORY, isolate: false } },
      { extends: true, test: { name: 'page', include: ['src/**/*.test.{ts,tsx}'], exclude: [...PURE, ...THEORY] } },
    ],
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
      // What code may ask of a service is read by the engine alone.
      if (/\/src\/(services\/[^/]+\/(face|sdk)|contract\/sdk)\.ts$/.test(id)) return emptied(readFileSync(id, 'utf8'))
      return /\/src\/services\/[^/]+\/behaviour\.ts$/.test(id) ? 'export const behaviour = { timers: [] }' : undefined
    },
    transform: (code, id) => (/\/src\/services\/[^/]+\/index\.ts$/.test(id) ? { code: code.replace(/^ +sdk: fetchFace\(\w+\),\n/m, ''), map: null } : undefined),
  }
}

/** The page's build: settings by their defaults first, the rest of them apart (see e2e/tools/settings.mjs). */
function slimSettingsFirst(): Plugin {
  const src = resolve(import.meta.dirname, 'src')
  let slims: readonly Slim[] = []
  return {
    name: 'coldstart-slim-settings',
    apply: 'build',
    enforce: 'pre',
    async buildStart() {
      slims = await slimSettings(src)
    },
    load(id) {
      if (id === join(src, 'stores/settings.ts')) return helpOf(src) + completion(slims)
      if (id.endsWith('/config.ts?whole') || id.endsWith('/mapping.ts?whole')) return readFileSync(id.replace('?whole', ''), 'utf8')
      return slims.find(({ file, names }) => file === id && names.length > 0)?.code
    },
    transform: (code, id) => (/\/src\/services\/[^/]+\/index\.ts$/.test(id) ? { code: withoutHelp(code), map: null } : undefined),
  }
}

/**
 * The first screen in three pieces: the shell, what the canvas and the inspector add to it, and nothing else. Left to
 * itself the bundler makes thirty of them, and small pieces shrink badly.
 */
interface Graph { getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null }
function firstScreen() {
  const parts = ['src/app/Stage.tsx', 'src/panels/inspector/Inspector.tsx'].map((file) => resolve(import.meta.dirname, file))
  let found: Set<string> | undefined
  const reached = (graph: Graph): Set<string> => {
    const all = new Set<string>()
    const waiting = [...parts]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (all.has(id)) continue
      all.add(id)
      waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []))
    }
    return all
  }
  return [
    { name: 'shell', tags: ['$initial' as const], priority: 2 },
    { name: (id: string, graph: Graph) => ((found ??= reached(graph)).has(id) ? 'canvas' : null), priority: 1, includeDependenciesRecursively: false },
  ]
}

/** Zooming moves numbers, never colours: what d3 brings for those would be 4 KB of the first load. */
function withoutColours(): Plugin {
  return {
    name: 'coldstart-without-colours',
    apply: 'build',
    enforce: 'pre',
    // Of what d3 can put between two values, transitions of zoom use one kind; d3-zoom brings that itself.
    resolveId: (id, importer) => (id === 'd3-color' ? '\0no-colours' : id === 'd3-interpolate' && importer?.includes('/d3-transition/') ? '\0no-tweens' : undefined),
    load(id) {
      if (id === '\0no-colours') return 'export function color() { return null }\nexport { color as rgb, color as hsl, color as lab, color as hcl, color as lch, color as gray, color as cubehelix }'
      return id === '\0no-tweens' ? 'const end = (a, b) => () => b\nexport { end as interpolateNumber, end as interpolateRgb, end as interpolateString, end as interpolateTransformCss, end as interpolateTransformSvg }' : undefined
    },
  }
}

/** The same exports, without what they do. */
const emptied = (code: string): string => [...code.matchAll(/^export (?:const|function\*?) (\w+)/gm)].map(([, name]) => `export const ${name} = () => undefined`).join('\n')

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
