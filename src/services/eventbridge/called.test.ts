import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { asker, told } from '../../testkit/asker.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { type Settings, simulate } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'

const services = [...all, keeper, asker] as readonly Service[]
const good = (more: object = {}) => ({ Source: 'shop', DetailType: 'Placed', Detail: '{"id":1}', EventBusName: 'orders', ...more })
function put(entries: readonly object[], settings: Settings = {}) {
  const run = simulate({ services, forSec: 60, ...settings }, (drawing) => {
    drawing.add('asker', 'asker')
    drawing.add('eventbridge', 'orders')
    drawing.add('keeper', 'target')
    drawing.wire('asker', 'orders')
    drawing.wire('orders', 'target')
    drawing.at(1, 'asker', 'ask', { client: 'EventBridge', operation: 'PutEvents', input: { Entries: entries } })
  })
  return { answer: told(run)[0]!, kept: keptBy(run.run, 'target'), run }
}

test('EB-01 SBX-01 PutEvents answers 200 with a result for each entry, also when some failed', () => {
  const { answer, kept, run } = put([good(), good({ Source: '' }), good({ Source: 'aws.ec2' }), good({ Detail: '{' }), good({ Detail: '[1]' }), good({ Resources: ['arn:x'], Time: '2026-02-03T04:05:06Z' })])
  expect(answer.status).toBe(200)
  expect(answer.content).toEqual({
    FailedEntryCount: 4,
    Entries: [
      { EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      { ErrorCode: 'InvalidArgument', ErrorMessage: 'Parameter Source is not valid. Reason: Source is a required argument.' },
      { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }, { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
      { EventId: expect.any(String) },
    ],
  })
  expect(kept.map((one) => (one.content as { time: string }).time)).toEqual(['2026-01-01T00:00:01Z', '2026-02-03T04:05:06Z'])
  expect((answer.content as { Entries: { EventId?: string }[] }).Entries[0]!.EventId).toBe((kept[0]!.content as { id: string }).id)
  expect(run.metric('orders', 'PutEventsFailedEntriesCount').sum).toBe(4)
})

test('EB-01 ten entries and a megabyte at most, in the course profile 256 KB', () => {
  expect(put(Array.from({ length: 11 }, () => good())).answer).toMatchObject({ status: 400, content: { name: 'ValidationException' } })
  expect(put([]).answer).toMatchObject({ status: 400 })
  const large = [good({ Detail: JSON.stringify({ text: 'x'.repeat(300_000) }) })]
  expect(put(large).answer.status).toBe(200)
  expect(put(large, { profile: 'course' }).answer).toMatchObject({ status: 413, content: { message: 'Total size of the entries in the request is over the limit.' } })
})

test('EB-01 above the rate single entries are throttled', () => {
  expect(put([good(), good(), good()], { quotas: { busPutsPerSec: 2 } }).answer.content).toMatchObject({ FailedEntryCount: 1, Entries: [{}, {}, { ErrorCode: 'ThrottlingException' }] })
})

test('EB-01 entries of one request go each to its own bus; one that is not there fails alone', () => {
  const run = simulate({ services, forSec: 60 }, (drawing) => {
    drawing.add('asker', 'asker')
    for (const bus of ['orders', 'default']) {
      drawing.add('eventbridge', bus)
      drawing.add('keeper', `of ${bus}`)
      drawing.wire(bus, `of ${bus}`)
      drawing.wire('asker', bus)
    }
    const entries = [good(), good({ EventBusName: undefined }), good({ EventBusName: 'arn:aws:events:us-east-1:123456789012:event-bus/default' }), good({ EventBusName: 'nowhere' })]
    drawing.at(1, 'asker', 'ask', { client: 'EventBridge', operation: 'PutEvents', input: { Entries: entries } })
  })
  expect(told(run)[0]!.content).toMatchObject({ FailedEntryCount: 1, Entries: [{}, {}, {}, { ErrorCode: 'ResourceNotFoundException' }] })
  expect(['orders', 'default'].map((bus) => keptBy(run.run, `of ${bus}`).length)).toEqual([1, 2])
})

test('SBX-02 a bus that is not there is told in AWS’s words', () => {
  expect(put([good({ EventBusName: 'nowhere' })]).answer).toMatchObject({ status: 404, content: { name: 'ResourceNotFoundException', message: 'Event bus nowhere does not exist.' } })
})
