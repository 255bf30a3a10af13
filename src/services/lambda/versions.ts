/**
 * Versions and aliases. A published version keeps the settings it was published with; an alias points to one version,
 * or shares its requests between two. A request names one of them by the qualifier of its wire. Versions are counted by
 * their place in the state's list, where place 0 is $LATEST.
 */
import { checkValue, type Config, withDefaults } from '../../contract/config.ts'
import { type Content, NONE } from '../../contract/messages.ts'
import type { Qualified } from '../../contract/qualifier.ts'
import { K } from '../../contract/trace.ts'
import { ASYNC, BATCH, endings } from './askers.ts'
import { config as schema, type FunctionConfig } from './config.ts'
import { versionedAs } from './edge-place.ts'
import type { FunctionNode, FunctionState } from './state.ts'
import { type Traits, traitsOf } from './traits.ts'

export interface Alias {
  readonly name: string
  readonly version: number
  /** The second version, or -1, and its share in percent. */
  readonly additional: number
  readonly weight: number
  /** Requests so far, since the weights were set. */
  requests: number
}

export const LATEST = '$LATEST'
/** Settings of the function as a whole: no version has its own. */
export const OF_FUNCTION: ReadonlySet<string> = new Set([
  'reserved', 'maxRetries', 'maxAgeSec', 'asyncSettings', 'recursion', 'idleEndSec', 'versions', 'aliases', 'provisioned', 'schedules',
])

/** LAM-VER-01: the settings of a version, given what it says of its own. */
export function frozen(config: FunctionConfig, settings: string): FunctionConfig {
  const own = parseSettings(settings) ?? {}
  const values: Record<string, unknown> = { ...config }
  for (const name of Object.keys(own)) if (mayFreeze(name) && !checkValue(schema[name], own[name])) values[name] = own[name]
  return withDefaults(schema, values)
}

const mayFreeze = (name: string): name is keyof typeof schema => Object.hasOwn(schema, name) && !OF_FUNCTION.has(name)

/** Undefined when it is no JSON object. */
export function parseSettings(settings: string): Config | undefined {
  if (settings.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(settings)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Config) : undefined
  } catch {
    return undefined
  }
}

/** Takes over the lists of versions and aliases; what is known already stays as it is. */
export function readVersions(node: FunctionNode, state: FunctionState): void {
  const { config } = node
  for (const row of config.versions) {
    const name = String(row.number)
    if (state.versions.some((one) => one.name === name)) continue
    addVersion(state, traitsOf(node, frozen(config, row.settings), name))
  }
  state.aliases = config.aliases.map((row): Alias => {
    const version = placeOf(state, String(row.version))
    const additional = row.additional === null ? -1 : placeOf(state, String(row.additional))
    const before = state.aliases.find((one) => one.name === row.name)
    // D-21: the count of requests begins anew with other weights.
    const same = before?.version === version && before.additional === additional && before.weight === row.weight
    return { name: row.name, version, additional, weight: row.weight, requests: same ? before.requests : 0 }
  })
  readRoutes(node, state)
  state.plain = state.versions.length === 1
}

/** WIR-29: which version or alias each wire leads to. */
export function readRoutes({ incoming }: FunctionNode, state: FunctionState): void {
  state.routes = []
  for (const wire of incoming) state.routes[wire.index] = routeOf(state, (wire.config as Qualified).qualifier ?? '')
}

export function addVersion(state: FunctionState, traits: Traits): void {
  state.versions.push(traits)
  state.pools.push(undefined)
  state.environments.addVersion()
}

/** A place of the list; $LATEST when there is no such version (see check-versions.ts). */
function placeOf(state: FunctionState, name: string): number {
  return Math.max(0, state.versions.findIndex((one) => one.name === name))
}

/** A place of the list, or -1 - n for the n-th alias. */
function routeOf(state: FunctionState, qualifier: string): number {
  const alias = state.aliases.findIndex((one) => one.name === qualifier)
  return alias >= 0 ? -1 - alias : placeOf(state, qualifier)
}

/** The version that a qualifier leads to first. */
export function versionOf(state: FunctionState, qualifier: string): number {
  const route = routeOf(state, qualifier)
  return route >= 0 ? route : state.aliases[-1 - route]!.version
}

/** What the handler returns to a mapping; of an alias with two versions, what the first does. */
export const resultOf = (state: FunctionState, qualifier: string): Content =>
  state.versions[state.plain ? 0 : versionOf(state, qualifier)]!.result

/** The version that is to serve a request. Asked only when there is more than one. */
export function chooseVersion(node: FunctionNode, way: number, subject: number): number {
  const { state, messages } = node
  const route = state.routes[way < BATCH ? messages.wire[subject]! : endings.wire(node, way, subject)] ?? 0
  const version = route >= 0 ? route : share(node, state.aliases[-1 - route]!)
  // The record of an event names the version that ran it.
  if (way === ASYNC) messages.z[subject] = (messages.z[subject]! & 1) | (version << 1)
  return version
}

/** LAM-ALI-02: every request draws anew; in strict mode the shares are exact. */
function share(node: FunctionNode, alias: Alias): number {
  const { version, additional, weight } = alias
  if (additional < 0 || weight === 0) return version
  if (!node.strict) return node.state.versionDice.next() * 100 < weight ? additional : version
  const n = ++alias.requests
  return Math.floor((n * weight) / 100) > Math.floor(((n - 1) * weight) / 100) ? additional : version
}

/**
 * LAM-VER-01: freezes the present settings under the next number. Publishing what was published last does nothing.
 * An alias may be moved to it at once.
 */
export function publish(node: FunctionNode, alias: unknown): void {
  const { state, config } = node
  const settings = JSON.stringify(own(config))
  const last = state.versions.findLast(({ edge }) => edge === undefined)!
  let number = state.lastNumber
  if (state.versions.length === 1 || JSON.stringify(own(last.config)) !== settings) {
    number = ++state.lastNumber
    addVersion(state, traitsOf(node, frozen(config, settings), String(number)))
    state.plain = false
  }
  if (typeof alias === 'string' && alias !== '') point(node, alias, String(number))
}

function point(node: FunctionNode, name: string, version: string): void {
  const { state } = node
  const moved: Alias = { name, version: placeOf(state, version), additional: -1, weight: 0, requests: 0 }
  const at = state.aliases.findIndex((one) => one.name === name)
  if (at >= 0) state.aliases[at] = moved
  else state.aliases.push(moved)
  readRoutes(node, state)
}

/** LAM-LOG-01: the log stream of an environment names its version. */
export function noteVersion(node: FunctionNode, env: number): void {
  const { environments, versions } = node.state
  const { name, edge } = versions[environments.version[env]!]!
  node.note(K.versioned, NONE, versionedAs(Number(name), edge), environments.serial[env])
}

const own = (config: FunctionConfig): { [name: string]: unknown } =>
  Object.fromEntries(Object.entries(config).filter(([name]) => !OF_FUNCTION.has(name)))

/** LAM-VER-03: what records call the function that was invoked by this wire. */
export const qualifierOf = (node: FunctionNode, wire: number): string => {
  const found = node.incoming.find((one) => one.index === wire)?.config as Qualified | undefined
  return found?.qualifier === undefined || found.qualifier === '' ? LATEST : found.qualifier
}
