/**
 * `npm test`, and its parts: `node e2e/tools/test.mjs [static] [unit] [build] [browser] [bench] [-- arguments for Playwright]`.
 * The last line counts everything that ran; a static check and the build count as one test each.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { ensureBuild, ensurePackages, packaged, readJson, run } from './ensure.mjs'
import { root } from './root.mjs'

const split = process.argv.indexOf('--')
const named = process.argv.slice(2, split < 0 ? undefined : split)
const extra = split < 0 ? [] : process.argv.slice(split + 1)
const all = named.length === 0
const wants = (/** @type {string} */ part) => all || named.includes(part)

const total = { passed: 0, failed: 0 }
/** @type {string[]} */
const broken = []

ensurePackages()
// The browser comes first: who lacks one should hear it now, not after two minutes of other tests.
const browser = wants('browser') || wants('bench') ? await ensureBrowser() : undefined
const reports = join(root, 'node_modules/.cache/coldstart-tests')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

if (wants('static')) {
  check('types of the pure folders', 'typescript/bin/tsc', ['-p', 'src/tsconfig.pure.json'])
  check('types', 'typescript/bin/tsc', ['-p', 'tsconfig.json'])
  check('lint', '@biomejs/biome/bin/biome', ['lint', '--config-path=e2e/lint.jsonc', '--error-on-warnings', 'src', 'e2e', 'vite.config.ts'])
}
if (wants('unit')) vitest([])
else if (wants('static')) vitest(['src/tidy.test.ts'])
const built = !wants('build') || ensureBuild()
if (wants('build')) note('build', built)
if (browser) {
  // What lies in dist/ after a failed build is an older page: passing on it would say nothing.
  if (!built) note('browser tests, for want of a build', false)
  else if ('refusal' in browser) {
    console.error(browser.refusal)
    note('browser', false)
  } else {
    if (wants('browser')) playwright(browser.path, 'pages')
    if (named.includes('bench')) playwright(browser.path, 'bench')
  }
}

if (broken.length > 0) console.log(`\nNot passed: ${broken.join(', ')}`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0

/** @param {string} title @param {string} tool @param {string[]} args */
function check(title, tool, args) {
  console.log(`\n— ${title}`)
  note(title, run(process.execPath, [packaged(tool), ...args]))
}

/** @param {string} title @param {boolean} passed */
function note(title, passed) {
  if (passed) total.passed++
  else {
    total.failed++
    broken.push(title)
  }
}

/** @param {string[]} files */
function vitest(files) {
  console.log(files.length > 0 ? '\n— tidy' : '\n— unit, property and conformance tests')
  const out = join(reports, 'unit.json')
  const went = run(process.execPath, [packaged('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${out}`, ...files])
  const report = readJson(out)
  count('unit', went, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0)
}

/** @param {string} path @param {'pages' | 'bench'} project */
function playwright(path, project) {
  console.log(project === 'bench' ? '\n— browser benchmarks' : '\n— browser tests')
  const out = join(reports, `${project}.json`)
  // What is measured is measured alone.
  const args = ['test', '-c', 'e2e/playwright.config.ts', `--project=${project}`, '--reporter=list,json', ...(project === 'bench' ? ['--workers=1'] : []), ...extra]
  const went = run(process.execPath, [packaged('@playwright/test/cli.js'), ...args], {
    ...process.env, COLDSTART_BROWSER: path, PLAYWRIGHT_JSON_OUTPUT_NAME: out,
  })
  const stats = readJson(out)?.stats
  count('browser', went, stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0))
}

/** A runner that breaks down without naming a test has failed all the same. @param {string} title @param {boolean} went @param {number} passed @param {number} failed */
function count(title, went, passed, failed) {
  total.passed += passed
  total.failed += failed
  if (failed > 0) broken.push(title)
  else if (!went) note(`${title} (the runner itself)`, false)
}
