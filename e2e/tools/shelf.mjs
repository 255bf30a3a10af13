/**
 * The npm packages that handlers may import: each bundled into one file of CommonJS, its own dependencies in it, what
 * handlers share with it (the SDK, Node, the other packages) left to be required. Made once for as long as neither the
 * versions nor this file change, and kept where the page's build, `npm run sim` and the tests find it.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { root } from './root.mjs'

const list = join(root, 'src/sandbox/shelf.json')
/** @type {{ readonly [name: string]: readonly string[] }} */
export const shelf = JSON.parse(readFileSync(list, 'utf8'))
export const shelfFolder = join(root, 'node_modules/.cache/coldstart-shelf')

/** @param {string} name of a package */
export const shelfFile = (name) => join(shelfFolder, `npm-${name.replace('@', '').replace('/', '-')}.js`)

/** Makes what is missing; a run that finds all of it there takes a few milliseconds. */
export async function ensureShelf() {
  const stamp = stampOf()
  const mark = join(shelfFolder, 'stamp')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === stamp) return
  // Beside it and then in its place: another process may be reading, or making the same.
  const fresh = `${shelfFolder}-${process.pid}`
  mkdirSync(fresh, { recursive: true })
  for (const name of Object.keys(shelf)) writeFileSync(shelfFile(name).replace(shelfFolder, fresh), await bundled(name))
  writeFileSync(join(fresh, 'stamp'), stamp)
  rmSync(shelfFolder, { recursive: true, force: true })
  renameSync(fresh, shelfFolder)
}

function stampOf() {
  const hash = createHash('sha256').update(readFileSync(list)).update(readFileSync(import.meta.filename))
  for (const name of Object.keys(shelf)) hash.update(readFileSync(join(root, 'node_modules', name, 'package.json')))
  return hash.digest('hex')
}

/** What handlers can import from one package, they share with the others: one zod, one middy. */
const names = new Set([...builtinModules, ...Object.entries(shelf).flatMap(([name, paths]) => paths.map((path) => name + path.slice(1)))])
/** @param {string} id @param {string} self */
const isShared = (id, self) => id.startsWith('node:') || id.startsWith('@aws-sdk/') || (names.has(id) && id !== self && !id.startsWith(`${self}/`))

/** @param {string} name */
async function bundled(name) {
  const entry = '\0entry'
  const bundle = await rolldown({
    input: entry, platform: 'node', logLevel: 'silent', cwd: root,
    external: (id) => isShared(id, name),
    resolve: { conditionNames: ['node', 'import', 'default'], mainFields: ['main'] },
    plugins: [{
      name: 'entry',
      resolveId: (id) => (id === entry ? id : undefined),
      // English only: the other forty languages are a third of zod.
      // Getters: what is not imported is not run either.
      load: (id) => /zod.v4.locales.index\.js$/.test(id) ? 'export { default as en } from "./en.js"' : (id === entry ? `module.exports = {\n${(shelf[name] ?? []).map((path) => `get ${JSON.stringify(path.replace(/\.js$/, ''))}() { return require(${JSON.stringify(name + path.slice(1))}) },`).join('\n')}\n}` : undefined),
    }],
  })
  const { output } = await bundle.generate({ format: 'cjs', codeSplitting: false, minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } }, exports: 'auto' })
  await bundle.close()
  const { code } = output[0]
  const needs = [...new Set([...code.matchAll(/\brequire\(["'`]([^"'`]+)["'`]\)/g)].map(([, id]) => Object.keys(shelf).find((one) => id === one || id?.startsWith(`${one}/`))).filter((one) => one !== undefined && one !== name))]
  return `//${JSON.stringify({ needs })}\n${code}`
}

/** Before Vitest's tests. */
export default ensureShelf
