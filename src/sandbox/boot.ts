/** An environment begins: a runtime of its own, the core in it, then the code. */
import { assert } from '../base/assert.ts'
import { DO } from './doors.ts'
import { act } from './door.ts'
import { crashed, unreadable } from './ends.ts'
import type { Guest } from './environment.ts'
import { SLACK_BYTES, STACK_BYTES } from './limits.ts'
import { coreCode } from './made.ts'
import { importEntry } from './modules.ts'
import { beginRound, type Stage } from './stage.ts'
import { codeOf, settingsOf } from './unit.ts'

/** What one takes at least. */
const ROOM_BYTES = 245_760
const UNIVERSAL = /^:?(?:|(?:Etc\/)?(?:UTC|GMT|UCT))$/

/** As before it began, in the instance of that number. */
export function newborn(guest: Guest, machine: number): void {
  guest.machine = machine
  guest.runtime = guest.context = guest.door = guest.loading = guest.flags = 0
  guest.calls = new Set()
  guest.forms = []
  guest.wakeAt = -1
  guest.kept = guest.busy = false
  guest.opening = true
  guest.rejections = []
  guest.modules.clear()
}

export function boot(stage: Stage): void {
  const { guest, machine, made } = stage
  const { x } = machine
  machine.makeRoom(ROOM_BYTES)
  x.qjs_set_runtime_and_context(0, 0)
  stage.chance = (guest.seed[0] >>> 0) * 65_536 + (guest.seed[1] & 0xffff) + 1
  const failed = x.qjs_init()
  stage.chance = -1
  assert(failed === 0, 'an environment begins')
  guest.runtime = x.qjs_get_runtime_ptr()
  guest.context = x.qjs_get_context_ptr()
  x.qjs_set_memory_limit(0xffffffff)
  x.JS_SetMemoryLimit(guest.runtime, guest.capacity.bytes + SLACK_BYTES)
  x.qjs_set_max_stack_size(STACK_BYTES)
  x.qjs_set_interrupt_handler(1)
  x.qjs_set_promise_rejection_handler(1)
  x.qjs_set_module_loader(1)
  beginRound(stage)
  const name = machine.putText('host')
  const asks = x.qjs_new_host_function(name.at, name.length, 0)
  x.wasm_free(name.at)
  const core = machine.runBytecode(coreCode(made))
  const args = [asks, machine.text(guest.own === undefined ? guest.unit.settings : settingsOf(guest.unit.program, guest.own)), ...guest.seed.map((one) => x.qjs_new_number(one))]
  guest.door = machine.call(core, args)
  assert(guest.door !== 0, 'the core runs')
  for (const box of [core, ...args]) x.qjs_free_value(box)
  // What the core took to begin with is the playground's own.
  beginRound(stage)
  loadCode(stage)
}

function loadCode(stage: Stage): void {
  const { machine, made, guest: { unit } } = stage
  const { entry } = unit
  const zone = unit.program.variables.TZ ?? ''
  if (!UNIVERSAL.test(zone)) stage.lines.push({ after: 0, level: 'WARN', text: `TZ is ${zone}, but the playground knows UTC only: dates are told in UTC.` })
  if (unit.handler === '') stage.end = crashed('Runtime.MalformedHandlerName', 'Bad handler')
  else if (entry === undefined) {
    const stem = unit.program.handler.slice(0, -unit.handler.length - 1)
    stage.end = crashed('Runtime.ImportModuleError', `Error: Cannot find module '${stem}'\nRequire stack:\n- /var/runtime/index.mjs`)
  } else {
    const code = codeOf(unit, entry, made.compiler)
    if (code.problem) stage.end = unreadable(code)
    else if (code.kind === 'module') importEntry(stage, entry)
    else act(stage, DO.require, machine.text(entry), machine.x.qjs_get_true())
  }
}
