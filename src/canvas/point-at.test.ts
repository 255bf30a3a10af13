import { expect, test } from 'vitest'
import { verbOf } from '../stores/words.ts'
import { TraceKeep } from '../trace/keep.ts'
import { K } from '../trace/records.ts'
import { TraceWriter } from '../trace/writer.ts'
import { carries } from './point-at.ts'

test('API-52 a dot that was pushed down a connection is not called an answer, and the answer before it is', () => {
  const keep = new TraceKeep()
  const writer = new TraceWriter({ onBlock: (block) => keep.append(block) })
  writer.note(100, 7, K.response, 3, 150, 200)
  writer.note(400, 7, K.response, 3, 450, 0)
  writer.note(400, 8, K.response, 3, 450, 500)
  writer.flush()
  const says = (now: number) => verbOf(K.response, '', carries(keep, now, K.response, 3, 7))
  expect([says(120), says(399), says(400), says(9_000)]).toEqual(['answered', 'answered', 'pushed to the connection', 'pushed to the connection'])
  expect(carries(keep, 9_000, K.response, 4, 7)).toBeUndefined()
})
