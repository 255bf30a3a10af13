/** What a dated action cost: messages that were over, and environments that were gone, the very moment it took effect. */
import { sec } from '../base/units.ts'
import type { Action } from '../drawing/drawing.ts'
import { actionsInOrder } from '../engine/agenda.ts'
import { K } from '../trace/records.ts'
import { settlesAfter } from './dated.ts'
import type { Recording } from './recording.ts'

export interface Dropped {
  readonly messages: readonly number[]
  readonly environments: number
}

const LOST: ReadonlySet<number> = new Set([K.dropped, K.expired])

/** From the row that tells of the action to the next such row, or the next instant. */
export function droppedBy({ drawing, keep }: Recording, id: string): Dropped {
  const number = actionsInOrder(drawing.scenario).findIndex((one: Action) => one.id === id)
  const action = actionsInOrder(drawing.scenario)[number]
  const messages = new Set<number>()
  let environments = 0
  if (!action) return { messages: [], environments }
  const at = sec(action.atSec) + sec(action.do === 'set' ? settlesAfter(drawing, action.on) : 0)
  let told = false
  keep.scan(at, at + 1, ({ kind, serial, a, b }, row) => {
    if (kind[row] === K.changed) told = a[row] === number && b[row] === 0
    else if (told && LOST.has(kind[row]!)) messages.add(serial[row]!)
    else if (told && kind[row] === K.environmentEnded) environments++
  })
  return { messages: [...messages], environments }
}
