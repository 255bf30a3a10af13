import { type Place, readConfig, readName, readNumber, readObject } from './check-values.ts'
import type { Config } from './fields.ts'
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
    quotas: readQuotas(found.quotas, place),
    faults: readFaults(found.faults, targets, place),
    actions: readActions(found.actions, targets, place),
  }
}

function readQuotas(value: unknown, { problems }: Place): Scenario['quotas'] {
  const found = readObject(value)
  if (!found) {
    if (value !== undefined) problems.push({ level: 'mended', text: "The scenario's quotas are no object; the usual ones hold." })
    return {}
  }
  const quotas: Record<string, number> = {}
  for (const name of Object.keys(found)) {
    const one = found[name]
    if (/^[a-z]\w{0,60}$/i.test(name) && name !== 'constructor' && typeof one === 'number' && Number.isFinite(one) && one >= 0) quotas[name] = one
    else problems.push({ level: 'mended', text: `The quota "${name.slice(0, 60)}" is a number, 0 or more; the usual one holds.` })
  }
  return quotas
}

function readFaults(value: unknown, targets: ReadonlySet<string>, place: Place): Fault[] {
  return linesOf(value, 'faults', place).flatMap((found, index) => {
    const which = `Fault ${index + 1}`
    const id = readName(found.id) ?? `f${index + 1}`
    const on = readName(found.on)
    const kind = readName(found.kind)
    if (!on || !kind || !targets.has(on)) return nothing(which, place)
    return [{ id, on, kind, atSec: readSeconds(found, 'atSec', 0, which, place), forSec: readSeconds(found, 'forSec', 1, which, place), config: readSettings(found.config, which, place) }]
  })
}

function readActions(value: unknown, targets: ReadonlySet<string>, place: Place): Action[] {
  return linesOf(value, 'actions', place).flatMap((found, index) => {
    const which = `Action ${index + 1}`
    const id = readName(found.id) ?? `a${index + 1}`
    const on = readName(found.on)
    const verb = readName(found.do)
    if (!on || !verb || !targets.has(on)) return nothing(which, place)
    return [{ id, on, do: verb, atSec: readSeconds(found, 'atSec', 0, which, place), config: readSettings(found.config, which, place) }]
  })
}

function nothing(which: string, { problems }: Place): [] {
  problems.push({ level: 'mended', text: `${which} is about nothing in this drawing, and was left out.` })
  return []
}

type Line = { readonly [key: string]: unknown }

function readSeconds(line: Line, name: string, usual: number, which: string, { problems }: Place): number {
  const value = line[name]
  const seconds = readNumber(value, usual, 0, LONGEST_SEC)
  if (value !== undefined && seconds !== value) problems.push({ level: 'mended', text: `${which}: ${name} is a number of seconds; ${seconds} is used.` })
  return seconds
}

function readSettings(value: unknown, which: string, place: Place): Config {
  if (value !== undefined && !readObject(value)) place.problems.push({ level: 'mended', text: `${which}: its settings are no object, and were left out.` })
  return readConfig(value, undefined, place)
}

function linesOf(value: unknown, what: string, { problems }: Place): Line[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    problems.push({ level: 'mended', text: `The scenario's ${what} are no list, and were left out.` })
    return []
  }
  if (value.length > MOST_LINES) problems.push({ level: 'mended', text: `The scenario has ${value.length} ${what}; those after ${MOST_LINES} were left out.` })
  return value.slice(0, MOST_LINES).map((one) => readObject(one) ?? {})
}
