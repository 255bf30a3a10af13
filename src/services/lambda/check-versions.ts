/** Versions, aliases, qualifiers and provisioned concurrency that AWS would refuse, said before a run. */
import { checkValue } from '../../contract/config.ts'
import type { Finding } from '../../contract/finding.ts'
import type { Qualified } from '../../contract/qualifier.ts'
import type { NodeView } from '../../contract/service.ts'
import { config as schema, type FunctionConfig } from './config.ts'
import { LATEST, OF_FUNCTION, parseSettings } from './versions.ts'

type View = NodeView<FunctionConfig>

export function* checkVersions(view: View): Iterable<Finding> {
  yield* checkNumbers(view)
  yield* checkAliases(view)
  yield* checkQualifiers(view)
  yield* checkAsync(view)
  yield* checkProvisioned(view)
  yield* checkScaling(view)
}

const error = ({ id }: View, rule: string, field: string, text: string): Finding => ({ rule, level: 'error', on: id, field, text })

function* checkNumbers(view: View): Iterable<Finding> {
  const { name, config } = view
  let last = 0
  for (const { number, settings } of config.versions) {
    if (number <= last) yield error(view, 'LAM-VER-01', 'versions', `Version ${number} of ${name} follows version ${last}. Give each version a higher number than the one before; AWS counts up and never uses a number again.`)
    last = number
    const own = parseSettings(settings)
    if (!own) {
      yield error(view, 'LAM-VER-01', 'versions', `The settings of version ${number} of ${name} are no JSON object. Write for example {"memoryMb":512}, or leave them empty; they cannot be read otherwise.`)
      continue
    }
    for (const setting of Object.keys(own)) {
      if (OF_FUNCTION.has(setting)) yield error(view, 'LAM-VER-02', 'versions', `Version ${number} of ${name} sets "${setting}", which belongs to the function as a whole. Set it there; a version has none of its own.`)
      else if (!Object.hasOwn(schema, setting)) yield error(view, 'LAM-VER-01', 'versions', `Version ${number} of ${name} sets "${setting}", which no function has. Mend the name; it would be ignored otherwise.`)
      else {
        const wrong = checkValue(schema[setting as keyof typeof schema], own[setting])
        if (wrong) yield error(view, 'LAM-VER-01', 'versions', `Version ${number} of ${name}, "${setting}": ${wrong} Mend it; AWS would not have published it.`)
      }
    }
  }
}

const NAME = /^(?![0-9]+$)[A-Za-z0-9_-]{1,128}$/

function* checkAliases(view: View): Iterable<Finding> {
  const { name, config } = view
  const there = new Set(config.versions.map((row) => row.number))
  const seen = new Set<string>()
  for (const alias of config.aliases) {
    const refuse = (text: string) => error(view, 'LAM-ALI-01', 'aliases', text)
    if (!NAME.test(alias.name)) yield refuse(`"${alias.name}" cannot name an alias of ${name}. Use letters, digits, - and _, and not digits alone: those are versions.`)
    if (seen.has(alias.name)) yield refuse(`${name} has two aliases called "${alias.name}". Rename one; AWS refuses the second.`)
    seen.add(alias.name)
    for (const version of [alias.version, alias.additional]) {
      if (version !== null && version !== 0 && !there.has(version)) yield refuse(`The alias "${alias.name}" points to version ${version} of ${name}, which is not published. Publish it first, or choose another.`)
    }
    if (alias.additional === null) {
      if (alias.weight > 0) yield refuse(`The alias "${alias.name}" of ${name} has a share of ${alias.weight} % for a second version, and no second version. Choose one, or set the share to 0.`)
      continue
    }
    if (alias.version === 0) yield refuse(`The alias "${alias.name}" of ${name} shares requests between ${LATEST} and a version. Publish ${LATEST} and choose that version; AWS shares between published versions only.`)
    if (alias.version === alias.additional) yield refuse(`The alias "${alias.name}" of ${name} shares requests between version ${alias.version} and itself. Choose two versions.`)
  }
}

function* checkAsync(view: View): Iterable<Finding> {
  const { name, config } = view
  const seen = new Set<string>()
  for (const { qualifier } of config.asyncSettings) {
    if (!known(config, qualifier) || qualifier === '') yield error(view, 'LAM-ASYNC-04', 'asyncSettings', `${name} has settings for events of "${qualifier}", which is neither a version nor an alias. Publish it first, or choose another; AWS refuses them otherwise.`)
    if (seen.has(qualifier)) yield error(view, 'LAM-ASYNC-04', 'asyncSettings', `${name} has two settings for events of "${qualifier}". Keep one of them; only the first would hold.`)
    seen.add(qualifier)
  }
}

const known = (config: FunctionConfig, qualifier: string): boolean =>
  qualifier === '' || qualifier === LATEST || config.aliases.some((row) => row.name === qualifier) || config.versions.some((row) => String(row.number) === qualifier)

function* checkQualifiers({ name, config, incoming }: View): Iterable<Finding> {
  for (const wire of incoming) {
    const { qualifier = '' } = wire.config as Qualified
    if (known(config, qualifier)) continue
    yield { rule: 'WIR-29', level: 'error', on: wire.id, field: 'qualifier', text: `The wire from ${wire.peer.name} asks for "${qualifier}" of ${name}, which is neither a version nor an alias. Publish it or choose another; AWS answers ResourceNotFoundException.` }
  }
}

/** The versions that a qualifier leads to. */
function versionsOf(config: FunctionConfig, qualifier: string): number[] {
  const alias = config.aliases.find((row) => row.name === qualifier)
  if (!alias) return qualifier === '' || qualifier === LATEST ? [0] : [Number(qualifier)]
  return alias.additional === null ? [alias.version] : [alias.version, alias.additional]
}

const sumOf = (config: FunctionConfig): number => config.provisioned.reduce((sum, row) => sum + row.environments, 0)

function* checkProvisioned(view: View): Iterable<Finding> {
  const { id, name, config, quotas, siblings } = view
  const taken = new Map<number, string>()
  for (const { qualifier } of config.provisioned) {
    const refuse = (text: string) => error(view, 'LAM-PC-01', 'provisioned', text)
    if (!known(config, qualifier)) {
      yield refuse(`Provisioned concurrency of ${name} is for "${qualifier}", which is neither a version nor an alias. Publish it first, or choose another.`)
      continue
    }
    const [version = 0, second] = versionsOf(config, qualifier)
    if (version === 0) yield refuse(`Provisioned concurrency of ${name} is for ${LATEST}. Publish a version and choose that, or an alias of it; AWS provisions none for ${LATEST}.`)
    if (second !== undefined) yield { rule: 'LAM-PC-06', level: 'warning', on: id, field: 'provisioned', text: `Provisioned concurrency of ${name} is for "${qualifier}", which shares its requests. It stays with version ${version}, and what goes to version ${second} runs on demand; AWS lets nobody change it meanwhile.` }
    const other = taken.get(version)
    if (other !== undefined) yield refuse(`"${other}" and "${qualifier}" of ${name} both provision version ${version}. Keep one of them; AWS refuses the second.`)
    taken.set(version, qualifier)
  }
  if (config.provisioned.length === 0) return
  if (config.snapStart) yield error(view, 'LAM-PC-01', 'snapStart', `${name} has SnapStart and provisioned concurrency. Keep one of them; AWS does not combine them.`)
  const asked = sumOf(config)
  if (config.reserved !== null) {
    if (asked > config.reserved) yield error(view, 'LAM-PC-02', 'provisioned', `${name} provisions ${asked} of ${config.reserved} reserved. Reserve at least ${asked}, or provision less; AWS refuses more than the reservation.`)
    return
  }
  const others = siblings.reduce((sum, one) => (one.id === id ? sum : sum + (one.config.reserved ?? sumOf(one.config))), 0)
  const free = quotas.lambdaConcurrency - others - quotas.lambdaUnreservedFloor
  if (asked > free) yield error(view, 'LAM-PC-01', 'provisioned', `${name} provisions ${asked}, but at most ${Math.max(0, free)} are free: other functions hold ${others} of ${quotas.lambdaConcurrency}, and ${quotas.lambdaUnreservedFloor} must stay unreserved. Provision less, or raise the account's limit.`)
}

function* checkScaling(view: View): Iterable<Finding> {
  const { name, config } = view
  for (const row of config.provisioned) {
    if (row.target > 0 && row.target < 10) yield error(view, 'LAM-PC-07', 'provisioned', `The target of "${row.qualifier}" of ${name} is ${row.target} %. Choose 10 to 90 %, or 0 for no scaling.`)
    if (row.target > 0 && row.environments === 0) yield error(view, 'LAM-PC-07', 'provisioned', `"${row.qualifier}" of ${name} scales by utilisation but begins with no environment. Give it one at least; without any there is nothing to measure.`)
    if (row.target > 0 && row.min > row.max) yield error(view, 'LAM-PC-07', 'provisioned', `"${row.qualifier}" of ${name} scales between ${row.min} and ${row.max}. Put the lower bound first.`)
  }
  for (const row of config.schedules) {
    if (row.min > row.max) yield error(view, 'LAM-PC-08', 'schedules', `The schedule of "${row.qualifier}" of ${name} at ${row.atSec} s scales between ${row.min} and ${row.max}. Put the lower bound first.`)
    if (!config.provisioned.some((one) => one.qualifier === row.qualifier)) yield error(view, 'LAM-PC-08', 'schedules', `The schedule at ${row.atSec} s is for "${row.qualifier}" of ${name}, which has no provisioned concurrency. Add it above; there is nothing to scale otherwise.`)
  }
}
