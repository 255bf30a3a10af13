import { expect, test } from 'vitest'
import { dollars, figure, span } from './figures.ts'

test('sums, spans and figures keep the digits that tell something', () => {
  expect([0, 9.04e-6, 0.0123, 0.5, 12.4, 1_234.5].map(dollars)).toEqual(['$0.00', '$0.00000904', '$0.0123', '$0.500', '$12.40', '$1,234.50'])
  expect([0.4, 999, 1_500, 250_000, 1.25e6, 125e6, 12_000e6].map(span)).toEqual(['0 µs', '999 µs', '1.5 ms', '250 ms', '1.25 s', '2 min 5 s', '3 h 20 min'])
  expect([undefined, Number.NaN, 4, 1_234, 0.12345, 299.6].map(figure)).toEqual(['–', '–', '4', '1,234', '0.123', '300'])
})
