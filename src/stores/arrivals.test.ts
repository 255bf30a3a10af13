import { expect, test } from 'vitest'
import { tableOf } from '../services/client/table.ts'
import { packArrivals, readArrivals } from './arrivals.ts'

const told = (csv: string): string[] => readArrivals(csv).problems.map(({ line, text }) => `${line}: ${text}`)

test('a time is enough; with a header columns stand in any order, and time may be milliseconds or dates', () => {
  expect(readArrivals('0\n0.5\n\n1e1\n').arrivals).toEqual([{ at: 0 }, { at: 500_000 }, { at: 10_000_000 }])
  expect(readArrivals('method,ms,path\r\npost,1500,/orders\r\n,2000,\r\n').arrivals).toEqual([{ at: 1_500_000, path: '/orders', method: 'POST' }, { at: 2_000_000 }])
  expect(readArrivals('timestamp;body\n2026-03-01T10:00:00Z;a\n2026-03-01T10:00:00.250Z;b').arrivals).toEqual([{ at: 0, body: 'a' }, { at: 250_000, body: 'b' }])
  expect(readArrivals('time\tbody\n1\t{"a":1}').arrivals).toEqual([{ at: 1_000_000, body: '{"a":1}' }])
})

test('quotes keep commas, quotes and line ends, and lines are still counted', () => {
  const { arrivals, problems } = readArrivals('time,body\n1,"{""a"": 1,\n ""b"": 2}"\nsoon,\n')
  expect(arrivals).toEqual([{ at: 1_000_000, body: '{"a": 1,\n "b": 2}' }])
  expect(problems).toEqual([{ line: 4, text: '“soon” is no number.' }])
})

test('rows out of order are put in order, and that is told', () => {
  expect(readArrivals('3\n1\n2')).toMatchObject({ arrivals: [{ at: 1_000_000 }, { at: 2_000_000 }, { at: 3_000_000 }], sorted: true })
  expect(readArrivals('1\n2').sorted).toBe(false)
})

test('every line that is no good is named, the first twenty of many', () => {
  expect(told('time,body,path,method\n-1,,,\n,x,,\n1,,orders,\n1,,/orders,FETCH\n2026-01-01,,,\n1,,,')).toEqual([
    '2: “-1” is before the beginning.',
    '3: The time is missing.',
    '4: “orders” is no path; a path begins with a slash.',
    '5: “FETCH” is no method.',
    '6: “2026-01-01” is no number.',
  ])
  expect(told('body,path\nx,/')).toEqual(['1: There is no column called time (seconds, or dates) or ms.'])
  expect(told('')).toEqual(['1: There is no row.'])
  expect(told('time')).toEqual(['1: There is no row.'])
  const many = readArrivals(Array.from({ length: 500 }, () => 'x').join('\n'))
  expect([many.problems.length, many.wrong]).toEqual([20, 500])
  expect(told('2026-03-01\n2026-02-01')).toEqual(['2: “2026-02-01” is before the first row; the first row is the beginning.'])
})

test('a hundred thousand rows are taken, one more is not', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, row) => `${row / 100},,/item/${row % 50}`).join('\n')
  const { arrivals, wrong } = readArrivals(`time,body,path\n${rows(100_000)}`)
  expect([arrivals.length, wrong]).toEqual([100_000, 0])
  const packed = packArrivals(arrivals) as { text: string }
  expect(packed.text.length).toBeLessThan(450_000)
  expect(tableOf(packed.text).asked(99_999)).toEqual({ path: '/item/49' })
  expect(told(`time,body,path\n${rows(100_001)}`)).toEqual(['100002: A table has at most 100,000 rows; this has 100,001.'])
})

test('what does not fit into a drawing is refused with the way round', () => {
  const arrivals = Array.from({ length: 60_000 }, (_, row) => ({ at: row, body: `{"order":"${row}-and-more"}` }))
  expect(packArrivals(arrivals)).toMatchObject({ problem: expect.stringMatching(/^This table takes 2\.\d million characters/) })
})
