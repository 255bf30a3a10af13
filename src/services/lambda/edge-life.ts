/**
 * STM-04: how long the copies of a function at the edge are there. Those that are drawn are there when a run begins,
 * unless a dated action associates them later; then they take a minute to be copied, and until then the distribution goes
 * on without them. Copies that are no longer used are deleted hours later, and until then nobody may delete the version.
 */
import { type Micros, sec } from '../../base/units.ts'
import { field } from '../../contract/sdk.ts'
import { type MessageId, NONE } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { K } from '../../contract/trace.ts'
import type { FunctionNode } from './state.ts'

const COPIED: Micros = sec(60)
const DELETED: Micros = sec(7_200)
const REFUSED = reason('InvalidParameterValue')

export interface EdgeLife {
  /** From when on copies answer; infinity while they are not associated. */
  from: Micros
  /** Until when there are any. */
  until: Micros
}

/** Associated from the beginning, unless that is to come. */
export const newLife = (node: Pick<FunctionNode, 'id' | 'scenario'>): EdgeLife =>
  node.scenario.actions.find(({ on, do: verb }) => on === node.id && (verb === 'associate' || verb === 'dissociate'))?.do === 'associate' ? { from: Number.POSITIVE_INFINITY, until: 0 } : { from: 0, until: Number.POSITIVE_INFINITY }

/** The verbs that change it; false for others. */
export function edgeAct(node: FunctionNode, verb: string, version: unknown): boolean {
  const { edgeLife } = node.state
  if (verb === 'associate') {
    edgeLife.from = node.now + COPIED
    edgeLife.until = Number.POSITIVE_INFINITY
  } else if (verb === 'dissociate') {
    edgeLife.from = Number.POSITIVE_INFINITY
    edgeLife.until = node.now + DELETED
  } else if (verb === 'deleteVersion') {
    // "Lambda was unable to delete … because it is a replicated function."
    if (node.incoming.some(({ kind }) => kind === 'edge') && node.now < edgeLife.until) node.note(K.refused, NONE, typeof version === 'number' ? version : 0, REFUSED)
  } else return false
  return true
}

/** What the distribution goes on with when there is no function: what it sent. */
export function untouched(node: FunctionNode, message: MessageId): unknown {
  const records = field(node.messages.content[message], 'Records')
  const cf = field(Array.isArray(records) ? records[0] : undefined, 'cf')
  return field(cf, 'response') ?? field(cf, 'request')
}
