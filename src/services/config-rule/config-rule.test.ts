import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { asker, told } from '../../testkit/asker.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

test('CFG-01 the event holds texts that are JSON', () => {
  const run = simulate({ services: [...services, listener], forSec: 15 }, (drawing) => {
    drawing.add('configRule', 'rule')
    drawing.add('listener', 'fn')
    drawing.wire('rule', 'fn')
  })
  const event = reached(run).events[1] as { [name: string]: string }
  expect(Object.keys(event)).toEqual(['version', 'invokingEvent', 'ruleParameters', 'resultToken', 'eventLeftScope', 'executionRoleArn', 'configRuleArn', 'configRuleName', 'configRuleId', 'accountId'])
  expect(JSON.parse(event.invokingEvent!)).toMatchObject({ messageType: 'ConfigurationItemChangeNotification', configurationItem: { resourceType: 'AWS::EC2::Instance', configuration: { instanceType: 'm5.large' } } })
  expect(JSON.parse(event.ruleParameters!)).toEqual({ desiredInstanceType: 't2.micro' })
})

test('CFG-01 SBX-01 code reports by PutEvaluations', () => {
  const run = simulate({ services: [...services, listener, asker], forSec: 15 }, (drawing) => {
    drawing.add('configRule', 'rule')
    drawing.add('asker', 'code')
    drawing.wire('code', 'rule')
    const ask = (input: Config) => drawing.at(1, 'code', 'ask', { client: 'ConfigService', operation: 'PutEvaluations', input })
    ask({ ResultToken: 't', Evaluations: [{ ComplianceResourceType: 'AWS::EC2::Instance', ComplianceResourceId: 'i-1', ComplianceType: 'NON_COMPLIANT', OrderingTimestamp: 0 }] })
    ask({ Evaluations: [] })
    ask({ ResultToken: 't', Evaluations: [{ ComplianceType: 'MAYBE' }] })
  })
  expect(told(run, 'code').map(({ content }) => (content as { name?: string }).name ?? 'ok')).toEqual(['ok', 'InvalidResultTokenException', 'InvalidParameterValueException'])
})
