import { invocation } from '../../contract/source-config.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { config } from './config.ts'

export const s3Batch = defineService({
  id: 's3Batch', title: 'S3 Batch job', group: 'More sources', category: 'storage', role: () => 'other',
  limit: 'One object an invocation; 1,000 at once',
  help: 'Goes through a list of objects and invokes a function for each, waiting for its result: succeeded, a temporary failure, which is tried again, or a permanent one. An answer that names no result is a failure, and a job of which more than half has failed is given up. It begins slowly, but soon wants a thousand environments, which other functions then lack. It invokes by a role of its own, not by a policy of the function.',
  config,
  ports: [{ id: 'operation', label: 'Operation', side: 'right', max: 1, to: { function: 'sync' }, config: invocation, live: Object.keys(invocation), latency: { p50: 60, p99: 300 } }],
  summary: (values) => `${values.objects.toLocaleString('en-US')} objects of ${values.bucket}`,
  arn: (name, region, account) => `arn:aws:s3:${region}:${account}:job/${name}`,
  naming: { pattern: /^[\w-]{1,64}$/, text: 'A job has a name of 1 to 64 letters, digits, - or _.', stem: 'job' },
  behaviour,
})
