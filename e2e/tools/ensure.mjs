/** What has to be there before anything else can run: packages, a build, a browser. Each is left alone when it is there. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env] true when it went well */
export function run(command, args, env = process.env) {
  const ended = spawnSync(command, args, { cwd: root, stdio: 'inherit', env, shell: process.platform === 'win32' })
  return ended.status === 0
}

/** The JavaScript behind a command of a package: started by this very Node, whatever the shell finds. @param {string} path */
export const packaged = (path) => join(root, 'node_modules', path)

export function ensurePackages() {
  if (packagesFit()) return
  console.log('Installing packages…')
  if (!run('npm', ['ci', '--no-audit', '--no-fund'])) stop('The packages could not be installed: see above, then run `npm ci`.')
}

/** By content, not by date: a checkout gives every file the date of now, and a half-done install has dates as well. */
function packagesFit() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {}
  const present = readJson(packaged('.package-lock.json'))?.packages
  if (!present) return false
  return Object.entries(wanted).every(([path, entry]) =>
    path === '' || (present[path] ? present[path].version === entry.version && existsSync(join(root, path)) : entry.optional === true))
}

/** @param {string} path @returns {any} */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json', 'e2e/tools/headers.mjs', 'e2e/tools/service-worker.mjs']

/** @returns {boolean} true when dist/ stands */
export function ensureBuild() {
  const built = statSync(join(root, 'dist/index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (SOURCES.every((path) => newest(join(root, path)) < built)) return true
  return run(process.execPath, [packaged('vite/bin/vite.js'), 'build', '--logLevel', 'warn'])
}

/** @param {string} path @returns {number} */
function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return 0
  if (!found.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : found.mtimeMs
  // The folder's own date counts too: a file may have been taken away.
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), found.mtimeMs)
}

/** @param {string} sentence @returns {never} */
export function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
