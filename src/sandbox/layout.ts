/**
 * Where the engine keeps two numbers of its own: how many steps are left until it asks whether to go on, and how much a
 * runtime has allocated. Their places are found by trying, once per load, so that another build of the engine cannot make
 * them point at something else unnoticed.
 */
import { Machine } from './machine.ts'
import { SCRIPT } from './wasm.ts'

export interface Layout {
  /** From the context; -1: not found, and steps are counted in rounds of 10,000. */
  readonly stepsLeft: number
  /** From the runtime; -1: not found. */
  readonly allocated: number
  /** A whole number lies in its box as it is, with a zero behind it. */
  readonly ints: boolean
}

const MARK = 0x01234560
const ROUNDS = 100

export function findLayout(module: WebAssembly.Module): Layout {
  const machine = new Machine(module, { clock: () => 0, interrupt: () => false, rejected: () => {}, normalize: (_base, name) => name, load: () => '', asked: () => 0 })
  const { x } = machine
  x.qjs_init()
  const runtime = x.qjs_get_runtime_ptr()
  const context = x.qjs_get_context_ptr()
  x.qjs_set_interrupt_handler(1)
  x.JS_SetMemoryLimit(runtime, MARK)
  const three = machine.run('1 + 2', 'try.js', SCRIPT)
  const ints = machine.word(three) === 3 && machine.word(three + 4) === 0
  x.qjs_free_value(three)
  const words = (from: number, count: number) => Array.from({ length: count }, (_, i) => machine.word(from + i * 4) | 0)
  const limit = words(runtime, 64).indexOf(MARK)
  x.qjs_free_value(machine.run('globalThis.f = (n) => { for (let i = 0; i < n; i++); }', 'try.js', SCRIPT))
  const before = words(context, 256)
  x.qjs_free_value(machine.run(`f(${ROUNDS})`, 'try.js', SCRIPT))
  const after = words(context, 256)
  const steps = before.findIndex((value, i) => value <= 10_000 && value > 1_000 && value - after[i]! >= ROUNDS && value - after[i]! < ROUNDS * 3)
  return { stepsLeft: steps * (steps < 0 ? 1 : 4), allocated: limit < 1 ? -1 : (limit - 1) * 4, ints }
}
