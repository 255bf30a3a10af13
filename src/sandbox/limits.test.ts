import { expect, test } from 'vitest'
import { ms, sec } from '../base/units.ts'
import { guestOf, newHost } from '../testkit/guest.ts'

// Some of it computes until it is stopped; a busy machine takes its time.
const LONG = 60_000
const crash = (reason: string, errorMessage?: string) => ({ kind: 'crashed', reason, ...(errorMessage === undefined ? {} : { error: { errorMessage } }) })
const handler = (body: string, outside = '') => `${outside}\nexport const handler = async (event, context) => {\n${body}\n}`
const told = (code: string, settings = {}) => {
  const guest = guestOf(code, settings)
  return guest.init.end?.kind === 'returned' ? guest.invoke() : guest.init
}

test('LAM-ERR-03 memory that runs out ends the environment, caught or not', () => {
  const bomb = 'const all = []\nfor (;;) all.push(new Array(1000).fill(1))'
  const first = told(handler(bomb), { memoryMb: 128 })
  expect(first.end).toMatchObject(crash('Runtime.OutOfMemory'))
  expect(first.turns.at(-1)!.usedBytes).toBe(128 * 1_048_576)
  expect(told(handler(`try { ${bomb} } catch {}\nfor (;;) {}`), { memoryMb: 128 }).end!.kind).not.toBe('returned')
  expect(told(handler('return 1', 'const all = []\nfor (;;) all.push("x".repeat(1e6) + all.length)'), { memoryMb: 128 }).end).toMatchObject(crash('Runtime.OutOfMemory'))
  expect(told(handler('let s = "x"\nfor (;;) s += s')).end).toMatchObject({ kind: 'threw', error: { errorType: 'RangeError', errorMessage: 'Invalid string length' } })
}, LONG)

test('LAM-ERR-02 code that never gives way is cut off at its limit', () => {
  for (const body of ['for (;;) {}', 'while (true) await null', 'for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }', '/^(a+)+$/.test("a".repeat(40) + "b")', 'const tick = () => process.nextTick(tick)\ntick()\nawait new Promise(() => {})', 'const soon = () => setImmediate(soon)\nsoon()\nawait new Promise(() => {})']) {
    const { end, turns } = told(handler(body), { memoryMb: 128, timeoutSec: 0.5 })
    expect([body, end, turns[0]!.took]).toEqual([body, { kind: 'cut' }, sec(0.5)])
  }
}, LONG)

test('LAM-CPU-01 more memory makes computing faster and waiting not', () => {
  const busy = handler('let n = 0\nfor (let i = 0; i < 100000; i++) n += i\nreturn n')
  const small = told(busy, { memoryMb: 256 }).at
  const large = told(busy, { memoryMb: 1_024 }).at
  expect(small / large).toBeGreaterThan(3.9)
  expect(small / large).toBeLessThan(4.1)
  const waits = handler('await new Promise((done) => setTimeout(done, 500))')
  expect(Math.abs(told(waits, { memoryMb: 256 }).at - told(waits, { memoryMb: 1_024 }).at)).toBeLessThan(ms(5))
})

test('a stack that is too deep is a RangeError, as in Node', () => {
  expect(told(handler('const f = () => f() + 1\nreturn f()')).end).toMatchObject({ kind: 'threw', error: { errorType: 'RangeError', errorMessage: 'Maximum call stack size exceeded' } })
  expect(told(handler('const f = () => f() + 1\ntry { f() } catch (error) { return error.name }')).value).toBe('RangeError')
})

test('LAM-ERR-04 a process that leaves ends the environment with its status', () => {
  expect(told(handler('process.exit(3)\nconsole.log("never")')).end).toMatchObject(crash('Runtime.ExitError', 'Error: Runtime exited with error: exit status 3'))
  expect(told(handler('process.exit()\nfor (;;) {}')).lines).toEqual([])
})

test('LAM-ERR-09 a promise that nobody settles ends as Node ends it', () => {
  expect(told(handler('await new Promise(() => {})')).end).toMatchObject({ kind: 'crashed', reason: 'Runtime.NodejsExit', error: { errorType: 'Runtime.NodejsExit' } })
})

test('LAM-ERR-07 what cannot be loaded is named: module, grammar, handler', () => {
  expect(told('import x from "left-pad"\nexport const handler = async () => 1').end).toMatchObject(crash('Runtime.ImportModuleError', "Error: Cannot find package 'left-pad' imported from /var/task/index.mjs"))
  expect(told('const x = require("left-pad")\nexports.handler = async () => 1', { file: 'index.js' }).end).toMatchObject(crash('Runtime.ImportModuleError', "Error: Cannot find module 'left-pad'\nRequire stack:\n- /var/task/index.js\n- /var/runtime/index.mjs"))
  expect(told('export const handler = async () => {').end).toMatchObject({ kind: 'crashed', reason: 'Runtime.UserCodeSyntaxError', error: { errorType: 'Runtime.UserCodeSyntaxError' } })
  expect(told('exports.handler = async () => {\n  const = 3\n}', { file: 'index.js' }).end).toMatchObject({ reason: 'Runtime.UserCodeSyntaxError', error: { trace: [expect.any(String), expect.stringContaining('/var/task/index.js:2')] } })
  expect(told('import { nothing } from "./other.mjs"\nexport const handler = async () => nothing', { files: { 'other.mjs': 'export const some = 1' } }).end).toMatchObject({ reason: 'Runtime.UserCodeSyntaxError' })
  expect(told('export const other = 1').end).toMatchObject(crash('Runtime.HandlerNotFound', 'index.handler is undefined or not exported'))
  expect(told('export const handler = 1').end).toMatchObject(crash('Runtime.HandlerNotFound', 'index.handler is not a function'))
  expect(told('export const handler = async () => 1', { handler: 'app.handler' }).end).toMatchObject(crash('Runtime.ImportModuleError', "Error: Cannot find module 'app'\nRequire stack:\n- /var/runtime/index.mjs"))
  expect(told('export const handler = async () => 1', { handler: 'index' }).end).toMatchObject(crash('Runtime.MalformedHandlerName'))
})

test('LAM-LC-10 an exception outside the handler fails the init, with its own type', () => {
  expect(told('throw new TypeError("no config")\nexport const handler = async () => 1').end).toMatchObject({ kind: 'crashed', error: { errorType: 'TypeError', errorMessage: 'no config' } })
  expect(told('await Promise.reject(new Error("no db"))\nexport const handler = async () => 1').end).toMatchObject({ kind: 'crashed', error: { errorType: 'Error', errorMessage: 'no db' } })
})

test('an exception or rejection that nobody catches ends the environment', () => {
  expect(told(handler('setTimeout(() => { throw new Error("late") }, 5)\nawait new Promise((done) => setTimeout(done, 50))')).end).toMatchObject(crash('Unhandled', 'late'))
  expect(told(handler('Promise.reject(new Error("lost"))\nawait new Promise((done) => setTimeout(done, 50))')).end).toMatchObject(crash('Runtime.UnhandledPromiseRejection', 'Error: lost'))
  expect(told(handler('const late = Promise.reject(new Error("kept"))\nawait null\ntry { await late } catch (error) { return error.message }')).value).toBe('kept')
})

test('LAM-ERR-08 what JSON cannot hold is not a result', () => {
  for (const value of ['1n', '(() => { const a = {}; a.a = a; return a })()', '({ get x() { throw new Error("x") } })']) {
    expect(told(handler(`return ${value}`)).end).toMatchObject({ kind: 'threw', error: { errorType: 'Error', errorMessage: 'Unable to stringify response body' } })
  }
  expect(told(handler('throw "text"')).end).toEqual({ kind: 'threw', error: { errorType: 'string', errorMessage: 'text', trace: [] } })
})

test('what a flood of lines or a giant result would take is bounded', () => {
  const flood = told(handler('for (;;) console.log("x".repeat(200000))'), { memoryMb: 1_769, timeoutSec: 0.1 })
  expect(flood.end).toEqual({ kind: 'cut' })
  expect(flood.turns[0]!.lines.reduce((sum, line) => sum + line.text.length, 0)).toBeLessThanOrEqual(8_388_608)
  expect(told(handler('return "x".repeat(22_000_000)'), { memoryMb: 512 }).end).toMatchObject({ kind: 'threw', error: { errorType: 'Function.ResponseSizeTooLarge' } })
}, LONG)

test('an engine that breaks takes only its own instance along, whose environments begin anew', () => {
  const host = newHost()
  const deep = `const deep = '['.repeat(200000)\nexport const handler = async (event) => event.bad ? JSON.parse(deep) : eval('(' .repeat(5000) + '1' + ')'.repeat(5000))`
  const guest = guestOf(deep, { host })
  const other = guestOf('let n = 0\nexport const handler = async () => ++n', { host })
  other.invoke()
  expect(guest.invoke({ bad: true }).end!.kind).not.toBe('returned')
  expect(other.invoke().value).toBe(2)
})
