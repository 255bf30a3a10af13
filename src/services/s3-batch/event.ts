import { hashText } from '../../base/hash.ts'
import { requestId } from '../../base/ids.ts'
import type { Occasion, SourceNode } from '../../contract/source.ts'
import type { JobConfig } from './config.ts'

/** One task an invocation. Keys are URL-encoded, as in the manifest; undefined when all objects are through. */
export function taskEvent(node: SourceNode<JobConfig>, { number, chance }: Occasion) {
  const { bucket, keys, objects } = node.config
  if (number >= objects) return undefined
  return {
    invocationSchemaVersion: '1.0',
    invocationId: chance.hex(40),
    job: { id: requestId(node.scenario.seed, hashText(node.id)) },
    tasks: [{ taskId: chance.hex(40), s3Key: encodeURIComponent(keys.replaceAll('{{seq}}', String(number))).replaceAll('%2F', '/'), s3VersionId: null, s3BucketArn: `arn:aws:s3:::${bucket}` }],
  }
}
