import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { root } from './root.mjs'

const SUFFIX = '?machine'
const FLAGS = ['-O3', '--runtime', 'stub', '--initialMemory', '32', '--maximumMemory', '32', '--outFile', 'machine.wasm']

/**
 * `import code from './assembly/ride.ts?machine'`: that file and what it imports, compiled to WebAssembly, as base64.
 *
 * The compiler takes two seconds, so what it made is kept, under the digest of all that it was made of.
 */
export function assembly() {
  return {
    name: 'coldstart-assembly',
    /** @type {'pre'} */
    enforce: 'pre',
    /** @param {string} source @param {string | undefined} importer */
    resolveId: (source, importer) => (source.endsWith(SUFFIX) && importer ? join(dirname(importer), source) : undefined),
    /** @param {string} id */
    load: async (id) => (id.endsWith(SUFFIX) ? `export default ${JSON.stringify(await compiled(id.slice(0, -SUFFIX.length)))}` : undefined),
  }
}

/** @param {string} file */
async function compiled(file) {
  const folder = join(root, 'node_modules/.cache/coldstart')
  const kept = join(folder, `machine-${digest(dirname(file))}.txt`)
  if (existsSync(kept)) return readFileSync(kept, 'utf8')
  const code = await compile(file)
  mkdirSync(folder, { recursive: true })
  // Whole or not at all: others may look for it at this moment.
  writeFileSync(`${kept}.${process.pid}`, code)
  renameSync(`${kept}.${process.pid}`, kept)
  return code
}

/** @param {string} folder */
function digest(folder) {
  const hash = createHash('sha256').update(FLAGS.join(' ')).update(readFileSync(join(root, 'node_modules/assemblyscript/package.json')))
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 32)
}

/** @param {string} file */
async function compile(file) {
  const { default: asc } = await import('assemblyscript/asc')
  /** @type {Uint8Array | undefined} */
  let code
  const { error, stderr } = await asc.main([basename(file), '--baseDir', dirname(file), ...FLAGS], {
    writeFile: (/** @type {string} */ _, /** @type {string | Uint8Array} */ contents) => { if (typeof contents !== 'string') code = contents },
  })
  if (error || !code) throw new Error(`${file} does not compile: ${stderr?.toString() ?? ''}${error?.message ?? ''}`)
  return Buffer.from(code).toString('base64')
}
