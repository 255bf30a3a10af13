import { requestId } from '../../base/ids.ts'
import type { JobNode } from './state.ts'

/** One task an invocation. Keys are URL-encoded, as in the manifest. */
export function taskEvent(node: JobNode, task: number) {
  const { bucket, keys } = node.config
  const { chance, job } = node.state
  return {
    invocationSchemaVersion: '1.0',
    invocationId: chance.hex(40),
    job: { id: requestId(node.scenario.seed, job) },
    tasks: [{ taskId: chance.hex(40), s3Key: encodeURIComponent(keys.replaceAll('{{seq}}', String(task))).replaceAll('%2F', '/'), s3VersionId: null, s3BucketArn: `arn:aws:s3:::${bucket}` }],
  }
}
