/** Makes bytecode, in an instance that runs nothing else. Only bytecode made here is ever run. */
import { Machine } from './machine.ts'
import { MODULE, NO_LINES, NO_SOURCE, SCRIPT } from './wasm.ts'
import type { Problem } from './unit.ts'

export interface Compiler {
  module(text: string, name: string): Uint8Array | Problem
  script(text: string, name: string): Uint8Array | Problem
  /** Our own source: it stands in nobody's stack traces, and carries nothing that it does not need. */
  own(text: string, name: string): Uint8Array
  ownModule(text: string, name: string): Uint8Array
}

export const isFailure = (made: Uint8Array | Problem): made is Problem => 'message' in made

const STACK_BYTES = 131_072
const refuse = (): never => {
  throw new Error('nothing runs here')
}

export function createCompiler(module: WebAssembly.Module): Compiler {
  let machine = begin(module)
  /** In a context of its own: modules of one name would meet. */
  const compile = (text: string, name: string, flags: number, strip: number): Uint8Array | Problem => {
    try {
      machine.x.qjs_set_runtime_and_context(0, 0)
      machine.x.qjs_init()
      machine.x.qjs_set_memory_limit(0xffffffff)
      machine.x.qjs_set_max_stack_size(STACK_BYTES)
      machine.x.qjs_set_module_loader(1)
      const bytecode = machine.compile(text, name, flags, strip)
      const made = bytecode ?? problemOf(machine, name)
      machine.x.qjs_destroy()
      return made
    } catch {
      // The parser ran out of stack: code nested too deep for it. The instance is spent.
      machine = begin(module)
      return { message: 'Maximum call stack size exceeded', place: name }
    }
  }
  const certain = (made: Uint8Array | Problem): Uint8Array => {
    if (isFailure(made)) throw new Error(`${made.message} at ${made.place}`)
    return made
  }
  return {
    module: (text, name) => compile(text, name, MODULE, NO_SOURCE),
    script: (text, name) => compile(text, name, SCRIPT, NO_SOURCE),
    own: (text, name) => certain(compile(text, name, SCRIPT, NO_SOURCE | NO_LINES)),
    ownModule: (text, name) => certain(compile(text, name, MODULE, NO_SOURCE)),
  }
}

const begin = (module: WebAssembly.Module): Machine =>
  // What a module imports is not looked into here, only named.
  new Machine(module, { clock: () => 0, interrupt: () => false, rejected: () => {}, normalize: (_base, name) => name, load: () => '', asked: refuse })

function problemOf(machine: Machine, name: string): Problem {
  const error = machine.exception()
  const text = (key: string) => {
    const box = machine.property(error, key)
    const said = machine.read(box)
    machine.x.qjs_free_value(box)
    return said
  }
  const message = text('message')
  const at = /\(?([^\s()]+:\d+(?::\d+)?)\)?\s*$/m.exec(text('stack'))?.[1] ?? name
  machine.x.qjs_free_value(error)
  return { message, place: at }
}
