import { hashText } from '../../base/hash.ts'
import { requestId } from '../../base/ids.ts'
import { iso } from '../../base/time.ts'
import type { Occasion, SourceNode } from '../../contract/source.ts'
import type { WireEnd } from '../../contract/service.ts'
import type { RepositoryConfig, TriggerWire } from './config.ts'

/** CC-01: the event of a trigger; undefined when it does not want this branch or this kind of change. */
export function triggerEvent(node: SourceNode<RepositoryConfig>, { id, chance }: Occasion, wire: WireEnd) {
  const { branch, change } = node.config
  const trigger = wire.config as TriggerWire
  const commit = chance.hex(40)
  const branches = trigger.branches.split(',').map((one) => one.trim()).filter((one) => one !== '')
  if ((!trigger.all && !trigger[change]) || (branches.length > 0 && !branches.includes(branch))) return undefined
  return {
    Records: [
      {
        awsRegion: node.region,
        codecommit: {
          references: [{ commit, ref: `refs/heads/${branch}`, ...(change === 'createReference' && { created: true }), ...(change === 'deleteReference' && { deleted: true }) }],
        },
        ...(trigger.customData !== '' && { customData: trigger.customData }),
        eventId: id,
        eventName: 'ReferenceChanges',
        eventPartNumber: 1,
        eventSource: 'aws:codecommit',
        eventSourceARN: node.arn,
        eventTime: `${iso(node.now).slice(0, -1)}+0000`,
        eventTotalParts: 1,
        eventTriggerConfigId: requestId(node.scenario.seed, hashText(wire.id)),
        eventTriggerName: `${wire.peer.name}-trigger`,
        eventVersion: '1.0',
        userIdentityARN: `arn:aws:iam::${node.arn.split(':')[4]}:user/developer`,
      },
    ],
  }
}
