/** A program made ready once for all its environments: which files are modules, their JavaScript, their bytecode. */
import type { Program, Thrown } from '../contract/handler.ts'
import { type Compiler, isFailure } from './compiler.ts'
import { type Files, filesOf, type Found, resolve } from './resolve.ts'
import type { Shelf } from './shelf.ts'
import { stripTypes } from './typescript.ts'

export interface Unit {
  readonly program: Program
  readonly files: Files
  readonly shelf: Shelf
  /** The file that the handler's name means; undefined when there is none. */
  readonly entry: string | undefined
  /** The export that is the handler. */
  readonly handler: string
  readonly major: number
  /** What environments are told of themselves when they begin; the same for all. */
  readonly settings: string
  readonly code: Map<string, Code>
  /** Where imports lead, by who imports and what. */
  readonly found: Map<string, Found>
  /** Names of commands, waiters and paginators that it speaks of: those of the SDK that are not here are still there to import. */
  readonly commands: readonly string[]
}
/** A file as it runs. */
export interface Code {
  readonly kind: 'module' | 'script' | 'json'
  readonly text: string
  readonly bytecode: Uint8Array
  /** Why it does not run at all. */
  readonly problem?: Problem
}
/** A mistake of grammar, with the place that the engine names. */
export interface Problem {
  readonly message: string
  readonly place: string
}

const EXTENSIONS = ['.mjs', '.js', '.cjs', '.mts', '.ts', '.cts']
const EMPTY = new Uint8Array()

export function makeUnit(program: Program, shelf: Shelf): Unit {
  const files = filesOf(program)
  const dot = program.handler.indexOf('.', program.handler.lastIndexOf('/') + 1)
  const stem = dot < 0 ? program.handler : program.handler.slice(0, dot)
  const handler = dot < 0 ? '' : program.handler.slice(dot + 1)
  const path = EXTENSIONS.map((extension) => `/var/task/${stem}${extension}`).find((one) => files.has(one))
  return { program, files, shelf, entry: path, handler, major: majorOf(program), settings: settingsOf(program), code: new Map(), found: new Map(), commands: [...new Set([...files.values()].flatMap((text) => text.match(/\b(?:[A-Z]\w*Command|(?:waitUntil|waitFor|paginate)[A-Z]\w*)\b/g) ?? []))] }
}

const majorOf = ({ runtime }: Program): number => Number.parseInt(runtime.replace(/^nodejs/, ''), 10) || 22

/** What an environment is told of itself when it begins. */
export function settingsOf(program: Program, own?: Program['variables']): string {
  const { handler, variables, ephemeralMb } = program
  const major = majorOf(program)
  const version = major >= 24 ? 'v24.11.1' : major >= 22 ? 'v22.21.1' : 'v20.19.5'
  const dot = handler.indexOf('.', handler.lastIndexOf('/') + 1)
  return JSON.stringify({ handler, export: dot < 0 ? '' : handler.slice(dot + 1), env: { ...variables, ...own }, major, version, ephemeralMb })
}

export function find(unit: Unit, base: string, name: string): Found {
  const key = `${base}\n${name}`
  let found = unit.found.get(key)
  if (!found) unit.found.set(key, (found = resolve(unit.files, base, name, unit.shelf)))
  return found
}

/** A file's code, made when it is first asked for. */
export function codeOf(unit: Unit, path: string, compiler: Compiler): Code {
  const known = unit.code.get(path)
  if (known) return known
  const made = makeCode(unit, path, compiler)
  unit.code.set(path, made)
  return made
}

function makeCode(unit: Unit, path: string, compiler: Compiler): Code {
  let text = unit.files.get(path) ?? ''
  if (path.endsWith('.json')) return { kind: 'json', text, bytecode: EMPTY }
  if (text.startsWith('#!')) text = `//${text}`
  if (/\.[mc]?ts$/.test(path)) {
    const stripped = stripTypes(text, path)
    if ('problem' in stripped) return { kind: 'script', text, bytecode: EMPTY, problem: stripped.problem }
    text = stripped.text
  }
  if (isModule(unit, path, text, compiler)) {
    const bytecode = compiler.module(text, `file://${path}`)
    return isFailure(bytecode) ? { kind: 'module', text, bytecode: EMPTY, problem: bytecode } : { kind: 'module', text, bytecode }
  }
  const bytecode = compiler.script(wrapped(text), path)
  return isFailure(bytecode) ? { kind: 'script', text, bytecode: EMPTY, problem: bytecode } : { kind: 'script', text, bytecode }
}

/** On one line, so that lines keep their numbers. */
const wrapped = (text: string): string => `(function (exports, require, module, __filename, __dirname) {${text}\n})`

/** By extension, then by the package, then by what the file says: a module is what only parses as one. */
function isModule(unit: Unit, path: string, text: string, compiler: Compiler): boolean {
  if (/\.m[jt]s$/.test(path)) return true
  if (/\.c[jt]s$/.test(path)) return false
  const told = unit.files.get('/var/task/package.json')
  if (told !== undefined && /"type"\s*:\s*"module"/.test(told)) return true
  if (told !== undefined && /"type"\s*:\s*"commonjs"/.test(told)) return false
  if (!/\b(?:import|export|await)\b/.test(text)) return false
  return isFailure(compiler.script(wrapped(text), path)) && !isFailure(compiler.module(text, `file://${path}`))
}

/** As the runtime reports a mistake of grammar. */
export const syntaxError = ({ message, place }: Problem): Thrown => ({
  errorType: 'Runtime.UserCodeSyntaxError', errorMessage: `SyntaxError: ${message}`,
  trace: [`Runtime.UserCodeSyntaxError: SyntaxError: ${message}`, `    at ${place}`],
})
