/** CF-10: what takes its time to reach the edge locations: changed settings, and invalidations. */
import { sec } from '../../base/units.ts'
import { NONE } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { timer } from '../../contract/service.ts'
import { K } from '../../contract/trace.ts'
import { rulesOf } from './rules.ts'
import { CACHED, type DistributionNode, INVALIDATED } from './state.ts'

export const deployed = timer<DistributionNode>('refill', (node) => {
  const config = node.state.deploying.shift()
  if (config) node.state.rules = rulesOf(node, config)
})

export function deploy(node: DistributionNode): void {
  node.state.deploying.push(node.config)
  node.after(sec(node.config.deploySec), deployed)
}

const MOST_FILES = 3_000
const MOST_WILDCARDS = 15
const isWild = (path: string): boolean => path.endsWith('*')

/** Paths with commas or line breaks between them. */
export function invalidate(node: DistributionNode, said: string): void {
  const { state } = node
  const paths = said.split(/[\n,]/).map((one) => one.trim()).filter((one) => one !== '').map((one) => (one.startsWith('/') ? one : `/${one}`))
  const under = [...state.invalidations.values()].flat()
  const wild = [...under, ...paths].filter(isWild).length
  if (wild > MOST_WILDCARDS || under.length + paths.length - wild > MOST_FILES) return node.note(K.refused, NONE, wild, reason('TooManyInvalidationsInProgress'))
  node.add(INVALIDATED, paths.length)
  const number = state.invalidation++
  state.invalidations.set(number, paths)
  node.after(sec(state.rules.config.invalidateSec), invalidated, number)
}

export const invalidated = timer<DistributionNode>('refill', (node, number) => {
  const { state } = node
  const paths = state.invalidations.get(number) ?? []
  state.invalidations.delete(number)
  // A star stands at the end only; elsewhere it is a character.
  const meant = (path: string) => paths.some((one) => (isWild(one) ? path.startsWith(one.slice(0, -1)) : path === one))
  let gone = 0
  for (const { cache } of state.places) gone += cache.invalidate(meant)
  state.shield.invalidate(meant)
  node.note(K.deleted, NONE, gone)
  node.level(CACHED, state.places.reduce((sum, place) => sum + place.cache.bytes, 0))
})
