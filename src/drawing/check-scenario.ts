import { type Place, readConfig, readName, readNumber, readObject } from './check-values.ts'
import { type Action, EMPTY_SCENARIO, type Fault, MODES, PROFILES, type Scenario } from './drawing.ts'

export const LONGEST_SEC = 31_622_400
const MOST_LINES = 10_000

export function readScenario(value: unknown, targets: ReadonlySet<string>, place: Place): Scenario {
  const found = readObject(value)
  const { problems } = place
  if (!found) {
    if (value !== undefined) problems.push({ level: 'mended', text: 'The scenario of this drawing is no object; the usual one is used.' })
    return EMPTY_SCENARIO
  }
  const told = <T>(name: string, good: boolean, one: T, usual: T, rule: string): T => {
    if (good) return one
    if (found[name] !== undefined) problems.push({ level: 'mended', text: `The scenario's ${name} is ${rule}; ${String(usual)} is used.` })
    return usual
  }
  const { seed, forSec, mode, profile } = found
  return {
    seed: told('seed', Number.isInteger(seed) && (seed as number) >= 0 && (seed as number) <= 4_294_967_295, seed as number, EMPTY_SCENARIO.seed, 'a whole number from 0 to 4,294,967,295'),
    forSec: told('forSec', typeof forSec === 'number' && forSec > 0 && forSec <= LONGEST_SEC, forSec as number, EMPTY_SCENARIO.forSec, 'a span of at most 366 days'),
    mode: told('mode', MODES.includes(mode as Scenario['mode']), mode as Scenario['mode'], EMPTY_SCENARIO.mode, 'realistic or strict'),
    profile: told('profile', PROFILES.includes(profile as Scenario['profile']), profile as Scenario['profile'], EMPTY_SCENARIO.profile, 'current or course'),
    quotas: readQuotas(found.quotas),
    faults: readFaults(found.faults, targets, place),
    actions: readActions(found.actions, targets, place),
  }
}

function readQuotas(value: unknown): Scenario['quotas'] {
  const found = readObject(value) ?? {}
  const quotas: Record<string, number> = {}
  for (const name of Object.keys(found)) {
    const one = found[name]
    if (/^[a-z]\w{0,60}$/i.test(name) && name !== 'constructor' && typeof one === 'number' && Number.isFinite(one) && one >= 0) quotas[name] = one
  }
  return quotas
}

function readFaults(value: unknown, targets: ReadonlySet<string>, place: Place): Fault[] {
  return linesOf(value).flatMap((found, index) => {
    const id = readName(found.id) ?? `f${index + 1}`
    const on = readName(found.on)
    const kind = readName(found.kind)
    if (!on || !kind || !targets.has(on)) {
      place.problems.push({ level: 'mended', text: `Fault ${index + 1} is about nothing in this drawing, and was left out.` })
      return []
    }
    return [{ id, on, kind, atSec: readNumber(found.atSec, 0, 0, LONGEST_SEC), forSec: readNumber(found.forSec, 1, 0, LONGEST_SEC), config: readConfig(found.config, undefined, place) }]
  })
}

function readActions(value: unknown, targets: ReadonlySet<string>, place: Place): Action[] {
  return linesOf(value).flatMap((found, index) => {
    const id = readName(found.id) ?? `a${index + 1}`
    const on = readName(found.on)
    const verb = readName(found.do)
    if (!on || !verb || !targets.has(on)) {
      place.problems.push({ level: 'mended', text: `Action ${index + 1} is about nothing in this drawing, and was left out.` })
      return []
    }
    return [{ id, on, do: verb, atSec: readNumber(found.atSec, 0, 0, LONGEST_SEC), config: readConfig(found.config, undefined, place) }]
  })
}

const linesOf = (value: unknown): { readonly [key: string]: unknown }[] =>
  (Array.isArray(value) ? value.slice(0, MOST_LINES) : []).map(readObject).filter((one) => one !== undefined)
