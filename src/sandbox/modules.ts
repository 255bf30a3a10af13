/** Where imports and requires lead, and how what they find is made known to an environment. */
import { DO } from './doors.ts'
import { act, have } from './door.ts'
import { crashed, unreadable } from './ends.ts'
import { pathOf } from './environment.ts'
import { parsed } from './heard.ts'
import { SHELF_STEPS_PER_BYTE } from './limits.ts'
import { Refusal, Waiting } from './hooks.ts'
import { bytecodeOf, partCode } from './made.ts'
import { folderOf, join } from './resolve.ts'
import { NPM } from './shelf.ts'
import { charge, interruptSoon, type Stage } from './stage.ts'
import { type Code, codeOf, find } from './unit.ts'

/** Runs a part: a box of its function. A package is charged by its size. */
export function partOf(stage: Stage, name: string): number {
  const { made, machine, guest: { unit: { shelf } } } = stage
  if (name.startsWith(NPM)) charge(stage, (shelf(name.slice(NPM.length))?.length ?? 0) * SHELF_STEPS_PER_BYTE)
  return machine.runBytecode(partCode(made, name, shelf))
}

/** For require: a path, `part:` and a name, or `!` and why not. */
export function required({ guest, made }: Stage, base: string, name: string): string {
  const found = find(guest.unit, base, name)
  if (found.kind === 'part') return `part:${found.name}`
  if (found.kind === 'none') return `!Cannot find module '${name}'\nRequire stack:\n- ${base}${base.startsWith('/var/runtime') ? '' : '\n- /var/runtime/index.mjs'}`
  const code = codeOf(guest.unit, found.path, made.compiler)
  if (code.kind === 'module') throw new Refusal(`require() of ES Module ${found.path} from ${base} not supported.`, 'ERR_REQUIRE_ESM')
  return found.path
}

/** A script, run: a box of its function. */
export function script(stage: Stage, path: string): number {
  const { guest, machine, made } = stage
  if (!guest.unit.files.has(path)) throw new Refusal(`Cannot find module '${path}'`, 'MODULE_NOT_FOUND')
  const code = codeOf(guest.unit, path, made.compiler)
  if (!code.problem) return machine.runBytecode(code.bytecode)
  stopWith(stage, code)
  return machine.x.qjs_get_undefined()
}

/** The code cannot be read: nothing of it goes on. */
function stopWith(stage: Stage, code: Code): void {
  if (stage.end === null) stage.end = unreadable(code)
  stage.stopped = 'exit'
  interruptSoon(stage)
}

/** With an attribute that says it is JSON, the engine asks once more for what it knows already. */
export function loaded({ guest }: Stage, name: string): string {
  const path = pathOf(name)
  if (path.endsWith('.json') && guest.unit.files.has(path)) return `export default ${guest.unit.files.get(path)}`
  throw new Refusal(`Cannot find module '${name}'`, 'ERR_MODULE_NOT_FOUND')
}

/** For import: the name of a module that the environment knows from now on. */
export function known(stage: Stage, base: string, name: string): string {
  const { guest, machine, made } = stage
  if (name.startsWith('coldstart:')) return name
  const found = find(guest.unit, base, name)
  if (found.kind === 'none') {
    const relative = /^(?:\.|\/|file:)/.test(name)
    const message = `Cannot find ${relative ? 'module' : 'package'} '${relative ? join(folderOf(base), name) : name}' imported from ${base}`
    // The engine forgets why a module that is imported from the start was not found.
    if (stage.linking && stage.end === null) stage.end = crashed('Runtime.ImportModuleError', `Error: ${message}`)
    throw new Refusal(message, 'ERR_MODULE_NOT_FOUND')
  }
  if (found.kind === 'part') return once(stage, `coldstart:part/${found.name}`, () => fromExports(stage, found.name, have(stage, DO.part, machine.text(found.name))))
  const code = codeOf(guest.unit, found.path, made.compiler)
  if (code.problem) {
    stopWith(stage, code)
    throw new Refusal(code.problem.message, 'ERR_SYNTAX')
  }
  if (code.kind === 'module') {
    const id = `file://${found.path}`
    return once(stage, id, () => machine.readModule(guest.context, code.bytecode, { url: id, filename: found.path, dirname: found.path.replace(/\/[^/]*$/, '') }))
  }
  return once(stage, `coldstart:file${found.path}`, () => fromExports(stage, found.path, have(stage, DO.require, machine.text(found.path))))
}

function once({ guest }: Stage, id: string, read: () => void): string {
  if (!guest.modules.has(id)) {
    guest.modules.add(id)
    read()
  }
  return id
}

/** A module whose exports are the properties of an object. */
function fromExports(stage: Stage, name: string, exports: number): void {
  const { guest, machine, made } = stage
  if (exports === 0) return failed(stage)
  const box = have(stage, DO.names, machine.x.qjs_dup_value(exports))
  if (box === 0) return failed(stage)
  const said = parsed(machine.read(box))
  const names = (Array.isArray(said) ? said : []).filter((one): one is string => typeof one === 'string' && one !== 'default')
  if (/^aws\/(?!util|lib|core)/.test(name)) names.push(...guest.unit.commands.filter((one) => !names.includes(one)))
  machine.x.qjs_free_value(box)
  const id = `coldstart:${name.startsWith('/') ? 'file' : 'part/'}${name}`
  const bytecode = bytecodeOf(made, `${id}\n${names.join()}`, () => made.compiler.ownModule(moduleText(names), id))
  machine.readModule(guest.context, bytecode, { exports })
}

/** It threw while it was run. The engine hands that on, except for what is imported from the start. */
function failed(stage: Stage): never {
  const { machine } = stage
  const error = machine.exception()
  if (stage.linking && stage.end === null && stage.stopped === '') act(stage, DO.notEntered, machine.x.qjs_dup_value(error))
  machine.x.qjs_throw(error)
  machine.x.qjs_free_value(error)
  throw new Waiting()
}

const moduleText = (names: readonly string[]): string =>
  `const m = import.meta.exports; export default m.default !== undefined && m.__esModule ? m.default : m;${names.map((one, i) => `const v${i} = m[${JSON.stringify(one)}];`).join('')}export { ${names.map((one, i) => `v${i} as ${JSON.stringify(one)}`).join(', ')} }`

export function importEntry(stage: Stage, entry: string): void {
  const { guest, machine, made } = stage
  const bytecode = bytecodeOf(made, `coldstart:entry\n${entry}`, () =>
    made.compiler.ownModule(`import * as code from ${JSON.stringify(`file://${entry}`)}; export { code }`, 'coldstart:entry'))
  stage.linking = true
  const promise = machine.runBytecode(bytecode)
  stage.linking = false
  if (promise !== 0) {
    guest.loading = promise
    return
  }
  // It could not even be linked: nothing of it ran.
  const error = machine.exception()
  if (stage.end === null && stage.stopped === '') act(stage, DO.notEntered, error, machine.x.qjs_get_true())
  else machine.x.qjs_free_value(error)
}
