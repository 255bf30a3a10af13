import { expect, test } from 'vitest'
import { type Drawing, type DrawingNode, EMPTY_DRAWING } from '../drawing/drawing.ts'
import { judge, mayFollow } from './legal.ts'

const node = (id: string, service: string, config: DrawingNode['config'] = {}): DrawingNode => ({ id, service, name: id, x: 0, y: 0, config })
const client = node('client', 'client')
const api = node('api', 'httpApi')
const work = node('work', 'lambda')
const queue = node('queue', 'sqs')
const drawing: Drawing = { ...EMPTY_DRAWING, nodes: [client, api, work, queue] }

test('GEN-03 the kind of a wire follows from the port and what it reaches', () => {
  expect(judge(drawing, client, work)).toMatchObject({ ways: [{ kind: 'sync' }] })
  expect(judge(drawing, queue, work)).toMatchObject({ ways: [{ kind: 'poll' }] })
})

test('GEN-04 several legal ways are told in the order of the ports', () => {
  const verdict = judge(drawing, work, queue)
  const ports = 'ways' in verdict ? verdict.ways.map((way) => way.port.id) : []
  expect(ports[0]).toBe('calls')
  expect(ports).toEqual(expect.arrayContaining(['onSuccess', 'onFailure', 'deadLetter']))
  expect(judge(drawing, work, queue, 'onFailure')).toMatchObject({ ways: [{ kind: 'failure' }] })
})

test('GEN-04 a wire that AWS does not know is refused with its rule', () => {
  expect(judge(drawing, work, client)).toMatchObject({ refusal: { rule: 'GEN-04' } })
})

test('GEN-04 where a service in between would do, it is offered', () => {
  expect(judge(drawing, api, queue)).toMatchObject({ refusal: { rule: 'GEN-04', detour: ['lambda'] } })
})

test('GEN-04 a port that is full, and a wire that exists, say so', () => {
  const dead = node('dead', 'sqs')
  const full: Drawing = {
    ...drawing, nodes: [...drawing.nodes, dead],
    wires: [{ id: 'w1', from: 'queue', port: 'deadLetter', to: 'dead', kind: 'failure', config: {} }, { id: 'w2', from: 'work', port: 'calls', to: 'queue', kind: 'publish', config: {} }],
  }
  expect(judge(full, queue, node('other', 'sqs'), 'deadLetter')).toMatchObject({ refusal: { text: expect.stringContaining('one wire') } })
  expect(judge(full, work, queue, 'calls')).toMatchObject({ refusal: { text: expect.stringContaining('already') } })
  // A client may ask for several things of one API, and share its requests among them.
  expect(judge({ ...full, wires: [{ id: 'w3', from: 'client', port: 'out', to: 'api', kind: 'sync', config: {} }] }, client, api)).toHaveProperty('ways')
})

test('a rule of its own is told rather than the general one', () => {
  const fifo = node('orders', 'sqs', { type: 'fifo' })
  expect(judge(drawing, queue, fifo, 'deadLetter')).toMatchObject({ refusal: { rule: 'VAL-06' } })
})

test('what may follow is only what a wire may reach, the same service last', () => {
  expect(mayFollow(drawing, api).map((one) => one.service.id)).toEqual(expect.arrayContaining(['lambda', 'httpApi']))
  expect(mayFollow(drawing, api).at(-1)!.service.id).toBe('httpApi')
  expect(mayFollow(drawing, client).map((one) => one.service.id)).not.toContain('client')
})

test('an unknown service is neither wired nor fatal', () => {
  const strange = node('x', 'quantum')
  expect(judge(drawing, strange, work)).toMatchObject({ refusal: { rule: 'GEN-04' } })
  expect(mayFollow(drawing, strange)).toEqual([])
})

test('WIR-14 WIR-08 a bus, a bucket and a scheduler may lead to one node several times, a topic only once', () => {
  const work2 = node('work', 'lambda')
  for (const [service, port, times] of [['eventbridge', 'targets', 2], ['s3', 'notifications', 2], ['scheduler', 'target', 2], ['sns', 'subscribers', 1]] as const) {
    const source = node('source', service)
    const wired: Drawing = { ...EMPTY_DRAWING, nodes: [source, work2], wires: [{ id: 'w', from: 'source', port, to: 'work', kind: 'subscription', config: {} }] }
    expect('ways' in judge(wired, source, work2), service).toBe(times === 2)
  }
})

test('API-01 API-30 WIR-05 several routes, methods and rules may lead to one function', () => {
  for (const service of ['httpApi', 'restApi', 'websocketApi', 'alb']) {
    const door = node('door', service)
    const wired: Drawing = { ...drawing, nodes: [...drawing.nodes, door], wires: [{ id: 'w1', from: 'door', port: 'out', to: 'work', kind: service === 'alb' ? 'target' : 'sync', config: {} }] }
    expect(judge(wired, door, work, 'out'), service).toHaveProperty('ways')
  }
})
