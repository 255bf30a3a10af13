import { unixMs } from '../../base/time.ts'
import { sec } from '../../base/units.ts'
import type { Occasion, SourceNode } from '../../contract/source.ts'
import type { WireEnd } from '../../contract/service.ts'
import type { ActionWire, PipelineConfig } from './config.ts'

/** CP-01: the job, with its artifacts and credentials for them. */
export function jobEvent(node: SourceNode<PipelineConfig>, { id, chance }: Occasion, wire: WireEnd) {
  const { userParameters } = wire.config as ActionWire
  return {
    'CodePipeline.job': {
      id,
      accountId: node.arn.split(':')[4]!,
      data: {
        actionConfiguration: { configuration: { FunctionName: wire.peer.name, UserParameters: userParameters } },
        inputArtifacts: [
          { location: { s3Location: { bucketName: node.config.bucket, objectKey: `${node.name}/SourceArti/${chance.hex(7)}` }, type: 'S3' as const }, revision: null, name: 'SourceArtifact' },
        ],
        outputArtifacts: [],
        artifactCredentials: {
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', sessionToken: chance.hex(64), expirationTime: unixMs(node.now + sec(3_600)),
        },
      },
    },
  }
}
