import type { Finding } from '../../contract/finding.ts'
import type { NodeView } from '../../contract/service.ts'
import type { DistributionConfig } from './config.ts'

export function* check(view: NodeView<DistributionConfig>): Iterable<Finding> {
  if (view.outgoing.every(({ port }) => port !== 'origins')) yield { rule: 'WIR-06', level: 'warning', on: view.id, text: `${view.name} has no origin. Draw a wire from its origins to a bucket, an API, a load balancer or a function URL; what is not in a cache is answered with 502 otherwise.` }
}
