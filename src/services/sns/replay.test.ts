/** SNS-01: the archive of a FIFO topic, and what a subscriber has of it again. */
import { expect, test } from 'vitest'
import type { Service } from '../../contract/service.ts'
import { asker, told } from '../../testkit/asker.ts'
import { keeper, keptBy } from '../../testkit/keeper.ts'
import { type Settings, simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services as all } from '../catalogue.ts'

const services = [...all, keeper, asker] as readonly Service[]
const ARN = 'arn:aws:sns:us-east-1:123456789012:orders.fifo'
const archived = (topic: object, more: (drawing: Sketchbook) => void, settings: Settings = {}) =>
  simulate({ services, forSec: 600, ...settings }, (drawing) => {
    drawing.add('sns', 'orders.fifo', { type: 'fifo', archiveDays: 1, ...topic })
    drawing.add('keeper', 'queue', { role: 'type' in topic ? 'queue' : 'fifo' })
    for (let second = 1; second <= 5; second++) drawing.at(second, 'orders.fifo', 'publish', { body: `${second}`, group: 'g', attributes: { even: second % 2 === 0 ? 'yes' : 'no' } })
    more(drawing)
  })
const wired = (config: object, more: (drawing: Sketchbook) => void) => (drawing: Sketchbook) => {
  drawing.wire('orders.fifo', 'queue', { config: { ...config } })
  more(drawing)
}
type Run = ReturnType<typeof archived>
const open = (kept: { readonly content: unknown }) => JSON.parse(kept.content as string) as Record<string, string>
/** When it came, its text, and a star for what was replayed. */
const story = (done: Run) => keptBy(done.run, 'queue').map((one) => `${one.at} ${open(one).Message}${open(one).Replayed === 'true' ? '*' : ''}`)

test('SNS-01 a replay sends a span of the archive again: same text, id, time and number, with Replayed in the envelope', () => {
  const done = archived({}, wired({}, (drawing) => drawing.at(10, 'orders.fifo', 'replay', { fromSec: 4 })))
  expect(story(done)).toEqual(['1 1', '2 2', '3 3', '4 4', '5 5', '10 4*', '10.001 5*'])
  const [first, again] = [open(keptBy(done.run, 'queue')[3]!), open(keptBy(done.run, 'queue')[5]!)]
  expect(again).toEqual({ ...first, Replayed: 'true' })
  expect(Object.keys(again).slice(-3)).toEqual(['UnsubscribeURL', 'Replayed', 'MessageAttributes'])
  expect(keptBy(done.run, 'queue')[5]!.beside).toEqual(keptBy(done.run, 'queue')[3]!.beside)
  expect(done.metric('orders.fifo', 'NumberOfReplayedNotificationsDelivered').sum).toBe(2)
})

test('SNS-01 without an end it catches up with what is published meanwhile, in order, and then goes on as ever', () => {
  const done = archived({}, wired({}, (drawing) => {
    drawing.at(10, 'orders.fifo', 'replay', {})
    drawing.at(10.0025, 'orders.fifo', 'publish', { body: 'new', group: 'g' })
    drawing.at(11, 'orders.fifo', 'publish', { body: 'live', group: 'g' })
  }))
  expect(story(done).slice(5)).toEqual(['10 1*', '10.001 2*', '10.002 3*', '10.003 4*', '10.004 5*', '10.005 new', '11 live'])
})

test('SNS-01 with an end it stops there and the subscription is paused, until a replay without one', () => {
  const done = archived({}, wired({}, (drawing) => {
    drawing.at(10, 'orders.fifo', 'replay', { fromSec: 2, toSec: 4 })
    drawing.at(20, 'orders.fifo', 'publish', { body: 'unheard', group: 'g' })
    drawing.at(30, 'orders.fifo', 'replay', { fromSec: 4 })
    drawing.at(40, 'orders.fifo', 'publish', { body: 'heard', group: 'g' })
  }))
  expect(story(done).slice(5)).toEqual(['10 2*', '10.001 3*', '30 4*', '30.001 5*', '30.002 unheard*', '40 heard'])
})

test('SNS-01 SNS-07 what is replayed passes the filter like anything else; one subscriber’s replay concerns no other', () => {
  const done = archived({}, (drawing) => {
    drawing.add('keeper', 'other', { role: 'fifo' })
    drawing.wire('orders.fifo', 'queue', { config: { filterPolicy: '{"even": ["yes"]}' } })
    drawing.wire('orders.fifo', 'other')
    drawing.at(10, 'orders.fifo', 'replay', { subscriber: 'queue' })
  })
  expect(story(done)).toEqual(['2 2', '4 4', '10.001 2*', '10.003 4*'])
  expect(keptBy(done.run, 'other')).toHaveLength(5)
})

test('SNS-01 the archive keeps also what nobody gets, and forgets what is older than its days', () => {
  const done = archived({}, (drawing) => {
    drawing.wire('orders.fifo', 'queue', { config: { filterPolicy: '{"none": ["x"]}' } })
    drawing.at(86_402, 'orders.fifo', 'publish', { body: 'a day later', group: 'g' })
  }, { forSec: 86_410 })
  expect(done.metric('orders.fifo', 'NumberOfMessagesArchiveProcessing').sum).toBe(6)
  expect((done.run.nodes[0]!.state as { archive: { kept: unknown[] } }).archive.kept).toHaveLength(5)
  expect(archived({}, () => {}).outcomes()).toEqual({ succeeded: 5 })
})

test('SNS-01 a replay within five minutes reaches a FIFO queue that remembers the deduplication ids: it keeps nothing twice', () => {
  const received = (at: number) => simulate({ services, forSec: 1_000 }, (drawing) => {
    drawing.add('sns', 'orders.fifo', { type: 'fifo', archiveDays: 1 })
    drawing.add('sqs', 'queue.fifo', { type: 'fifo' })
    drawing.add('lambda', 'work', { init: 'constant' })
    drawing.wire('orders.fifo', 'queue.fifo')
    drawing.wire('queue.fifo', 'work')
    drawing.at(1, 'orders.fifo', 'publish', { body: 'x', group: 'g' })
    drawing.at(at, 'orders.fifo', 'replay', {})
  }).metric('work', 'Invocations').sum
  expect([received(200), received(400)]).toEqual([1, 2])
})

test('SNS-01 SBX-01 code sets a ReplayPolicy and looks at its status; what AWS refuses is refused in its words', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
  const done = archived({}, wired({}, (drawing) => {
    drawing.add('asker', 'asker')
    drawing.wire('asker', 'orders.fifo')
    const ask = (second: number, operation: string, input: object) => drawing.at(second, 'asker', 'ask', { client: 'SNS', operation, input })
    ask(6, 'ListSubscriptionsByTopic', { TopicArn: ARN })
    ask(6, 'GetTopicAttributes', { TopicArn: ARN })
    const SubscriptionArn = `${ARN}:${ID}`
    const set = (second: number, policy: unknown) => ask(second, 'SetSubscriptionAttributes', { SubscriptionArn, AttributeName: 'ReplayPolicy', AttributeValue: typeof policy === 'string' ? policy : JSON.stringify(policy) })
    set(7, '{')
    set(7, { PointType: 'Timestamp' })
    set(7, { PointType: 'Sequence', StartingPoint: at(1) })
    set(7, { PointType: 'Timestamp', StartingPoint: at(8) })
    set(7, { PointType: 'Timestamp', StartingPoint: '2026-02-30T00:00:00Z' })
    set(7, { PointType: 'Timestamp', StartingPoint: at(2), EndingPoint: at(1) })
    set(9, { PointType: 'Timestamp', StartingPoint: at(4), EndingPoint: at(5) })
    ask(9.0005, 'GetSubscriptionAttributes', { SubscriptionArn })
    ask(10, 'GetSubscriptionAttributes', { SubscriptionArn })
    ask(10, 'GetSubscriptionAttributes', { SubscriptionArn: `${ARN}:none` })
    set(11, {})
    drawing.at(12, 'orders.fifo', 'publish', { body: 'on', group: 'g' })
  }))
  const heard = told(done).map(({ status, content }) => [status, content] as [number, { readonly Subscriptions: unknown; readonly Attributes: Record<string, string>; readonly message: string }])
  expect(heard[0]![1].Subscriptions).toEqual([{ SubscriptionArn: `${ARN}:${ID}`, Owner: '123456789012', Protocol: 'sqs', Endpoint: 'arn:aws:keeper:us-east-1:123456789012:queue', TopicArn: ARN }])
  expect(heard[1]![1].Attributes).toMatchObject({ FifoTopic: 'true', ArchivePolicy: '{"MessageRetentionPeriod":"1"}', BeginningArchiveTime: at(0) })
  expect(heard.slice(2, 8).map(([status, { message }]) => `${status} ${message}`)).toEqual([
    'Unable to parse JSON', 'JSON is missing required fields', 'Invalid PointType', 'Invalid StartingPoint value', 'Invalid StartingPoint value', 'Invalid EndingPoint value',
  ].map((text) => `400 Invalid parameter: ReplayPolicy: ${text}`))
  expect(heard[8]).toEqual([200, {}])
  expect([9, 10].map((index) => heard[index]![1].Attributes.ReplayStatus)).toEqual(['In Progress', 'Completed'])
  expect(heard[10]![1].Attributes.ReplayPolicy).toBe(`{"PointType":"Timestamp","StartingPoint":"${at(4)}","EndingPoint":"${at(5)}"}`)
  expect(heard[11]).toEqual([404, { name: 'NotFoundException', message: 'Subscription does not exist' }])
  expect(story(done).slice(5)).toEqual(['9 4*', '12 on'])
})
/** Of the first wire in a run with seed 1. */
const ID = '6699cd86-ed47-4f50-af70-c023078a6e23'

test('SNS-01 a policy that is set on the wire in mid-run is carried out; what is wrong with one is said before', () => {
  const policy = (start: string) => `{"PointType": "Timestamp", "StartingPoint": "2026-01-01T00:00:${start}.000Z"}`
  const done = archived({}, wired({}, () => {}), { actions: [{ id: 's', atSec: 10, on: 'w1', do: 'set', config: { replayPolicy: policy('05') } }] })
  expect(story(done).slice(5)).toEqual(['10 5*'])
  const said = (topic: object, replayPolicy: string) => {
    try {
      return archived(topic, wired({ replayPolicy }, () => {})).rows.length > 0 ? 'runs' : ''
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(said({}, '')).toBe('runs')
  expect(said({}, '{')).toContain('is not valid: Unable to parse JSON')
  expect(said({ archiveDays: null }, policy('00'))).toContain('has no archive')
  expect(said({ type: 'standard', archiveDays: null }, policy('00'))).toContain('which keeps nothing to replay')
})
