/** One turn of an environment: what it was given to do, then all that follows from it, in Node's order. */
import type { Micros } from '../base/units.ts'
import type { Turn } from '../contract/handler.ts'
import { DO, DRAIN, SOON } from './doors.ts'
import { act, broke } from './door.ts'
import { exited, outOfMemory } from './ends.ts'
import { JOB_STEPS, RUNTIME_BYTES } from './limits.ts'
import { packageNames } from './parts.ts'
import { shelfNames } from './shelf.ts'
import { after, allocated, chargePiece, micros, present, type Stage } from './stage.ts'
import { FULFILLED, REJECTED } from './wasm.ts'

/** Whatever happens inside, a turn comes out. */
export function play(stage: Stage, limit: Micros, first: () => void): Turn {
  first()
  settle(stage)
  if (stage.end === null && stage.stopped !== '') stage.end = stage.stopped === 'memory' ? outOfMemory() : { kind: 'cut' }
  return turnOf(stage, limit)
}

function turnOf(stage: Stage, limit: Micros): Turn {
  const { guest, end } = stage
  if (end?.kind === 'crashed' && end.reason === 'Runtime.ImportModuleError') hint(stage, end.error?.errorMessage ?? '')
  const took = end?.kind === 'cut' ? limit : Math.min(limit, Math.round(micros(stage)))
  const usedBytes = end?.kind === 'crashed' && end.reason === 'Runtime.OutOfMemory' ? guest.unit.program.memoryMb * 1_048_576 : RUNTIME_BYTES + allocated(stage)
  if (end !== null) guest.opening = false
  return { took, lines: stage.lines, calls: stage.calls, ...(stage.wrote.length > 0 && { wrote: stage.wrote }), wakeAt: isDead(end) || guest.wakeAt < 0 ? null : guest.wakeAt, end, usedBytes }
}

/** After such an end there is no environment any more. */
export const isDead = (end: Turn['end']): boolean => end?.kind === 'crashed' || end?.kind === 'cut'

/** Its instance is lost. */
export const lostTurn = (lines: Turn['lines'] = []): Turn => ({ took: 0, lines, calls: [], wakeAt: null, end: exited('signal: segmentation fault'), usedBytes: RUNTIME_BYTES })

/** Whoever looks for a package is told which there are. */
function hint(stage: Stage, message: string): void {
  const name = /Cannot find (?:package|module) '([^'./][^']*)'/.exec(message)?.[1]
  if (name === undefined || name === stage.guest.unit.program.handler.replace(/\.[^.]*$/, '')) return
  const there = name === 'aws-sdk' ? `The runtime brings version 3 of the SDK: ${packageNames[0]} and its like`
    : name.startsWith('@aws-sdk/') ? `Of the SDK it has ${packageNames.join(', ')}`
    : `On its shelf are ${shelfNames.join(', ')}; it has the clients of the AWS SDK and Node's own modules; anything else goes beside the handler as a file`
  stage.lines.push({ after: after(stage), level: 'WARN', text: `The playground has no ${name}. ${there}.` })
}

/** One thing after another until nothing is left that could go on by itself. */
export function settle(stage: Stage): void {
  const { guest } = stage
  const { x } = stage.machine
  while (stage.end === null && stage.stopped === '') {
    if (guest.flags & DRAIN) act(stage, DO.drain)
    else if (x.qjs_is_job_pending() !== 0) {
      if (x.qjs_execute_pending_job() < 0) broke(stage)
      chargePiece(stage, JOB_STEPS)
    } else if (guest.loading !== 0 && x.qjs_promise_state(guest.loading) !== 0) loadedNow(stage)
    else if (guest.rejections.length > 0) act(stage, DO.rejected, x.qjs_dup_value(guest.rejections[0]!.reason))
    else if (guest.flags & SOON) act(stage, DO.soon)
    else if (guest.wakeAt >= 0 && guest.wakeAt <= present(stage)) act(stage, DO.fire)
    else if (guest.calls.size > 0 || (guest.wakeAt >= 0 && guest.kept)) return
    else if (guest.busy) {
      guest.busy = false
      act(stage, DO.idle)
    } else if (guest.loading !== 0) {
      // A top-level await that nothing will ever answer: Node leaves with 13.
      stage.end = exited('exit status 13')
    } else return
  }
}

function loadedNow(stage: Stage): void {
  const { guest, machine } = stage
  const { x } = machine
  const promise = guest.loading
  guest.loading = 0
  const state = x.qjs_promise_state(promise)
  const result = x.qjs_promise_result(promise)
  x.qjs_free_value(promise)
  if (state === FULFILLED) {
    const namespace = machine.property(result, 'code')
    x.qjs_free_value(result)
    act(stage, DO.entered, namespace)
  } else if (state === REJECTED) act(stage, DO.notEntered, result)
}
