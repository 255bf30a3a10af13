/** Tools beside the settings of wires, where a form alone falls short. Fetched when they are first shown. */
import { type ComponentType, lazy } from 'react'
import type { WireToolProps } from '../contract/tool.ts'

export type WireTool = ComponentType<WireToolProps>

const snsFilter = lazy(() => import('./sns/FilterTester.tsx'))
const busRule = lazy(() => import('./eventbridge/RuleTool.tsx'))
const firings = lazy(() => import('./scheduler/Firings.tsx'))
const mappingFilter = lazy(() => import('./lambda/FilterTester.tsx'))

const permission = lazy(() => import('./permission.tsx'))

/** The tools for a wire that leaves this service's port, in the order in which they are shown. */
export function toolsFor(service: string, port: string, kind: string): readonly WireTool[] {
  if (service === 'sns' && port === 'subscribers') return [snsFilter, permission]
  if (service === 'eventbridge' && port === 'targets') return [busRule, permission]
  if (service === 'scheduler' && port === 'target') return [firings, permission]
  if (service === 's3' && port === 'notifications') return [permission]
  return kind === 'poll' ? [mappingFilter] : []
}
