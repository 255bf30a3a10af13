/** Settings of wires that change in mid-run, service by service: what came before holds, what comes after is new. */
import { describe, expect, test } from 'vitest'
import { makePlan } from '../engine/plan.ts'
import { type Settings, simulate, sketch, type Sketchbook } from '../testkit/simulate.ts'
import { services } from './catalogue.ts'

const set = (atSec: number, on: string, config: object): NonNullable<Settings['actions']>[number] => ({ id: `set${atSec}${on}`, atSec, on, do: 'set', config: config as never })
/** Every second from 1 to `to` somebody sends by hand. */
const each = (book: Sketchbook, to: number, on: string, config: (at: number) => object): void => { for (let at = 1; at <= to; at++) book.at(at, on, 'send', config(at) as never) }
const FUNCTION = { ioMs: 10, init: 'constant', initMs: 0 }

describe('subscriptions of a topic', () => {
  const topic = (actions: NonNullable<Settings['actions']>, config = {}, subscription = {}) => simulate({ forSec: 20, actions }, (book) => {
    book.add('sns', 'orders', config)
    book.add('sqs', 'north')
    book.add('sqs', 'all')
    book.wire('orders', 'north', { config: subscription })
    book.wire('orders', 'all')
    each(book, 10, 'orders', (at) => ({ body: { attributes: { store: at % 2 === 0 ? 'north' : 'south' } } }))
  })

  test('SNS-07 a filter policy that comes in mid-run filters from that instant on, though nobody looked at payloads before', () => {
    const run = topic([set(4.5, 'w1', { filterPolicy: '{"store":["north"]}' })])
    expect(run.metric('north', 'NumberOfMessagesSent').sum).toBe(4 + 3)
    expect(run.metric('all', 'NumberOfMessagesSent').sum).toBe(10)
  })

  test('SNS-07 AWS takes its time: until a change holds the topic goes on as before', () => {
    const run = topic([set(4.5, 'w1', { filterPolicy: '{"store":["north"]}' })], { settlesSec: 3 })
    expect(run.metric('north', 'NumberOfMessagesSent').sum).toBe(7 + 2)
    expect(run.rows.filter(({ kind, place }) => kind === 'changed' && place === 'north').map(({ atSec, b }) => [atSec, b])).toEqual([[4.5, 1], [7.5, 0]])
  })

  test('SNS-06 SNS-08 raw delivery, the permission and its dead-letter queue hold from their instants on', () => {
    const run = simulate({ forSec: 20, actions: [set(3.5, 'w1', { permission: false }), set(6.5, 'w2', { subscriptions: 'north' })] }, (book) => {
      book.add('sns', 'orders')
      book.add('sqs', 'north')
      book.add('sqs', 'other')
      book.add('sqs', 'dead')
      book.wire('orders', 'north')
      book.wire('orders', 'dead', { port: 'deadLetter', config: { subscriptions: 'other' } })
      book.wire('orders', 'other')
      each(book, 10, 'orders', () => ({ body: 'x' }))
    })
    expect(['north', 'other', 'dead'].map((name) => run.metric(name, 'NumberOfMessagesSent').sum)).toEqual([3, 10, 4])
  })
})

describe('rules of a bus', () => {
  test('EB-03 EB-07 another pattern, another input', () => {
    const run = simulate({ forSec: 20, peeks: true, actions: [set(4.5, 'w1', { pattern: '{"detail-type":["Paid"]}' }), set(8.5, 'w1', { input: 'constant', constant: '{"fixed":1}' })] }, (book) => {
      book.add('eventbridge', 'shop')
      book.add('sqs', 'queue')
      book.wire('shop', 'queue')
      each(book, 10, 'shop', (at) => ({ body: { source: 'shop', 'detail-type': at % 2 === 0 ? 'Paid' : 'Placed', detail: { at } } }))
    })
    expect(run.metric('queue', 'NumberOfMessagesSent').sum).toBe(4 + 3)
    expect(run.count('shop', 'filtered')).toBe(3)
  })

  test('EB-10 a rule whose schedule changes counts anew; the other goes on in its pace', () => {
    const run = simulate({ forSec: 600, actions: [set(90, 'w1', { schedule: 'rate(2 minutes)' }), set(400, 'w2', { enabled: false })] }, (book) => {
      book.add('eventbridge', 'default')
      book.add('sqs', 'one')
      book.add('sqs', 'two')
      book.wire('default', 'one', { config: { trigger: 'schedule', schedule: 'rate(1 minute)' } })
      book.wire('default', 'two', { config: { trigger: 'schedule', schedule: 'rate(3 minutes)' } })
    })
    const at = (name: string) => run.rows.filter(({ place, kind }) => place === name && kind === 'visible').map(({ atSec }) => atSec)
    expect(at('one')).toEqual([60, 210, 330, 450, 570])
    expect(at('two')).toEqual([180, 360])
  })
})

test('S3-03 S3-05 a notification with another prefix tells of other keys, and the queue hears that it was saved', () => {
  const run = simulate({ forSec: 20, actions: [set(4.5, 'w1', { prefix: 'b/' })] }, (book) => {
    book.add('s3', 'photos')
    book.add('sqs', 'queue')
    book.wire('photos', 'queue', { config: { prefix: 'a/' } })
    each(book, 8, 'photos', (at) => ({ key: `${at % 2 === 0 ? 'a' : 'b'}/${at}`, body: 'x' }))
  })
  expect(run.rows.filter(({ place, kind }) => place === 'queue' && kind === 'visible').map(({ atSec }) => atSec)).toEqual([2, 4, 4.5, 5, 7])
})

describe('routes', () => {
  const hits = (service: string, config: object, more: object, actions: NonNullable<Settings['actions']>) => simulate({ forSec: 20, actions }, (book) => {
    book.add('client', 'people', { rps: 1, forMs: 10_000 })
    book.add(service, 'door')
    book.add('lambda', 'old', FUNCTION)
    book.add('lambda', 'new', FUNCTION)
    book.wire('people', 'door', { config: { method: 'GET', path: '/todos' } })
    book.wire('door', 'old', { config: config as never })
    book.wire('door', 'new', { config: more as never })
  })
  const invoked = (run: ReturnType<typeof simulate>) => ['old', 'new'].map((name) => run.metric(name, 'Invocations').sum)

  test('API-30 a route of an HTTP API takes another path; what is under way comes back', () => {
    const run = hits('httpApi', { path: '/todos' }, { path: '/other' }, [set(4.5, 'w2', { path: '/gone' }), set(4.5, 'w3', { path: '/todos' })])
    expect(invoked(run).map((times) => times > 3)).toEqual([true, true])
    expect(run.metric('door', '4xx').sum).toBe(0)
  })

  test('API-01 so does a method of a REST API', () => {
    const run = hits('restApi', { path: '/todos' }, { path: '/other' }, [set(4.5, 'w2', { path: '/gone' }), set(4.5, 'w3', { path: '/todos' })])
    expect(invoked(run).map((times) => times > 3)).toEqual([true, true])
    expect(run.metric('door', '4XXError').sum).toBe(0)
  })

  test('WIR-05 ALB-08 a rule of a balancer takes another path, and checks of health begin and end', () => {
    const run = hits('alb', {}, { path: '/never', priority: 1 }, [set(4.5, 'w3', { path: '/todos' }), set(10, 'w2', { healthCheck: true, intervalSec: 5, checkTimeoutSec: 2 }), set(17, 'w2', { healthCheck: false })])
    const [before, after] = invoked(run)
    expect(after).toBeGreaterThan(3)
    // Requests of the first seconds, and checks at 10 s and 15 s.
    expect(before! + after!).toBe(run.metric('door', 'RequestCount').sum + 2)
  })

  test('two routes that say the same are refused at their instant, as AWS would', () => {
    const drawing = sketch({ actions: [set(5, 'w1', { path: '/a' })] }, (book) => {
      book.add('httpApi', 'door')
      book.add('lambda', 'one')
      book.add('lambda', 'two')
      book.wire('door', 'one', { config: { path: '/b' } })
      book.wire('door', 'two', { config: { path: '/a' } })
    })
    const errors = makePlan(drawing, services).findings.filter(({ level }) => level === 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ on: 'set5w1' })
    expect(errors[0]!.text).toMatch(/^At 5 s: /)
  })
})

test('SCH-01 a schedule that changes fires by its new times', () => {
  const run = simulate({ forSec: 600, actions: [set(90, 'w1', { expression: 'rate(2 minutes)' }), set(400, 'w1', { enabled: false })] }, (book) => {
    book.add('scheduler', 'group')
    book.add('sqs', 'queue')
    book.wire('group', 'queue', { config: { expression: 'rate(1 minute)' } })
  })
  expect(run.rows.filter(({ place, kind }) => place === 'queue' && kind === 'visible').map(({ atSec }) => atSec)).toEqual([0, 60, 210, 330])
})

test('WIR-29 a wire may lead to another version from an instant on', () => {
  const run = simulate({ forSec: 20, actions: [set(4.5, 'w1', { qualifier: '1' })] }, (book) => {
    book.add('client', 'people', { rps: 1, forMs: 10_000 })
    book.add('lambda', 'work', { ...FUNCTION, versions: [{ number: 1, settings: '{"ioMs":700}' }] })
    book.wire('people', 'work')
  })
  const took = run.rows.filter(({ kind }) => kind === 'finished').map(({ a }) => Math.round(a))
  expect(new Set(took)).toEqual(new Set([10, 700]))
})

test('LAM-ESM-01 a mapping that is disabled receives no more, until it is enabled again', () => {
  const run = simulate({ forSec: 20, actions: [set(2.5, 'w1', { enabled: false }), set(3.5, 'w1', { batchSize: 5 }), set(8.5, 'w1', { enabled: true })] }, (book) => {
    book.add('sqs', 'jobs')
    book.add('lambda', 'work', FUNCTION)
    book.wire('jobs', 'work', { config: { batchSize: 1 } })
    each(book, 6, 'jobs', () => ({}))
  })
  const starts = run.rows.filter(({ kind, place }) => kind === 'started' && place === 'work').map(({ atSec }) => atSec)
  expect(starts.filter((at) => at > 2.5 && at < 8.5)).toEqual([])
  expect(starts.filter((at) => at >= 8.5)).toHaveLength(1)
})

describe('settings of doors that are made into something when the run begins', () => {
  const asked = (service: string, config: object, set: object, client: object, path = '/') => simulate({ forSec: 10, actions: [{ id: 'a1', atSec: 4.5, on: 'n2', do: 'set', config: set as never }] }, (book) => {
    book.add('client', 'people', { rps: 1, forMs: 9_000, retry: 'none', ...client })
    book.add(service, 'door', config as never)
    book.add('lambda', 'work', { ...FUNCTION, response: '{"statusCode":200,"body":"ok"}' })
    book.wire('people', 'door', { config: { method: 'GET', path } })
    book.wire('door', 'work')
  })

  test('ALB-02 an answer of its own that comes in mid-run is given from there on', () => {
    const run = asked('alb', {}, { rules: [{ priority: 1, path: '/old*', host: '', action: 'fixed', status: 410, value: 'gone' }] }, {}, '/old')
    expect([run.metric('work', 'Invocations').sum, run.metric('door', 'HTTP_Fixed_Response_Count').sum]).toEqual([5, 4])
  })

  test('API-03 a key that comes in mid-run lets its callers in, with a bucket of its own', () => {
    const key = (name: string) => ({ name, value: `${name}-key-of-twenty-characters`, rate: 5, burst: 5, quota: 3, period: 'DAY' })
    const run = simulate({ forSec: 10, actions: [set(4.5, 'n2', { keys: [key('one'), key('two')] })] }, (book) => {
      book.add('client', 'people', { rps: 1, forMs: 9_000, retry: 'none', headers: [{ name: 'x-api-key', value: key('two').value }] })
      book.add('restApi', 'door', { keys: [key('one')] })
      book.add('lambda', 'work', { ...FUNCTION, response: '{"statusCode":200,"body":"ok"}' })
      book.wire('people', 'door')
      book.wire('door', 'work', { config: { apiKey: true } })
    })
    // Five are refused for the key, three let in, and one is above its quota.
    expect(run.metric('work', 'Invocations').sum).toBe(3)
    expect(run.metric('door', '4XXError').sum).toBe(6)
  })

  test('API-33 CORS that comes in mid-run answers preflights from there on', () => {
    const run = simulate({ forSec: 10, actions: [set(4.5, 'n2', { corsOrigins: '*', corsMethods: 'GET', corsHeaders: 'authorization' })] }, (book) => {
      book.add('client', 'people', { rps: 1, forMs: 9_000, retry: 'none', headers: [{ name: 'Origin', value: 'https://a.example' }, { name: 'Access-Control-Request-Method', value: 'GET' }] })
      book.add('httpApi', 'door')
      book.add('lambda', 'work', FUNCTION)
      book.wire('people', 'door', { config: { method: 'OPTIONS', path: '/' } })
      book.wire('door', 'work')
    })
    expect(run.metric('work', 'Invocations').sum).toBe(5)
    expect(run.metric('door', 'Count').sum).toBe(9)
  })
})
