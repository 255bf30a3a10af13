import { expect, test } from 'vitest'
import type { CodeHost, GuestId, Turn } from '../contract/handler.ts'
import { newHost, programFrom } from '../testkit/guest.ts'

const CODE = `
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs'
import { createHash } from 'node:crypto'
const sqs = new SQSClient({})
let count = 0
const seen = new Map()
export const handler = async (event, context) => {
  const id = crypto.randomUUID()
  seen.set(id, ++count)
  console.log(id, Math.random(), Date.now(), [...seen.values()].length)
  await new Promise((done) => setTimeout(done, 10 + Math.random() * 90))
  const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: createHash('sha256').update(id).digest('hex') }))
  let sum = 0
  for (let i = 0; i < 2000; i++) sum += i % 7
  setTimeout(() => console.log('after', id), 5000)
  return { id, MessageId, sum, left: context.getRemainingTimeInMillis() }
}`
const program = programFrom(CODE, { memoryMb: 256 })
const context = { functionName: 'f', functionVersion: '1', invokedFunctionArn: 'a', memoryLimitInMB: '256', awsRequestId: 'r', logGroupName: 'g', logStreamName: 's', deadline: 90_000_000 }
const LIMIT = 3_000_000

/** Begins an invocation and takes it to the call that it waits for. */
function half(host: CodeHost, guest: GuestId, now: number): Turn[] {
  const turns = [host.invoke(guest, '{}', context, now, LIMIT)]
  turns.push(host.wake(guest, turns[0]!.wakeAt!, LIMIT))
  return turns
}
const rest = (host: CodeHost, guest: GuestId, call: number, now: number): Turn => host.answer(guest, call, { ok: true, json: '{"MessageId":"m"}' }, now, LIMIT)

function whole(host: CodeHost, seed: number): string {
  const { guest, turn } = host.open(program, [seed, 2, 3, 4], 0, LIMIT)
  const turns: Turn[] = [turn]
  for (let i = 0; i < 3; i++) {
    const begun = half(host, guest, i * 10_000_000)
    turns.push(...begun, rest(host, guest, begun[1]!.calls[0]!.id, i * 10_000_000 + 500_000))
  }
  return JSON.stringify(turns)
}

test('the same seed gives the same turns, in any host and beside any others', () => {
  const alone = whole(newHost(), 7)
  const crowded = newHost()
  for (let i = 0; i < 20; i++) whole(crowded, i)
  expect(whole(crowded, 7)).toBe(alone)
  expect(whole(newHost(), 8)).not.toBe(alone)
  expect(alone).toContain('after')
})

test('what is restored goes on as if nothing had been, as often as one likes', () => {
  const host = newHost()
  const first = host.open(program, [1, 2, 3, 4], 0, LIMIT).guest
  const second = host.open(program, [5, 6, 7, 8], 0, LIMIT).guest
  const [, waits] = half(host, first, 0)
  half(host, second, 1_000)
  const saved = host.save()
  const goOn = (on: CodeHost) => {
    const turns = [rest(on, first, waits!.calls[0]!.id, 600_000), rest(on, second, 1, 700_000), ...half(on, first, 10_000_000)]
    const { guest, turn } = on.open(program, [9, 9, 9, 9], 11_000_000, LIMIT)
    return JSON.stringify([...turns, guest, turn, ...half(on, guest, 12_000_000)])
  }
  const once = goOn(host)
  host.restore(saved)
  expect(goOn(host)).toBe(once)
  const other = newHost()
  other.restore(saved)
  expect(goOn(other)).toBe(once)
})

test('an environment that is closed leaves its place to others, and is asked in vain', () => {
  const host = newHost()
  const { guest } = host.open(program, [1, 2, 3, 4], 0, LIMIT)
  half(host, guest, 0)
  host.close(guest)
  host.close(guest)
  expect(host.invoke(guest, '{}', context, 0, LIMIT)).toMatchObject({ end: null, calls: [], lines: [] })
  expect(rest(host, guest, 1, 0)).toMatchObject({ end: null })
  for (let i = 0; i < 300; i++) host.close(host.open(program, [i, 2, 3, 4], 0, LIMIT).guest)
  const { images } = host.save() as { readonly images: readonly { readonly memory: Uint8Array }[] }
  expect(images[0]!.memory.length).toBeLessThan(16 * 1_048_576)
}, 60_000)

test('a thousand environments live at once, each with its own state', () => {
  const host = newHost()
  const counter = programFrom('let n = 0\nexport const handler = async (event) => (n += event)', {})
  const guests = Array.from({ length: 1_000 }, (_, i) => host.open(counter, [i, 2, 3, 4], 0, LIMIT).guest)
  for (const round of [1, 2]) {
    for (const [i, guest] of guests.entries()) {
      const { end } = host.invoke(guest, String(i), context, round, LIMIT)
      expect(end).toEqual({ kind: 'returned', json: String(i * round) })
    }
  }
  const { images } = host.save() as { readonly images: readonly { readonly memory: Uint8Array }[] }
  expect(images[0]!.memory.length).toBeLessThan(220 * 1_048_576)
}, 120_000)

test('memory that nobody uses is given back, and images are made only of what has changed', () => {
  const host = newHost()
  type Images = { readonly images: readonly ({ readonly memory: Uint8Array } | undefined)[] }
  const quiet = host.open(program, [1, 2, 3, 4], 0, LIMIT).guest
  const greedy = programFrom('export const handler = async () => { const all = []; for (;;) all.push(new Uint8Array(1e6)) }', { memoryMb: 128 })
  const { guest } = host.open(greedy, [1, 2, 3, 4], 0, LIMIT)
  const before = host.save() as Images
  expect(host.invoke(guest, '{}', context, 0, LIMIT).end).toMatchObject({ reason: 'Runtime.OutOfMemory' })
  const after = host.save() as Images
  expect([after.images[0] === before.images[0], after.images[1]]).toEqual([true, undefined])
  half(host, quiet, 0)
  expect((host.save() as Images).images[0]).not.toBe(before.images[0])
  const again = host.open(greedy, [1, 2, 3, 4], 0, LIMIT)
  expect(again.turn.end).toEqual({ kind: 'returned', json: 'null' })
  host.restore(before)
  expect(host.invoke(guest, '{}', context, 0, LIMIT).end).toMatchObject({ reason: 'Runtime.OutOfMemory' })
})
