/** Tools beside the settings of wires, where a form alone falls short. Fetched when they are first shown. */
import { type ComponentType, lazy } from 'react'
import type { WireToolProps } from '../contract/tool.ts'

export type WireTool = ComponentType<WireToolProps>

const snsFilter = lazy(() => import('./sns/FilterTester.tsx'))
const busRule = lazy(() => import('./eventbridge/RuleTool.tsx'))
const firings = lazy(() => import('./scheduler/Firings.tsx'))
const mappingFilter = lazy(() => import('./lambda/FilterTester.tsx'))

/** The tool for a wire that leaves this service's port, if there is one. */
export function toolFor(service: string, port: string, kind: string): WireTool | undefined {
  if (service === 'sns' && port === 'subscribers') return snsFilter
  if (service === 'eventbridge' && port === 'targets') return busRule
  if (service === 'scheduler' && port === 'target') return firings
  return kind === 'poll' ? mappingFilter : undefined
}
