/** Tools beside the settings of wires, where a form alone falls short. Fetched when they are first shown. */
import { type ComponentType, lazy } from 'react'
import type { WireToolProps } from '../contract/tool.ts'

export type WireTool = ComponentType<WireToolProps>

const snsFilter = lazy(() => import('./sns/FilterTester.tsx'))
const busRule = lazy(() => import('./eventbridge/RuleTool.tsx'))
const firings = lazy(() => import('./scheduler/Firings.tsx'))
const mappingFilter = lazy(() => import('./lambda/FilterTester.tsx'))

const permission = lazy(() => import('./permission.tsx'))
const delivery = lazy(() => import('./delivery.tsx'))

/** The tools for a wire that leaves this service's port, in the order in which they are shown. */
export function toolsFor(service: string, port: string, kind: string): readonly WireTool[] {
  const own = service === 'sns' && port === 'subscribers' ? [snsFilter] : service === 'eventbridge' && port === 'targets' ? [busRule] : service === 'scheduler' ? [firings] : kind === 'poll' ? [mappingFilter] : []
  // A queue moves what failed to another by itself.
  if (kind === 'failure' || kind === 'success') return service === 'sqs' ? own : [...own, permission]
  return [...own, permission, delivery]
}
