import { fetchFace } from '../../contract/http/fetch.ts'
import { distributionHost, distributionId } from '../../contract/http/ids.ts'
import { defineService, type NodeSketch, type Refusal } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config, edge, edgeRequest, origin } from './config.ts'

/** Lambda functions run in the region, not at the edge itself. */
const BEHIND = { function: { p50: 4, p99: 20 } }
const NEAR = { p50: 15, p99: 45 }

export const cloudfront = defineService({
  id: 'cloudfront',
  title: 'CloudFront',
  group: 'Edge',
  category: 'api',
  role: () => 'distribution',
  limit: '250,000 requests a second; answers kept apart at each edge location',
  help: 'A distribution: edge locations near the viewers, each with a cache of its own, so the first request of every part of the world goes to the origin. The cache key decides what is one answer: every header, cookie or query string in it lowers the hit ratio, and what is not in it is not told to the origin. What an origin answers is kept for everybody who asks with that key. Functions run on every request at the viewer stages, but at the origin stages only when the origin is asked. Errors are kept for ten seconds, too.',
  config,
  ports: [
    { id: 'origins', label: 'Origins', side: 'right', several: true, to: { bucket: 'origin', http: 'origin' }, config: origin, live: Object.keys(origin), latency: NEAR },
    { id: 'viewer-request', label: 'Viewer request', side: 'bottom', several: true, to: { function: 'edge', edgeFunction: 'edge' }, config: edgeRequest, latencyTo: BEHIND },
    { id: 'origin-request', label: 'Origin request', side: 'bottom', several: true, to: { function: 'edge' }, config: edgeRequest, latencyTo: BEHIND, refuses: viewerOnly },
    { id: 'origin-response', label: 'Origin response', side: 'bottom', several: true, to: { function: 'edge' }, config: edge, latencyTo: BEHIND, refuses: viewerOnly },
    { id: 'viewer-response', label: 'Viewer response', side: 'bottom', several: true, to: { function: 'edge', edgeFunction: 'edge' }, config: edge, latencyTo: BEHIND },
  ],
  summary: ({ behaviours, cachePolicy }) => (behaviours.length === 0 ? cachePolicy : `${behaviours.length + 1} behaviours`),
  arn: (name, _, account) => `arn:aws:cloudfront::${account}:distribution/${distributionId(name)}`,
  naming: { pattern: /^[\w .-]{1,64}$/, text: 'A name has 1 to 64 letters, digits, spaces, dots or dashes.', stem: 'cdn' },
  behaviour,
  sdk: fetchFace(distributionHost),
  check,
  usage: (_, sum) => [
    { price: 'cloudfrontRequests', amount: sum('Requests') }, { price: 'cloudfrontOut', amount: sum('BytesDownloaded') / 2 ** 30 },
    { price: 'cloudfrontToOrigin', amount: sum('BytesUploaded') / 2 ** 30 }, { price: 'cloudfrontInvalidations', amount: sum('InvalidationPaths') },
  ],
  // The key of a cache is made of what requests say.
  looks: () => true,
})

function viewerOnly(_: NodeSketch, to: NodeSketch): Refusal | undefined {
  return to.role === 'edgeFunction' ? { rule: 'CF-24', text: `CloudFront functions run at the viewer's stages only, and ${to.name} is one. Use a Lambda function before and after the origin.`, detour: ['lambda'] } : undefined
}
