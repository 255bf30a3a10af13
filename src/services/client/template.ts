import type { Dice } from '../../base/dice.ts'
import { type Micros, toMs } from '../../base/units.ts'

/** Fills `{{seq}} {{uuid}} {{now}} {{rand a b}} {{pick a,b}}` and reads the result as JSON; text that is no JSON stays text. */
export function fillTemplate(body: string, seq: number, now: Micros, dice: Dice): unknown {
  const filled = body.replace(/\{\{\s*(\w+)\s*([^}]*)\}\}/g, (whole, verb: string, rest: string) => {
    switch (verb) {
      case 'seq':
        return String(seq)
      case 'uuid':
        return dice.uuid()
      case 'now':
        return String(Math.round(toMs(now)))
      case 'rand': {
        const [from = 0, to = 1] = rest.trim().split(/[\s,]+/).map(Number)
        return String(Math.floor(from + dice.next() * (to - from + 1)))
      }
      case 'pick': {
        const choices = rest.split(',').map((one) => one.trim())
        return choices[dice.below(choices.length)] ?? ''
      }
      default:
        return whole
    }
  })
  try {
    return JSON.parse(filled)
  } catch {
    return filled
  }
}
