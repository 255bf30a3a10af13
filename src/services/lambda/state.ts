import { type Dice, Exponentials } from '../../base/dice.ts'
import type { Node } from '../../contract/service.ts'
import { metric } from '../../contract/trace.ts'
import type { FunctionConfig } from './config.ts'
import type { Guest } from './code/guests.ts'
import type { EdgeSite } from './edge-site.ts'
import { type EdgeLife, newLife } from './edge-life.ts'
import { Environments } from './environments.ts'
import type { Batches, Mapping } from './mapping/queue.ts'
import type { Shards } from './mapping/shards-state.ts'
import type { ModelDice } from './model.ts'
import { type Account, newAccount, newBudget, newWindow, type ScaleBudget, type Window } from './pool.ts'
import type { Pool } from './provisioned.ts'
import { type Traits, traitsOf } from './traits.ts'
import { type Alias, LATEST, readVersions } from './versions.ts'

export interface FunctionState {
  /** $LATEST first, then the published ones; of one length with `pools`, what is provisioned for each. */
  versions: Traits[]
  pools: (Pool | undefined)[]
  aliases: Alias[]
  /** By wire: where its qualifier leads (see versions.ts). */
  routes: number[]
  /** There is nothing but $LATEST. */
  plain: boolean
  lastNumber: number
  versionDice: Dice
  /** Provisioned for all versions together, as asked for. */
  provisioned: number
  environments: Environments
  dice: ModelDice
  lifetimes: Dice
  /** Chance of the internal queue: its latency, and deliveries of one event twice. */
  queueDice: Dice
  /** By environment: the code that runs in it. */
  guests: (Guest | undefined)[]
  guestDice: Dice
  /** Requests that hold concurrency at present. */
  inFlight: number
  /** Those of them that no provisioned environment serves. */
  onDemand: number
  /** Invocations that ran so far. */
  invocations: number
  /** The second in which it was last decided whether a request is traced. */
  tracedSecond: number
  window: Window
  budget: ScaleBudget
  account: Account
  /** Counts updates of code and settings. */
  generation: number
  /** By region, where distributions call it. */
  edge: EdgeSite[]
  edgeLife: EdgeLife
  /** LAM-LC-18: until when an update is in progress. */
  updateEnds: number
  idleTimerAt: number
  mappings: Mapping[]
  batches: Batches
  shards: Shards
}
export type FunctionNode = Node<FunctionConfig, FunctionState>

/** LAM-MET-01. Dated by the invocation's start, as CloudWatch does. */
export const INVOCATIONS = metric('Invocations', 'count')
export const ERRORS = metric('Errors', 'count')
export const THROTTLES = metric('Throttles', 'count')
export const DURATION = metric('Duration', 'value', 'ms', 'avg', { counts: INVOCATIONS, fails: ERRORS })
export const CONCURRENT = metric('ConcurrentExecutions', 'level')
export const ASYNC_RECEIVED = metric('AsyncEventsReceived', 'count')
export const ASYNC_DROPPED = metric('AsyncEventsDropped', 'count')
export const ASYNC_AGE = metric('AsyncEventAge', 'value', 'ms', 'max')
export const DEAD_LETTER_ERRORS = metric('DeadLetterErrors', 'count')
export const DESTINATION_FAILURES = metric('DestinationDeliveryFailures', 'count')
export const RECURSIONS = metric('RecursiveInvocationsDropped', 'count')
/** LAM-STR-09. */
export const ITERATOR_AGE = metric('IteratorAge', 'value', 'ms', 'max')
/** Of event source mappings: what was read, what filters kept back, what was handed to the function. */
export const POLLED = metric('PolledEventCount', 'count')
export const FILTERED_OUT = metric('FilteredOutEventCount', 'count')
export const INVOKED = metric('InvokedEventCount', 'count')
export const FAILED_INVOKES = metric('FailedInvokeEventCount', 'count')
export const DELETED = metric('DeletedEventCount', 'count')
export const DROPPED = metric('DroppedEventCount', 'count')
export const TOLD_ON_FAILURE = metric('OnFailureDestinationDeliveredEventCount', 'count')
/** LAM-PC-04, LAM-PC-07: of all versions together. */
export const PROVISIONED = metric('ProvisionedConcurrentExecutions', 'level')
export const UTILISATION = metric('ProvisionedConcurrencyUtilization', 'level')
export const PROVISIONED_RUNS = metric('ProvisionedConcurrencyInvocations', 'count')
export const SPILLOVER = metric('ProvisionedConcurrencySpilloverInvocations', 'count')
/** Ours, beside CloudWatch's: what the bill and the cold-start share are made of. */
export const PROVISIONED_ASKED = metric('ProvisionedConcurrencyRequested', 'level')
export const COLD_STARTS = metric('ColdStarts', 'count')
export const INIT_DURATION = metric('InitDuration', 'value', 'ms', 'avg')
export const BILLED = metric('BilledDuration', 'count', 'ms')
/** The part of it that ran on provisioned environments, and what these cost while they are there: GB-s. */
export const BILLED_PROVISIONED = metric('ProvisionedBilledDuration', 'count', 'ms')
export const CAPACITY = metric('ProvisionedCapacity', 'count')

/** Of Lambda@Edge, which has prices of its own. */
export const EDGE_INVOCATIONS = metric('EdgeInvocations', 'count')
export const EDGE_BILLED = metric('EdgeBilledDuration', 'count', 'ms')

/** What is paid for of streamed responses: what each has beyond 6 MB. */
export const STREAMED = metric('StreamedBytes', 'count', 'B')
export const METRICS = [
  INVOCATIONS, ERRORS, THROTTLES, DURATION, CONCURRENT, ASYNC_RECEIVED, ASYNC_DROPPED, ASYNC_AGE, DEAD_LETTER_ERRORS,
  DESTINATION_FAILURES, RECURSIONS, ITERATOR_AGE, POLLED, FILTERED_OUT, INVOKED, FAILED_INVOKES, DELETED, DROPPED, TOLD_ON_FAILURE, PROVISIONED, UTILISATION,
  PROVISIONED_RUNS, SPILLOVER, PROVISIONED_ASKED, COLD_STARTS, INIT_DURATION, BILLED, BILLED_PROVISIONED, CAPACITY, EDGE_INVOCATIONS, EDGE_BILLED, STREAMED,
] as const

export function newState(node: FunctionNode): FunctionState {
  const account = node.shared('lambda account', () => newAccount(node.quotas.lambdaScaleTokens))
  if (node.config.reserved !== null) account.claimed += node.config.reserved
  const state: FunctionState = {
    versions: [traitsOf(node, node.config, LATEST)], pools: [undefined], aliases: [], routes: [], plain: true,
    lastNumber: node.config.versions.reduce((last, row) => Math.max(last, row.number), 0),
    versionDice: node.dice('version'), provisioned: 0,
    environments: new Environments(),
    dice: modelDice(node),
    lifetimes: node.dice('lifetimes'),
    queueDice: node.dice('queue'),
    guests: [], guestDice: node.dice('code'),
    inFlight: 0, onDemand: 0, invocations: 0, tracedSecond: -1,
    window: newWindow(),
    budget: node.scenario.profile === 'course' ? account.burst : newBudget(node.quotas.lambdaScaleTokens),
    account,
    generation: 0, edge: [], edgeLife: newLife(node),
    updateEnds: 0,
    idleTimerAt: Number.POSITIVE_INFINITY,
    mappings: [],
    batches: { held: [], free: [] },
    shards: { mappings: [], lanes: [] },
  }
  readVersions(node, state)
  return state
}

function modelDice(node: FunctionNode): ModelDice {
  const duration = node.dice('duration')
  return { duration, waits: new Exponentials(duration), fate: node.dice('fate'), init: node.dice('init') }
}

/** Of `provisioned`, while an environment works for a distribution (edge.ts). */
export const AT_EDGE = 2

/** What the version that an environment belongs to is like. */
export const traitsIn = ({ state }: FunctionNode, env: number): Traits => state.versions[state.environments.version[env]!]!
