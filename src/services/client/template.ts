import type { Dice } from '../../base/dice.ts'
import { unixMs } from '../../base/time.ts'
import { type Micros, toMs } from '../../base/units.ts'
import { makeToken } from '../../contract/http/identity.ts'

/** Fills the placeholders and reads the result as JSON; text that is no JSON stays text. */
export function fillTemplate(body: string, seq: number, now: Micros, dice: Dice): unknown {
  const filled = fillText(body, seq, now, dice)
  try {
    return JSON.parse(filled)
  } catch {
    return filled
  }
}

/** `{{seq}} {{uuid}} {{now}} {{rand a b}} {{pick a,b}} {{jwt claim=value …}}` */
export function fillText(text: string, seq: number, now: Micros, dice: Dice): string {
  if (!text.includes('{{')) return text
  return text.replace(/\{\{\s*(\w+)\s*([^}]*)\}\}/g, (whole, verb: string, rest: string) => {
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
      case 'jwt':
        return token(rest, Math.floor(unixMs(now) / 1_000))
      default:
        return whole
    }
  })
}

/** A token as an issuer would give it at this moment, good for an hour. Claims that are numbers are numbers. */
function token(claims: string, now: number): string {
  const said = claims.trim().split(/\s+/).filter((one) => one.includes('=')).map((one): [string, string | number] => {
    const value = one.slice(one.indexOf('=') + 1).replaceAll('+', ' ')
    return [one.slice(0, one.indexOf('=')), /^-?\d+$/.test(value) ? Number(value) : value]
  })
  return makeToken({ iss: 'https://issuer.example', aud: 'app', sub: 'user', iat: now, exp: now + 3_600, ...Object.fromEntries(said) })
}
