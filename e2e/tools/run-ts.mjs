/**
 * `node e2e/tools/run-ts.mjs [--keep] FILE.ts args…`: runs TypeScript in plain Node.
 *
 * Node 20 cannot strip types, and a second TypeScript runner would be one more dependency. Rolldown comes with Vite and
 * bundles the whole engine in a few hundredths of a second, so nothing is remembered between runs and nothing goes stale.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { root } from './root.mjs'
import { ensureShelf } from './shelf.mjs'

const keep = process.argv[2] === '--keep'
const [file, ...rest] = process.argv.slice(keep ? 3 : 2)
if (!file) {
  console.error('Which file? For example: node e2e/tools/run-ts.mjs src/worker/sim.ts drawing.json')
  process.exit(2)
}

const entry = resolve(file)
// One folder per process: two runs at once must not overwrite each other's code. It lies below node_modules so that
// packages, which are not bundled, are still found. The code removes it as soon as it is loaded: whoever presses Ctrl-C
// later leaves nothing behind. With `--keep` it stays to the end, for code that starts itself once more.
const folder = join(root, 'node_modules/.cache/coldstart', String(process.pid))
mkdirSync(folder, { recursive: true })
const forget = () => rmSync(folder, { recursive: true, force: true })
process.on('exit', forget)
if (!keep) process.on('loaded', forget)

/** Files imported as text, as Vite does it. */
const raw = {
  name: 'raw',
  /** @param {string} source @param {string | undefined} importer */
  resolveId: (source, importer) => (source.endsWith('?raw') && importer ? join(dirname(importer), source) : undefined),
  /** @param {string} id */
  load: (id) => (id.endsWith('?raw') ? `export default ${JSON.stringify(readFileSync(id.slice(0, -4), 'utf8'))}` : undefined),
}

await ensureShelf()
const code = join(folder, `${basename(entry).replace(/\.tsx?$/, '')}.mjs`)
try {
  const bundle = await rolldown({ input: entry, platform: 'node', external: /^[a-z@][^:]*$|^node:/, logLevel: 'silent', plugins: [raw] })
  await bundle.write({ file: code, format: 'esm', sourcemap: 'inline', codeSplitting: false, banner: "process.emit('loaded')" })
  await bundle.close()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

process.argv = [process.argv[0] ?? 'node', entry, ...rest]
process.setSourceMapsEnabled(true)
await import(pathToFileURL(code).href)
