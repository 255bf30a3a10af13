import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type KeepOptions, TraceKeep, isFailure } from './keep.ts'
import { Cursor, type TraceRow, rowsBetween, rowsOfMessage } from './reader.ts'
import { K } from './records.ts'
import { TraceWriter } from './writer.ts'

const SMALL: KeepOptions = { newest: 400, failures: 1_200, sampled: 300 }

/** Four rows to a message; every seventh message fails. */
function run(messages: number, options: KeepOptions, flushEvery = 97): { readonly keep: TraceKeep; readonly rows: TraceRow[] } {
  const keep = new TraceKeep(options)
  const rows: TraceRow[] = []
  const writer = new TraceWriter({ onBlock: (block) => (keep.append(block), writer.recycle(block.buffer)) })
  const note = (time: number, serial: number, kind: number, place: number, a: number, b: number) => {
    writer.note(time, serial, kind, place, a, b)
    rows.push({ number: rows.length, time, serial, kind, place, a, b })
    if (rows.length % flushEvery === 0) writer.flush()
  }
  for (let serial = 1; serial <= messages; serial++) {
    const time = serial * 1_000
    note(time, serial, K.created, 0, 0, 0)
    note(time, serial, K.request, 1, time + 5, 0)
    note(time + 400, serial, serial % 7 === 0 ? K.failed : K.finished, 2, 400, 3)
    note(time + 400, serial, K.ended, 0, 0, 1)
  }
  writer.flush()
  return { keep, rows }
}

const held = (keep: TraceKeep) => rowsBetween(keep, 0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)

test('nothing is dropped while there is room', () => {
  const { keep, rows } = run(90, SMALL)
  expect(held(keep)).toEqual(rows)
  expect(keep.dropped).toMatchObject({ rows: 0, failures: 0, oneIn: 1, from: Number.NaN })
})

test('the newest rows, every failure and whole messages stay, within bounds; the rest is counted', () => {
  const { keep, rows } = run(5_000, SMALL)
  const kept = held(keep)
  expect(kept).toEqual(kept.map((row) => rows[row.number]))
  expect(kept.slice(-300)).toEqual(rows.slice(-300))
  expect(kept.filter((row) => isFailure(row.kind))).toEqual(rows.filter((row) => isFailure(row.kind)))
  expect(kept.filter((row) => !isFailure(row.kind)).length).toBeLessThanOrEqual(400 + 300)
  expect(keep.dropped.rows).toBe(rows.length - kept.length)
  expect(keep.dropped).toMatchObject({ failures: 0, failuresOneIn: 1, from: 1_000 })
  expect(keep.total).toBe(20_000)
  // A message of which a plain row is held, older than the newest, is held whole.
  const oldest = kept.filter((row) => row.number < kept.at(-400)!.number && !isFailure(row.kind))
  expect(oldest.length).toBeGreaterThan(50)
  for (const { serial } of oldest) expect(rowsOfMessage(keep, serial)).toHaveLength(4)
})

test('too many failures are thinned too, but never the first thousand', () => {
  const { keep, rows } = run(30_000, SMALL)
  const failures = rows.filter((row) => isFailure(row.kind))
  const kept = held(keep).filter((row) => isFailure(row.kind))
  expect(kept.slice(0, 1_000)).toEqual(failures.slice(0, 1_000))
  expect(kept.length).toBeLessThanOrEqual(1_200 + 400)
  expect(keep.dropped.failures).toBe(failures.length - kept.length)
  expect(keep.dropped.failuresOneIn).toBeGreaterThan(1)
})

test('the density of the time line counts dropped rows as well', () => {
  const { keep, rows } = run(30_000, SMALL)
  const { rows: density, failures } = keep.histogram(0, 30_100_000, 301)
  for (let column = 0; column < 301; column++) {
    const there = rows.slice(Math.max(0, column * 400 - 8), column * 400 + 400).filter((row) => Math.floor(row.time / 100_000) === column)
    expect(density[column]).toBe(there.length)
    expect(failures[column]).toBe(there.filter((row) => isFailure(row.kind)).length)
  }
  const close = keep.histogram(30_000_000, 30_001_000, 10)
  expect([...close.rows]).toEqual([2, 0, 0, 0, 2, 0, 0, 0, 0, 0])
})

test('a cursor walks every held row, both ways, and finds any instant', () => {
  const { keep } = run(2_000, SMALL)
  const kept = held(keep)
  const cursor = new Cursor(keep)
  const forward: number[] = []
  while (cursor.next()) forward.push(cursor.number)
  expect(forward).toEqual(kept.map((row) => row.number))
  expect(cursor.next()).toBe(false)
  const back = [cursor.number]
  while (cursor.previous()) back.push(cursor.number)
  expect(back.reverse()).toEqual(forward)
  fc.assert(
    fc.property(fc.nat(2_100_000), (time) => {
      const exact = kept.findLast((row) => row.time <= time)
      expect(cursor.seek(time) ? cursor.number : undefined).toBe(exact?.number)
      const next = kept.find((row) => row.number > (exact?.number ?? -1) && row.kind === K.failed)
      expect(cursor.nextOfKind(K.failed) ? cursor.number : undefined).toBe(next?.number)
      cursor.seek(time)
      const before = kept.findLast((row) => row.number < (exact?.number ?? -1) && row.kind === K.failed)
      expect(cursor.previousWhere((columns, row) => columns.kind[row] === K.failed) ? cursor.number : undefined).toBe(before?.number)
    }),
  )
})

test('how rows were cut into blocks does not matter', () => {
  const whole = run(3_000, SMALL, 1_000_000)
  expect(held(run(3_000, SMALL, 13).keep).slice(-300)).toEqual(held(whole.keep).slice(-300))
  expect(run(3_000, SMALL, 13).keep.histogram(0, 3e6, 30)).toEqual(whole.keep.histogram(0, 3e6, 30))
})
