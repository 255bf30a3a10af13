import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BLOCK_ROWS, type TraceBlock, pack, unpack } from './block.ts'
import { TraceWriter } from './writer.ts'

function writeRows(writer: TraceWriter, rows: number, flushAfter: (row: number) => boolean): void {
  for (let row = 0; row < rows; row++) {
    writer.note(row * 7, row % 5, row % 40, row % 9, row / 3, -row)
    if (flushAfter(row)) writer.flush()
  }
}

test('every row comes back as it was written, block after block', () => {
  const blocks: TraceBlock[] = []
  const writer = new TraceWriter({ onBlock: (block) => blocks.push(unpack(structuredClone(pack(block)))) })
  writeRows(writer, BLOCK_ROWS * 2 + 10, (row) => row === 100)
  writer.flush()
  expect(blocks.map((block) => block.rows)).toEqual([101, BLOCK_ROWS, BLOCK_ROWS - 91])
  let row = 0
  for (const { first, rows, columns } of blocks) {
    expect(first).toBe(row)
    for (let i = 0; i < rows; i++, row++) {
      expect([columns.time[i], columns.serial[i], columns.kind[i], columns.place[i], columns.a[i], columns.b[i]]).toEqual([
        row * 7, row % 5, row % 40, row % 9, row / 3, row === 0 ? 0 : -row,
      ])
    }
  }
  expect(row).toBe(writer.written)
})

test('the digest depends on the rows, not on when they were handed out', () => {
  const digest = (rows: number, flushes: readonly number[]) => {
    const writer = new TraceWriter({ digest: true, onBlock: () => {} })
    writeRows(writer, rows, (row) => flushes.includes(row))
    return writer.digest()
  }
  const plain = digest(5_000, [])
  fc.assert(fc.property(fc.array(fc.nat(4_999), { maxLength: 20 }), (flushes) => digest(5_000, flushes) === plain), { numRuns: 10 })
  expect(digest(4_999, [])).not.toBe(plain)
  const native = createHash('sha256')
  const writer = new TraceWriter({ digest: { update: (bytes) => native.update(bytes), hex: () => native.digest('hex') } })
  writeRows(writer, 5_000, () => false)
  expect(writer.digest()).toBe(plain)
})

test('a buffer given back is filled again, and a muted writer writes nothing', () => {
  const buffers: ArrayBuffer[] = []
  const writer = new TraceWriter({ onBlock: (block) => buffers.push(block.buffer) })
  writeRows(writer, BLOCK_ROWS, () => false)
  writer.recycle(buffers[0]!)
  writeRows(writer, BLOCK_ROWS * 2, () => false)
  expect(buffers[2]).toBe(buffers[0])
  writer.muted = true
  writeRows(writer, 10, () => true)
  expect(writer.written).toBe(BLOCK_ROWS * 3)
  expect(buffers).toHaveLength(3)
})
