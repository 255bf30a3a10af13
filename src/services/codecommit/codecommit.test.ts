import type { CodeCommitTriggerEvent } from 'aws-lambda/trigger/codecommit.js'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

const pushed = (config: Config, wire: Config) => reached(simulate({ services: [...services, listener], forSec: 9 }, (drawing) => {
  drawing.add('codecommit', 'shop', config)
  drawing.add('listener', 'fn')
  drawing.wire('shop', 'fn', { config: wire })
})).events as CodeCommitTriggerEvent[]

test('CC-01 the event of a trigger: references and commits, no content', () => {
  const [event] = pushed({ change: 'createReference' }, { customData: 'build' })
  const [record] = event!.Records
  expect(Object.keys(record!)).toEqual(['awsRegion', 'codecommit', 'customData', 'eventId', 'eventName', 'eventPartNumber', 'eventSource', 'eventSourceARN', 'eventTime', 'eventTotalParts', 'eventTriggerConfigId', 'eventTriggerName', 'eventVersion', 'userIdentityARN'])
  expect(record).toMatchObject({
    awsRegion: 'us-east-1', codecommit: { references: [{ ref: 'refs/heads/main', created: true }] }, customData: 'build', eventName: 'ReferenceChanges', eventSource: 'aws:codecommit',
    eventSourceARN: 'arn:aws:codecommit:us-east-1:123456789012:shop', eventTime: '2026-01-01T00:00:00.000+0000', eventVersion: '1.0',
  })
  expect(record!.codecommit.references[0]!.commit).toMatch(/^[0-9a-f]{40}$/)
})

test('CC-01 a trigger wants certain branches and changes', () => {
  const many = (config: Config, wire: Config) => pushed(config, wire).length
  expect(many({ branch: 'main' }, { branches: 'main, next' })).toBe(1)
  expect(many({ branch: 'other' }, { branches: 'main, next' })).toBe(0)
  expect(many({}, { all: false, deleteReference: true })).toBe(0)
  expect(many({ change: 'deleteReference' }, { all: false, deleteReference: true })).toBe(1)
})
