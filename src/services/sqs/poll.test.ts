import { expect, test } from 'vitest'
import { asker, told } from '../../testkit/asker.ts'
import { simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

const all = { services: [...services, asker] }

function withAsker(drawing: Sketchbook, config = {}): void {
  drawing.add('sqs', 'orders', config)
  drawing.add('asker', 'asker')
  drawing.wire('asker', 'orders')
}
function receive(drawing: Sketchbook, atSec: number, input = {}): void {
  drawing.at(atSec, 'asker', 'ask', { client: 'SQS', operation: 'ReceiveMessage', input: { QueueUrl: 'https://sqs.eu-central-1.amazonaws.com/123456789012/orders', ...input } })
}
type Answer = { readonly Messages?: readonly { readonly Body: string }[]; readonly message?: string }
const answers = (run: Parameters<typeof told>[0]): string[] =>
  told(run).map(({ atSec, content }) => `${atSec} ${(content as Answer).Messages?.map((one) => one.Body).join() ?? (content as Answer).message ?? 'nothing'}`)

test('SQS-02 a receive that does not wait answers at once; one that waits gets what comes meanwhile, or nothing at its end', () => {
  const run = simulate({ ...all, forSec: 100 }, (drawing) => {
    withAsker(drawing, { visibilityTimeoutSec: 100 })
    receive(drawing, 1)
    receive(drawing, 2, { WaitTimeSeconds: 20, MaxNumberOfMessages: 10 })
    drawing.at(7, 'orders', 'send', { body: 'a' })
    receive(drawing, 40, { WaitTimeSeconds: 5 })
  })
  expect(answers(run)).toEqual(['1 nothing', '7 a', '45 nothing'])
  expect(run.metric('orders', 'NumberOfEmptyReceives').sum).toBe(2)
})

test('SQS-02 the queue’s own wait time holds for receives that name none; who waited longest gets the message', () => {
  const run = simulate({ ...all, forSec: 100 }, (drawing) => {
    withAsker(drawing, { receiveWaitSec: 20, visibilityTimeoutSec: 4 })
    receive(drawing, 0)
    receive(drawing, 1)
    drawing.at(10, 'orders', 'send', { body: 'a' })
    receive(drawing, 50, { WaitTimeSeconds: 0 })
    receive(drawing, 60, { WaitTimeSeconds: 21 })
  })
  // The first has it at 10 s; nobody deletes it, so the second has it when its time is over.
  expect(answers(run)).toEqual([
    '10 a', '14 a', '50 a', '60 Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
  ])
})

test('SQS-02 in realistic mode a short poll misses a message whose host it did not ask, a quarter of the time; a long poll never does', () => {
  const emptyOf = (input: object): number => {
    const run = simulate({ ...all, forSec: 2_100, mode: 'realistic' }, (drawing) => {
      withAsker(drawing, { visibilityTimeoutSec: 0, duplicates: 0, retentionSec: 100_000 })
      drawing.at(0, 'orders', 'send', { body: 'a' })
      for (let second = 1; second <= 2_000; second++) receive(drawing, second, input)
    })
    return told(run).filter(({ content }) => (content as Answer).Messages === undefined).length
  }
  expect(emptyOf({ WaitTimeSeconds: 1 })).toBe(0)
  // 500 expected, deviation 19.4.
  expect(Math.abs(emptyOf({}) - 500)).toBeLessThan(4 * 19.4)
})
