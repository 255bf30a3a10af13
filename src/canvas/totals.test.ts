import { expect, test } from 'vitest'
import { TraceKeep } from '../trace/keep.ts'
import { K } from '../trace/records.ts'
import { TraceWriter } from '../trace/writer.ts'
import { WireTotals } from './totals.ts'

const keep = new TraceKeep()
const writer = new TraceWriter({ onBlock: (block) => keep.append(block) })
writer.note(0, 1, K.request, 0, 10, 0)
writer.note(10, 1, K.refusal, 0, 20, 429)
writer.note(30, 2, K.request, 0, 40, 0)
writer.note(50, 3, K.batch, 1, 50, 10)
writer.note(50, 3, K.started, 1, 0, 1)
writer.flush()

test('what went along each wire is counted by messages, forwards and after going back', () => {
  const totals = new WireTotals()
  const at = (time: number) => {
    const { sent, errors } = totals.seek(keep, time)
    return [sent[0], errors[0], sent[1]]
  }
  expect([0, 10, 29, 50, 9, 100].map(at)).toEqual([[1, 0, 0], [1, 1, 0], [1, 1, 0], [2, 1, 10], [1, 0, 0], [2, 1, 10]])
})

test('rows that come when the camera is past them are counted', () => {
  const late = new TraceKeep()
  const totals = new WireTotals()
  const one = new TraceWriter({ onBlock: (block) => late.append(block) })
  expect(totals.seek(late, 100).sent[0]).toBe(0)
  one.note(20, 1, K.request, 0, 30, 0)
  one.note(60, 2, K.request, 0, 70, 0)
  one.flush()
  expect(totals.seek(late, 100).sent[0]).toBe(2)
})
