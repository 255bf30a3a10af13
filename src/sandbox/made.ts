/** What is the same for all hosts of one engine, made once: every run has a host of its own. */
import { type Compiler, createCompiler } from './compiler.ts'
import { findLayout, type Layout } from './layout.ts'
import { Refusal } from './hooks.ts'
import { coreSource, partSources } from './parts.ts'
import { type Shelf, shelfSource } from './shelf.ts'

export interface Made {
  readonly compiler: Compiler
  readonly layout: Layout
  readonly bytecodes: Map<string, Uint8Array>
}
const made = new WeakMap<WebAssembly.Module, Made>()

export function madeOf(module: WebAssembly.Module): Made {
  let known = made.get(module)
  if (!known) made.set(module, (known = { compiler: createCompiler(module), layout: findLayout(module), bytecodes: new Map() }))
  return known
}

/** The bytecode of that name, made when it is first asked for. */
export function bytecodeOf({ bytecodes }: Made, key: string, make: () => Uint8Array): Uint8Array {
  const known = bytecodes.get(key)
  if (known) return known
  const bytecode = make()
  bytecodes.set(key, bytecode)
  return bytecode
}

export const coreCode = (of: Made): Uint8Array => bytecodeOf(of, 'core', () => of.compiler.own(`'use strict';${coreSource}`, 'coldstart:core'))

/** A part of the surface, or of a package of the shelf. */
export const partCode = (of: Made, name: string, shelf: Shelf): Uint8Array => bytecodeOf(of, `part ${name}`, () => {
  const source = Object.hasOwn(partSources, name) ? partSources[name] : shelfSource(name, shelf)
  if (source === undefined) throw new Refusal(`There is no ${name}`, 'MODULE_NOT_FOUND')
  return of.compiler.own(`(function (exports, part, core, module) {'use strict';${source}\n})`, `coldstart:${name}`)
})
