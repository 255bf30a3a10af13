/** The host has an environment do something. */
import { DO } from './doors.ts'
import { outOfMemory } from './ends.ts'
import { ASK_STEPS } from './limits.ts'
import { chargePiece, type Stage } from './stage.ts'

/** A number as the argument at that place (0 is what to do). */
export function numberAt({ made, machine }: Stage, i: number, value: number): number {
  return made.layout.ints && (value | 0) === value ? machine.whole(i, value) : machine.x.qjs_new_number(value)
}

/** Boxes given are taken. */
export function act(stage: Stage, what: number, ...boxes: number[]): void {
  const result = have(stage, what, ...boxes)
  if (result === 0) broke(stage)
  else stage.machine.x.qjs_free_value(result)
}

/** The same, for what comes of it: a box; 0 when it threw. */
export function have(stage: Stage, what: number, ...boxes: number[]): number {
  const { machine } = stage
  chargePiece(stage, ASK_STEPS)
  boxes.unshift(numberAt(stage, 0, what))
  const result = machine.call(stage.guest.door, boxes)
  for (const box of boxes) machine.free(box)
  return result
}

/** Something was thrown past everybody: it was stopped, it has no memory left, or it is an exception nobody caught. */
export function broke(stage: Stage): void {
  const { machine } = stage
  const { x } = machine
  const error = machine.exception()
  if (stage.end === null && stage.stopped === '') {
    const said = machine.read(error, 200)
    if (said === '' || said.includes('out of memory')) stage.end = outOfMemory()
    else {
      const result = machine.call(stage.guest.door, [x.qjs_new_number(DO.uncaught), error])
      if (result === 0) stage.end = { kind: 'crashed', reason: 'Unhandled', error: { errorType: 'Error', errorMessage: said, trace: [] } }
      else x.qjs_free_value(result)
    }
  }
  x.qjs_free_value(error)
}
