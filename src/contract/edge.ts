/**
 * Where a distribution meets the functions of its behaviours. A wire of kind `edge` leaves the distribution at a stage (the
 * id of its port) and is a request along it: the content is the event that the function receives, of the shape that the
 * role at the other end wants; `messages.beside` carries in `edgeRegion` where the function runs. The answer's content is
 * what the function returned, as it came: the distribution judges it. Failures come as any function's do, by status and
 * reason; whoever runs the code ends nothing here.
 */
export const STAGES = ['viewer-request', 'origin-request', 'origin-response', 'viewer-response'] as const
export type Stage = (typeof STAGES)[number]
export const isViewerStage = (stage: Stage): boolean => stage.startsWith('viewer')
export const isRequestStage = (stage: Stage): boolean => stage.endsWith('request')

/** An edge location as we draw it: one for each part of the world, with the region that serves it. */
export interface EdgePlace {
  readonly id: string
  readonly label: string
  /** As `X-Amz-Cf-Pop` and the standard logs name it. */
  readonly pop: string
  /** Where Lambda@Edge runs for its viewers, and where that function's logs are. */
  readonly region: string
}
export const EDGE_PLACES: readonly EdgePlace[] = [
  { id: 'na', label: 'North America', pop: 'IAD89-P1', region: 'us-east-1' },
  { id: 'eu', label: 'Europe', pop: 'FRA60-P1', region: 'eu-central-1' },
  { id: 'ap', label: 'Asia Pacific', pop: 'NRT57-P1', region: 'ap-northeast-1' },
  { id: 'sa', label: 'South America', pop: 'GRU3-P1', region: 'sa-east-1' },
]
