import { iso } from '../../base/time.ts'
import { hexId } from '../../base/ids.ts'
import { hashText } from '../../base/hash.ts'
import type { Occasion, SourceNode } from '../../contract/source.ts'
import type { RuleConfig } from './config.ts'

/** CFG-01: the invoking event and the parameters are texts that hold JSON. */
export function ruleEvent(node: SourceNode<RuleConfig>, { number, chance }: Occasion) {
  const { trigger, resourceType, parameters } = node.config
  const account = node.arn.split(':')[4]!
  const time = iso(node.now)
  const resourceId = `i-${chance.hex(17)}`
  const invokingEvent =
    trigger === 'schedule'
      ? { awsAccountId: account, notificationCreationTime: time, messageType: 'ScheduledNotification', recordVersion: '1.0' }
      : {
          configurationItem: {
            configurationItemCaptureTime: time, awsAccountId: account, configurationItemStatus: number === 0 ? 'ResourceDiscovered' : 'OK', resourceId,
            ARN: `arn:aws:ec2:${node.region}:${account}:instance/${resourceId}`, awsRegion: node.region, availabilityZone: `${node.region}a`, configurationStateMd5Hash: chance.hex(32),
            resourceType, configuration: { instanceType: number % 2 === 0 ? 't2.micro' : 'm5.large' }, tags: {}, relationships: [],
          },
          messageType: 'ConfigurationItemChangeNotification',
        }
  const id = hexId(node.scenario.seed, hashText(node.id), 'config rule', 6)
  return {
    version: '1.0',
    invokingEvent: JSON.stringify(invokingEvent),
    ruleParameters: parameters,
    resultToken: chance.hex(64),
    eventLeftScope: false,
    executionRoleArn: `arn:aws:iam::${account}:role/config-role`,
    configRuleArn: `arn:aws:config:${node.region}:${account}:config-rule/config-rule-${id}`,
    configRuleName: node.name,
    configRuleId: `config-rule-${id}`,
    accountId: account,
  }
}
