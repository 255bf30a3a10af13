/**
 * Keeps the promise of contract/handler.ts with QuickJS: environments, the turns in which they run, and what is left of
 * them when they end badly.
 *
 *   open → (load the code) ─┐
 *   invoke ─────────────────┼→ run → settle: ticks, promises, immediates, due timers, in Node's order → Turn
 *   answer, wake ───────────┘
 */
import { EPOCH_MS } from '../base/time.ts'
import { assert } from '../base/assert.ts'
import type { Micros } from '../base/units.ts'
import type { Call, CodeHost, CrashReason, End, GuestId, Line, Program, Thrown, Turn } from '../contract/handler.ts'
import { type Compiler, createCompiler } from './compiler.ts'
import { ASK, DO, DRAIN, SOON } from './doors.ts'
import { callOf, copyOf, type Guest, newGuest, pathOf, type Rejection, type Saved } from './environment.ts'
import { calleeAt } from './expression.ts'
import { ASK_STEPS, CALL_STEPS, DEEP_BYTES, DEEP_STEPS, JOB_STEPS, LINE_STEPS, MAX_LINE, MAX_LOGGED, MAX_TEXT, NANOS_PER_STEP, REJECTION_STEPS, SLACK_BYTES, STACK_BYTES, STEPS_PER_TURN, BYTES_PER_STEP, RUNTIME_BYTES } from './limits.ts'
import { field, levelOf, parsed, reasonOf, streamedOf, thrownOf, whole } from './heard.ts'
import { findLayout, type Layout } from './layout.ts'
import { Machine, Refusal } from './machine.ts'
import { coreSource, packageNames, partSources } from './parts.ts'
import { folderOf, join } from './resolve.ts'
import { type Code, codeOf, find, makeUnit, syntaxError, type Unit } from './unit.ts'
import { FULFILLED, REJECTED } from './wasm.ts'

/** One wasm instance per function; what is more shares (a browser gives a page 125 memories). */
const MAX_MACHINES = 16
/** An instance larger than this is not kept for nobody. */
const IDLE_BYTES = 33_554_432
/** Memory grows by so much at once: each growth takes the browser longer than an environment does. */
const ROOM_BYTES = 4_194_304
/** Steps until it is asked whether to go on, and looked at how much memory it takes. The engine's own round is longer: so a reset by its hand can be told. */
const ROUND = 999

/** What is the same for all hosts of one engine: made once, as every run has a host of its own. */
interface Made {
  readonly compiler: Compiler
  readonly layout: Layout
  readonly bytecodes: Map<string, Uint8Array>
}
const made = new WeakMap<WebAssembly.Module, Made>()

function madeOf(module: WebAssembly.Module): Made {
  let known = made.get(module)
  if (!known) made.set(module, (known = { compiler: createCompiler(module), layout: findLayout(module), bytecodes: new Map() }))
  return known
}

export function createCodeHost(module: WebAssembly.Module): CodeHost {
  const { compiler, layout, bytecodes } = madeOf(module)
  const units = new WeakMap<Program, Unit>()
  let machines: (Machine | undefined)[] = []
  let guests = new Map<GuestId, Guest>()
  let places = new Map<Unit, number>()
  let next = 0

  // ── the present turn ──
  let guest: Guest
  let machine: Machine
  let began: Micros = 0
  /** Steps that are over, steps of the present round, and after how many it is cut off. */
  let spent = 0
  let loaded = 0
  let allowed = 0
  /** A new context draws its first chance from the clock. */
  let chance = -1
  let lines: Line[] = []
  let calls: Call[] = []
  let logged = 0
  let end: End | null = null
  /** It took more than half of its memory. */
  let much = false
  /** The modules that the code names are being found. */
  let linking = false
  let stopped: '' | 'limit' | 'memory' | 'exit' | 'done' = ''

  const stepsLeft = (): number => (layout.stepsLeft < 0 ? loaded : machine.word(guest.context + layout.stepsLeft) | 0)
  const used = (): number => spent + loaded - stepsLeft()
  const load = (steps: number): void => {
    loaded = steps
    if (layout.stepsLeft >= 0) machine.putWord(guest.context + layout.stepsLeft, steps)
  }
  const reload = (steps: number): void => {
    spent = used()
    load(steps)
  }
  const charge = (steps: number): void => {
    spent += Math.ceil(steps)
    // Most of the time the round that runs cannot reach the limit.
    if (spent + loaded >= allowed && used() >= allowed) reload(1)
  }
  /** LAM-LC-06: the code outside the handler has a whole vCPU. */
  const nanos = (): number => (guest.opening ? NANOS_PER_STEP : guest.capacity.nanosPerStep)
  const stepsIn = (limit: Micros): number => Math.max(1, Math.min(Math.floor((limit * 1_000) / nanos()), STEPS_PER_TURN))
  const micros = (): number => (used() * nanos()) / 1_000
  const after = (): Micros => Math.floor(micros())
  const present = (): Micros => began + after()
  const allocated = (): number => (layout.allocated < 0 ? 0 : machine.word(guest.runtime + layout.allocated))

  const hooks = {
    clock: () => (chance >= 0 ? chance : EPOCH_MS * 1_000 + present()),
    interrupt: () => {
      const left = stepsLeft()
      // The engine resets its count before it asks; a regular expression asks in between, after 10,000 steps of its own.
      if (left > ROUND) {
        spent += loaded
        load(Math.max(1, Math.min(ROUND, allowed - spent)))
      } else spent += 10_000
      // Where the stack ends every other step is an error, made and caught: those are dear, and take few steps.
      if (machine.depth() > DEEP_BYTES) spent += DEEP_STEPS
      const bytes = allocated()
      if (bytes > guest.capacity.bytes / 2) much = true
      if (stopped === '' && bytes > guest.capacity.bytes) stopped = 'memory'
      if (stopped === '' && spent >= allowed) stopped = 'limit'
      return stopped !== ''
    },
    rejected: (promise: number, reason: number, handled: boolean) => {
      const object = machine.x.qjs_get_value_ptr(promise)
      charge(REJECTION_STEPS)
      if (!handled) {
        guest.rejections.push({ object, promise, reason })
        return
      }
      forget(guest.rejections.filter((one) => one.object === object))
      guest.rejections = guest.rejections.filter((one) => one.object !== object)
      forget([{ object, promise, reason }])
    },
    normalize: (base: string, name: string) => known(pathOf(base), name),
    load: (name: string): string => {
      // With an attribute that says it is JSON, the engine asks once more for what it knows already.
      const path = pathOf(name)
      if (path.endsWith('.json') && guest.unit.files.has(path)) return `export default ${guest.unit.files.get(path)}`
      throw new Refusal(`Cannot find module '${name}'`, 'ERR_MODULE_NOT_FOUND')
    },
    asked: (args: readonly number[]) => asked(args),
  }
  const forget = (rejections: readonly Rejection[]): void => {
    for (const { promise, reason } of rejections) {
      machine.x.qjs_free_value(promise)
      machine.x.qjs_free_value(reason)
    }
  }

  // ── what an environment asks ──
  function asked(args: readonly number[]): number {
    const { x } = machine
    const number = (i: number): number => (args[i] === undefined ? 0 : x.qjs_get_float64(args[i]))
    const text = (i: number, most = MAX_TEXT): string => {
      const said = args[i] === undefined ? '' : machine.read(args[i], most)
      charge(said.length / BYTES_PER_STEP)
      return said
    }
    charge(ASK_STEPS)
    switch (number(0)) {
      case ASK.line: {
        charge(LINE_STEPS)
        const said = text(2, MAX_LINE)
        logged += said.length
        if (logged <= MAX_LOGGED && end === null) lines.push({ after: after(), level: levelOf(text(1, 8)), text: said })
        break
      }
      case ASK.call:
        charge(CALL_STEPS)
        if (end !== null) break
        calls.push(callOf(whole(number(1), 0), after(), text(2, 200), text(3)))
        guest.calls.add(calls.at(-1)!.id)
        break
      case ASK.wake:
        guest.wakeAt = whole(number(1), -1)
        guest.kept = number(2) !== 0
        break
      case ASK.end:
        if (end === null) end = endOf(text(1), text(2))
        break
      case ASK.part:
        return machine.runBytecode(own(text(1)))
      case ASK.resolve:
        return machine.text(required(text(1), text(2)))
      case ASK.file:
        return script(text(1))
      case ASK.flag:
        guest.flags = whole(number(1), 0) & (DRAIN | SOON)
        break
      case ASK.exit: {
        const code = whole(number(1), 1)
        if (end === null) end = { kind: 'crashed', reason: 'Runtime.ExitError', error: exited(`exit status ${code}`) }
        stopped = 'exit'
        reload(1)
        break
      }
      case ASK.now:
        return x.qjs_new_number(present())
      case ASK.read:
        return machine.text(fileText(text(1)))
      case ASK.name: {
        const path = pathOf(text(1))
        return machine.text(calleeAt(guest.unit.code.get(path)?.text ?? '', number(2), number(3)))
      }
      case ASK.charge:
        charge(whole(number(1), 0))
        break
      case ASK.used:
        return x.qjs_new_number(allocated())
    }
    return x.qjs_get_undefined()
  }

  function endOf(kind: string, json: string): End {
    guest.busy = false
    if (json.length >= MAX_TEXT) return { kind: 'threw', error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).', trace: [] } }
    const said = parsed(json)
    // Whatever called: only JSON leaves, and only in the shapes that the contract has.
    if (said === undefined) return { kind: 'threw', error: { errorType: 'Error', errorMessage: 'Unable to stringify response body', trace: [] } }
    if (kind === 'returned') return { kind, json }
    if (kind === 'streamed') return streamedOf(said)
    const error = thrownOf(kind === 'crashed' ? field(said, 'error') : said)
    // Without memory for an exception the engine throws null.
    if (error.errorMessage === 'out of memory' ? error.errorType === 'InternalError' : much && error.errorType === 'object' && error.errorMessage === 'null') return outOfMemory()
    if (kind !== 'crashed') return { kind: 'threw', error }
    return { kind, reason: reasonOf(field(said, 'reason')), ...(field(said, 'error') === undefined ? {} : { error }) }
  }
  const outOfMemory = (): End => ({ kind: 'crashed', reason: 'Runtime.OutOfMemory' })

  function fileText(path: string): string {
    const { files } = guest.unit
    if (path === '*') return JSON.stringify([...files.keys()])
    return files.get(path) ?? ''
  }

  // ── modules ──
  function own(name: string): Uint8Array {
    const known = bytecodes.get(name)
    if (known) return known
    if (name !== 'core' && !Object.hasOwn(partSources, name)) throw new Refusal(`There is no ${name}`, 'MODULE_NOT_FOUND')
    const source = name === 'core' ? `'use strict';${coreSource}` : `(function (exports, part, core, module) {'use strict';${partSources[name]}\n})`
    const bytecode = compiler.own(source, `coldstart:${name}`)
    bytecodes.set(name, bytecode)
    return bytecode
  }

  /** For require: a path, `part:` and a name, or `!` and why not. */
  function required(base: string, name: string): string {
    const found = find(guest.unit, base, name)
    if (found.kind === 'part') return `part:${found.name}`
    if (found.kind === 'none') return `!Cannot find module '${name}'\nRequire stack:\n- ${base}${base.startsWith('/var/runtime') ? '' : '\n- /var/runtime/index.mjs'}`
    const code = codeOf(guest.unit, found.path, compiler)
    if (code.kind === 'module') throw new Refusal(`require() of ES Module ${found.path} from ${base} not supported.`, 'ERR_REQUIRE_ESM')
    return found.path
  }

  function script(path: string): number {
    if (!guest.unit.files.has(path)) throw new Refusal(`Cannot find module '${path}'`, 'MODULE_NOT_FOUND')
    const code = codeOf(guest.unit, path, compiler)
    if (code.problem) {
      stopWith(code)
      return machine.x.qjs_get_undefined()
    }
    return machine.runBytecode(code.bytecode)
  }
  /** The code cannot be read: nothing of it goes on. */
  function stopWith(code: Code): void {
    if (end === null) end = { kind: 'crashed', reason: 'Runtime.UserCodeSyntaxError', error: syntaxError(code.problem!) }
    stopped = 'exit'
    reload(1)
  }

  /** For import: the name of a module that the environment knows from now on. */
  function known(base: string, name: string): string {
    const found = name.startsWith('coldstart:') ? undefined : find(guest.unit, base, name)
    if (found === undefined) return name
    if (found.kind === 'none') {
      const relative = /^(?:\.|\/|file:)/.test(name)
      const message = `Cannot find ${relative ? 'module' : 'package'} '${relative ? join(folderOf(base), name) : name}' imported from ${base}`
      // The engine forgets why a module that is imported from the start was not found.
      if (linking && end === null) end = crashed('Runtime.ImportModuleError', `Error: ${message}`)
      throw new Refusal(message, 'ERR_MODULE_NOT_FOUND')
    }
    if (found.kind === 'part') return once(`coldstart:part/${found.name}`, () => fromExports(found.name, have(DO.part, machine.text(found.name))))
    const code = codeOf(guest.unit, found.path, compiler)
    if (code.problem) {
      stopWith(code)
      throw new Refusal(code.problem.message, 'ERR_SYNTAX')
    }
    if (code.kind === 'module') {
      const id = `file://${found.path}`
      return once(id, () => machine.readModule(guest.context, code.bytecode, { url: id, filename: found.path, dirname: found.path.replace(/\/[^/]*$/, '') }))
    }
    return once(`coldstart:file${found.path}`, () => fromExports(found.path, have(DO.require, machine.text(found.path))))
  }
  function once(id: string, read: () => void): string {
    if (!guest.modules.has(id)) {
      guest.modules.add(id)
      read()
    }
    return id
  }
  /** A module whose exports are the properties of an object. */
  function fromExports(name: string, exports: number): void {
    // It threw while it was run: the exception waits for whoever imports it.
    if (exports === 0) throw new Refusal(`Cannot load ${name}`, 'ERR_LOAD')
    const box = have(DO.names, machine.x.qjs_dup_value(exports))
    if (box === 0) throw new Refusal(`Cannot load ${name}`, 'ERR_LOAD')
    const said = parsed(machine.read(box))
    const names = (Array.isArray(said) ? said : []).filter((one): one is string => typeof one === 'string' && one !== 'default')
    if (/^aws\/(?!util|lib|core)/.test(name)) names.push(...guest.unit.commands.filter((one) => !names.includes(one)))
    machine.x.qjs_free_value(box)
    const id = `coldstart:${name.startsWith('/') ? 'file' : 'part/'}${name}`
    const key = `${id}\n${names.join()}`
    let bytecode = bytecodes.get(key)
    if (!bytecode) {
      const text = `const m = import.meta.exports; export default m.default !== undefined && m.__esModule ? m.default : m;${names.map((one, i) => `const v${i} = m[${JSON.stringify(one)}];`).join('')}export { ${names.map((one, i) => `v${i} as ${JSON.stringify(one)}`).join(', ')} }`
      bytecode = compiler.ownModule(text, id)
      bytecodes.set(key, bytecode)
    }
    machine.readModule(guest.context, bytecode, { exports })
  }

  // ── turns ──
  function enter(to: Guest, now: Micros, limit: Micros): void {
    guest = to
    machine = machines[to.machine]!
    began = now
    lines = []
    calls = []
    logged = 0
    end = null
    much = linking = false
    stopped = ''
    spent = 0
    allowed = stepsIn(limit)
    machine.touch()
    if (to.context === 0) return
    machine.x.qjs_set_runtime_and_context(to.runtime, to.context)
    load(Math.min(ROUND, allowed))
  }

  /** Whoever looks for a package is told which there are. */
  function hint(message: string): void {
    const name = /Cannot find (?:package|module) '([^'./][^']*)'/.exec(message)?.[1]
    if (name !== undefined && name !== guest.unit.program.handler.replace(/\.[^.]*$/, '')) lines.push({ after: after(), level: 'WARN', text: `The playground has no ${name}. Besides Node's own modules it has ${packageNames.join(', ')}.` })
  }

  function turn(limit: Micros): Turn {
    if (end?.kind === 'crashed' && end.reason === 'Runtime.ImportModuleError') hint(end.error?.errorMessage ?? '')
    const settled = end as End | null
    const died = settled?.kind === 'crashed' || settled?.kind === 'cut'
    const took = settled?.kind === 'cut' ? limit : Math.min(limit, Math.round(micros()))
    const usedBytes = settled?.kind === 'crashed' && settled.reason === 'Runtime.OutOfMemory' ? guest.unit.program.memoryMb * 1_048_576 : RUNTIME_BYTES + allocated()
    if (settled !== null) guest.opening = false
    const result: Turn = { took, lines, calls, wakeAt: died || guest.wakeAt < 0 ? null : guest.wakeAt, end: settled, usedBytes }
    if (died) dispose(guest)
    return result
  }

  /** Runs what is given and then all that follows from it; whatever happens inside, a turn comes out. */
  function run(to: Guest, now: Micros, limit: Micros, first: () => void): Turn {
    enter(to, now, limit)
    try {
      first()
      settle()
      if (end === null && stopped !== '') end = stopped === 'memory' ? outOfMemory() : { kind: 'cut' }
      return turn(limit)
    } catch (error) {
      // The engine itself broke: nothing in its instance is touched again.
      if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error
      lose(to.machine)
      return { took: 0, lines, calls: [], wakeAt: null, end: { kind: 'crashed', reason: 'Runtime.ExitError', error: exited('signal: segmentation fault') }, usedBytes: RUNTIME_BYTES }
    }
  }

  const exited = (how: string): Thrown => ({ errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime exited with error: ${how}`, trace: [] })

  /** One thing after another until nothing is left that could go on by itself. */
  function settle(): void {
    const { x } = machine
    while (end === null && stopped === '') {
      if (guest.flags & DRAIN) act(DO.drain)
      else if (x.qjs_is_job_pending() !== 0) {
        if (x.qjs_execute_pending_job() < 0) broke()
        charge(JOB_STEPS)
      } else if (guest.loading !== 0 && x.qjs_promise_state(guest.loading) !== 0) loadedNow()
      else if (guest.rejections.length > 0) {
        const { reason } = guest.rejections[0]!
        act(DO.rejected, x.qjs_dup_value(reason))
      } else if (guest.flags & SOON) act(DO.soon)
      else if (guest.wakeAt >= 0 && guest.wakeAt <= present()) act(DO.fire)
      else if (guest.calls.size > 0 || (guest.wakeAt >= 0 && guest.kept)) return
      else if (guest.busy) {
        guest.busy = false
        act(DO.idle)
      } else if (guest.loading !== 0) {
        // A top-level await that nothing will ever answer: Node leaves with 13.
        end = { kind: 'crashed', reason: 'Runtime.ExitError', error: exited('exit status 13') }
      } else return
    }
  }

  function loadedNow(): void {
    const { x } = machine
    const promise = guest.loading
    guest.loading = 0
    const state = x.qjs_promise_state(promise)
    const result = x.qjs_promise_result(promise)
    x.qjs_free_value(promise)
    if (state === FULFILLED) {
      const namespace = machine.property(result, 'code')
      x.qjs_free_value(result)
      act(DO.entered, namespace)
    } else if (state === REJECTED) act(DO.notEntered, result)
  }

  /** Has the environment do something; boxes given are taken. */
  function act(what: number, ...boxes: number[]): void {
    const result = have(what, ...boxes)
    if (result === 0) broke()
    else machine.x.qjs_free_value(result)
  }
  /** The same, for what comes of it: a box; 0 when it threw. */
  function have(what: number, ...boxes: number[]): number {
    const { x } = machine
    charge(ASK_STEPS)
    const args = [x.qjs_new_number(what), ...boxes]
    const result = machine.call(guest.door, args)
    for (const box of args) x.qjs_free_value(box)
    return result
  }

  /** Something was thrown past everybody: it was stopped, it has no memory left, or it is an exception nobody caught. */
  function broke(): void {
    const { x } = machine
    const error = machine.exception()
    if (end === null && stopped === '') {
      const said = machine.read(error, 200)
      if (said === '' || said.includes('out of memory')) end = outOfMemory()
      else {
        const result = machine.call(guest.door, [x.qjs_new_number(DO.uncaught), error])
        if (result === 0) end = { kind: 'crashed', reason: 'Unhandled', error: { errorType: 'Error', errorMessage: said, trace: [] } }
        else x.qjs_free_value(result)
      }
    }
    x.qjs_free_value(error)
  }

  // ── life ──
  function placeOf(unit: Unit): number {
    let place = places.get(unit)
    if (place === undefined) {
      place = places.size % MAX_MACHINES
      places.set(unit, place)
    }
    machines[place] ??= new Machine(module, hooks)
    return place
  }

  function begin(to: Guest): void {
    to.machine = placeOf(to.unit)
    to.runtime = to.context = to.door = to.loading = to.flags = 0
    to.calls = new Set()
    to.wakeAt = -1
    to.kept = to.busy = false
    to.opening = true
    to.rejections = []
    to.modules.clear()
  }

  /** A runtime of its own, the core in it, then the code. */
  function boot(): void {
    const { x } = machine
    machine.makeRoom(ROOM_BYTES)
    x.qjs_set_runtime_and_context(0, 0)
    chance = (guest.seed[0] >>> 0) * 65_536 + (guest.seed[1] & 0xffff) + 1
    const failed = x.qjs_init()
    chance = -1
    assert(failed === 0, 'an environment begins')
    guest.runtime = x.qjs_get_runtime_ptr()
    guest.context = x.qjs_get_context_ptr()
    x.qjs_set_memory_limit(0xffffffff)
    x.JS_SetMemoryLimit(guest.runtime, guest.capacity.bytes + SLACK_BYTES)
    x.qjs_set_max_stack_size(STACK_BYTES)
    x.qjs_set_interrupt_handler(1)
    x.qjs_set_promise_rejection_handler(1)
    x.qjs_set_module_loader(1)
    load(Math.min(ROUND, allowed))
    const name = machine.putText('host')
    const asks = x.qjs_new_host_function(name.at, name.length, 0)
    x.wasm_free(name.at)
    const core = machine.runBytecode(own('core'))
    const args = [asks, machine.text(guest.unit.settings), ...guest.seed.map((one) => x.qjs_new_number(one))]
    guest.door = machine.call(core, args)
    assert(guest.door !== 0, 'the core runs')
    for (const box of [core, ...args]) x.qjs_free_value(box)
    // What the core took to begin with is the playground's own.
    spent = 0
    load(Math.min(ROUND, allowed))
    start()
  }

  function start(): void {
    const { unit } = guest
    const { entry } = unit
    if (unit.handler === '') {
      end = crashed('Runtime.MalformedHandlerName', 'Bad handler')
      return
    }
    if (entry === undefined) {
      const stem = unit.program.handler.slice(0, -unit.handler.length - 1)
      end = crashed('Runtime.ImportModuleError', `Error: Cannot find module '${stem}'\nRequire stack:\n- /var/runtime/index.mjs`)
      return
    }
    const code = codeOf(unit, entry, compiler)
    if (code.problem) end = { kind: 'crashed', reason: 'Runtime.UserCodeSyntaxError', error: syntaxError(code.problem) }
    else if (code.kind === 'module') importEntry(entry)
    else act(DO.require, machine.text(entry), machine.x.qjs_get_true())
  }
  const crashed = (reason: CrashReason, errorMessage: string): End =>
    ({ kind: 'crashed', reason, error: { errorType: reason, errorMessage, trace: [`${reason}: ${errorMessage.split('\n')[0]}`] } })

  function importEntry(entry: string): void {
    const { x } = machine
    const key = `coldstart:entry\n${entry}`
    let bytecode = bytecodes.get(key)
    if (!bytecode) {
      bytecode = compiler.ownModule(`import * as code from ${JSON.stringify(`file://${entry}`)}; export { code }`, 'coldstart:entry')
      bytecodes.set(key, bytecode)
    }
    linking = true
    const promise = machine.runBytecode(bytecode)
    linking = false
    if (promise !== 0) {
      guest.loading = promise
      return
    }
    // It could not even be linked: nothing of it ran.
    const error = machine.exception()
    if (end === null && stopped === '') act(DO.notEntered, error, x.qjs_get_true())
    else x.qjs_free_value(error)
  }

  function dispose(gone: Guest): void {
    const place = gone.machine
    const of = machines[place]
    guests.delete(gone.id)
    gone.machine = -1
    if (!of || gone.context === 0) return
    of.touch()
    try {
      of.x.qjs_set_runtime_and_context(gone.runtime, gone.context)
      for (const { promise, reason } of gone.rejections) {
        of.x.qjs_free_value(promise)
        of.x.qjs_free_value(reason)
      }
      if (gone.loading !== 0) of.x.qjs_free_value(gone.loading)
      if (gone.door !== 0) of.x.qjs_free_value(gone.door)
      of.x.qjs_destroy()
      // Its memory never shrinks: what a greedy environment left is given back when nobody lives there any more.
      if (of.sizeBytes() > IDLE_BYTES && ![...guests.values()].some((one) => one.machine === place)) machines[place] = undefined
    } catch {
      lose(place)
    }
  }

  /** All that lived there begins anew when it is next used. */
  function lose(place: number): void {
    machines[place] = undefined
    for (const one of guests.values()) if (one.machine === place) one.machine = -1
  }

  /** One that is known no more: what still comes for it finds nobody. */
  const nothing = (): Turn => ({ took: 0, lines: [], calls: [], wakeAt: null, end: null, usedBytes: 0 })
  const gone = (): Turn => ({ took: 0, lines: [], calls: [], wakeAt: null, end: { kind: 'crashed', reason: 'Runtime.ExitError', error: exited('signal: segmentation fault') }, usedBytes: RUNTIME_BYTES })

  return {
    open(program, seed, now, limit) {
      let unit = units.get(program)
      if (!unit) units.set(program, (unit = makeUnit(program)))
      const id = next++
      const made = newGuest(id, unit, seed)
      guests.set(id, made)
      begin(made)
      return { guest: id, turn: run(made, now, limit, boot) }
    },
    invoke(id, event, context, now, limit) {
      const to = guests.get(id)
      if (!to) return nothing()
      if (to.machine < 0) {
        begin(to)
        const again = run(to, now, limit, boot)
        if (again.end?.kind !== 'returned') return again
      }
      return run(to, now, limit, () => {
        charge(event.length / BYTES_PER_STEP)
        // What was left waiting when the environment froze goes on first.
        settle()
        if (end !== null || stopped !== '') return
        to.busy = true
        const { deadline, traceHeader, ...facts } = context
        act(DO.invoke, machine.text(event), machine.text(JSON.stringify(facts)), machine.x.qjs_new_number(deadline), machine.text(traceHeader ?? ''))
      })
    },
    answer(id, call, { ok, json }, now, limit) {
      const to = guests.get(id)
      if (!to) return nothing()
      if (to.machine < 0) return gone()
      if (!to.calls.delete(call)) return nothing()
      return run(to, now, limit, () => {
        charge(json.length / BYTES_PER_STEP)
        act(DO.answer, machine.x.qjs_new_number(call), ok ? machine.x.qjs_get_true() : machine.x.qjs_get_false(), machine.text(json))
      })
    },
    wake(id, now, limit) {
      const to = guests.get(id)
      if (!to) return nothing()
      if (to.machine < 0) return gone()
      return run(to, now, limit, () => {})
    },
    close(id) {
      const found = guests.get(id)
      if (found) dispose(found)
    },
    save(): Saved {
      return {
        images: machines.map((one) => one?.image()), next, places: new Map(places),
        guests: [...guests.values()].map(copyOf),
      }
    },
    restore(saved) {
      const { images, guests: kept, places: where, next: then } = saved as Saved
      machines = images.map((image) => image && new Machine(module, hooks, image))
      guests = new Map(kept.map((one) => [one.id, copyOf(one)]))
      places = new Map(where)
      next = then
    },
  }
}
