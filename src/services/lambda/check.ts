/** Settings that AWS would refuse, or that will surprise, said before a run. */
import type { Finding } from '../../contract/finding.ts'
import type { Qualified } from '../../contract/qualifier.ts'
import type { NodeView } from '../../contract/service.ts'
import type { Quotas } from '../../contract/quotas.ts'
import type { FunctionConfig } from './config.ts'
import { checkEnvironment } from './check-environment.ts'
import { checkEdge } from './check-edge.ts'
import { checkVersions } from './check-versions.ts'
import { INIT_LIMIT_MS, SNAPSHOT_LIMIT_MS } from './init.ts'
import { checkDeadLetter, checkTold } from './check-dead-letter.ts'
import { checkFilters } from './mapping/filter-check.ts'
import { checkShards } from './mapping/shards-check.ts'
import { outOfMemory } from './model.ts'

type View = NodeView<FunctionConfig>

export function* check(view: View): Iterable<Finding> {
  yield* checkReserved(view)
  yield* checkSnapStart(view)
  yield* checkInit(view)
  yield* checkLanguage(view)
  yield* checkModel(view)
  yield* checkEnvironment(view)
  yield* checkVersions(view)
  yield* checkFilters(view)
  yield* checkShards(view)
  yield* checkDeadLetter(view)
  yield* checkTold(view)
  yield* checkStatements(view)
  yield* checkEdge(view)
}

/** LAM-PRG-01: it runs, so that somebody may see how another runtime starts; but AWS would not import it. */
function* checkLanguage({ id, name, config: { code, runtime } }: View): Iterable<Finding> {
  if (code === '' || runtime.startsWith('nodejs')) return
  yield {
    rule: 'LAM-PRG-01', level: 'warning', on: id, field: 'runtime',
    text: `${name} has code for Node.js, and runs on ${runtime}, which would fail to import it on AWS; here the code runs as in Node.js. Choose a Node.js runtime, or take the code away, and the model stands for it.`,
  }
}

/** LAM-CON-02: small accounts keep ten of their concurrency unreserved, others a hundred. */
const floorOf = (quotas: Quotas): number =>
  quotas.lambdaConcurrency <= quotas.lambdaUnreservedFloor ? Math.min(10, quotas.lambdaConcurrency) : quotas.lambdaUnreservedFloor

/** LAM-RC-01: reservations are made in the drawing's order, then as dated actions change them; the one that asks too much is refused. */
function* checkReserved({ id, name, quotas, siblings, scenario }: View): Iterable<Finding> {
  const floor = floorOf(quotas)
  const reserved = new Map<string, number>()
  const sum = () => [...reserved.values()].reduce((all, one) => all + one, 0)
  const refusal = (asked: number, others: number, when: string): Finding => ({
    rule: 'LAM-RC-01', level: 'error', on: id, field: 'reserved',
    text: `${name} reserves ${asked}${when}, but at most ${Math.max(0, quotas.lambdaConcurrency - floor - others)} are free: other functions hold ${others} of ${quotas.lambdaConcurrency}, and ${floor} must stay unreserved. Reserve less, or raise the account's limit; AWS refuses this with InvalidParameterValueException.`,
  })
  for (const one of siblings) {
    const others = sum()
    const asked = one.config.reserved ?? 0
    reserved.set(one.id, asked)
    if (one.id === id && asked > 0 && others + asked > quotas.lambdaConcurrency - floor) yield refusal(asked, others, '')
  }
  const changes = scenario.actions.filter((action) => action.do === 'set' && reserved.has(action.on) && Object.hasOwn(action.config, 'reserved'))
  for (const action of [...changes].sort((a, b) => a.atSec - b.atSec)) {
    const asked = typeof action.config.reserved === 'number' ? action.config.reserved : 0
    reserved.delete(action.on)
    const others = sum()
    reserved.set(action.on, asked)
    if (action.on === id && asked > 0 && others + asked > quotas.lambdaConcurrency - floor) yield refusal(asked, others, ` at ${action.atSec} s`)
  }
}

function* checkSnapStart({ id, name, config, incoming }: View): Iterable<Finding> {
  if (!config.snapStart) return
  const refuse = (text: string, field: string): Finding => ({ rule: 'LAM-LC-17', level: 'error', on: id, field, text })
  const able = /^(java(11|17|21|25)|python3\.1[2-4]|dotnet)/.test(config.runtime)
  if (!able) yield refuse(`${name} runs on ${config.runtime}, which has no SnapStart. Choose Java 11, Python 3.12, .NET 8 or later, or switch SnapStart off; AWS refuses the setting otherwise.`, 'runtime')
  if (config.packageType === 'image') yield refuse(`${name} is a container image, and SnapStart takes zip archives only. Package it as zip, or switch SnapStart off.`, 'packageType')
  if (config.ephemeralMb > 512) yield refuse(`${name} has ${config.ephemeralMb} MB of ephemeral storage, and SnapStart allows 512 MB. Lower it, or switch SnapStart off.`, 'ephemeralMb')
  if (config.initFailure !== 'none') yield refuse(`${name} fails while it initialises, so no snapshot can be taken and publishing fails. Mend the init, or switch SnapStart off.`, 'initFailure')
  if (incoming.length > 0 && incoming.every((wire) => isLatest((wire.config as Qualified).qualifier ?? ''))) {
    yield { rule: 'LAM-LC-17', level: 'hint', on: id, field: 'versions', text: `${name} has SnapStart, but is invoked as $LATEST, of which there is no snapshot. Publish a version, and name it or an alias on the wires; until then it starts cold as ever.` }
  }
  const limit = Math.max(SNAPSHOT_LIMIT_MS, config.timeoutSec * 1_000)
  if (configuredInit(config) > limit) {
    yield { rule: 'LAM-LC-09', level: 'error', on: id, field: 'initMs', text: `${name} initialises for ${configuredInit(config)} ms, and a snapshot may take ${limit} ms. Shorten the init; publishing the version fails otherwise.` }
  }
}

const isLatest = (qualifier: string): boolean => qualifier === '' || qualifier === '$LATEST'

const configuredInit = (config: FunctionConfig): number => config.initWorkMs + (config.init === 'constant' ? config.initMs : 0)

function* checkInit({ id, name, config }: View): Iterable<Finding> {
  const init = configuredInit(config)
  if (config.snapStart || init <= INIT_LIMIT_MS) return
  const limit = config.timeoutSec * 1_000
  yield {
    rule: 'LAM-LC-08', level: 'warning', on: id, field: 'timeoutSec',
    text: limit < init
      ? `${name} initialises for ${init} ms. After 10 s Lambda begins again, now within the timeout of ${config.timeoutSec} s: every cold start fails. Raise the timeout above ${Math.ceil(init / 1_000)} s, or shorten the init.`
      : `${name} initialises for ${init} ms. After 10 s Lambda throws that away and begins again within the invocation, so a cold start waits ${10_000 + init} ms. Shorten the init below 10 s.`,
  }
}

function* checkModel({ id, name, config }: View): Iterable<Finding> {
  if (outOfMemory(config, 0)) {
    yield { rule: 'LAM-ERR-03', level: 'warning', on: id, field: 'memoryMb', text: `${name} uses more memory than its ${config.memoryMb} MB. Give it more; every invocation runs out of memory otherwise.` }
  }
  if (config.ioMs >= config.timeoutSec * 1_000) {
    yield { rule: 'LAM-ERR-02', level: 'warning', on: id, field: 'timeoutSec', text: `${name} waits ${config.ioMs} ms on average, and its timeout is ${config.timeoutSec} s. Raise the timeout; most invocations time out otherwise.` }
  }
}

/** GEN-05: an object is a resource of its own, and its bucket's ARN does not cover it. */
function* checkStatements({ id, name, config }: View): Iterable<Finding> {
  for (const { action, resource } of config.statements) {
    if (!/^s3:\w*Object/i.test(action) || !/^arn:aws:s3:::[^/*?]+$/.test(resource)) continue
    yield { rule: 'GEN-05', level: 'warning', on: id, field: 'statements', text: `${name} is allowed ${action} on ${resource}, which is the bucket and none of its objects: every call hears AccessDenied. Write ${resource}/*.` }
  }
}
