/** The command itself, as a shell sees it: exit code, standard output, standard error. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { writeDrawingText } from '../drawing/file.ts'
import { shelfOf } from '../drawing/catalogue.ts'
import { services } from '../services/catalogue.ts'
import { sketch } from '../testkit/simulate.ts'

const command = (...words: string[]): readonly [string, readonly string[]] => [process.execPath, ['e2e/tools/run-ts.mjs', 'src/worker/sim.ts', ...words]]
const drawing = writeDrawingText(sketch({ forSec: 10 }, (book) => {
  book.add('client', 'shop', { rps: 500, forMs: 0 })
  book.add('lambda', 'quote', { ioMs: 20 })
  book.wire('shop', 'quote')
}), shelfOf(services))
const sim = (input: string, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(...command(...words), { input, encoding: 'utf8' })
  return { status, stdout, stderr }
}
const SLOW = 30_000

test('a refusal is one line on standard error, nothing on standard output, and exit code 2', () => {
  expect(sim('', '.')).toEqual({ status: 2, stdout: '', stderr: '. is a folder. Name the file of a drawing in it.\n' })
  expect(sim('{"version":1,', '-')).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(/^This is neither [^\n]*\n$/) })
}, SLOW)

test('what the page would warn of is said on standard error, and the run starts', () => {
  const { status, stdout, stderr } = sim(JSON.stringify({ ...JSON.parse(drawing), scenario: { forSec: 1, quotas: { nope: 1 } } }), '-')
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'The scenario sets a quota called "nope", which there is not. Mend the name; it is ignored otherwise. (GEN-02)\n' })
  expect(stdout).toContain('messages: ')
}, SLOW)

test('whoever reads the rows may leave when they have seen enough', async () => {
  // Months of rows: it is over only because nobody reads any more.
  const running = spawn(...command('-', '--for', '366d', '--format', 'ndjson'), { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  running.stderr.on('data', (part) => {
    said += part
  })
  running.stdin.end(drawing)
  const first = await new Promise<string>((done) => running.stdout.once('data', (part) => done(String(part))))
  running.stdout.destroy()
  const code = await new Promise((done) => running.once('close', done))
  expect(first).toMatch(/^\{"t":0,"message":1,"kind":"request"/)
  expect({ code, said }).toEqual({ code: 0, said: '' })
}, SLOW)

test('Ctrl-C ends a long run, and nothing is left behind', async () => {
  const running = spawn(...command('-', '--for', '366d', '--format', 'ndjson'), { stdio: ['pipe', 'pipe', 'ignore'] })
  running.stdin.end(drawing)
  await new Promise((done) => running.stdout.once('data', done))
  running.kill('SIGINT')
  running.stdout.resume()
  expect(await new Promise((done) => running.once('exit', (_, signal) => done(signal)))).toBe('SIGINT')
  expect(existsSync(`node_modules/.cache/coldstart/${running.pid}`)).toBe(false)
}, SLOW)
