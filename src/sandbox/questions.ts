/** What an environment asks of the host while it runs; a box that is given back is the caller's. */
import { ASK, DRAIN, SOON } from './doors.ts'
import { endOf, exited } from './ends.ts'
import { callOf, formOf, pathOf, type Rejection } from './environment.ts'
import { calleeAt } from './expression.ts'
import { levelOf, whole } from './heard.ts'
import { ASK_STEPS, BYTES_PER_STEP, CALL_STEPS, LINE_STEPS, MAX_LINE, MAX_LOGGED, MAX_TEXT, REJECTION_STEPS } from './limits.ts'
import { type Hooks, Refusal } from './hooks.ts'
import type { Machine } from './machine.ts'
import { known, loaded, partOf, required, script } from './modules.ts'
import { scryptMix, scryptSize } from './scrypt.ts'
import { digested, digestSteps, stretched, stretchSteps } from './stretch.ts'
import { after, allocated, charge, chargePiece, clock, interrupt, interruptSoon, present, type Stage } from './stage.ts'

export const hooksOf = (stage: Stage): Hooks => ({
  clock: () => {
    // Not while a context is made: nobody is on then.
    if (stage.chance < 0) chargePiece(stage, 0)
    return clock(stage)
  },
  interrupt: () => interrupt(stage),
  rejected: (promise, reason, handled) => rejected(stage, promise, reason, handled),
  normalize: (base, name) => known(stage, pathOf(base), name),
  load: (name) => loaded(stage, name),
  asked: (args) => asked(stage, args),
})

function asked(stage: Stage, args: readonly number[]): number {
  const { machine, guest } = stage
  const { x } = machine
  const number = (i: number): number => (args[i] === undefined ? 0 : stage.made.layout.ints ? machine.number(args[i]) : x.qjs_get_float64(args[i]))
  const text = (i: number, most = MAX_TEXT): string => {
    const said = args[i] === undefined ? '' : machine.read(args[i], most)
    charge(stage, said.length / BYTES_PER_STEP)
    return said
  }
  chargePiece(stage, ASK_STEPS)
  switch (number(0)) {
    case ASK.line: {
      charge(stage, LINE_STEPS)
      const said = text(2, MAX_LINE)
      stage.logged += said.length
      if (stage.logged <= MAX_LOGGED && stage.end === null) stage.lines.push({ after: after(stage), level: levelOf(text(1, 8)), text: said })
      break
    }
    case ASK.call: {
      charge(stage, CALL_STEPS)
      const form = guest.forms[number(2)]
      if (stage.end !== null || form === undefined) break
      const call = callOf(whole(number(1), 0), after(stage), form, (i) => text(i + 3))
      stage.calls.push(call)
      guest.calls.add(call.id)
      break
    }
    case ASK.form:
      return x.qjs_new_number(guest.forms.push(formOf(text(1, 200), text(2, 1_000), whole(number(3), 0))) - 1)
    case ASK.wake:
      guest.wakeAt = whole(number(1), -1)
      guest.kept = number(2) !== 0
      break
    case ASK.end:
      if (stage.end === null) stage.end = endOf(stage, text(1), text(2))
      break
    case ASK.part:
      return partOf(stage, text(1))
    case ASK.resolve:
      return machine.text(required(stage, text(1), text(2)))
    case ASK.file:
      return script(stage, text(1))
    case ASK.flag:
      guest.flags = whole(number(1), 0) & (DRAIN | SOON)
      break
    case ASK.exit: {
      const code = whole(number(1), 1)
      if (stage.end === null) stage.end = exited(`exit status ${code}`)
      stage.stopped = 'exit'
      interruptSoon(stage)
      break
    }
    case ASK.now:
      return x.qjs_new_number(present(stage))
    case ASK.read:
      return machine.text(fileText(stage, text(1)))
    case ASK.name: {
      const path = pathOf(text(1))
      return machine.text(calleeAt(guest.unit.code.get(path)?.text ?? '', number(2), number(3)))
    }
    case ASK.charge:
      charge(stage, whole(number(1), 0))
      break
    case ASK.scrypt:
      return machine.text(scrypted(stage, text(1), number(2), number(3)))
    case ASK.digest:
      return machine.text(digest(stage, text(1, 20), text(2)))
    case ASK.stretch:
      return machine.text(stretch(stage, text(1, 20), text(2), text(3), number(4)))
    case ASK.wrote:
      if (stage.end === null) stage.wrote.push({ after: after(stage), bytes: whole(number(1), 0) })
      break
    case ASK.used:
      return x.qjs_new_number(allocated(stage))
  }
  return x.qjs_get_undefined()
}

/** Charged before it is begun: what would pass the limit is not done at all. */
function scrypted(stage: Stage, hex: string, cost: number, blockSize: number): string {
  const size = scryptSize(hex, cost, blockSize)
  if (!size) throw new Refusal('Invalid scrypt params: the playground has at most 64 MB for them', 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS')
  if (size.bytes > stage.guest.capacity.bytes - allocated(stage)) stage.stopped ||= 'memory'
  return affords(stage, size.steps) ? scryptMix(hex, cost, blockSize) : ''
}

function stretch(stage: Stage, name: string, key: string, first: string, rounds: number): string {
  const steps = stretchSteps(name, key, first, rounds)
  if (steps === undefined) throw new Refusal('Invalid digest or rounds', 'ERR_CRYPTO_INVALID_DIGEST')
  return affords(stage, steps) ? stretched(name, key, first, rounds) : ''
}

function digest(stage: Stage, name: string, hex: string): string {
  const steps = digestSteps(name, hex)
  if (steps === undefined) throw new Refusal('Digest method not supported', 'ERR_OSSL_EVP_UNSUPPORTED')
  return affords(stage, steps) ? digested(name, hex) : ''
}

function affords(stage: Stage, steps: number): boolean {
  charge(stage, steps)
  if (stage.stopped === '' && stage.spent < stage.allowed) return true
  interruptSoon(stage)
  return false
}

function fileText({ guest }: Stage, path: string): string {
  const { files } = guest.unit
  return path === '*' ? JSON.stringify([...files.keys()]) : (files.get(path) ?? '')
}

/** A promise was rejected while nobody listened, or somebody listens after all. */
function rejected(stage: Stage, promise: number, reason: number, handled: boolean): void {
  const { guest, machine } = stage
  const object = machine.x.qjs_get_value_ptr(promise)
  charge(stage, REJECTION_STEPS)
  if (!handled) {
    guest.rejections.push({ object, promise, reason })
    return
  }
  forget(machine, guest.rejections.filter((one) => one.object === object))
  guest.rejections = guest.rejections.filter((one) => one.object !== object)
  forget(machine, [{ object, promise, reason }])
}

export function forget({ x }: Machine, rejections: readonly Rejection[]): void {
  for (const { promise, reason } of rejections) {
    x.qjs_free_value(promise)
    x.qjs_free_value(reason)
  }
}
