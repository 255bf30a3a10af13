/** CloudWatch's view of a function's metrics: namespace, dimensions, and the rate its console draws (LAM-MET-01, LAM-MET-02). */
export const NAMESPACE = 'AWS/Lambda'

export interface Dimension {
  readonly name: string
  readonly value: string
}

/** Of which mapping a metric is told, rather than of the function. */
const OF_MAPPING: ReadonlySet<string> = new Set([
  'PolledEventCount', 'FilteredOutEventCount', 'InvokedEventCount', 'FailedInvokeEventCount', 'DeletedEventCount', 'DroppedEventCount',
  'OnFailureDestinationDeliveredEventCount', 'ProvisionedPollers',
])
const OF_REGION: ReadonlySet<string> = new Set(['UnreservedConcurrentExecutions', 'ClaimedAccountConcurrency'])

/** `qualifier` is an alias or version, `version` the one that ran where an alias shares its requests between two. */
export function dimensionsOf(metric: string, of: { readonly name: string; readonly qualifier?: string; readonly version?: string; readonly mapping?: string }): readonly Dimension[] {
  if (OF_REGION.has(metric)) return []
  if (OF_MAPPING.has(metric)) return [{ name: 'EventSourceMappingUUID', value: of.mapping ?? '' }]
  const { name, qualifier, version } = of
  return [
    { name: 'FunctionName', value: name },
    ...(qualifier ? [{ name: 'Resource', value: `${name}:${qualifier}` }] : []),
    ...(qualifier && version ? [{ name: 'ExecutedVersion', value: version }] : []),
  ]
}

/** In percent; of no invocations there is none. */
export const successRate = (invocations: number, errors: number): number => (invocations === 0 ? Number.NaN : 100 * (1 - errors / invocations))
